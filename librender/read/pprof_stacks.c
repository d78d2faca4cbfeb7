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
    rn_pprof_lists_finish(&s->lists);
    free(s->frames);
    free(s->passed);
    free(s->ids);
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
    bool has_user = item->depth > 0, is_cut = false;
    size_t end = s->frame_count + most - item->depth;
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
            item->search.place = RN_NONE;
        if (!has_user && kept == 0)
            kept = count;
        if (!add_frames(s, frames, kept < end - s->frame_count ? kept : end - s->frame_count))
            return false;
    }
    return true;
}

/* *is_cut: the stack is so deep that it will be. */
static bool find_frames(rn_pprof_stacks *s, rn_pprof_stack *item, bool *is_cut)
{
    size_t most = (size_t)rn_builder_limits(s->tables->builder)->stack_depth + 1;
    item->first = s->frame_count;
    if (s->id_count == 0 && item->depth == 0) {
        uint32_t none = no_stack(s);
        if (!add_frames(s, &none, 1))
            return false;
    }
    if (!add_locations(s, item, most))
        return false;
    item->count = s->frame_count - item->first;
    item->depth += (uint32_t)item->count;
    *is_cut = item->depth == most;
    if (*is_cut)
        item->search.place = RN_NONE;
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

static bool read_fields(rn_pprof_stacks *s, rn_bytes locations)
{
    rn_wire w = rn_wire_of(locations);
    s->id_count = 0;
    while (rn_wire_next(&w))
        if (w.field == LOCATION_IDS &&
            !rn_pprof_add_numbers(s->tables, &w, &s->ids, &s->id_count, &s->id_capacity))
            return false;
    return true;
}

/* The frames of the locations at hand, all of which are kept. */
static bool count_frames(rn_pprof_stacks *s, uint32_t *sum)
{
    *sum = 0;
    for (size_t i = 0; i < s->id_count; i++) {
        size_t count = 1, kept;
        if (rn_pprof_frame(s->tables, s->ids[i]) == RN_NONE &&
            !rn_pprof_frames(s->tables, s->ids[i], &count, &kept))
            return false;
        *sum += (uint32_t)count;
    }
    return true;
}

/* Finds where in the stack of a list its last bytes are. */
static bool find_shared(rn_pprof_stacks *s, rn_pprof_list *list, uint32_t size)
{
    const rn_stack_info *stacks = rn_builder_profile(s->tables->builder)->stacks;
    uint32_t up, stack = list->whole.stack;
    if (size == list->shared.size)
        return true;
    if (!read_packed(s, rn_bytes_slice(list->bytes, 0, list->bytes.size - size)) ||
        !count_frames(s, &up))
        return false;
    for (uint32_t i = 0; i < up; i++)
        stack = stacks[stack].parent;
    list->shared = (rn_pprof_end){size, stack, list->whole.depth - up};
    return true;
}

/* Reads the locations that are not those of a list that ends like this one. */
static bool read_list(rn_pprof_stacks *s, rn_pprof_stack *item)
{
    rn_bytes packed = item->search.bytes;
    uint32_t common;
    if (!packed.size)
        return read_fields(s, item->locations);
    rn_pprof_list *like = rn_pprof_ends_find(&s->ends, &item->search, &common);
    if (!like || like->root != item->root)
        return read_packed(s, packed);
    if (!find_shared(s, like, common))
        return false;
    item->stack = like->shared.stack;
    item->depth = like->shared.depth;
    return read_packed(s, rn_bytes_slice(packed, 0, packed.size - common));
}

static void keep_list(rn_pprof_stacks *s, const rn_pprof_stack *item)
{
    rn_pprof_end whole = {(uint32_t)item->search.bytes.size, item->stack, item->depth};
    if (item->search.place != RN_NONE)
        s->ends.lists[item->search.place] =
            (rn_pprof_list){item->search.bytes, item->root, whole, whole};
}

/* ---- stacks ----------------------------------------------------------------------------------- */

bool rn_pprof_stacks_add(rn_pprof_stacks *s, uint32_t root, rn_bytes locations, rn_bytes packed)
{
    rn_pprof_stack *item = &s->items[s->count++];
    bool is_new;
    if (!rn_pprof_lists_put(&s->lists, root, locations, &item->list, &is_new))
        return fail_memory(s);
    item->locations = locations;
    item->is_known = !is_new;
    item->root = item->stack = root;
    item->depth = 0;
    rn_pprof_ends_begin(&s->ends, &item->search, is_new ? packed : (rn_bytes){0});
    return true;
}

/* Goes down each stack as far as it is there already. */
static bool follow(rn_pprof_stacks *s, rn_pprof_stack *items, size_t count)
{
    rn_way ways[RN_PPROF_STACKS_MAX];
    if (!RN_GROW(s->passed, s->passed_capacity, s->frame_count))
        return fail_memory(s);
    for (size_t i = 0; i < count; i++)
        ways[i] = (rn_way){.frames = s->frames + items[i].first,
                           .count = items[i].count,
                           .stack = items[i].stack,
                           .stacks = s->passed + items[i].first};
    rn_builder_follow(s->tables->builder, ways, count);
    for (size_t i = 0; i < count; i++) {
        items[i].stack = ways[i].stack;
        items[i].first += ways[i].done;
        items[i].count -= ways[i].done;
    }
    return true;
}

static bool find_stack(rn_pprof_stacks *s, rn_pprof_stack *item, bool *is_cut)
{
    item->first = item->count = 0;
    return item->is_known || (read_list(s, item) && find_frames(s, item, is_cut));
}

static void make(rn_pprof_stacks *s, rn_pprof_stack *item)
{
    if (item->is_known) {
        item->stack = s->lists.made[item->list];
        return;
    }
    item->stack =
        rn_builder_push_all(s->tables->builder, item->stack, s->frames + item->first, item->count);
    if (item->list != RN_NONE)
        s->lists.made[item->list] = item->stack;
    keep_list(s, item);
}

/* Makes the first of some stacks, *made of them.  One that will be cut is the last: what says so is a frame, and comes
 * before those of the next stack. */
static bool make_some(rn_pprof_stacks *s, rn_pprof_stack *items, size_t count, size_t *made)
{
    bool is_cut = false;
    s->frame_count = 0;
    for (*made = 0; *made < count && !is_cut; ++*made)
        if (!find_stack(s, &items[*made], &is_cut))
            return false;
    if (!follow(s, items, *made))
        return false;
    for (size_t i = 0; i < *made; i++)
        make(s, &items[i]);
    return rn_builder_status(s->tables->builder) == RENDER_OK;
}

bool rn_pprof_stacks_make(rn_pprof_stacks *s)
{
    size_t count = s->count, made;
    s->count = 0;
    for (size_t i = 0; i < count; i++)
        rn_pprof_ends_look(&s->ends, &s->items[i].search);
    for (size_t i = 0; i < count; i++)
        rn_pprof_ends_go_near(&s->ends, &s->items[i].search);
    for (size_t done = 0; done < count; done += made)
        if (!make_some(s, s->items + done, count - done, &made))
            return false;
    rn_pprof_lists_weigh(&s->lists);
    return true;
}
