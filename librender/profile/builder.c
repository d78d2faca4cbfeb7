/* Interning of functions, frames and stacks into growing columns.
 *
 * Where nothing was added a stack has 0 and everything else NaN. */
#include <math.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/demangle.h"
#include "base/grow.h"
#include "base/text.h"
#include "profile/builder_parts.h"

enum { PART_BYTES = 16 << 20, WIDE_BYTES = 4 << 20 };

static const render_read_options default_options = {.mangled = true};

void rn_builder_fail_memory(rn_builder *b)
{
    b->status = rn_fail_memory(b->report);
}

bool rn_builder_has_room(rn_builder *b, uint32_t count, uint32_t limit, const char *what)
{
    if (limit > RN_BUILDER_IDS)
        limit = RN_BUILDER_IDS;
    if (count >= limit)
        b->status = rn_fail(b->report, RENDER_ERROR_LIMIT, 0, 0, "more than %lu %s",
                            (unsigned long)limit, what);
    return count < limit;
}

/* ---- life ------------------------------------------------------------------------------------- */

static bool init_columns(rn_builder *b)
{
    b->self = rn_array_zero(RN_BUILDER_METRICS, sizeof *b->self);
    b->function_self = rn_array_zero(RN_BUILDER_METRICS, sizeof *b->function_self);
    b->function_total = rn_array_zero(RN_BUILDER_METRICS, sizeof *b->function_total);
    b->arc_self = rn_array_zero(RN_BUILDER_METRICS, sizeof *b->arc_self);
    b->arc_total = rn_array_zero(RN_BUILDER_METRICS, sizeof *b->arc_total);
    return b->self && b->function_self && b->function_total && b->arc_self && b->arc_total;
}

/* The profile that readers can look at has the rows so far. */
static void show_stacks(rn_builder *b)
{
    b->profile->stacks = b->stacks.stacks;
    b->profile->stack_count = b->stacks.count;
}

rn_builder *rn_builder_new(rn_shape shape, const render_limits *limits, rn_report *report)
{
    rn_builder *b = rn_array_zero(1, sizeof *b);
    if (!b)
        return NULL;
    b->limits = *limits;
    b->options = &default_options;
    b->reading.part_bytes = PART_BYTES;
    b->reading.wide_bytes = WIDE_BYTES;
    b->report = report;
    b->truncated = RN_NONE;
    b->sample_count = 1;
    b->profile = rn_array_zero(1, sizeof *b->profile);
    if (!b->profile || !rn_intern_init(&b->profile->strings) || !init_columns(b) ||
        !rn_stack_table_init(&b->stacks)) {
        rn_builder_free(b);
        return NULL;
    }
    b->profile->shape = shape;
    b->profile->regex_steps = limits->regex_steps;
    show_stacks(b);
    return b;
}

static void free_columns(rn_values *columns)
{
    for (size_t i = 0; columns && i < RN_BUILDER_METRICS; i++)
        free(columns[i].items);
    free(columns);
}

void rn_builder_free(rn_builder *b)
{
    if (!b)
        return;
    if (b->profile)
        b->profile->stacks = NULL; /* of the table */
    rn_profile_free(b->profile);
    rn_buffer_finish(&b->scratch);
    free(b->total_is_set);
    rn_map_finish(&b->functions);
    free(b->same_hash);
    free(b->demangled);
    rn_map_finish(&b->frames);
    rn_stack_table_finish(&b->stacks);
    free(b->samples);
    free(b->estimated);
    rn_runs_finish(&b->runs);
    rn_map_finish(&b->arcs);
    free(b->calls.items);
    free(b->primitive_calls.items);
    free(b->arc_calls.items);
    free(b->arc_primitive_calls.items);
    free_columns(b->self);
    free_columns(b->function_self);
    free_columns(b->function_total);
    free_columns(b->arc_self);
    free_columns(b->arc_total);
    free(b);
}

rn_builder *rn_builder_new_like(const rn_builder *b, rn_report *report)
{
    rn_builder *other = rn_builder_new(b->profile->shape, &b->limits, report);
    if (other) {
        other->options = b->options;
        other->reading = b->reading;
    }
    return other;
}

