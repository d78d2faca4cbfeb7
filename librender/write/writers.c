/* The table of data formats to write. */
#include "write/writers.h"

/* Longer suffixes come before those that they end in. */
const rn_writer rn_writers[] = {
    {.entry = {.name = "speedscope",
               .title = "speedscope's format",
               .suffixes = ".speedscope.json .speedscope"},
     .write = rn_write_speedscope},
    {.entry = {.name = "json", .title = "profdraw's own JSON", .suffixes = ".json"},
     .write = rn_write_json},
    {.entry = {.name = "folded", .title = "folded stacks", .suffixes = ".folded .collapsed"},
     .write = rn_write_folded},
    {.entry = {.name = "pstats",
               .title = "Python profile dump, for pstats of every Python from 2.7 on",
               .suffixes = ".prof .pstats",
               .is_binary = true},
     .write = rn_write_pstats},
    {.entry = {.name = "pprof",
               .title = "pprof's protobuf, packed",
               .suffixes = ".pb.gz .pprof",
               .is_binary = true},
     .write = rn_write_pprof},
    {.entry = {.name = "callgrind",
               .title = "callgrind's format, for KCachegrind",
               .suffixes = ".callgrind"},
     .write = rn_write_callgrind},
    {.entry = {.name = "dot", .title = "call graph for Graphviz", .suffixes = ".dot .gv"},
     .write = rn_write_dot},
    {.entry = {.name = "functions", .title = "names of the functions that a call graph shows"},
     .write = rn_write_functions},
};
const size_t rn_writer_count = sizeof rn_writers / sizeof rn_writers[0];

const rn_writer *rn_writer_find(const char *name)
{
    for (size_t i = 0; name && i < rn_writer_count; i++)
        if (strcmp(rn_writers[i].entry.name, name) == 0)
            return &rn_writers[i];
    return NULL;
}
