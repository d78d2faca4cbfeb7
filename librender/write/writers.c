/* The table of data formats to write. */
#include "write/writers.h"

const rn_writer rn_writers[] = {
    {.entry = {.name = "json", .title = "profdraw's own JSON", .suffixes = ".json"},
     .write = rn_write_json},
    {.entry = {.name = "folded", .title = "folded stacks", .suffixes = ".folded .collapsed"},
     .write = rn_write_folded},
    {.entry = {.name = "pstats",
               .title = "Python profile dump, for pstats of every Python from 2.7 on",
               .suffixes = ".prof .pstats",
               .is_binary = true},
     .write = rn_write_pstats},
    {.entry = {.name = "dot", .title = "call graph for Graphviz", .suffixes = ".dot .gv"},
     .write = rn_write_dot},
};
const size_t rn_writer_count = sizeof rn_writers / sizeof rn_writers[0];

const rn_writer *rn_writer_find(const char *name)
{
    for (size_t i = 0; name && i < rn_writer_count; i++)
        if (strcmp(rn_writers[i].entry.name, name) == 0)
            return &rn_writers[i];
    return NULL;
}