bool rn_builder_clear(rn_builder *b)
{
    rn_builder *fresh = rn_builder_new_like(b, b->report);
    if (!fresh)
        return false;
    rn_builder old = *b;
    *b = *fresh;
    *fresh = old;
    rn_builder_free(fresh);
    return true;
}

void rn_builder_set_options(rn_builder *b, const render_read_options *options)
{
    b->options = options;
}

const render_read_options *rn_builder_options(const rn_builder *b)
{
    return b->options;
}

void rn_builder_set_reading(rn_builder *b, rn_reading reading)
{
    b->reading = reading;
}

rn_reading rn_builder_reading(const rn_builder *b)
{
    return b->reading;
}

const rn_profile *rn_builder_profile(const rn_builder *b)
{
    return b->profile;
}

render_status rn_builder_status(const rn_builder *b)
{
    return b->status;
}

rn_report *rn_builder_report(rn_builder *b)
{
    return b->report;
}

const render_limits *rn_builder_limits(const rn_builder *b)
{
    return &b->limits;
}

void rn_builder_set_shape(rn_builder *b, rn_shape shape)
{
    b->profile->shape = shape;
}

/* ---- strings and functions -------------------------------------------------------------------- */

static rn_bytes shorten(rn_builder *b, rn_bytes text)
{
    if (text.size <= b->limits.name_bytes)
        return text;
    rn_warn(b->report, "names longer than %lu bytes are cut", (unsigned long)b->limits.name_bytes);
    return rn_text_cut(text, b->limits.name_bytes);
}

static uint32_t intern(rn_builder *b, rn_bytes text)
{
    if (!text.size)
        return 0;
    text = shorten(b, text);
    if (!rn_text_is_clean(text)) {
        bool latin1 = false;
        b->scratch.size = 0;
        rn_text_repair(&b->scratch, text, &latin1);
        if (latin1)
            rn_warn(b->report, "names that are not UTF-8 are read as Latin-1");
        text = rn_buffer_bytes(&b->scratch);
    }
    uint32_t id = b->scratch.failed ? RN_NONE : rn_intern_add(&b->profile->strings, text);
    if (id == RN_NONE)
        rn_builder_fail_memory(b);
    return id;
}

uint32_t rn_builder_text(rn_builder *b, rn_bytes text)
{
    return b->status ? 0 : intern(b, text);
}

uint32_t rn_builder_metric(rn_builder *b, rn_bytes name, rn_bytes unit)
{
    rn_profile *p = b->profile;
    rn_metric metric = {intern(b, name), intern(b, unit), RN_NONE, 0};
    if (b->status)
        return 0;
    for (uint32_t i = 0; i < p->metric_count; i++)
        if (p->metrics[i].name == metric.name && p->metrics[i].unit == metric.unit)
            return i;
    if (!rn_builder_has_room(b, p->metric_count, RN_BUILDER_METRICS, "metrics"))
        return 0;
    if (!RN_GROW(p->metrics, b->metric_capacity, p->metric_count + 1u) ||
        !RN_GROW(b->total_is_set, b->total_is_set_capacity, p->metric_count + 1u)) {
        rn_builder_fail_memory(b);
        return 0;
    }
    b->total_is_set[p->metric_count] = false;
    p->metrics[p->metric_count] = metric;
    return p->metric_count++;
}

void rn_builder_set_least_share(rn_builder *b, double share)
{
    if (!b->status)
        b->profile->least_share = share;
}

void rn_builder_set_total(rn_builder *b, uint32_t metric, double total)
{
    if (b->status)
        return;
    b->profile->metrics[metric].total = total;
    b->total_is_set[metric] = true;
}

void rn_builder_set_base(rn_builder *b, uint32_t metric, uint32_t base)
{
    if (!b->status)
        b->profile->metrics[metric].base = base;
}

static void put_first(void *items, size_t item_size, uint32_t index)
{
    char held[64], *bytes = items;
    memcpy(held, bytes + index * item_size, item_size);
    memmove(bytes + item_size, bytes, index * item_size);
    memcpy(bytes, held, item_size);
}

