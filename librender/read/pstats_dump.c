/* The grammar of Python's profile dumps, walked in one pass:
 *
 *   { (file, line, name): (primitive calls, calls, self, total, callers), … }
 *
 * Any part may be a reference to an earlier one. */
#include "read/pstats_dump.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

enum {
    KEY = RN_MARSHAL_OWN, /* index: of keys */
    VALUE,                /* index: of values */
    CALLERS,              /* index: of caller_lists */
    CALLER_COST,          /* index: of costs */
};

/* What most arcs take in a dump, as a reference and four numbers, and most functions with an arc: there is room for
 * all then, and what is not needed takes no memory. */
enum { ARC_BYTES = 40, FUNCTION_BYTES = 128 };

/* Larger times are no times; their sums stay finite. */
static const double TIME_MAX = 1e290;

static bool malformed(rn_pstats_dump *d, const rn_marshal_token *at, const char *message)
{
    return rn_marshal_fail(&d->marshal, RENDER_ERROR_MALFORMED, at->offset, "%s", message);
}

/* `token` begins something else than expected.  What is wrong inside it is the better message. */
static bool unexpected(rn_pstats_dump *d, const rn_marshal_token *token, const char *message)
{
    rn_marshal_value value;
    return rn_marshal_skip(&d->marshal, token, &value) && malformed(d, token, message);
}

static bool is_kind(const rn_marshal_token *token, uint32_t kind)
{
    return token->shape == RN_MARSHAL_VALUE && token->value.kind == kind;
}

static bool too_many(rn_pstats_dump *d, const char *what)
{
    return rn_marshal_fail(&d->marshal, RENDER_ERROR_LIMIT, d->marshal.at, "too many %s", what);
}

/* ---- keys ------------------------------------------------------------------------------------- */

/* The name is a text, or (from `python -m profile`) the code object that was run. */
static bool read_name(rn_pstats_dump *d, uint32_t *name)
{
    rn_marshal_token token;
    if (!rn_marshal_next(&d->marshal, &token))
        return false;
    rn_marshal_value value = token.value;
    if (token.shape == RN_MARSHAL_CODE_OBJECT) {
        if (!rn_marshal_skip(&d->marshal, &token, &value))
            return false;
    } else if (!is_kind(&token, RN_MARSHAL_TEXT) && !is_kind(&token, RN_MARSHAL_CODE)) {
        return unexpected(d, &token, "the name of a function is no text");
    }
    *name = (uint32_t)value.index | (value.kind == RN_MARSHAL_CODE ? RN_PSTATS_CODE : 0);
    return value.index < RN_PSTATS_CODE || too_many(d, "names");
}

static bool add_key(rn_pstats_dump *d, uint32_t file, double line, uint32_t name, uint32_t *index)
{
    if (d->key_count >= RN_NONE)
        return too_many(d, "keys");
    if (!RN_GROW(d->keys, d->key_capacity, d->key_count + 1))
        return rn_marshal_fail_memory(&d->marshal);
    bool is_line = line >= INT32_MIN && line <= INT32_MAX;
    *index = (uint32_t)d->key_count++;
    d->keys[*index] = (rn_pstats_key){file, name, is_line ? (int32_t)line : 0};
    return true;
}

static bool read_key(rn_pstats_dump *d, const rn_marshal_token *token, uint32_t *index)
{
    rn_marshal *m = &d->marshal;
    if (is_kind(token, KEY)) {
        *index = (uint32_t)token->value.index;
        return true;
    }
    if (token->shape != RN_MARSHAL_SEQUENCE || token->count != 3)
        return unexpected(d, token, "a key that is not (file, line, name)");
    rn_marshal_token file, line;
    uint32_t name = 0;
    if (!rn_marshal_enter(m, token) || !rn_marshal_next(m, &file))
        return false;
    if (!is_kind(&file, RN_MARSHAL_TEXT))
        return unexpected(d, &file, "the file of a function is no text");
    if (!rn_marshal_next(m, &line))
        return false;
    if (!is_kind(&line, RN_MARSHAL_NUMBER))
        return unexpected(d, &line, "the line of a function is no number");
    if (!read_name(d, &name) ||
        !add_key(d, (uint32_t)file.value.index, line.value.number, name, index))
        return false;
    rn_marshal_leave(m, token, (rn_marshal_value){.kind = KEY, .index = *index});
    return true;
}

