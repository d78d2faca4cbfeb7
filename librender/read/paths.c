/* Sizes of files, as trees of folders; only read when asked for (--format paths):
 *
 *     12288<TAB>./src/a.c              du -ab (of files and folders), du -b
 *     ./src/a.c 12288                  find -printf '%p %s\n'
 *     12288 ./src/a.c                  find -printf '%s %p\n'
 *
 * Each part of a path is a frame, and its size in bytes the cost.  What du says of a folder includes what
 * is in it: its own cost is the rest.  Which form the file has is decided on its first thousand lines. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/words.h"
#include "input/lines.h"
#include "read/formats.h"

enum { SURVEY_LINES = 1000 };

typedef enum form { SIZE_LAST, SIZE_FIRST, TOTAL_FIRST, FORM_COUNT } form;

/* Sizes that other programs print may be anything: this format is never guessed. */
static int sniff(rn_bytes head, bool whole)
{
    (void)head;
    (void)whole;
    return 0;
}

/* ---- lines ------------------------------------------------------------------------------------ */

static bool is_size(rn_bytes text, double *size)
{
    return rn_number_parse(text, size) && *size >= 0 && isfinite(*size);
}

static bool split(rn_bytes line, form kind, rn_bytes *path, double *size)
{
    size_t at;
    bool is_last = kind == SIZE_LAST;
    line = is_last ? rn_trim_end(line) : rn_trim_start(line);
    bool found = is_last ? rn_find_last_char(line, ' ', &at)
                         : rn_find_char(line, kind == TOTAL_FIRST ? '\t' : ' ', &at);
    if (!found)
        return false;
    rn_bytes before = rn_bytes_slice(line, 0, at);
    rn_bytes after = rn_bytes_slice(line, at + 1, line.size);
    *path = is_last ? before : after;
    return path->size && is_size(is_last ? after : before, size);
}

static form form_of(rn_bytes input)
{
    size_t counts[FORM_COUNT] = {0}, count = 0;
    rn_lines l = rn_lines_of(input);
    rn_bytes line, path;
    double size;
    while (count++ < SURVEY_LINES && rn_lines_next(&l, &line))
        for (form f = 0; f < FORM_COUNT; f++)
            counts[f] += split(line, f, &path, &size);
    form best = TOTAL_FIRST;
    for (form f = TOTAL_FIRST; f-- > 0;)
        if (counts[f] > counts[best])
            best = f;
    return best;
}

/* ---- paths ------------------------------------------------------------------------------------ */

/* Of a stack: what it is said to cost, and the folder it is in. */
typedef struct place {
    uint32_t parent;
    bool is_listed;
    double size;
} place;

/* A part of the last path. */
typedef struct level {
    size_t end;
    uint32_t stack;
} level;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    uint32_t metric;
    form form;
    place *places; /* [stack] */
    size_t place_count, capacity;
    rn_bytes last; /* path */
    level *levels;
    size_t depth, level_capacity;
    uint64_t lines;
} reader;

static render_status status_of(const reader *r)
{
    return r->report->error.status ? r->report->error.status : rn_builder_status(r->builder);
}

static uint32_t enter(reader *r, uint32_t parent, rn_bytes part)
{
    rn_function_key key = {.name = part};
    uint32_t frame = rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), 0);
    uint32_t stack = rn_builder_push(r->builder, parent, frame);
    if (stack < r->place_count)
        return stack;
    if (!RN_GROW(r->places, r->capacity, stack + (size_t)1)) {
        rn_fail_memory(r->report);
        return 0;
    }
    while (r->place_count <= stack)
        r->places[r->place_count++] = (place){0};
    r->places[stack].parent = parent;
    return stack;
}

/* Drops the levels of the last path that `path` does not share. */
static void keep_shared(reader *r, rn_bytes path)
{
    size_t size = path.size < r->last.size ? path.size : r->last.size, common = 0;
    while (common < size && path.data[common] == r->last.data[common])
        common++;
    while (r->depth && r->levels[r->depth - 1].end >= common)
        r->depth--;
    r->last = path;
}

static void enter_part(reader *r, rn_bytes path, size_t start, size_t end)
{
    uint32_t parent = r->depth ? r->levels[r->depth - 1].stack : 0;
    if (!RN_GROW(r->levels, r->level_capacity, r->depth + 1)) {
        rn_fail_memory(r->report);
        return;
    }
    rn_bytes part = end ? rn_bytes_slice(path, start, end) : RN_LITERAL("/");
    r->levels[r->depth++] = (level){end, enter(r, parent, part)};
}

/* The stack of a path; 0 when it has no parts, or memory is out. */
static uint32_t enter_path(reader *r, rn_bytes path)
{
    size_t at;
    keep_shared(r, path);
    size_t start = r->depth ? r->levels[r->depth - 1].end : 0;
    if (start == 0 && r->depth == 0 && path.data[0] == '/')
        enter_part(r, path, 0, 0);
    while (start < path.size) {
        rn_bytes rest = rn_bytes_slice(path, start, path.size);
        size_t end = rn_find_char(rest, '/', &at) ? start + at : path.size;
        if (end > start)
            enter_part(r, path, start, end);
        start = end + 1;
    }
    return r->depth ? r->levels[r->depth - 1].stack : 0;
}

static render_status take_line(reader *r, const rn_lines *l, rn_bytes line)
{
    rn_bytes path;
    double size;
    if (rn_trim_start(line).size == 0)
        return RENDER_OK;
    if (!split(line, r->form, &path, &size))
        return rn_skip(r->report, l->start, l->number, "no path with a size");
    uint32_t stack = enter_path(r, path);
    if (status_of(r) || stack == 0)
        return status_of(r);
    r->places[stack].is_listed = true;
    r->places[stack].size += size;
    r->lines++;
    return RENDER_OK;
}

/* Takes what is listed within a folder off the folder's size; children have larger ids. */
static void subtract_contents(reader *r)
{
    double *inside = rn_array_zero(r->place_count + 1, sizeof *inside);
    if (!inside) {
        rn_fail_memory(r->report);
        return;
    }
    for (size_t i = r->place_count; i-- > 1;) {
        place *p = &r->places[i];
        double whole = p->is_listed && p->size > inside[i] ? p->size : inside[i];
        if (p->is_listed && p->size < inside[i])
            rn_warn(r->report, "folders smaller than what is in them");
        p->size = whole - inside[i];
        inside[p->parent] += whole;
    }
    free(inside);
}

/* ---- the file --------------------------------------------------------------------------------- */

static void add_sizes(reader *r)
{
    double sum = 0;
    if (r->form == TOTAL_FIRST)
        subtract_contents(r);
    for (size_t i = 1; i < r->place_count; i++) {
        if (r->places[i].size > 0)
            rn_builder_add_self(r->builder, (uint32_t)i, r->metric, r->places[i].size);
        sum += r->places[i].size;
    }
    if (!status_of(r) && !(sum > 0))
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0,
                r->lines ? "every size is 0" : "no path with a size in it");
}

static render_status read_paths(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report, .form = form_of(input)};
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    r.metric = rn_builder_metric(builder, RN_LITERAL("size"), RN_LITERAL("bytes"));
    bool fine = true;
    while (fine && rn_lines_next(&l, &line))
        fine = take_line(&r, &l, line) == RENDER_OK;
    if (fine) {
        rn_report_sum_up(report, "line(s)");
        add_sizes(&r);
    }
    free(r.places);
    free(r.levels);
    return status_of(&r);
}

const rn_format rn_format_paths = {
    .info = &rn_format_infos[RN_FORMAT_paths],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_paths,
};
