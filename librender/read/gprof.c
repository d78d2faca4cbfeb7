/* The text that gprof prints (GNU, BSD, IBM): the call graph, or the flat profile when that is all.
 *
 *     index % time    self  children    called     name
 *                     0.25    0.15       5/6           parse [2]
 *     [3]     50.0    0.30    0.20       6+9       util [3]
 *                     0.20    0.00       9/9           leaf <cycle 1> [4]
 *                                        9             util [3]
 *     -----------------------------------------------
 *
 * An entry's own line begins with '['; lines above it are its callers, those below what it calls.
 * Arcs are taken from the latter, with the seconds that are printed there; within recursion and
 * cycles there are only counts.  The file of a static function stands in the index at the end, so
 * that everything is collected first.
 *
 * Left out: cycles as a whole; what only the flat profile has when there is a call graph, such as
 * the profiler's own functions; the annotated source. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/map.h"
#include "base/number.h"
#include "base/words.h"
#include "read/formats.h"
#include "read/gprof_name.h"

typedef struct function {
    rn_bytes name, file;
    double self, total, calls, primitive; /* NaN: not printed */
} function;

typedef struct arc {
    uint32_t caller, callee;
    double calls, total;
} arc;

typedef enum section { NO_SECTION, FLAT, GRAPH, INDEX } section;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    const char *at, *end, *line;
    const char *start;
    uint64_t line_number;

    section section;
    bool is_cycles;   /* counted in thousands of cycles, not in seconds */
    uint32_t current; /* the entry at hand, or RN_NONE: above its own line */
    bool is_whole;    /* the entry at hand is a cycle as a whole */

    rn_map by_index;
    function *functions; /* of the call graph */
    size_t function_count, function_capacity;
    function *flat;
    size_t flat_count, flat_capacity;
    arc *arcs;
    size_t arc_count, arc_capacity;
} reader;

static render_status skip_line(reader *r, const char *why)
{
    return rn_skip(r->report, (uint64_t)(r->line - r->start), r->line_number, "%s", why);
}

/* ---- words ------------------------------------------------------------------------------------ */

static rn_bytes first_word(rn_bytes text)
{
    size_t size = 0;
    while (size < text.size && !rn_is_blank(text.data[size]))
        size++;
    return (rn_bytes){text.data, size};
}

static void drop(rn_bytes *text, size_t size)
{
    *text = rn_gprof_trim(rn_bytes_slice(*text, size, text->size));
}

/* The next word as a number; false leaves it. */
static bool take_number(rn_bytes *text, double *value)
{
    rn_bytes word = first_word(*text);
    if (!rn_number_parse(word, value) || !(*value >= 0 && *value < 1e18))
        return false;
    drop(text, word.size);
    return true;
}

/* COUNT, or COUNT and another one after `mark`; false leaves the word. */
static bool take_counts(rn_bytes *text, char mark, double *count, double *other)
{
    uint64_t a, b = 0;
    rn_bytes word = first_word(*text);
    const char *found = word.size ? memchr(word.data, mark, word.size) : NULL;
    size_t size = found ? (size_t)(found - word.data) : word.size;
    if (!rn_number_parse_uint(rn_bytes_slice(word, 0, size), &a) ||
        (found && !rn_number_parse_uint(rn_bytes_slice(word, size + 1, word.size), &b)))
        return false;
    *count = (double)a;
    *other = (double)b;
    drop(text, word.size);
    return true;
}

/* ---- tables ----------------------------------------------------------------------------------- */

/* The function of that index, or RN_NONE; NULL when memory is out. */
static uint32_t *find_slot(reader *r, uint32_t index)
{
    bool is_new;
    uint32_t *slot = rn_map_put(&r->by_index, index, RN_NONE, &is_new);
    if (!slot)
        rn_fail_memory(r->report);
    return slot;
}

static uint32_t find_function(reader *r, uint32_t index, rn_bytes name)
{
    uint32_t *slot = find_slot(r, index);
    if (!slot || *slot != RN_NONE)
        return slot ? *slot : RN_NONE;
    if (!RN_GROW(r->functions, r->function_capacity, r->function_count + 1)) {
        rn_fail_memory(r->report);
        return RN_NONE;
    }
    *slot = (uint32_t)r->function_count++;
    r->functions[*slot] =
        (function){.name = name, .self = NAN, .total = NAN, .calls = NAN, .primitive = NAN};
    return *slot;
}