/* ---- arcs ------------------------------------------------------------------------------------- */

bool rn_pstats_arcs_reserve(rn_pstats_arcs *a, size_t count)
{
    if (count <= a->capacity)
        return true;
    if (!RN_GROW_COLUMN(a->callers, a->capacity, count) ||
        !RN_GROW_COLUMN(a->calls, a->capacity, count) ||
        !RN_GROW_COLUMN(a->primitive_calls, a->capacity, count) ||
        !RN_GROW_COLUMN(a->self, a->capacity, count) ||
        !RN_GROW_COLUMN(a->total, a->capacity, count))
        return false;
    a->capacity = count;
    return true;
}

void rn_pstats_arcs_finish(rn_pstats_arcs *a)
{
    free(a->callers);
    free(a->calls);
    free(a->primitive_calls);
    free(a->self);
    free(a->total);
    *a = (rn_pstats_arcs){0};
}

/* ---- callers ---------------------------------------------------------------------------------- */

/* -1 is what some writers put where they do not know. */
static double clean_calls(double calls)
{
    return calls >= 0 && calls <= 0x1p64 ? calls : NAN;
}

static double clean_time(rn_pstats_dump *d, double time)
{
    if (time > 0 && time <= TIME_MAX)
        return time;
    d->has_bad_time |= time != 0;
    return 0;
}

static bool read_number(rn_pstats_dump *d, double *number)
{
    rn_marshal_token token;
    if (rn_marshal_try_number(&d->marshal, number))
        return true;
    if (!rn_marshal_next(&d->marshal, &token))
        return false;
    if (!is_kind(&token, RN_MARSHAL_NUMBER))
        return unexpected(d, &token, "a count or a time that is no number");
    *number = token.value.number;
    return true;
}

/* Two counts, whose order depends on the place, and two times. */
static bool read_cost(rn_pstats_dump *d, double *first, double *second, rn_pstats_cost *c)
{
    if (!read_number(d, first) || !read_number(d, second) || !read_number(d, &c->self) ||
        !read_number(d, &c->total))
        return false;
    *first = clean_calls(*first);
    *second = clean_calls(*second);
    c->self = clean_time(d, c->self);
    c->total = clean_time(d, c->total);
    return true;
}

/* (calls, primitive calls, self, total), or several of these one after the other, from old merges. */
static bool read_caller_cost(rn_pstats_dump *d, const rn_marshal_token *token, rn_pstats_cost *sum)
{
    if (!rn_marshal_enter(&d->marshal, token))
        return false;
    for (uint32_t i = 0; i < token->count; i += 4) {
        rn_pstats_cost c;
        if (!read_cost(d, &c.calls, &c.primitive_calls, &c))
            return false;
        sum->calls += c.calls;
        sum->primitive_calls += c.primitive_calls;
        sum->self += c.self;
        sum->total += c.total;
    }
    rn_marshal_value value = {.kind = CALLER_COST, .index = d->cost_count};
    if (token->slot != RN_NONE) {
        if (!RN_GROW(d->costs, d->cost_capacity, d->cost_count + 1))
            return rn_marshal_fail_memory(&d->marshal);
        d->costs[d->cost_count++] = *sum;
    }
    rn_marshal_leave(&d->marshal, token, value);
    return true;
}

