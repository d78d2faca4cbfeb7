/* What callgrind and cachegrind write, and Xdebug, pprof and the converters to KCachegrind:
 *
 *     events: Ir Dr
 *     fl=(1) parse.c
 *     fn=(1) main
 *     16 4 1               own cost, at line 16
 *     cfn=(2) parse
 *     calls=3 20           3 calls of what begins at line 20:
 *     17 400 90            they are made at line 17 and cost that in all
 *
 * https://valgrind.org/docs/manual/cl-format.html has the whole grammar.  Taken in one pass over
 * the mapped bytes; a function's own cost is summed up until the next function begins.  Several
 * parts (dumps, threads) add up.  A function is a name in a file of an object; code that was inlined
 * (fi=, fe=) counts for the function it was inlined into.  totals.c tells what a function cost with
 * its callees.
 *
 * Left out: the lines and addresses of costs and calls, so that positions are only passed over; jumps;
 * what the header says of the run. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "read/callgrind_arcs.h"
#include "read/callgrind_names.h"
#include "read/callgrind_text.h"
#include "read/formats.h"

/* What a line of cost belongs to. */
typedef enum cost_target { TO_SELF, TO_CALL, TO_NOTHING } cost_target;

typedef struct call {
    uint32_t object, file, name; /* RN_NONE: not given */
    uint32_t callee;
    double count;
} call;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_callgrind_text text;
    const char *start, *line;
    uint64_t line_number;

    rn_callgrind_events events;
    size_t position_count;
    cost_target target;

    rn_callgrind_names names;
    rn_callgrind_arcs arcs;
    uint32_t object, file, function_file;
    uint32_t function; /* RN_NONE: none has begun */
    call call;

    double self[RN_CALLGRIND_EVENTS]; /* own cost since the function began */
    double sum[RN_CALLGRIND_EVENTS];  /* own cost of all */
    double totals[RN_CALLGRIND_EVENTS], summary[RN_CALLGRIND_EVENTS]; /* as the file says */
    bool has_totals, has_summary, has_cost;
    bool has_no_calls; /* their numbers mean nothing: what profdraw writes of sampled profiles */
} reader;

