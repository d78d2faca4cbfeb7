/* Profiles of Python's cProfile and profile modules, and of what writes the same file: one dict in
 * Python's marshal format (marshal.h), without magic number or version.
 *
 *   { (file, line, name): (primitive calls, calls, self, total, callers), … }
 *   callers = { (file, line, name): (calls, primitive calls, self, total) }   cProfile
 *   callers = { (file, line, name): calls }                       profile, profiling.sampling
 *
 * pstats_dump.c reads it into tables; here equal keys become one function and the tables a profile.
 * Functions keep the order of the dict; callers without an entry follow, without calls and cost
 * (rn_is_recorded tells them).  Of equal keys the last one counts, at the place of the first.
 *
 * Where callers only have counts of calls, the cost of the arcs is unknown.  Counts of samples share
 * the function's total; those of itself get no part of what the others share: they happen within
 * the time of those.
 *
 * Left out: the counts of profiling.sampling, which are samples and no calls. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/map.h"
#include "read/formats.h"
#include "read/pstats_dump.h"

enum { FIRST_SLOTS = 1024, KEYS_AHEAD = 16 };

typedef struct slot {
    rn_pstats_key key;
    uint32_t function; /* or RN_NONE: free */
} slot;

typedef struct reader {
    rn_pstats_dump dump;

    slot *slots; /* hash table of keys; a power of two, at most half full */
    size_t slot_count;
    rn_pstats_key
        *functions; /* names of code objects: RN_PSTATS_CODE | the function they describe */
    size_t function_count, function_capacity;
    uint32_t *function_of; /* [key] */

    uint32_t *value_of; /* [function] or RN_NONE */
    uint32_t *last_arc; /* [function] in which it was the caller */
    uint32_t *ids;      /* [function] in the builder, or RN_NONE */
    bool are_merged;    /* several functions have the same id there */
    uint32_t *texts;    /* [text]: its number in the builder, or RN_NONE */
    uint32_t *order;    /* functions with an entry */
    size_t order_count;
    rn_pstats_callers *callers; /* [order]: the arcs into it */
} reader;

/* ---- equal keys become functions -------------------------------------------------------------- */

static size_t home_of(const reader *r, const rn_pstats_key *key)
{
    uint64_t hash = rn_map_pair(key->name, key->file) * UINT64_C(0x9e3779b97f4a7c15);
    hash = (hash ^ hash >> 32 ^ (uint32_t)key->line) * UINT64_C(0xd6e8feb86659fd93);
    return (hash ^ hash >> 32) & (r->slot_count - 1);
}

static bool same_key(const rn_pstats_key *a, const rn_pstats_key *b)
{
    return a->name == b->name && a->file == b->file && a->line == b->line;
}

static slot *find_slot(const reader *r, const rn_pstats_key *key)
{
    size_t at = home_of(r, key);
    while (r->slots[at].function != RN_NONE && !same_key(&r->slots[at].key, key))
        at = (at + 1) & (r->slot_count - 1);
    return &r->slots[at];
}

static bool grow_slots(reader *r, size_t count)
{
    slot *slots = rn_array_new(count, sizeof *slots);
    if (!slots)
        return false;
    memset(slots, 0xff, count * sizeof *slots);
    free(r->slots);
    r->slots = slots;
    r->slot_count = count;
    for (size_t i = 0; i < r->function_count; i++)
        *find_slot(r, &r->functions[i]) = (slot){r->functions[i], (uint32_t)i};
    return true;
}

/* The function of the key, new or old; RN_NONE when memory is out. */
static uint32_t find_function(reader *r, const rn_pstats_key *key)
{
    if (r->function_count * 2 >= r->slot_count && !grow_slots(r, r->slot_count * 2))
        return RN_NONE;
    slot *found = find_slot(r, key);
    if (found->function != RN_NONE)
        return found->function;
    if (r->function_count >= RN_PSTATS_CODE ||
        !RN_GROW(r->functions, r->function_capacity, r->function_count + 1))
        return RN_NONE;
    *found = (slot){*key, (uint32_t)r->function_count};
    r->functions[r->function_count++] = *key;
    return found->function;
}

/* Code objects that describe the same function are one name. */
static bool resolve_code(reader *r, rn_pstats_key *key)
{
    rn_marshal_code code = r->dump.marshal.codes[key->name & ~RN_PSTATS_CODE];
    rn_pstats_key described = {code.file, code.name, 0};
    if (code.line <= INT32_MAX)
        described.line = (int32_t)code.line;
    uint32_t function = find_function(r, &described);
    key->name = RN_PSTATS_CODE | function;
    return function != RN_NONE;
}