static bool read_caller_value(rn_pstats_dump *d, rn_pstats_cost *cost)
{
    rn_marshal_token token;
    *cost = (rn_pstats_cost){0, 0, 0, 0};
    if (!rn_marshal_next(&d->marshal, &token))
        return false;
    if (token.shape == RN_MARSHAL_SEQUENCE && token.count && token.count % 4 == 0)
        return read_caller_cost(d, &token, cost);
    if (is_kind(&token, CALLER_COST)) {
        *cost = d->costs[token.value.index];
        return true;
    }
    if (!is_kind(&token, RN_MARSHAL_NUMBER))
        return unexpected(d, &token, "a caller without four numbers or a count");
    *cost = (rn_pstats_cost){clean_calls(token.value.number), NAN, NAN, NAN};
    return true;
}

static bool add_caller(rn_pstats_dump *d, uint32_t caller)
{
    rn_pstats_arcs *arcs = &d->arcs;
    rn_pstats_cost cost;
    if (!read_caller_value(d, &cost))
        return false;
    if (arcs->count >= RN_NONE)
        return too_many(d, "arcs");
    if (arcs->count == arcs->capacity && !rn_pstats_arcs_reserve(arcs, 2 * arcs->count + 16))
        return rn_marshal_fail_memory(&d->marshal);
    arcs->callers[arcs->count] = caller;
    arcs->calls[arcs->count] = cost.calls;
    arcs->primitive_calls[arcs->count] = cost.primitive_calls;
    arcs->self[arcs->count] = cost.self;
    arcs->total[arcs->count] = cost.total;
    arcs->count++;
    return true;
}

/* Most callers are functions that were named before. */
static bool read_caller(rn_pstats_dump *d, bool *is_last)
{
    rn_marshal_token key;
    uint64_t known;
    uint32_t caller = 0;
    if (rn_marshal_try_reference(&d->marshal, KEY, &known))
        return add_caller(d, (uint32_t)known);
    if (!rn_marshal_next(&d->marshal, &key))
        return false;
    *is_last = key.shape == RN_MARSHAL_END;
    return *is_last || (read_key(d, &key, &caller) && add_caller(d, caller));
}

static bool read_callers(rn_pstats_dump *d, const rn_marshal_token *token,
                         rn_pstats_callers *callers)
{
    rn_marshal *m = &d->marshal;
    size_t first = d->arcs.count;
    bool is_last = false;
    if (!rn_marshal_enter(m, token))
        return false;
    while (!is_last)
        if (!read_caller(d, &is_last))
            return false;
    *callers = (rn_pstats_callers){(uint32_t)first, (uint32_t)(d->arcs.count - first)};
    rn_marshal_value value = {.kind = CALLERS, .index = d->caller_list_count};
    if (token->slot != RN_NONE) {
        if (!RN_GROW(d->caller_lists, d->caller_list_capacity, d->caller_list_count + 1))
            return rn_marshal_fail_memory(m);
        d->caller_lists[d->caller_list_count++] = *callers;
    }
    rn_marshal_leave(m, token, value);
    return true;
}

/* ---- entries ---------------------------------------------------------------------------------- */

/* The counts stand the other way round than in a caller's value. */
static bool read_members(rn_pstats_dump *d, rn_pstats_value *value)
{
    rn_marshal_token callers;
    if (!read_cost(d, &value->cost.primitive_calls, &value->cost.calls, &value->cost) ||
        !rn_marshal_next(&d->marshal, &callers))
        return false;
    if (is_kind(&callers, CALLERS)) {
        value->callers = d->caller_lists[callers.value.index];
        return true;
    }
    if (callers.shape != RN_MARSHAL_DICT)
        return unexpected(d, &callers, "the callers of a function are no dict");
    return read_callers(d, &callers, &value->callers);
}

static bool read_value(rn_pstats_dump *d, uint32_t *index)
{
    rn_marshal *m = &d->marshal;
    rn_marshal_token token;
    if (!rn_marshal_next(m, &token))
        return false;
    if (is_kind(&token, VALUE)) {
        *index = (uint32_t)token.value.index;
        return true;
    }
    if (token.shape != RN_MARSHAL_SEQUENCE || token.count != 5)
        return unexpected(d, &token, "a value that is not (calls, calls, self, total, callers)");
    rn_pstats_value value;
    if (!rn_marshal_enter(m, &token) || !read_members(d, &value))
        return false;
    if (!RN_GROW(d->values, d->value_capacity, d->value_count + 1))
        return rn_marshal_fail_memory(m);
    *index = (uint32_t)d->value_count;
    d->values[d->value_count++] = value;
    rn_marshal_leave(m, &token, (rn_marshal_value){.kind = VALUE, .index = *index});
    return true;
}

