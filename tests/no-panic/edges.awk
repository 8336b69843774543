# Reads the output of `objdump -hwtr` and prints each reference: two names, separated by a tab. Each function and each
# constant has a section of its own, whose name identifies it. `extern` marks a symbol that is not in the object file.
# Any line that the script does not understand is an error: a missed reference would hide a path to a panic.

function fail(why) {
    print "edges.awk: " why > "/dev/stderr"
    failed = 1
    exit 1
}

# Reduces `.text.unlikely.name` and `.rodata.name` to `name`.
function short(section) {
    sub(/^\.(text|rodata|data\.rel\.ro|data|bss)(\.unlikely|\.hot)?\./, "", section)
    return section
}

/^ *[0-9]+ \./ {
    sections[$2]
    next
}

/^[0-9a-f]+ [^\t]*\t[0-9a-f]+ / {
    section = $0
    sub(/\t.*/, "", section)
    sub(/.* /, "", section)
    if ($NF in home && home[$NF] != section) fail("symbol is defined twice: " $NF)
    home[$NF] = section
    next
}

/^RELOCATION RECORDS FOR \[/ {
    from = substr($4, 2, length($4) - 3)
    next
}

/^[0-9a-f]+ R_/ {
    sub(/[+-]0x[0-9a-f]+$/, "", $3)
    caller[++count] = from
    callee[count] = $3
    next
}

!/^(|Sections:|Idx Name .*|OFFSET .*|SYMBOL TABLE:|.*file format elf64-x86-64)$/ { fail("unexpected line: " $0) }

END {
    if (failed) exit 1
    for (each = 1; each <= count; each++) {
        from = caller[each]
        to = callee[each]
        if (!(to in home) && !(to in sections)) fail("unknown symbol: " to)
        if (!(from in sections)) fail("unknown section: " from)
        section = to in home ? home[to] : to
        print short(from) "\t" (section == "*UND*" ? "extern " to : short(section))
    }
}
