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
#include "base/map.h"
#include "base/number.h"
#include "read/callgrind_events.h"
#include "read/formats.h"

/* A cost is a count in 64 bits: sums of such stay finite. */
#define COST_MAX 0x1p64

/* What a line of cost belongs to. */
typedef enum cost_target { TO_SELF, TO_CALL, TO_NOTHING } cost_target;

/* Names with numbers are counted apart for these. */
typedef enum name_space { OBJECT, FILE_NAME, FUNCTION, SPACES } name_space;

typedef struct call {
    uint32_t object, file, name; /* RN_NONE: not given */
    uint32_t callee;
    double count;
} call;

/* Where a name was found last: nearly every name is that of one function. */
typedef struct finding {
    uint32_t place; /* + 1; 0: nowhere yet */
    uint32_t function;
} finding;

/* Of a function: its last caller and their arc, and the block in which it calls for the first time. */
typedef struct calling {
    uint32_t caller, arc; /* the caller + 1; 0: none yet */
    uint64_t block;       /* 0: none yet */
} calling;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    const char *start, *at, *end, *line;
    uint64_t line_number;

    rn_callgrind_events events;
    size_t position_count;
    cost_target target;

    rn_intern texts;
    rn_map numbered[SPACES];                     /* number → text */
    rn_map places;                               /* (file, object) → a number for that */
    uint32_t last_file, last_object, last_place; /* looked up last; RN_NONE: none */
    rn_map functions;                            /* (name, place) → function */
    finding *found;                              /* [name] */
    size_t found_count, found_capacity;
    calling *calling; /* [function] */
    size_t calling_count, calling_capacity;
    uint64_t block; /* how many 'fn=' there were */
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

/* ---- words ------------------------------------------------------------------------------------ */

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Blanks, and whatever control characters stand for them. */
static bool is_blank(char c)
{
    return (unsigned char)c <= ' ' && !is_line_end(c);
}

static void pass_blanks(reader *r)
{
    while (r->at < r->end && is_blank(*r->at))
        r->at++;
}

static rn_bytes take_word(reader *r)
{
    const char *start = r->at;
    while (r->at < r->end && (unsigned char)*r->at > ' ')
        r->at++;
    return (rn_bytes){start, (size_t)(r->at - start)};
}

static rn_bytes take_rest(reader *r)
{
    const char *start = r->at;
    while (r->at < r->end && !is_line_end(*r->at))
        r->at++;
    size_t size = (size_t)(r->at - start);
    while (size && is_blank(start[size - 1]))
        size--;
    return (rn_bytes){start, size};
}

static void pass_line(reader *r)
{
    while (r->at < r->end && !is_line_end(*r->at))
        r->at++;
    bool has_return = r->at < r->end && *r->at == '\r';
    r->at += r->at < r->end;
    if (has_return && r->at < r->end && *r->at == '\n')
        r->at++;
}

/* Digits that are a whole word; false leaves r->at where it was. */
static bool take_digits(reader *r, double *value)
{
    const char *at = r->at;
    uint64_t sum = 0;
    while (at < r->end && (unsigned)(*at - '0') < 10)
        sum = sum * 10 + (unsigned)(*at++ - '0');
    size_t size = (size_t)(at - r->at);
    if (size == 0 || size > 18 || (at < r->end && (unsigned char)*at > ' '))
        return false;
    r->at = at;
    *value = (double)sum;
    return true;
}

static bool take_number(reader *r, double *value)
{
    return take_digits(r, value) ||
           (rn_number_parse(take_word(r), value) && fabs(*value) < COST_MAX);
}

/* ---- names ------------------------------------------------------------------------------------ */

/* Cuts '(number)' off; false when the name does not begin so. */
static bool cut_number(rn_bytes *name, uint64_t *number)
{
    size_t at = 1;
    while (at < name->size && name->data[at] >= '0' && name->data[at] <= '9')
        at++;
    if (at < 2 || at >= name->size || name->data[0] != '(' || name->data[at] != ')' ||
        (at + 1 < name->size && !is_blank(name->data[at + 1])))
        return false;
    rn_number_parse_uint(rn_bytes_slice(*name, 1, at), number);
    *name = rn_bytes_slice(*name, at + 1, name->size);
    while (name->size && is_blank(name->data[0]))
        *name = rn_bytes_slice(*name, 1, name->size);
    return true;
}

