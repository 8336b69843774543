# Walks from `main` along the references that edges.awk has found, and looks for a way to `abort`, which only the panic
# handler calls. Each line of the input is a reference, four names: as the linker has them, and as a person reads them.
# The file `allowed` has the references that are not followed. Fails where there is a way, or where one of those is not
# met: it is allowed for nothing.

BEGIN {
    FS = "\t"
    # Of the C library.
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
            met[rule] = 1
            return 1
        }
    }
    return 0
}

# What the compiler and the standard library call to panic. It says what is printed, not what is found.
function panics(node) {
    return name[node] ~ /^(core::panicking|core::(option|result)::(unwrap|expect)_failed|core::(str|slice::index)::slice_|core::cell::panic_|alloc::raw_vec::(handle_error|capacity_overflow)|.*::assert_failed)/
}

function way(node,    text) {
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
    print count " functions and constants can be reached."
    # What is not in the object is followed no further.
    for (node in by) {
        if (node ~ /^extern / && !(node in outside)) {
            print "Not known where it leads: " node
            failed = 1
        }
    }
    for (rule in reason) {
        if (rule in met) continue
        print "Allowed, but not met: " rule
        failed = 1
    }
    if ("extern abort" in by) {
        for (pair in found) {
            split(pair, part, FS)
            print "\n" name[part[1]] "\n    calls " name[part[2]] "\n    and is reached by\n" way(part[1])
        }
        print "\nOne way to the panic handler:\n" way("extern abort")
        failed = 1
    }
    exit failed
}