static render_status skip_line(reader *r, const char *why)
{
    return rn_skip(r->report, (uint64_t)(r->line - r->start), r->line_number, "%s", why);
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- names ------------------------------------------------------------------------------------ */

/* The text of what follows '='. */
static bool take_name(reader *r, rn_callgrind_space space, uint32_t *text)
{
    rn_callgrind_pass_blanks(&r->text);
    return rn_callgrind_name(&r->names, space, rn_callgrind_take_rest(&r->text), text);
}

/* ---- functions -------------------------------------------------------------------------------- */

/* Hands the own cost of the function that ends over. */
static void end_function(reader *r)
{
    double values[RN_CALLGRIND_EVENTS];
    if (r->function == RN_NONE)
        return;
    rn_callgrind_values(&r->events, r->self, values);
    for (size_t i = 0; i < r->events.count; i++)
        rn_builder_add_cost(r->builder, r->function, r->events.events[i].metric, values[i], NAN);
    for (size_t i = 0; i < r->events.own; i++) {
        r->sum[i] += r->self[i];
        r->self[i] = 0;
    }
    r->function = RN_NONE;
}

static void reset_call(reader *r)
{
    r->call = (call){.object = RN_NONE, .file = RN_NONE, .name = RN_NONE};
}

static bool begin_function(reader *r)
{
    uint32_t name;
    if (!take_name(r, RN_CALLGRIND_FUNCTION, &name))
        return false;
    end_function(r);
    reset_call(r);
    r->file = r->function_file;
    if (!rn_callgrind_function(&r->names, name, r->file, r->object, &r->function))
        return false;
    rn_callgrind_begin_block(&r->arcs, r->function);
    return true;
}

/* ---- costs ------------------------------------------------------------------------------------ */

/* The numbers that are left of the line, added to those of their events. */
static const char *take_costs(reader *r, double *costs)
{
    const size_t *column = r->events.columns, *last = column + r->events.column_count;
    const char *at = r->text.at, *end = r->text.end;
    for (;; column++) {
        double value;
        at = rn_callgrind_past_blanks(at, end);
        if (at == end || rn_callgrind_is_line_end(*at))
            break;
        if (column == last) {
            rn_warn(r->report, "lines have more costs than there are events: the rest is ignored");
            break;
        }
        at = rn_callgrind_parse_number(at, end, &value);
        if (!at)
            return "a cost that is no number of 64 bits";
        if (*column < RN_CALLGRIND_EVENTS)
            costs[*column] += value;
    }
    r->text.at = at;
    return NULL;
}

static bool add_call(reader *r, const double *costs)
{
    double values[RN_CALLGRIND_EVENTS];
    uint32_t arc;
    if (!rn_callgrind_arc(&r->arcs, r->builder, r->function, r->call.callee, &arc))
        return fail_memory(r);
    rn_callgrind_values(&r->events, costs, values);
    for (size_t i = 0; i < r->events.count; i++)
        rn_builder_add_arc_cost(r->builder, arc, r->events.events[i].metric, NAN, values[i]);
    /* converters of sampled profiles, which do not know, write 0 */
    double count = r->call.count > 0 && !r->has_no_calls ? r->call.count : NAN;
    rn_builder_add_arc_calls(r->builder, arc, count, NAN);
    rn_builder_add_calls(r->builder, r->call.callee, count, NAN);
    return true;
}

static void pass_positions(reader *r)
{
    const char *at = r->text.at;
    for (size_t i = 0; i < r->position_count; i++)
        at = rn_callgrind_past_blanks(rn_callgrind_past_word(at, r->text.end), r->text.end);
    r->text.at = at;
}

static render_status take_cost_line(reader *r)
{
    double costs[RN_CALLGRIND_EVENTS];
    cost_target target = r->target;
    r->target = TO_SELF;
    if (target == TO_NOTHING)
        return RENDER_OK;
    if (r->events.column_count == 0)
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, (uint64_t)(r->line - r->start),
                       r->line_number, "costs, but no line 'events:' before them");
    if (r->function == RN_NONE)
        return skip_line(r, "a cost before any function");
    memset(costs, 0, r->events.own * sizeof *costs);
    pass_positions(r);
    const char *wrong = take_costs(r, costs);
    if (wrong)
        return skip_line(r, wrong);
    r->has_cost = true;
    if (target == TO_CALL)
        return add_call(r, costs) ? RENDER_OK : r->report->error.status;
    for (size_t i = 0; i < r->events.own; i++)
        r->self[i] += costs[i];
    return RENDER_OK;
}

/* 'calls=COUNT POSITION': what is called was named before, as far as it differs from the caller. */
static render_status take_call(reader *r)
{
    rn_callgrind_pass_blanks(&r->text);
    const call *c = &r->call;
    const char *wrong = NULL;
    if (!rn_callgrind_parse_number(r->text.at, r->text.end, &r->call.count) || r->call.count < 0)
        wrong = "calls without their number";
    else if (c->name == RN_NONE || r->function == RN_NONE)
        wrong = "calls without a caller or callee";
    else if (!rn_callgrind_function(&r->names, c->name, c->file == RN_NONE ? r->file : c->file,
                                    c->object == RN_NONE ? r->object : c->object, &r->call.callee))
        return r->report->error.status;
    r->target = wrong ? TO_NOTHING : TO_CALL;
    double count = r->call.count;
    uint32_t callee = r->call.callee;
    reset_call(r);
    r->call.count = count;
    r->call.callee = callee;
    return wrong ? skip_line(r, wrong) : RENDER_OK;
}

/* ---- header ----------------------------------------------------------------------------------- */

static bool take_positions(reader *r)
{
    size_t count = 0;
    for (rn_callgrind_pass_blanks(&r->text); rn_callgrind_take_word(&r->text).size;
         rn_callgrind_pass_blanks(&r->text))
        count++;
    r->position_count = count ? count : 1;
    return count <= 2;
}

static void add_stated(reader *r, double *into)
{
    double costs[RN_CALLGRIND_EVENTS] = {0};
    if (take_costs(r, costs))
        return;
    for (size_t i = 0; i < r->events.own; i++)
        into[i] += costs[i];
}