/* Hundreds of thousands of functions do not fit in the processor's caches: each look-up would wait
 * for memory if it had not been asked for some keys ahead. */
static bool resolve_keys(reader *r)
{
    rn_pstats_dump *d = &r->dump;
    r->function_of = rn_array_new(d->key_count, sizeof *r->function_of);
    size_t slot_count = FIRST_SLOTS;
    while (slot_count / 2 <= d->key_count)
        slot_count *= 2;
    if (!r->function_of || !grow_slots(r, slot_count))
        return false;
    for (size_t i = 0; i < d->key_count; i++) {
        if (i + KEYS_AHEAD < d->key_count)
            __builtin_prefetch(&r->slots[home_of(r, &d->keys[i + KEYS_AHEAD])]);
        rn_pstats_key key = d->keys[i];
        if (key.name & RN_PSTATS_CODE && !resolve_code(r, &key))
            return false;
        r->function_of[i] = find_function(r, &key);
        if (r->function_of[i] == RN_NONE)
            return false;
    }
    return true;
}

static uint32_t *new_column(size_t count)
{
    uint32_t *column = rn_array_new(count, sizeof *column);
    if (column)
        memset(column, 0xff, count * sizeof *column);
    return column;
}

static bool order_entries(reader *r)
{
    const rn_pstats_dump *d = &r->dump;
    r->value_of = new_column(r->function_count);
    r->last_arc = new_column(r->function_count);
    r->ids = new_column(r->function_count);
    r->order = new_column(r->function_count);
    r->texts = new_column(d->marshal.texts.count);
    if (!r->value_of || !r->last_arc || !r->ids || !r->order || !r->texts)
        return false;
    for (size_t i = 0; i < d->entry_count; i++) {
        uint32_t function = r->function_of[d->entries[i].key];
        if (r->value_of[function] == RN_NONE)
            r->order[r->order_count++] = function;
        r->value_of[function] = d->entries[i].value;
    }
    return true;
}

/* ---- functions become a profile --------------------------------------------------------------- */

/* Names that are referred to again and again cost a few bytes each time; what they stand for must
 * stay in proportion to the input, also when somebody made it not to. */
static bool is_in_proportion(const reader *r)
{
    const rn_intern *texts = &r->dump.marshal.texts;
    uint64_t arc_count = 0, text_bytes = 0;
    for (size_t i = 0; i < r->order_count; i++)
        arc_count += r->dump.values[r->value_of[r->order[i]]].callers.count;
    for (size_t i = 0; i < r->function_count; i++) {
        const rn_pstats_key *key = &r->functions[i];
        text_bytes += rn_intern_get(texts, key->file).size;
        text_bytes += key->name & RN_PSTATS_CODE ? 0 : rn_intern_get(texts, key->name).size;
    }
    uint64_t input_bytes = r->dump.marshal.input.size;
    return arc_count <= input_bytes && text_bytes <= (UINT64_C(1) << 30) + 16 * input_bytes;
}

static bool are_laid_out(const reader *r)
{
    uint32_t end = 0;
    for (size_t i = 0; i < r->order_count; i++) {
        if (r->callers[i].count && r->callers[i].first < end)
            return false;
        end = r->callers[i].count ? r->callers[i].first + r->callers[i].count : end;
    }
    return true;
}

static void copy_arcs(rn_pstats_arcs *to, const rn_pstats_arcs *from, const rn_pstats_callers *part)
{
    size_t at = to->count, size = part->count * sizeof(double);
    memcpy(to->callers + at, from->callers + part->first, part->count * sizeof *to->callers);
    memcpy(to->calls + at, from->calls + part->first, size);
    memcpy(to->primitive_calls + at, from->primitive_calls + part->first, size);
    memcpy(to->self + at, from->self + part->first, size);
    memcpy(to->total + at, from->total + part->first, size);
    to->count += part->count;
}

/* The arcs into each function then stand in the order of functions, and are its own: functions may refer to
 * the callers of others.  Nearly always they do so from the start. */