#define PUT_FIRST(items, index) put_first((items), sizeof *(items), (index))

void rn_builder_put_first(rn_builder *b, uint32_t metric)
{
    if (b->status)
        return;
    PUT_FIRST(b->profile->metrics, metric);
    PUT_FIRST(b->total_is_set, metric);
    PUT_FIRST(b->self, metric);
    PUT_FIRST(b->function_self, metric);
    PUT_FIRST(b->function_total, metric);
    PUT_FIRST(b->arc_self, metric);
    PUT_FIRST(b->arc_total, metric);
}

static uint64_t hash_info(const rn_function_info *info)
{
    uint32_t words[] = {info->name, info->module, info->file, info->line,
                        (uint32_t)info->kind << 8 | info->flags};
    uint64_t hash = XXH3_64bits(words, sizeof words);
    return hash == UINT64_MAX ? 0 : hash;
}

static bool same_info(const rn_function_info *a, const rn_function_info *b)
{
    return a->name == b->name && a->module == b->module && a->file == b->file &&
           a->line == b->line && a->kind == b->kind && a->flags == b->flags;
}

static uint32_t add_function(rn_builder *b, const rn_function_info *info, uint32_t same_hash)
{
    rn_profile *p = b->profile;
    uint32_t id = p->function_count;
    if (!rn_builder_has_room(b, id, b->limits.functions, "functions"))
        return 0;
    if (!RN_GROW(p->functions, b->function_capacity, id + (size_t)1) ||
        !RN_GROW(b->same_hash, b->same_hash_capacity, id + (size_t)1)) {
        rn_builder_fail_memory(b);
        return 0;
    }
    p->functions[id] = *info;
    b->same_hash[id] = same_hash;
    p->function_count = id + 1;
    return id;
}

/* Names are most of the texts. */
void rn_builder_expect_functions(rn_builder *b, size_t count)
{
    rn_profile *p = b->profile;
    if (!b->status && (!rn_map_reserve(&b->functions, b->functions.count + count) ||
                       !rn_intern_reserve(&p->strings, p->strings.count + count) ||
                       !RN_GROW(p->functions, b->function_capacity, p->function_count + count) ||
                       !RN_GROW(b->same_hash, b->same_hash_capacity, p->function_count + count)))
        rn_builder_fail_memory(b);
}

/* The name as it was written in the source, looked up once for each mangled one. */
static uint32_t source_name(rn_builder *b, uint32_t name)
{
    if (b->options->mangled || !rn_is_mangled(rn_intern_get(&b->profile->strings, name)))
        return name;
    size_t old = b->demangled_capacity;
    if (!RN_GROW(b->demangled, b->demangled_capacity, name + (size_t)1)) {
        rn_builder_fail_memory(b);
        return 0;
    }
    memset(b->demangled + old, 0, (b->demangled_capacity - old) * sizeof *b->demangled);
    if (!b->demangled[name]) {
        rn_buffer text = {0};
        bool is_mangled = rn_demangle(&text, rn_intern_get(&b->profile->strings, name));
        b->demangled[name] = is_mangled ? intern(b, rn_buffer_bytes(&text)) : name;
        rn_buffer_finish(&text);
    }
    return b->demangled[name];
}

/* A file or module without the folders it lies in, when they are nobody's business. */
static uint32_t bare_name(rn_builder *b, uint32_t path)
{
    return b->options->strip_paths
               ? intern(b, rn_bytes_base_name(rn_intern_get(&b->profile->strings, path)))
               : path;
}

uint32_t rn_builder_add_function(rn_builder *b, const rn_function_info *given)
{
    if (b->status)
        return 0;
    rn_function_info named = *given, *info = &named;
    bool is_new = false;
    named.name = source_name(b, given->name);
    named.file = bare_name(b, given->file);
    named.module = bare_name(b, given->module);
    uint32_t *last =
        rn_map_put(&b->functions, hash_info(info), b->profile->function_count, &is_new);
    if (!last) {
        rn_builder_fail_memory(b);
        return 0;
    }
    if (is_new)
        return add_function(b, info, RN_NONE);
    for (uint32_t id = *last; id != RN_NONE; id = b->same_hash[id])
        if (same_info(&b->profile->functions[id], info))
            return id;
    uint32_t before = *last;
    *last = b->profile->function_count;
    return add_function(b, info, before);
}

