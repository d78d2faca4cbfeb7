# Puts the structs and enums of librender.h as two dictionaries of Python into a template:
#   awk -v template=profdraw.py.in -v version=1.2.3 -f header_fields.awk librender.h > profdraw.py
function trim(text)
{
    gsub(/^[ \t\n]+|[ \t\n]+$/, "", text)
    return text
}
# One declaration of a struct: 'const char *a, *b', 'bool x', 'char text[256]', 'void (*f)(…)'.
function put_members(text, count, i, parts, type, name, pointer, array)
{
    if (text ~ /\(\*/) {
        match(text, /\(\*[a-z_]+\)/)
        printf "        (\"%s\", \"function\", 0),\n", substr(text, RSTART + 2, RLENGTH - 3)
        return
    }
    count = split(text, parts, ",")
    for (i = 1; i <= count; i++) {
        name = trim(parts[i])
        pointer = gsub(/\*/, " ", name)
        array = 0
        if (match(name, /\[[0-9]+\]/)) {
            array = substr(name, RSTART + 1, RLENGTH - 2)
            name = substr(name, 1, RSTART - 1)
        }
        if (i == 1) {
            type = name
            sub(/ *[a-z_0-9]+ *$/, "", type)
            gsub(/const|struct /, "", type)
            type = trim(type)
        }
        sub(/.*[ *]/, "", name)
        printf "        (\"%s\", \"%s\", %d),\n", name, \
            type substr("***", 1, pointer), array
    }
}
function put_struct(name, body, count, i, lines)
{
    printf "    \"%s\": [\n", name
    count = split(body, lines, ";")
    for (i = 1; i <= count; i++)
        if (trim(lines[i]) != "")
            put_members(trim(lines[i]))
    print "    ],"
}
# Enumerators count from 0 here; the anonymous enum of bits has no name, and is left out.
function keep_enum(name, body)
{
    gsub(/=[^,]*/, "", body)
    gsub(/[, \n\t]+/, " ", body)
    enums = enums sprintf("    \"%s\": \"%s\".split(),\n", name, trim(body))
}
{
    text = text $0 "\n"
}
function put_dictionaries(one, name, body)
{
    while (match(text, /\/\*[^*]*\*+([^\/*][^*]*\*+)*\//))
        text = substr(text, 1, RSTART - 1) " " substr(text, RSTART + RLENGTH)
    print "_STRUCTS = {"
    while (match(text, /typedef (struct|enum) [a-z_]+ [{][^}]*[}] [a-z_]+;/)) {
        one = substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
        name = one
        sub(/^[^}]*[}] /, "", name)
        sub(/;$/, "", name)
        body = one
        sub(/^[^{]*[{]/, "", body)
        sub(/[}].*$/, "", body)
        if (one ~ /^typedef struct/)
            put_struct(name, body)
        else
            keep_enum(name, body)
    }
    print "}\n_ENUMS = {\n" enums "}"
}
END {
    while ((getline line < template) > 0)
        if (line == "@STRUCTS@")
            put_dictionaries()
        else {
            gsub(/@PROJECT_VERSION@/, version, line)
            print line
        }
}