static bool lay_arcs_out(reader *r)
{
    rn_pstats_arcs out = {0};
    size_t count = 0;
    r->callers = rn_array_new(r->order_count, sizeof *r->callers);
    for (size_t i = 0; r->callers && i < r->order_count; i++) {
        r->callers[i] = r->dump.values[r->value_of[r->order[i]]].callers;
        count += r->callers[i].count;
    }
    if (!r->callers || are_laid_out(r))
        return r->callers;
    bool enough = count < RN_NONE && rn_pstats_arcs_reserve(&out, count);
    for (size_t i = 0; enough && i < r->order_count; i++) {
        uint32_t first = (uint32_t)out.count;
        if (r->callers[i].count)
            copy_arcs(&out, &r->dump.arcs, &r->callers[i]);
        r->callers[i].first = first;
    }
    rn_pstats_arcs_finish(&r->dump.arcs);
    r->dump.arcs = out;
    return enough;
}

/* The builder's number of a text: files are those of many functions. */
static uint32_t build_text(reader *r, rn_builder *builder, uint32_t text)
{
    if (r->texts[text] == RN_NONE)
        r->texts[text] = rn_builder_text(builder, rn_intern_get(&r->dump.marshal.texts, text));
    return r->texts[text];
}

static uint32_t build_function(reader *r, rn_builder *builder, uint32_t function)
{
    const rn_pstats_key *key = &r->functions[function];
    rn_function_info info = {.kind = RN_FUNCTION};
    if (key->name & RN_PSTATS_CODE) {
        /* The code that was run has an entry as a function, too; "profile" keeps the two apart. */
        info.module = build_text(r, builder, key->file);
        key = &r->functions[key->name & ~RN_PSTATS_CODE];
    }
    info.name = build_text(r, builder, key->name);
    info.line = key->line > 0 ? (uint32_t)key->line : 0;
    if (rn_bytes_equal(rn_intern_get(&r->dump.marshal.texts, key->file), RN_LITERAL("~")))
        info.flags = RN_FLAG_BUILTIN;
    else
        info.file = build_text(r, builder, key->file);
    uint32_t known = rn_builder_profile(builder)->function_count;
    uint32_t id = rn_builder_add_function(builder, &info);
    r->are_merged |= id < known;
    return id;
}

static void build_entries(reader *r, rn_builder *builder, uint32_t metric)
{
    for (size_t i = 0; i < r->order_count; i++) {
        uint32_t function = r->order[i];
        const rn_pstats_cost *c = &r->dump.values[r->value_of[function]].cost;
        uint32_t id = build_function(r, builder, function);
        if (!r->dump.is_sampled)
            rn_builder_add_calls(builder, id, c->calls, c->primitive_calls);
        rn_builder_add_cost(builder, id, metric, c->self, c->total);
        r->ids[function] = id;
    }
}

static uint32_t build_caller(reader *r, rn_builder *builder, uint32_t metric, uint32_t function)
{
    if (r->ids[function] == RN_NONE) {
        uint32_t id = build_function(r, builder, function);
        rn_builder_add_cost(builder, id, metric, 0, 0);
        r->ids[function] = id;
    }
    return r->ids[function];
}

/* Sums of the counts by which a function's total is shared. */
typedef struct shares {
    double others, all;
} shares;

/* Only of the last one of equal callers the arc stays; others get RN_NONE for a caller, those a function. */
static shares choose_arcs(reader *r, uint32_t callee, const rn_pstats_callers *callers)
{
    rn_pstats_arcs *arcs = &r->dump.arcs;
    shares sums = {0, 0};
    uint32_t end = callers->first + callers->count;
    for (uint32_t i = callers->first; i < end; i++) {
        arcs->callers[i] = r->function_of[arcs->callers[i]];
        r->last_arc[arcs->callers[i]] = i;
    }
    for (uint32_t i = callers->first; i < end; i++) {
        uint32_t caller = arcs->callers[i];
        if (r->last_arc[caller] != i) {
            arcs->callers[i] = RN_NONE;
        } else if (isnan(arcs->self[i]) && !isnan(arcs->calls[i])) {
            sums.all += arcs->calls[i];
            sums.others += caller == callee ? 0 : arcs->calls[i];
        }
    }
    return sums;
}

/* Callers become functions of the builder, totals what they are in the profile. */
static void build_callers(reader *r, rn_builder *builder, uint32_t metric, size_t index)
{
    rn_pstats_arcs *arcs = &r->dump.arcs;
    const rn_pstats_callers *callers = &r->callers[index];
    uint32_t callee = r->order[index], end = callers->first + callers->count;
    shares sums = choose_arcs(r, callee, callers);
    for (uint32_t i = callers->first; i < end; i++) {
        uint32_t caller = arcs->callers[i];
        if (caller == RN_NONE)
            continue;
        /* a count of calls leaves the split of the cost to later stages; one of samples is it */
        double sum = caller == callee ? sums.all : sums.others;
        if (isnan(arcs->self[i]) && r->dump.is_sampled && sum > 0)
            arcs->total[i] =
                r->dump.values[r->value_of[callee]].cost.total * (arcs->calls[i] / sum);
        arcs->callers[i] = build_caller(r, builder, metric, caller);
    }
}