uint32_t rn_builder_function(rn_builder *b, const rn_function_key *key)
{
    if (b->status)
        return 0;
    rn_function_info info = {intern(b, key->name),
                             intern(b, key->module),
                             intern(b, key->file),
                             key->line,
                             key->kind,
                             key->flags};
    return rn_builder_add_function(b, &info);
}

/* ---- values ----------------------------------------------------------------------------------- */

void rn_builder_add_calls(rn_builder *b, uint32_t function, double calls, double primitive)
{
    b->has_calls |= !isnan(calls) || !isnan(primitive);
    rn_builder_add_value(b, &b->calls, function, NAN, calls);
    rn_builder_add_value(b, &b->primitive_calls, function, NAN, primitive);
}

bool rn_builder_fill_samples(rn_builder *b, size_t count)
{
    if (!RN_GROW(b->samples, b->sample_capacity, count)) {
        rn_builder_fail_memory(b);
        return false;
    }
    for (; b->samples_filled < count; b->samples_filled++)
        b->samples[b->samples_filled] = 0;
    return true;
}

void rn_builder_add_self(rn_builder *b, uint32_t stack, uint32_t metric, double value)
{
    if (b->status || isnan(value) || value == 0)
        return;
    if (stack >= b->samples_filled && !rn_builder_fill_samples(b, stack + (size_t)1))
        return;
    if (!b->samples[stack])
        b->samples[stack] = b->sample_count++;
    rn_builder_add_value(b, &b->self[metric], b->samples[stack], 0, value);
}

void rn_builder_prefetch_self(const rn_builder *b, uint32_t stack)
{
    if (stack < b->samples_filled)
        __builtin_prefetch(&b->samples[stack], 1);
}

double rn_builder_self(const rn_builder *b, uint32_t stack, uint32_t metric)
{
    const rn_values *c = &b->self[metric];
    uint32_t sample = stack < b->samples_filled ? b->samples[stack] : 0;
    return sample && sample < c->count ? c->items[sample] : 0;
}

/* ---- frames, stacks --------------------------------------------------------------------------- */

uint32_t rn_builder_frame(rn_builder *b, uint32_t function, uint32_t line)
{
    rn_profile *p = b->profile;
    if (b->status)
        return 0;
    bool is_new = false;
    uint32_t *id = rn_map_put(&b->frames, rn_map_pair(function, line), p->frame_count, &is_new);
    if (!id || !RN_GROW(p->frames, b->frame_capacity, p->frame_count + (size_t)1)) {
        rn_builder_fail_memory(b);
        return 0;
    }
    if (is_new && rn_builder_has_room(b, p->frame_count, RN_BUILDER_IDS, "frames"))
        p->frames[p->frame_count++] = (rn_frame_info){function, line};
    return b->status ? 0 : *id;
}

static uint32_t truncated_frame(rn_builder *b)
{
    if (b->truncated == RN_NONE) {
        rn_warn(b->report, "stacks deeper than %lu frames are cut",
                (unsigned long)b->limits.stack_depth);
        rn_function_key key = {.name = RN_LITERAL("(truncated)"), .flags = RN_FLAG_SYNTHETIC};
        b->truncated = rn_builder_frame(b, rn_builder_function(b, &key), 0);
    }
    return b->truncated;
}

static uint32_t add_stack(rn_builder *b, uint32_t parent, uint32_t frame)
{
    if (!rn_builder_has_room(b, b->stacks.count - 1, b->limits.stacks, "distinct stacks"))
        return 0;
    uint32_t stack = rn_stack_table_add(&b->stacks, parent, frame);
    if (!stack)
        rn_builder_fail_memory(b);
    show_stacks(b);
    return stack;
}