/* ---- the call graph --------------------------------------------------------------------------- */

/* '[INDEX] PERCENT SELF CHILDREN [CALLS[+RECURSIVE CALLS]] NAME [INDEX]' */
static render_status take_entry(reader *r, rn_bytes text)
{
    uint32_t index;
    double percent, self, children, calls = NAN, recursive = 0;
    drop(&text, first_word(text).size);
    if (!rn_gprof_cut_index(&text, &index) || !take_number(&text, &percent) ||
        !take_number(&text, &self) || !take_number(&text, &children)) {
        r->is_whole = true;
        return skip_line(r, "an entry without its times or index");
    }
    bool is_counted = take_counts(&text, '+', &calls, &recursive);
    r->is_whole = rn_gprof_is_whole_cycle(text);
    if (r->is_whole)
        return RENDER_OK;
    r->current = find_function(r, index, rn_gprof_without_cycle(text));
    if (r->current == RN_NONE)
        return r->report->error.status;
    function *f = &r->functions[r->current];
    f->self = self;
    f->total = self + children;
    f->calls = is_counted ? calls + recursive : NAN;
    f->primitive = is_counted ? calls : NAN;
    return RENDER_OK;
}

/* '[SELF CHILDREN] CALLS[/ALL CALLS] NAME': cuts off all but the name. */
static bool take_arc(rn_bytes *text, arc *out)
{
    double self, children, all;
    rn_bytes rest = *text;
    out->total = NAN;
    if (take_number(&rest, &self) && take_number(&rest, &children) &&
        take_counts(&rest, '/', &out->calls, &all)) {
        out->total = self + children;
        *text = rest;
        return true;
    }
    return take_counts(text, '/', &out->calls, &all);
}

static render_status take_callee(reader *r, rn_bytes text)
{
    uint32_t index;
    arc new_arc = {.caller = r->current};
    if (!rn_gprof_cut_index(&text, &index))
        return RENDER_OK; /* '(INDEX)': gprof was told to leave that function out */
    if (!take_arc(&text, &new_arc))
        return skip_line(r, "a callee without its number of calls");
    new_arc.callee = find_function(r, index, rn_gprof_without_cycle(text));
    if (new_arc.callee == RN_NONE || !RN_GROW(r->arcs, r->arc_capacity, r->arc_count + 1))
        return rn_fail_memory(r->report);
    r->arcs[r->arc_count++] = new_arc;
    return RENDER_OK;
}

static render_status take_graph_line(reader *r, rn_bytes text)
{
    if (rn_bytes_start(text, RN_LITERAL("-----"))) {
        r->current = RN_NONE;
        r->is_whole = false;
        return RENDER_OK;
    }
    if (rn_bytes_start(text, RN_LITERAL("(K) ")))
        r->is_cycles = true;
    if (text.data[0] == '[')
        return take_entry(r, text);
    if (r->current == RN_NONE || r->is_whole || text.data[0] == '<')
        return RENDER_OK;
    return take_callee(r, text);
}

/* ---- the other parts -------------------------------------------------------------------------- */

/* 'PERCENT CUMULATIVE SELF [CALLS SELF/CALL TOTAL/CALL] NAME' */
static render_status take_flat_line(reader *r, rn_bytes text)
{
    double percent, cumulative, self, calls = NAN, each;
    if (!take_number(&text, &percent) || !take_number(&text, &cumulative) ||
        !take_number(&text, &self))
        return RENDER_OK; /* headings, and the explanation below the table */
    rn_bytes rest = text;
    if (take_number(&rest, &calls) && take_number(&rest, &each) && take_number(&rest, &each))
        text = rest;
    else
        calls = NAN;
    if (!text.size)
        return RENDER_OK;
    if (!RN_GROW(r->flat, r->flat_capacity, r->flat_count + 1))
        return rn_fail_memory(r->report);
    r->flat[r->flat_count++] =
        (function){.name = text, .self = self, .total = NAN, .calls = calls, .primitive = NAN};
    return RENDER_OK;
}

