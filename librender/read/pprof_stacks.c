/* Stacks are made in the order of their samples, as if each were made alone: so what is found for one beforehand is
 * only where to go on. */
#include "read/pprof_stacks.h"

#include <stdlib.h>

#include "base/grow.h"

enum { LOCATION_IDS = 1 }; /* of a sample */

static bool fail_memory(const rn_pprof_stacks *s)
{
    rn_fail_memory(s->tables->report);
    return false;
}

bool rn_pprof_stacks_init(rn_pprof_stacks *s, rn_pprof_tables *tables)
{
    s->tables = tables;
    return rn_pprof_ends_init(&s->ends) || fail_memory(s);
}

void rn_pprof_stacks_finish(rn_pprof_stacks *s)
{
    rn_pprof_ends_finish(&s->ends);
    free(s->frames);
    free(s->passed);
    free(s->ids);
}

bool rn_pprof_add_numbers(rn_pprof_tables *tables, const rn_wire *w, uint64_t **numbers,
                          size_t *count, size_t *capacity)
{
    if (w->type != RN_WIRE_VARINT && w->type != RN_WIRE_BYTES)
        return rn_pprof_fail(tables, w->input.data + w->start,
                             "something else where numbers should be");
    size_t most = w->type == RN_WIRE_BYTES ? w->bytes.size : 1;
    if (!RN_GROW(*numbers, *capacity, *count + most)) {
        rn_fail_memory(tables->report);
        return false;
    }
    if (most == 0)
        return true;
    if (w->type == RN_WIRE_VARINT) {
        (*numbers)[(*count)++] = w->number;
        return true;
    }
    rn_wire packed = rn_wire_of(w->bytes);
    *count += rn_wire_numbers(&packed, *numbers + *count);
    return rn_pprof_check_end(tables, &packed);
}

/* ---- frames ----------------------------------------------------------------------------------- */

static uint32_t no_stack(const rn_pprof_stacks *s)
{
    rn_builder *b = s->tables->builder;
    rn_function_key key = {.name = RN_LITERAL("(no stack)"), .flags = RN_FLAG_SYNTHETIC};
    return rn_builder_frame(b, rn_builder_function(b, &key), 0);
}

static bool add_frames(rn_pprof_stacks *s, const uint32_t *frames, size_t count)
{
    if (!RN_GROW(s->frames, s->frame_capacity, s->frame_count + count))
        return fail_memory(s);
    for (size_t i = 0; i < count; i++)
        s->frames[s->frame_count++] = frames[i];
    return true;
}

/* Adds the frames of the locations at hand, but not so many that the stack has more than `most`.  What the profile
 * drops is cut off with what it called, but not before the first frame that is not to be dropped; then the list is not
 * kept. */
static bool add_locations(rn_pprof_stacks *s, rn_pprof_stack *item, size_t most)
{
    bool has_user = item->list.depth > 0, is_cut = false;
    size_t end = s->frame_count + most - item->list.depth;
    for (size_t i = s->id_count; i-- > 0 && !is_cut;) {
        size_t count, kept;
        uint32_t alone = rn_pprof_frame(s->tables, s->ids[i]);
        if (alone != RN_NONE && s->frame_count < end) {
            has_user = true;
            if (!add_frames(s, &alone, 1))
                return false;
            continue;
        }
        const uint32_t *frames = rn_pprof_frames(s->tables, s->ids[i], &count, &kept);
        if (!frames)
            return false;
        has_user |= kept == count;
        is_cut = has_user && kept < count;
        if (kept < count)
            item->place = RN_NONE;
        if (!has_user && kept == 0)
            kept = count;
        if (!add_frames(s, frames, kept < end - s->frame_count ? kept : end - s->frame_count))
            return false;
    }
    return true;
}

/* A stack that will be cut ends a batch: what says so is a frame, and comes before those of the next stack. */
static bool find_frames(rn_pprof_stacks *s, rn_pprof_stack *item)
{
    size_t most = (size_t)rn_builder_limits(s->tables->builder)->stack_depth + 1;
    item->first = s->frame_count;
    if (s->id_count == 0 && item->list.depth == 0) {
        uint32_t none = no_stack(s);
        if (!add_frames(s, &none, 1))
            return false;
    }
    if (!add_locations(s, item, most))
        return false;
    item->count = s->frame_count - item->first;
    item->list.depth += item->count;
    if (item->list.depth == most) {
        item->place = RN_NONE;
        s->is_full = true;
    }
    return rn_builder_status(s->tables->builder) == RENDER_OK;
}