/* Functions that became one may have become equal arcs, too: they are added up. */
static void add_arcs(reader *r, rn_builder *builder, uint32_t metric)
{
    const rn_pstats_arcs *arcs = &r->dump.arcs;
    for (size_t index = 0; index < r->order_count; index++) {
        const rn_pstats_callers *callers = &r->callers[index];
        for (uint32_t i = callers->first; i < callers->first + callers->count; i++) {
            if (arcs->callers[i] == RN_NONE)
                continue;
            uint32_t id = rn_builder_arc(builder, arcs->callers[i], r->ids[r->order[index]]);
            if (!r->dump.is_sampled)
                rn_builder_add_arc_calls(builder, id, arcs->calls[i], arcs->primitive_calls[i]);
            rn_builder_add_arc_cost(builder, id, metric, arcs->self[i], arcs->total[i]);
        }
    }
}

static void move_arc(rn_pstats_arcs *arcs, uint32_t to, uint32_t from)
{
    arcs->calls[to] = arcs->calls[from];
    arcs->primitive_calls[to] = arcs->primitive_calls[from];
    arcs->self[to] = arcs->self[from];
    arcs->total[to] = arcs->total[from];
}

/* Else the columns are what the profile needs, without the arcs that do not stay. */
static bool hand_arcs_over(reader *r, rn_builder *builder, uint32_t metric)
{
    rn_pstats_arcs *arcs = &r->dump.arcs;
    rn_arc_columns columns = {.arcs = rn_array_new(arcs->count, sizeof *columns.arcs)};
    if (!columns.arcs)
        return false;
    for (size_t index = 0; index < r->order_count; index++) {
        const rn_pstats_callers *callers = &r->callers[index];
        uint32_t callee = r->ids[r->order[index]];
        for (uint32_t i = callers->first; i < callers->first + callers->count; i++) {
            if (arcs->callers[i] == RN_NONE)
                continue;
            if (columns.count < i)
                move_arc(arcs, columns.count, i);
            columns.arcs[columns.count++] = (rn_arc_info){arcs->callers[i], callee};
        }
    }
    if (!r->dump.is_sampled) {
        columns.calls = arcs->calls;
        columns.primitive_calls = arcs->primitive_calls;
        arcs->calls = arcs->primitive_calls = NULL;
    }
    columns.self = arcs->self;
    columns.total = arcs->total;
    arcs->self = arcs->total = NULL;
    rn_builder_take_arcs(builder, metric, &columns);
    return true;
}

static bool build_arcs(reader *r, rn_builder *builder, uint32_t metric)
{
    for (size_t i = 0; i < r->order_count; i++)
        build_callers(r, builder, metric, i);
    if (!r->are_merged)
        return hand_arcs_over(r, builder, metric);
    add_arcs(r, builder, metric);
    return true;
}

static render_status build(reader *r, rn_builder *builder, rn_report *report)
{
    if (!resolve_keys(r) || !order_entries(r))
        return rn_fail_memory(report);
    if (!is_in_proportion(r))
        return rn_fail(report, RENDER_ERROR_LIMIT, 0, 0,
                       "references stand for far more than the dump holds");
    uint32_t metric = rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("s"));
    rn_builder_expect_functions(builder, r->function_count);
    build_entries(r, builder, metric);
    if (!lay_arcs_out(r) || !build_arcs(r, builder, metric))
        return rn_fail_memory(report);
    return rn_builder_status(builder);
}

/* ---- doubts ----------------------------------------------------------------------------------- */

/* From Python 3.12 on all threads share one profiler, which takes their calls for nested ones: some
 * functions and arcs then have calls of which none is an outermost one, or none that returned. */
static bool has_mixed_threads(const rn_pstats_dump *d)
{
    for (size_t i = 0; i < d->value_count; i++)
        if (d->values[i].cost.calls > 0 && d->values[i].cost.primitive_calls == 0)
            return true;
    for (size_t i = 0; i < d->arcs.count; i++)
        if (d->arcs.primitive_calls[i] == 0)
            return true;
    return false;
}