/* 'NAME (FILE)' of the index: the file of the function, if that is its name. */
static render_status take_file(reader *r, uint32_t index, rn_bytes text)
{
    uint32_t *slot = find_slot(r, index);
    if (!slot || *slot == RN_NONE)
        return r->report->error.status;
    function *f = &r->functions[*slot];
    size_t size = f->name.size;
    if (rn_bytes_start(text, f->name) && text.size > size + 3 && text.data[size] == ' ' &&
        text.data[size + 1] == '(' && text.data[text.size - 1] == ')')
        f->file = rn_bytes_slice(text, size + 2, text.size - 1);
    return RENDER_OK;
}

/* '[INDEX] NAME [INDEX] NAME …' in columns */
static render_status take_index_line(reader *r, rn_bytes text)
{
    while (text.size && text.data[0] == '[') {
        const char *next = memmem(text.data + 1, text.size - 1, "  [", 3);
        rn_bytes item = {text.data, next ? (size_t)(next - text.data) : text.size};
        rn_bytes word = first_word(item);
        uint32_t index;
        drop(&text, item.size);
        drop(&item, word.size);
        if (rn_gprof_cut_index(&word, &index) && take_file(r, index, item))
            return r->report->error.status;
    }
    return RENDER_OK;
}

/* ---- lines ------------------------------------------------------------------------------------ */

static bool has(rn_bytes text, const char *what)
{
    return text.size && memmem(text.data, text.size, what, strlen(what));
}

/* The part of the report that the line is the heading of. */
static section heading_of(rn_bytes text)
{
    if (rn_bytes_start(text, RN_LITERAL("index")) && has(text, "self") && has(text, "name") &&
        has(text, "called"))
        return GRAPH;
    if ((rn_bytes_start(text, RN_LITERAL("time")) || rn_bytes_start(text, RN_LITERAL("%"))) &&
        has(text, "seconds") && has(text, "name"))
        return FLAT;
    if (rn_bytes_start(text, RN_LITERAL("Index by function name")))
        return INDEX;
    return NO_SECTION;
}

/* The next line without blanks around it; false after the last. */
static bool next_line(reader *r, rn_bytes *text)
{
    if (r->at >= r->end)
        return false;
    const char *at = r->at;
    while (at < r->end && *at != '\n' && *at != '\r')
        at++;
    *text = rn_gprof_trim((rn_bytes){r->at, (size_t)(at - r->at)});
    r->line = r->at;
    r->line_number++;
    r->at = at + 1;
    if (at + 1 < r->end && at[0] == '\r' && at[1] == '\n')
        r->at++;
    return true;
}

static render_status take_line(reader *r, rn_bytes text)
{
    section begins = heading_of(text);
    if (begins != NO_SECTION) {
        r->section = begins;
        r->current = RN_NONE;
        return RENDER_OK;
    }
    if (r->section == FLAT)
        return take_flat_line(r, text);
    if (r->section == GRAPH)
        return take_graph_line(r, text);
    if (r->section == INDEX)
        return take_index_line(r, text);
    return RENDER_OK;
}

static render_status take_lines(reader *r)
{
    rn_bytes text;
    while (next_line(r, &text)) {
        if (text.size && text.data[0] == '\f') {
            r->section = NO_SECTION;
            drop(&text, 1);
        }
        if (text.size && take_line(r, text))
            return r->report->error.status;
    }
    rn_report_sum_up(r->report, "line(s)");
    return RENDER_OK;
}

/* ---- the profile ------------------------------------------------------------------------------ */

static bool has_weight(const function *functions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (functions[i].self > 0)
            return true;
    return false;
}

/* A program too short to be sampled has counts of calls all the same. */
static void weigh_by_calls(reader *r)
{
    rn_warn(r->report, "no time was sampled: calls are counted instead");
    for (size_t i = 0; i < r->function_count; i++)
        r->functions[i].self = r->functions[i].total = r->functions[i].calls;
    for (size_t i = 0; i < r->arc_count; i++)
        r->arcs[i].total = r->arcs[i].calls;
}