/* A number without a name stands for what it was last given for; else it is a name itself. */
static bool number_text(reader *r, name_space space, uint64_t number, rn_bytes name,
                        rn_bytes written, uint32_t *text)
{
    bool is_new;
    uint32_t *known = rn_map_put(&r->numbered[space], number, RN_NONE, &is_new);
    if (!known)
        return fail_memory(r);
    if (!is_new && name.size && rn_bytes_equal(rn_intern_get(&r->texts, *known), name)) {
        *text = *known;
        return true;
    }
    if (is_new && name.size == 0)
        rn_warn(r->report, "numbers that no name was given for are shown instead of names");
    if (is_new || name.size)
        *known = rn_intern_add(&r->texts, name.size ? name : written);
    *text = *known;
    return *text != RN_NONE || fail_memory(r);
}

/* The text of what follows '='. */
static bool take_name(reader *r, name_space space, uint32_t *text)
{
    pass_blanks(r);
    uint64_t number;
    rn_bytes written = take_rest(r), name = written;
    if (cut_number(&name, &number) && number < UINT64_MAX)
        return number_text(r, space, number, name, written, text);
    *text = rn_intern_add(&r->texts, written);
    return *text != RN_NONE || fail_memory(r);
}

/* ---- functions -------------------------------------------------------------------------------- */

/* The file says '???' for what it does not know. */
static rn_bytes known_text(const reader *r, uint32_t text)
{
    rn_bytes known = rn_intern_get(&r->texts, text);
    return rn_bytes_equal(known, RN_LITERAL("???")) ? RN_LITERAL("") : known;
}

static uint32_t add_function(reader *r, uint32_t name, uint32_t file, uint32_t object)
{
    rn_function_key key = {.name = rn_intern_get(&r->texts, name),
                           .file = known_text(r, file),
                           .module = known_text(r, object)};
    rn_callgrind_fix_events(&r->events, r->builder, r->report);
    return rn_builder_function(r->builder, &key);
}

static bool find_place(reader *r, uint32_t file, uint32_t object)
{
    bool is_new;
    if (r->last_place != RN_NONE && r->last_file == file && r->last_object == object)
        return true;
    uint32_t *place =
        rn_map_put(&r->places, rn_map_pair(file, object), (uint32_t)r->places.count, &is_new);
    if (!place)
        return fail_memory(r);
    r->last_file = file;
    r->last_object = object;
    r->last_place = *place;
    return true;
}

static bool make_room_to_find(reader *r, uint32_t name)
{
    if (!RN_GROW(r->found, r->found_capacity, name + (size_t)1))
        return fail_memory(r);
    for (; r->found_count <= name; r->found_count++)
        r->found[r->found_count] = (finding){0, 0};
    return true;
}

static bool find_function(reader *r, uint32_t name, uint32_t file, uint32_t object,
                          uint32_t *function)
{
    bool is_new;
    if (!find_place(r, file, object) || (name >= r->found_count && !make_room_to_find(r, name)))
        return false;
    finding *last = &r->found[name];
    if (last->place != r->last_place + 1) {
        uint32_t *known = rn_map_put(&r->functions, rn_map_pair(name, r->last_place), 0, &is_new);
        if (!known)
            return fail_memory(r);
        if (is_new)
            *known = add_function(r, name, file, object);
        *last = (finding){r->last_place + 1, *known};
    }
    *function = last->function;
    return rn_builder_status(r->builder) == RENDER_OK;
}

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
    if (!take_name(r, FUNCTION, &name))
        return false;
    end_function(r);
    reset_call(r);
    r->file = r->function_file;
    r->block++;
    return find_function(r, name, r->file, r->object, &r->function);
}