/* ---- lists ------------------------------------------------------------------------------------ */

static bool read_packed(rn_pprof_stacks *s, rn_bytes packed)
{
    rn_wire w = rn_wire_of(packed);
    if (!RN_GROW(s->ids, s->id_capacity, packed.size))
        return fail_memory(s);
    s->id_count = rn_wire_numbers(&w, s->ids);
    return rn_pprof_check_end(s->tables, &w);
}

static bool read_sample(rn_pprof_stacks *s, rn_bytes sample)
{
    rn_wire w = rn_wire_of(sample);
    s->id_count = 0;
    while (rn_wire_next(&w))
        if (w.field == LOCATION_IDS &&
            !rn_pprof_add_numbers(s->tables, &w, &s->ids, &s->id_count, &s->id_capacity))
            return false;
    return true;
}

/* The frames of the locations at hand, all of which are kept. */
static bool count_frames(rn_pprof_stacks *s, size_t *sum)
{
    *sum = 0;
    for (size_t i = 0; i < s->id_count; i++) {
        size_t count = 1, kept;
        if (rn_pprof_frame(s->tables, s->ids[i]) == RN_NONE &&
            !rn_pprof_frames(s->tables, s->ids[i], &count, &kept))
            return false;
        *sum += count;
    }
    return true;
}

/* Begins with the stack of a list that ends like this one: as far up as they are the same. */
static bool begin_like(rn_pprof_stacks *s, const rn_pprof_list *like, size_t common,
                       rn_pprof_list *list)
{
    const rn_stack_info *stacks = rn_builder_profile(s->tables->builder)->stacks;
    size_t up;
    if (!read_packed(s, rn_bytes_slice(like->bytes, 0, like->bytes.size - common)) ||
        !count_frames(s, &up))
        return false;
    list->stack = like->stack;
    list->depth = like->depth - up;
    for (; up > 0; up--)
        list->stack = stacks[list->stack].parent;
    return true;
}

static bool find_like(rn_pprof_stacks *s, rn_pprof_stack *item, rn_bytes packed)
{
    size_t common = 0;
    const rn_pprof_list *like = rn_pprof_ends_find(&s->ends, packed, &common, &item->place);
    item->list.bytes = packed;
    if (!like || like->root != item->list.root)
        return read_packed(s, packed);
    return begin_like(s, like, common, &item->list) &&
           read_packed(s, rn_bytes_slice(packed, 0, packed.size - common));
}

/* ---- stacks ----------------------------------------------------------------------------------- */

bool rn_pprof_stacks_add(rn_pprof_stacks *s, uint32_t root, rn_bytes sample, rn_bytes packed)
{
    rn_pprof_stack *item = &s->items[s->count];
    *item = (rn_pprof_stack){.list = {.root = root, .stack = root}, .place = RN_NONE};
    if (!(packed.size ? find_like(s, item, packed) : read_sample(s, sample)) ||
        !find_frames(s, item))
        return false;
    s->is_full |= ++s->count == RN_PPROF_STACKS_MAX;
    return true;
}

/* Goes down each stack as far as it is there already. */
static bool follow(rn_pprof_stacks *s)
{
    rn_way ways[RN_PPROF_STACKS_MAX];
    if (!RN_GROW(s->passed, s->passed_capacity, s->frame_count))
        return fail_memory(s);
    for (size_t i = 0; i < s->count; i++)
        ways[i] = (rn_way){.frames = s->frames + s->items[i].first,
                           .count = s->items[i].count,
                           .stack = s->items[i].list.stack,
                           .stacks = s->passed + s->items[i].first};
    rn_builder_follow(s->tables->builder, ways, s->count);
    for (size_t i = 0; i < s->count; i++) {
        s->items[i].list.stack = ways[i].stack;
        s->items[i].first += ways[i].done;
        s->items[i].count -= ways[i].done;
    }
    return true;
}

bool rn_pprof_stacks_make(rn_pprof_stacks *s)
{
    if (s->count && !follow(s))
        return false;
    for (size_t i = 0; i < s->count; i++) {
        rn_pprof_stack *item = &s->items[i];
        item->list.stack = rn_builder_push_all(s->tables->builder, item->list.stack,
                                               s->frames + item->first, item->count);
        if (item->place != RN_NONE)
            s->ends.lists[item->place] = item->list;
    }
    s->count = s->frame_count = 0;
    s->is_full = false;
    return rn_builder_status(s->tables->builder) == RENDER_OK;
}