static uint32_t add_metric(reader *r)
{
    if (!has_weight(r->functions, r->function_count)) {
        weigh_by_calls(r);
        if (!has_weight(r->functions, r->function_count))
            rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "neither time nor calls in it");
        return rn_builder_metric(r->builder, RN_LITERAL("calls"), RN_LITERAL("calls"));
    }
    if (r->is_cycles)
        return rn_builder_metric(r->builder, RN_LITERAL("cycles"), RN_LITERAL("cycles"));
    return rn_builder_metric(r->builder, RN_LITERAL("time"), RN_LITERAL("s"));
}

/* 'NAME (FILE:LINE @ ADDRESS)', as gprof -l has it for every line: these are one function. */
static void split_place(function *f)
{
    const char *open = f->name.size ? memrchr(f->name.data, '(', f->name.size) : NULL;
    size_t at = open ? (size_t)(open - f->name.data) : 0;
    if (at < 2 || f->name.data[at - 1] != ' ' || f->name.data[f->name.size - 1] != ')')
        return;
    rn_bytes place = rn_bytes_slice(f->name, at + 1, f->name.size - 1);
    const char *address = memmem(place.data, place.size, " @ ", 3);
    const char *colon = address ? memrchr(place.data, ':', (size_t)(address - place.data)) : NULL;
    if (!colon)
        return;
    f->file = (rn_bytes){place.data, (size_t)(colon - place.data)};
    f->name = rn_bytes_slice(f->name, 0, at - 1);
}

static bool build(reader *r)
{
    uint32_t metric = add_metric(r);
    double scale = r->is_cycles ? 1000 : 1;
    uint32_t *ids = rn_array_new(r->function_count, sizeof *ids);
    if (!ids)
        return false;
    for (size_t i = 0; i < r->function_count; i++) {
        function *f = &r->functions[i];
        split_place(f);
        rn_function_key key = {.name = f->name, .file = f->file};
        ids[i] = rn_builder_function(r->builder, &key);
        rn_builder_add_cost(r->builder, ids[i], metric, f->self * scale, f->total * scale);
        rn_builder_add_calls(r->builder, ids[i], f->calls, f->primitive);
    }
    for (size_t i = 0; i < r->arc_count; i++) {
        const arc *a = &r->arcs[i];
        uint32_t id = rn_builder_arc(r->builder, ids[a->caller], ids[a->callee]);
        rn_builder_add_arc_calls(r->builder, id, a->calls, NAN);
        rn_builder_add_arc_cost(r->builder, id, metric, NAN, a->total * scale);
    }
    free(ids);
    return true;
}

static void take_flat_profile(reader *r)
{
    rn_warn(r->report, "there are no times in a call graph: functions stand alone");
    free(r->functions);
    r->functions = r->flat;
    r->function_count = r->flat_count;
    r->arc_count = 0;
    r->flat = NULL;
}

static render_status take_file_whole(reader *r)
{
    if (take_lines(r))
        return r->report->error.status;
    if (!has_weight(r->functions, r->function_count) &&
        (r->function_count == 0 || has_weight(r->flat, r->flat_count)) && r->flat_count)
        take_flat_profile(r);
    if (r->function_count == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no function in it");
    if (!build(r))
        return rn_fail_memory(r->report);
    return r->report->error.status;
}

static render_status read_gprof(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder,
                .report = report,
                .start = input.data,
                .at = input.data,
                .end = input.data + input.size,
                .current = RN_NONE};
    render_status status = take_file_whole(&r);
    rn_map_finish(&r.by_index);
    free(r.functions);
    free(r.flat);
    free(r.arcs);
    return status;
}

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    reader r = {.at = head.data, .end = head.data + head.size};
    rn_bytes text;
    int bid = 0;
    while (bid < 90 && next_line(&r, &text)) {
        section heading = heading_of(text);
        if (heading == GRAPH || rn_bytes_equal(text, RN_LITERAL("Flat profile:")) ||
            rn_bytes_start(text, RN_LITERAL("granularity: each sample hit")))
            bid = 90;
        else if (heading == FLAT)
            bid = 60;
    }
    return bid;
}

const rn_format rn_format_gprof = {
    .info = &rn_format_infos[RN_FORMAT_gprof],
    .shape = RN_ARCS,
    .sniff = sniff,
    .read = read_gprof,
};
