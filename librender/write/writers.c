/* The table of data formats to write. */
#include "write/writers.h"

#include "base/info.h"

/* One row each.  Longer suffixes come before those that they end in. */
/* clang-format off */
#define ROWS(ROW) \
    ROW(rn_write_speedscope, "speedscope", "speedscope's format", ".speedscope.json .speedscope", false) \
    ROW(rn_write_json, "json", "profdraw's own JSON", ".json", false) \
    ROW(rn_write_folded, "folded", "folded stacks", ".folded .collapsed", false) \
    ROW(rn_write_pstats, "pstats", "Python profile dump, for pstats of every Python from 2.7 on", \
        ".prof .pstats", true) \
    ROW(rn_write_pprof, "pprof", "pprof's protobuf, packed", ".pb.gz .pprof", true) \
    ROW(rn_write_callgrind, "callgrind", "callgrind's format, for KCachegrind", ".callgrind", false) \
    ROW(rn_write_dot, "dot", "call graph for Graphviz", ".dot .gv", false) \
    ROW(rn_write_functions, "functions", "names of the functions that a call graph shows", NULL, false)
#define INFO(write, id, words, endings, binary) \
    {.name = (id), .title = (words), .suffixes = (endings), .is_binary = (binary)},
#define WRITER(write, id, words, endings, binary) {write},
/* clang-format on */

const render_info rn_writer_infos[] = {ROWS(INFO)};
const rn_writer rn_writers[] = {ROWS(WRITER)};
const size_t rn_writer_count = sizeof rn_writers / sizeof *rn_writers;

const rn_writer *rn_writer_find(const char *name)
{
    size_t i = rn_info_find(rn_writer_infos, rn_writer_count, name);
    return i < rn_writer_count ? &rn_writers[i] : NULL;
}