/* ---- costs ------------------------------------------------------------------------------------ */

/* The numbers that are left of the line, added to those of their events. */
static const char *take_costs(reader *r, double *costs)
{
    const size_t *column = r->events.columns, *last = column + r->events.column_count;
    for (;; column++) {
        double value;
        pass_blanks(r);
        if (r->at == r->end || is_line_end(*r->at))
            return NULL;
        if (column == last) {
            rn_warn(r->report, "lines have more costs than there are events: the rest is ignored");
            return NULL;
        }
        if (!take_number(r, &value))
            return "a cost that is no number of 64 bits";
        if (*column < RN_CALLGRIND_EVENTS)
            costs[*column] += value;
    }
}

static bool make_room_to_call(reader *r, uint32_t function)
{
    if (!RN_GROW(r->calling, r->calling_capacity, function + (size_t)1))
        return fail_memory(r);
    for (; r->calling_count <= function; r->calling_count++)
        r->calling[r->calling_count] = (calling){0, 0, 0};
    return true;
}

/* Most functions have one block, in which nothing but their own arcs are met: there is nothing to look up. */
static uint32_t find_arc(reader *r, uint32_t caller, uint32_t callee)
{
    uint32_t highest = caller > callee ? caller : callee;
    if (highest >= r->calling_count && !make_room_to_call(r, highest))
        return 0;
    calling *from = &r->calling[caller], *to = &r->calling[callee];
    if (to->caller == caller + 1)
        return to->arc;
    from->block = from->block ? from->block : r->block;
    to->caller = caller + 1;
    to->arc = from->block == r->block ? rn_builder_new_arc(r->builder, caller, callee)
                                      : rn_builder_arc(r->builder, caller, callee);
    return to->arc;
}

static void add_call(reader *r, const double *costs)
{
    double values[RN_CALLGRIND_EVENTS];
    uint32_t arc = find_arc(r, r->function, r->call.callee);
    rn_callgrind_values(&r->events, costs, values);
    for (size_t i = 0; i < r->events.count; i++)
        rn_builder_add_arc_cost(r->builder, arc, r->events.events[i].metric, NAN, values[i]);
    /* converters of sampled profiles, which do not know, write 0 */
    double count = r->call.count > 0 && !r->has_no_calls ? r->call.count : NAN;
    rn_builder_add_arc_calls(r->builder, arc, count, NAN);
    rn_builder_add_calls(r->builder, r->call.callee, count, NAN);
}

static void pass_positions(reader *r)
{
    for (size_t i = 0; i < r->position_count; i++) {
        take_word(r);
        pass_blanks(r);
    }
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
        add_call(r, costs);
    else
        for (size_t i = 0; i < r->events.own; i++)
            r->self[i] += costs[i];
    return RENDER_OK;
}