static render_status take_header(reader *r, rn_bytes key)
{
    const char *wrong = NULL;
    if (rn_bytes_equal(key, RN_LITERAL("events"))) {
        end_function(r);
        rn_callgrind_pass_blanks(&r->text);
        if (!rn_callgrind_take_events(&r->events, rn_callgrind_take_rest(&r->text), r->report))
            return rn_fail(r->report, RENDER_ERROR_LIMIT, (uint64_t)(r->line - r->start),
                           r->line_number, "more than %d events", RN_CALLGRIND_EVENTS);
    } else if (rn_bytes_equal(key, RN_LITERAL("event"))) {
        rn_callgrind_describe_event(&r->events, rn_callgrind_take_rest(&r->text));
    } else if (rn_bytes_equal(key, RN_LITERAL("positions"))) {
        wrong = take_positions(r) ? NULL : "more than two positions";
    } else if (rn_bytes_equal(key, RN_LITERAL("desc"))) {
        rn_callgrind_pass_blanks(&r->text);
        r->has_no_calls |=
            rn_bytes_equal(rn_callgrind_take_rest(&r->text), RN_LITERAL("calls: not counted"));
    } else if (rn_bytes_equal(key, RN_LITERAL("summary"))) {
        r->has_summary = true;
        add_stated(r, r->summary);
    } else if (rn_bytes_equal(key, RN_LITERAL("totals"))) {
        r->has_totals = true;
        add_stated(r, r->totals);
    }
    return wrong ? skip_line(r, wrong) : RENDER_OK;
}

/* ---- lines ------------------------------------------------------------------------------------ */

/* A key of two or three letters as a number, to switch by; 0: another one. */
#define KEY(a, b, c) ((uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (uint32_t)(c))

static uint32_t short_key(rn_bytes key)
{
    if (key.size != 2 && key.size != 3)
        return 0;
    const unsigned char *letters = (const unsigned char *)key.data;
    return KEY(letters[0], letters[1], key.size == 3 ? letters[2] : 0);
}

/* Names of jumps are of no use, but may be where a number gets its name. */
static bool take_setting(reader *r, uint32_t key, bool *is_known)
{
    uint32_t unused;
    bool is_taken;
    switch (key) {
    case KEY('f', 'n', 0):
        return begin_function(r);
    case KEY('c', 'f', 'n'):
        return take_name(r, RN_CALLGRIND_FUNCTION, &r->call.name);
    case KEY('f', 'i', 0):
    case KEY('f', 'e', 0):
        return take_name(r, RN_CALLGRIND_FILE, &r->file);
    case KEY('c', 'f', 'i'):
    case KEY('c', 'f', 'l'):
        return take_name(r, RN_CALLGRIND_FILE, &r->call.file);
    case KEY('c', 'o', 'b'):
        return take_name(r, RN_CALLGRIND_OBJECT, &r->call.object);
    case KEY('o', 'b', 0):
        return take_name(r, RN_CALLGRIND_OBJECT, &r->object);
    case KEY('j', 'f', 'i'):
    case KEY('j', 'f', 'l'):
        return take_name(r, RN_CALLGRIND_FILE, &unused);
    case KEY('j', 'f', 'n'):
        return take_name(r, RN_CALLGRIND_FUNCTION, &unused);
    case KEY('j', 'o', 'b'):
        return take_name(r, RN_CALLGRIND_OBJECT, &unused);
    case KEY('f', 'l', 0):
        is_taken = take_name(r, RN_CALLGRIND_FILE, &r->function_file);
        r->file = r->function_file;
        return is_taken;
    default:
        return *is_known = false;
    }
}