static bool has_lost_time(const rn_pstats_dump *d)
{
    double self = 0, total = 0;
    for (size_t i = 0; i < d->value_count; i++) {
        const rn_pstats_cost *c = &d->values[i].cost;
        self += c->self;
        total = c->total > total ? c->total : total;
    }
    return total > self * 1.05;
}

static void warn(const rn_pstats_dump *d, rn_report *report)
{
    const rn_marshal *m = &d->marshal;
    if (m->at < m->input.size)
        rn_warn(report, "%zu byte(s) after the dump are ignored", m->input.size - m->at);
    if (d->has_bad_time)
        rn_warn(report, "times that are negative, infinite or no number count as 0");
    if (m->saturated)
        rn_warn(report, "numbers beyond 64 bits are cut");
    if (!d->is_sampled && has_mixed_threads(d))
        rn_warn(report, "callers and cumulative times are unreliable: several threads shared one "
                        "profiler (Python 3.12 and newer)");
    else if (has_lost_time(d))
        rn_warn(report, "a function's cumulative time exceeds the sum of all own times: functions "
                        "of one name on one line overwrote each other, or threads were mixed");
}

/* ---- reading ---------------------------------------------------------------------------------- */

static bool is_out_of_memory(const rn_pstats_dump *dump)
{
    return dump->marshal.error.status == RENDER_ERROR_MEMORY;
}

/* Only the right layout of code objects leads to the end of the dump; when none does (there may be
 * bytes after it), the one that comes furthest is taken for right. */
static void read_any_layout(rn_pstats_dump *dump, rn_bytes input, uint32_t nesting)
{
    bool is_read = rn_pstats_dump_read(dump, input, nesting, 0);
    for (int layout = 1; layout < RN_MARSHAL_LAYOUTS && dump->marshal.met_code; layout++) {
        bool is_complete = is_read && dump->marshal.at == input.size;
        if (is_complete || is_out_of_memory(dump))
            return;
        rn_pstats_dump other;
        bool is_other_read = rn_pstats_dump_read(&other, input, nesting, layout);
        bool is_further = other.marshal.at > dump->marshal.at || is_out_of_memory(&other);
        if (is_other_read != is_read ? is_other_read : is_further) {
            rn_pstats_dump worse = *dump;
            *dump = other;
            other = worse;
            is_read = is_other_read;
        }
        rn_pstats_dump_finish(&other);
    }
}

static void finish(reader *r)
{
    rn_pstats_dump_finish(&r->dump);
    free(r->slots);
    free(r->functions);
    free(r->function_of);
    free(r->value_of);
    free(r->last_arc);
    free(r->ids);
    free(r->texts);
    free(r->order);
    free(r->callers);
}

static render_status read(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {0};
    read_any_layout(&r.dump, input, rn_builder_limits(builder)->nesting);
    const render_error *error = &r.dump.marshal.error;
    render_status status;
    if (error->status != RENDER_OK) {
        status = rn_fail(report, error->status, error->offset, 0, "%s", error->message);
    } else {
        warn(&r.dump, report);
        status = build(&r, builder, report);
    }
    finish(&r);
    return status;
}

/* ---- recognition ------------------------------------------------------------------------------ */

enum { SURE = 100, LIKELY = 50, POOR = 10 };

/* { ( 3 or 1 members, the first of them a text.  An empty dict is bid for, so that it is called what
 * it is: empty. */
static int sniff(rn_bytes head, bool whole)
{
    const unsigned char *p = (const unsigned char *)head.data;
    if (head.size < 2 || (p[0] & 0x7f) != '{')
        return 0;
    unsigned char code = p[1] & 0x7f;
    if (p[1] == '0')
        return whole && head.size == 2 ? SURE : POOR;
    size_t size_bytes = code == ')' ? 1 : 4;
    if (code != ')' && code != '(')
        return 0;
    if (head.size < 3 + size_bytes)
        return whole && (p[0] & p[1] & 0x80) ? LIKELY : POOR;
    bool is_counted = p[2] == 3 || p[2] == 1;
    for (size_t i = 1; i < size_bytes; i++)
        is_counted = is_counted && p[2 + i] == 0;
    unsigned char text = p[2 + size_bytes] & 0x7f;
    return is_counted && text && strchr("stuaAzZ", text) ? SURE : 0;
}

const rn_format rn_format_pstats = {
    .info = &rn_format_infos[RN_FORMAT_pstats],
    .shape = RN_ARCS,
    .sniff = sniff,
    .read = read,
};