static uint32_t push_truncated(rn_builder *b, uint32_t parent)
{
    uint32_t frame = truncated_frame(b);
    if (b->status || b->profile->stacks[parent].frame == frame)
        return b->status ? 0 : parent;
    uint32_t stack = rn_stack_table_find(&b->stacks, parent, frame);
    return stack ? stack : add_stack(b, parent, frame);
}

uint32_t rn_builder_push(rn_builder *b, uint32_t parent, uint32_t frame)
{
    if (b->status)
        return 0;
    uint32_t stack = rn_stack_table_find(&b->stacks, parent, frame);
    if (stack)
        return stack;
    if (b->stacks.depths[parent] >= b->limits.stack_depth)
        return push_truncated(b, parent);
    return add_stack(b, parent, frame);
}

/* How many more stacks are allowed below this one. */
static size_t room_below(const rn_builder *b, uint32_t stack)
{
    uint32_t depth = b->stacks.depths[stack], count = b->stacks.count - 1;
    uint32_t most = b->limits.stacks < RN_BUILDER_IDS ? b->limits.stacks : RN_BUILDER_IDS;
    uint32_t deep = depth < b->limits.stack_depth ? b->limits.stack_depth - depth : 0;
    uint32_t left = count < most ? most - count : 0;
    return deep < left ? deep : left;
}

/* Below a stack that is new there is nothing to be found. */
uint32_t rn_builder_push_all(rn_builder *b, uint32_t parent, const uint32_t *frames, size_t count)
{
    uint32_t stack = parent, next;
    size_t done = 0;
    if (b->status)
        return 0;
    for (; done < count && (next = rn_stack_table_find(&b->stacks, stack, frames[done])); done++)
        stack = next;
    size_t left = count - done, room = left ? room_below(b, stack) : 0;
    if (left && room) {
        size_t fit = left < room ? left : room;
        stack = rn_stack_table_add_chain(&b->stacks, stack, frames + done, fit);
        done += fit;
        show_stacks(b);
        if (!stack)
            rn_builder_fail_memory(b);
    }
    for (; done < count && !b->status; done++)
        stack = rn_builder_push(b, stack, frames[done]);
    return b->status ? 0 : stack;
}

void rn_builder_prefetch_push(const rn_builder *b, uint32_t parent, uint32_t frame)
{
    rn_stack_table_prefetch(&b->stacks, parent, frame);
}

void rn_builder_follow(const rn_builder *b, rn_way *ways, size_t count)
{
    if (!b->status)
        rn_stack_table_follow(&b->stacks, ways, count);
}

bool rn_builder_grow_estimated(rn_builder *b, size_t count)
{
    size_t old = b->estimated_capacity;
    if (!RN_GROW(b->estimated, b->estimated_capacity, count)) {
        rn_builder_fail_memory(b);
        return false;
    }
    memset(b->estimated + old, 0, b->estimated_capacity - old);
    return true;
}

void rn_builder_mark_estimated(rn_builder *b, uint32_t stack)
{
    if (!b->status && rn_builder_grow_estimated(b, stack + (size_t)1))
        b->estimated[stack] = true;
}

/* ---- order in time ---------------------------------------------------------------------------- */

uint32_t rn_builder_track(rn_builder *b, rn_bytes name)
{
    if (b->status || !b->options->keep_order)
        return 0;
    uint32_t track = rn_runs_track(&b->runs, intern(b, name));
    if (track == RN_NONE)
        rn_builder_fail_memory(b);
    return b->status ? 0 : track;
}

void rn_builder_add_run(rn_builder *b, uint32_t track, uint32_t stack, double start,
                        double duration)
{
    if (b->status || !b->options->keep_order)
        return;
    if (!rn_runs_add(&b->runs, (rn_run){track, stack, start, duration}))
        rn_builder_fail_memory(b);
}

void rn_builder_set_time_unit(rn_builder *b, rn_bytes unit)
{
    if (!b->status && b->options->keep_order)
        b->runs.unit = intern(b, unit);
}