/* 'calls=COUNT POSITION': what is called was named before, as far as it differs from the caller. */
static render_status take_call(reader *r)
{
    pass_blanks(r);
    const call *c = &r->call;
    const char *wrong = NULL;
    if (!take_number(r, &r->call.count) || r->call.count < 0)
        wrong = "calls without their number";
    else if (c->name == RN_NONE || r->function == RN_NONE)
        wrong = "calls without a caller or callee";
    else if (!find_function(r, c->name, c->file == RN_NONE ? r->file : c->file,
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
    for (pass_blanks(r); take_word(r).size; pass_blanks(r))
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
        pass_blanks(r);
        if (!rn_callgrind_take_events(&r->events, take_rest(r), r->report))
            return rn_fail(r->report, RENDER_ERROR_LIMIT, (uint64_t)(r->line - r->start),
                           r->line_number, "more than %d events", RN_CALLGRIND_EVENTS);
    } else if (rn_bytes_equal(key, RN_LITERAL("event"))) {
        rn_callgrind_describe_event(&r->events, take_rest(r));
    } else if (rn_bytes_equal(key, RN_LITERAL("positions"))) {
        wrong = take_positions(r) ? NULL : "more than two positions";
    } else if (rn_bytes_equal(key, RN_LITERAL("desc"))) {
        pass_blanks(r);
        r->has_no_calls |= rn_bytes_equal(take_rest(r), RN_LITERAL("calls: not counted"));
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

static bool is_key(rn_bytes key, const char *text)
{
    return rn_bytes_equal(key, rn_bytes_of(text));
}

/* Names of jumps are of no use, but may be where a number gets its name. */
static bool take_setting(reader *r, rn_bytes key, bool *is_known)
{
    uint32_t unused;
    if (is_key(key, "fn"))
        return begin_function(r);
    if (is_key(key, "cfn"))
        return take_name(r, FUNCTION, &r->call.name);
    if (is_key(key, "fi") || is_key(key, "fe"))
        return take_name(r, FILE_NAME, &r->file);
    if (is_key(key, "cfi") || is_key(key, "cfl"))
        return take_name(r, FILE_NAME, &r->call.file);
    if (is_key(key, "cob"))
        return take_name(r, OBJECT, &r->call.object);
    if (is_key(key, "ob"))
        return take_name(r, OBJECT, &r->object);
    if (is_key(key, "jfi") || is_key(key, "jfl"))
        return take_name(r, FILE_NAME, &unused);
    if (is_key(key, "jfn"))
        return take_name(r, FUNCTION, &unused);
    if (is_key(key, "job"))
        return take_name(r, OBJECT, &unused);
    if (!is_key(key, "fl"))
        return *is_known = false;
    bool is_taken = take_name(r, FILE_NAME, &r->function_file);
    r->file = r->function_file;
    return is_taken;
}

static render_status take_keyed_line(reader *r)
{
    const char *start = r->at;
    while (r->at < r->end && ((*r->at >= 'a' && *r->at <= 'z') || (*r->at >= 'A' && *r->at <= 'Z')))
        r->at++;
    rn_bytes key = {start, (size_t)(r->at - start)};
    char mark = r->at < r->end && key.size ? *r->at++ : '\0';
    bool is_known = true;
    if (r->target == TO_CALL && skip_line(r, "calls without their cost"))
        return r->report->error.status;
    r->target = TO_SELF;
    if (mark == ':')
        return take_header(r, key);
    if (mark != '=')
        return skip_line(r, "neither a cost nor a setting");
    if (is_key(key, "calls"))
        return take_call(r);
    if (is_key(key, "jump") || is_key(key, "jcnd")) {
        r->target = TO_NOTHING;
        return RENDER_OK;
    }
    if (take_setting(r, key, &is_known))
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
    for (; r->at < r->end; pass_line(r)) {
        render_status status = RENDER_OK;
        r->line = r->at;
        r->line_number++;
        pass_blanks(r);
        if (r->at == r->end || is_line_end(*r->at) || *r->at == '#')
            continue;
        status = starts_cost(*r->at) ? take_cost_line(r) : take_keyed_line(r);
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
    for (int i = 0; i < SPACES; i++)
        rn_map_finish(&r->numbered[i]);
    rn_map_finish(&r->places);
    rn_map_finish(&r->functions);
    free(r->found);
    free(r->calling);
    rn_intern_finish(&r->texts);
    free(r);
}

static render_status read_callgrind(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader *r = rn_array_zero(1, sizeof *r);
    if (!r)
        return rn_fail_memory(report);
    r->builder = builder;
    r->report = report;
    r->start = r->at = input.data;
    r->end = input.data + input.size;
    r->position_count = 1;
    r->function = r->last_place = RN_NONE;
    reset_call(r);
    render_status status = rn_intern_init(&r->texts) ? take_file(r) : rn_fail_memory(report);
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
    reader r = {.at = head.data, .end = head.data + head.size};
    size_t headers = 0;
    bool has_events = false;
    if (rn_bytes_start(head, RN_LITERAL("# callgrind format")))
        return 100;
    for (; r.at < r.end; pass_line(&r)) {
        pass_blanks(&r);
        rn_bytes line = take_rest(&r);
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