static render_status take_keyed_line(reader *r)
{
    const char *start = r->text.at, *at = start;
    while (at < r->text.end && ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z')))
        at++;
    rn_bytes key = {start, (size_t)(at - start)};
    char mark = at < r->text.end && key.size ? *at++ : '\0';
    bool is_known = true;
    r->text.at = at;
    if (r->target == TO_CALL && skip_line(r, "calls without their cost"))
        return r->report->error.status;
    r->target = TO_SELF;
    if (mark == ':')
        return take_header(r, key);
    if (mark != '=')
        return skip_line(r, "neither a cost nor a setting");
    if (rn_bytes_equal(key, RN_LITERAL("calls")))
        return take_call(r);
    if (rn_bytes_equal(key, RN_LITERAL("jump")) || rn_bytes_equal(key, RN_LITERAL("jcnd"))) {
        r->target = TO_NOTHING;
        return RENDER_OK;
    }
    if (take_setting(r, short_key(key), &is_known))
        return RENDER_OK;
    if (!is_known)
        return skip_line(r, "an unknown setting");
    return r->report->error.status;
}

static bool starts_cost(char c)
{
    return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '*';
}

static render_status take_lines(reader *r)
{
    for (; r->text.at < r->text.end; rn_callgrind_pass_line(&r->text)) {
        render_status status = RENDER_OK;
        r->line = r->text.at;
        r->line_number++;
        rn_callgrind_pass_blanks(&r->text);
        if (r->text.at == r->text.end || rn_callgrind_is_line_end(*r->text.at) ||
            *r->text.at == '#')
            continue;
        status = starts_cost(*r->text.at) ? take_cost_line(r) : take_keyed_line(r);
        if (status)
            return status;
    }
    if (r->target == TO_CALL)
        return skip_line(r, "calls without their cost");
    return RENDER_OK;
}

/* ---- the file --------------------------------------------------------------------------------- */

static void compare_totals(const reader *r)
{
    const double *stated = r->has_totals ? r->totals : r->summary;
    if (!r->has_totals && !r->has_summary)
        return;
    for (size_t i = 0; i < r->events.own; i++)
        if (stated[i] != r->sum[i]) {
            rn_warn(r->report,
                    "own costs add up to %.0f where the file says %.0f: it may have been cut",
                    r->sum[i], stated[i]);
            return;
        }
}

static render_status take_file(reader *r)
{
    render_status status = take_lines(r);
    if (status)
        return status;
    end_function(r);
    rn_report_sum_up(r->report, "line(s)");
    if (!r->has_cost)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no cost in it");
    compare_totals(r);
    rn_builder_sum_totals(r->builder);
    return rn_builder_status(r->builder);
}

static void finish(reader *r)
{
    rn_callgrind_names_finish(&r->names);
    rn_callgrind_arcs_finish(&r->arcs);
    free(r);
}

static render_status read_callgrind(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader *r = rn_array_zero(1, sizeof *r);
    if (!r)
        return rn_fail_memory(report);
    r->builder = builder;
    r->report = report;
    r->start = r->text.at = input.data;
    r->text.end = input.data + input.size;
    r->position_count = 1;
    r->function = RN_NONE;
    reset_call(r);
    render_status status = rn_callgrind_names_init(&r->names, builder, &r->events, report)
                               ? take_file(r)
                               : report->error.status;
    finish(r);
    return status;
}

/* ---- recognition ------------------------------------------------------------------------------ */

static const char *const header_keys[] = {"version", "creator", "target",    "cmd",     "pid",
                                          "part",    "thread",  "positions", "summary", "totals",
                                          "desc",    "event",   "events"};

static const char *const body_keys[] = {"fn", "fl", "ob", "fi"};

/* Whether the word before `mark` is one of `keys`. */
static bool has_key(rn_bytes line, char mark, const char *const *keys, size_t count)
{
    const char *found = line.size ? memchr(line.data, mark, line.size) : NULL;
    rn_bytes key = {line.data, found ? (size_t)(found - line.data) : 0};
    for (size_t i = 0; i < count; i++)
        if (rn_bytes_equal(key, rn_bytes_of(keys[i])))
            return true;
    return false;
}

#define HAS_KEY(line, mark, keys) has_key((line), (mark), (keys), sizeof(keys) / sizeof *(keys))

/* A header with its events, and then a body if there is room for it. */
static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    rn_callgrind_text text = {head.data, head.data + head.size};
    size_t headers = 0;
    bool has_events = false;
    if (rn_bytes_start(head, RN_LITERAL("# callgrind format")))
        return 100;
    for (; text.at < text.end; rn_callgrind_pass_line(&text)) {
        rn_callgrind_pass_blanks(&text);
        rn_bytes line = rn_callgrind_take_rest(&text);
        if (line.size == 0 || line.data[0] == '#')
            continue;
        has_events |= rn_bytes_start(line, RN_LITERAL("events:"));
        if (HAS_KEY(line, ':', header_keys))
            headers++;
        else if (HAS_KEY(line, '=', body_keys))
            return has_events ? 95 : headers ? 40 : 0;
        else
            return 0;
    }
    return has_events && headers > 1 ? 90 : 0;
}

const rn_format rn_format_callgrind = {
    .info = &rn_format_infos[RN_FORMAT_callgrind],
    .shape = RN_ARCS,
    .sniff = sniff,
    .read = read_callgrind,
};
