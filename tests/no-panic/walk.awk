# Searches the references that edges.awk prints for a path from `main` to `abort`, which only the panic handler calls.
# Each input line is a reference with four names: two as the linker has them, and the same two demangled. The file
# `allowed` lists the references that the search ignores. It fails if there is a path, or if an entry of `allowed` is
# not used.

BEGIN {
    FS = "\t"
    # Functions of the C library.
    split("abort _exit aligned_alloc bcmp free memcmp memcpy memmove memset read", names, " ")
    for (each in names) outside["extern " names[each]]
}

FILENAME == "allowed" {
    if ($0 !~ /^(#|$)/) reason[$1 FS $2] = $3
    next
}

{
    name[$1] = $3
    name[$2] = $4
    edges[$1] = edges[$1] FS $2
}

function allowed(from, to,    rule) {
    for (rule in reason) {
        split(rule, part, FS)
        if ((part[1] == "*" || part[1] == name[from]) && part[2] == name[to]) {
            is_used[rule] = 1
            return 1
        }
    }
    return 0
}

# The functions that the compiler and the standard library call to panic. They only affect the output, not the result.
function panics(node) {
    return name[node] ~ /^(core::panicking|core::(option|result)::(unwrap|expect)_failed|core::(str|slice::index)::slice_|core::cell::panic_|alloc::raw_vec::(handle_error|capacity_overflow)|.*::assert_failed)/
}

function path(node,    text) {
    for (text = "        " name[node]; node != "main"; text = "        " name[node] "\n" text) node = by[node]
    return text
}

END {
    queue[count = 1] = "main"
    by["main"] = ""
    for (at = 1; at <= count; at++) {
        from = queue[at]
        all = split(edges[from], to, FS)
        for (each = 2; each <= all; each++) {
            if (allowed(from, to[each])) continue
            if (panics(to[each]) && !panics(from)) found[from FS to[each]] = 1
            if (to[each] in by) continue
            by[to[each]] = from
            queue[++count] = to[each]
        }
    }
    print count " functions and constants are reachable"
    # The search cannot follow symbols outside the object file.
    for (node in by) {
        if (node ~ /^extern / && !(node in outside)) {
            print "unknown external symbol: " node
            failed = 1
        }
    }
    for (rule in reason) {
        if (rule in is_used) continue
        print "unused entry of allowed: " rule
        failed = 1
    }
    if ("extern abort" in by) {
        for (pair in found) {
            split(pair, part, FS)
            print "\n" name[part[1]] "\n    calls " name[part[2]] "\n    and is reached by\n" path(part[1])
        }
        print "\none path to the panic handler:\n" path("extern abort")
        failed = 1
    }
    exit failed
}
