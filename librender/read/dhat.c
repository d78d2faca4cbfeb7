/* Heap profiles of Valgrind's DHAT, and of Rust's crate dhat:
 *
 *     {"dhatFileVersion": 2, "mode": "heap", …, "tu": "instrs",
 *      "pps": [{"tb": 40000, "tbk": 40, "mb": 40000, "mbk": 40, "gb": …, "gbk": …, "eb": …, "ebk": …,
 *               "rb": 1, "wb": 40000, "acc": […], "fs": [1, 2, 3]}, …],
 *      "ftbl": ["[root]", "0x48417B4: malloc (in /usr/lib/vgpreload.so)", "0x109166: make (mix.c:5)", …]}
 *
 * "fs" are frames, the leaf first, as indices into the table, which may stand behind.  The metrics are bytes
 * and blocks: allocated in all (tb, tbk), at the moment of the largest heap (gb, gbk), alive at the end (eb,
 * ebk); then bytes read and written (rb, wb).  A metric that no point has is not made.  Lifetimes, the most
 * of one point (mb, mbk), whose sum never was at any time, and accesses by byte are left out.
 *
 * The points are read in a second pass, when the table is known. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "input/json_values.h"
#include "read/formats.h"
#include "read/frame_text.h"

enum { NESTING = 64 };

typedef struct figure {
    const char *key, *name, *unit;
} figure;

static const figure figures[] = {
    {"tb", "allocated", "bytes"},       {"tbk", "allocations", "blocks"},
    {"gb", "at peak", "bytes"},         {"gbk", "blocks at peak", "blocks"},
    {"eb", "at end", "bytes"},          {"ebk", "blocks at end", "blocks"},
    {"rb", "read", "bytes"},            {"wb", "written", "bytes"},
};

enum { FIGURE_COUNT = sizeof figures / sizeof *figures };

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    size_t points; /* where the array begins; 0: not there */
    uint32_t *table; /* frames of the profile */
    size_t table_count, table_capacity;
    uint32_t *frames; /* of the point at hand, the leaf first; indices into the table */
    size_t frame_count, frame_capacity;
    double values[FIGURE_COUNT]; /* of the point at hand; NAN: not stated */
    uint32_t metrics[FIGURE_COUNT]; /* RN_NONE: no point had it yet */
    bool has_value;
} reader;

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    return rn_json_find_key(head, "dhatFileVersion").size ? 100 : 0;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- the table of frames ---------------------------------------------------------------------- */

/* '0x109166: make (mix.c:5)' without the address. */
static rn_bytes cut_address(rn_bytes text)
{
    size_t at = 2;
    if (text.size < 2 || text.data[0] != '0' || text.data[1] != 'x')
        return text;
    while (at < text.size && text.data[at] != ':')
        at++;
    return at + 2 < text.size && text.data[at + 1] == ' ' ? rn_bytes_from(text, at + 2) : text;
}

/* 'malloc (in /usr/lib/vgpreload.so)' → its module; everything else is read as elsewhere. */
static rn_frame_text split(rn_bytes text)
{
    rn_frame_text frame = {.function.name = text};
    rn_bytes name = text, inside;
    if (rn_symbol_cut_parentheses(&name, &inside) && rn_bytes_starts(inside, RN_LITERAL("in "))) {
        frame.function.name = rn_bytes_trim(name);
        frame.function.module = rn_bytes_from(inside, 3);
        return frame;
    }
    return rn_frame_text_parse(text);
}