static bool read_entry(rn_pstats_dump *d, const rn_marshal_token *key)
{
    rn_pstats_entry entry;
    if (!read_key(d, key, &entry.key) || !read_value(d, &entry.value))
        return false;
    if (!RN_GROW(d->entries, d->entry_capacity, d->entry_count + 1))
        return rn_marshal_fail_memory(&d->marshal);
    d->entries[d->entry_count++] = entry;
    return true;
}

/* ('__sampled__',): True, the mark of profiling.sampling. */
static bool read_mark(rn_pstats_dump *d, const rn_marshal_token *key)
{
    rn_marshal *m = &d->marshal;
    rn_marshal_token token;
    rn_marshal_value value;
    if (!rn_marshal_enter(m, key) || !rn_marshal_next(m, &token))
        return false;
    bool is_mark = is_kind(&token, RN_MARSHAL_TEXT) &&
                   rn_bytes_equal(rn_intern_get(&m->texts, (uint32_t)token.value.index),
                                  RN_LITERAL("__sampled__"));
    if (!is_mark)
        return unexpected(d, &token, "a key that is not (file, line, name)");
    rn_marshal_leave(m, key, (rn_marshal_value){.kind = RN_MARSHAL_OTHER});
    d->is_sampled = true;
    return rn_marshal_next(m, &token) && rn_marshal_skip(m, &token, &value);
}

static bool read_table(rn_pstats_dump *d)
{
    rn_marshal *m = &d->marshal;
    rn_marshal_token table, key;
    if (!rn_marshal_next(m, &table))
        return false;
    if (table.shape != RN_MARSHAL_DICT)
        return unexpected(d, &table, "the dump is no dict of functions");
    if (!rn_marshal_enter(m, &table) || !rn_marshal_next(m, &key))
        return false;
    while (key.shape != RN_MARSHAL_END) {
        bool is_mark = key.shape == RN_MARSHAL_SEQUENCE && key.count == 1;
        if (!(is_mark ? read_mark(d, &key) : read_entry(d, &key)) || !rn_marshal_next(m, &key))
            return false;
    }
    rn_marshal_leave(m, &table, (rn_marshal_value){.kind = RN_MARSHAL_OTHER});
    if (!d->entry_count)
        return rn_marshal_fail(m, RENDER_ERROR_EMPTY, 0, "empty profile: no function in it");
    return true;
}

static bool reserve(rn_pstats_dump *d, size_t functions, size_t arcs)
{
    return RN_GROW(d->keys, d->key_capacity, functions) &&
           RN_GROW(d->values, d->value_capacity, functions) &&
           RN_GROW(d->entries, d->entry_capacity, functions) &&
           RN_GROW(d->caller_lists, d->caller_list_capacity, functions) &&
           rn_pstats_arcs_reserve(&d->arcs, arcs);
}

bool rn_pstats_dump_read(rn_pstats_dump *d, rn_bytes input, uint32_t nesting, int layout)
{
    *d = (rn_pstats_dump){0};
    if (!rn_marshal_init(&d->marshal, input, nesting, layout) ||
        !reserve(d, input.size / FUNCTION_BYTES, input.size / ARC_BYTES))
        return rn_marshal_fail_memory(&d->marshal);
    return read_table(d);
}

void rn_pstats_dump_finish(rn_pstats_dump *d)
{
    rn_marshal_finish(&d->marshal);
    free(d->keys);
    rn_pstats_arcs_finish(&d->arcs);
    free(d->values);
    free(d->entries);
    free(d->caller_lists);
    free(d->costs);
    *d = (rn_pstats_dump){0};
}
