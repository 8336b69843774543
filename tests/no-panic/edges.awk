# Reads what `objdump -hwtr` tells of an object, and prints who refers to whom: two names with a tab between. Each function
# and each constant has a section of its own, and goes by that one's name. What is in no section of it is `extern`.
# What can't be told is a failure: a reference that is overlooked would be a way that is not found.

function fail(why) {
    print "edges.awk: " why > "/dev/stderr"
    failed = 1
    exit 1
}

# `.text.unlikely.name` and `.rodata.name` are `name`.
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
    if ($NF in home && home[$NF] != section) fail("two symbols are named " $NF)
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

!/^(|Sections:|Idx Name .*|OFFSET .*|SYMBOL TABLE:|.*file format elf64-x86-64)$/ { fail("what is this? " $0) }

END {
    if (failed) exit 1
    for (each = 1; each <= count; each++) {
        from = caller[each]
        to = callee[each]
        if (!(to in home) && !(to in sections)) fail("no symbol is named " to)
        if (!(from in sections)) fail("no section is named " from)
        section = to in home ? home[to] : to
        print short(from) "\t" (section == "*UND*" ? "extern " to : short(section))
    }
}
