/* Stacks are made in the order of their samples, as if each were made alone: so what is found for one beforehand is
 * only where to go on. */
#include "read/pprof_stacks.h"

#include <stdlib.h>

#include "base/grow.h"

enum { LOCATION_IDS = 1 }; /* of a sample */

enum { LISTS_TRIED = 1 << 16 };

void rn_pprof_stacks_finish(rn_pprof_stacks *s)
{
    free(s->frames);
    free(s->passed);
    free(s->ids);
    free(s->made);
    rn_memo_finish(&s->texts);
    rn_map_finish(&s->lists);
}

static bool fail_memory(const rn_pprof_stacks *s)
{
    rn_fail_memory(s->tables->report);
    return false;
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

/* Adds the frames of locations, but no more than `most`.  What the profile drops is cut off with what it called, but
 * not before the first frame that is not to be dropped. */
static bool add_locations(rn_pprof_stacks *s, size_t count, size_t most)
{
    bool has_user = false, is_cut = false;
    size_t end = s->frame_count + most;
    if (count == 0) {
        uint32_t none = no_stack(s);
        return add_frames(s, &none, 1);
    }
    for (size_t i = count; i-- > 0 && !is_cut;) {
        size_t given, kept;
        uint32_t alone = rn_pprof_frame(s->tables, s->ids[i]);
        if (alone != RN_NONE && s->frame_count < end) {
            has_user = true;
            if (!RN_GROW(s->frames, s->frame_capacity, s->frame_count + 1))
                return fail_memory(s);
            s->frames[s->frame_count++] = alone;
            continue;
        }
        const uint32_t *frames = rn_pprof_frames(s->tables, s->ids[i], &given, &kept);
        if (!frames)
            return false;
        has_user |= kept == given;
        is_cut = has_user && kept < given;
        if (!has_user && kept == 0)
            kept = given;
        if (!add_frames(s, frames, kept < end - s->frame_count ? kept : end - s->frame_count))
            return false;
    }
    return true;
}

/* A stack that will be cut ends a batch: what says so is a frame, and comes before those of the next stack. */
static bool find_frames(rn_pprof_stacks *s, rn_bytes message, rn_pprof_stack *item)
{
    size_t count = 0, most = (size_t)rn_builder_limits(s->tables->builder)->stack_depth + 1;
    rn_wire w = rn_wire_of(message);
    while (rn_wire_next(&w))
        if (w.field == LOCATION_IDS &&
            !rn_pprof_add_numbers(s->tables, &w, &s->ids, &count, &s->id_capacity))
            return false;
    item->first = s->frame_count;
    if (!add_locations(s, count, most))
        return false;
    item->count = s->frame_count - item->first;
    s->is_full |= item->count == most;
    return rn_builder_status(s->tables->builder) == RENDER_OK;
}

/* ---- lists ------------------------------------------------------------------------------------ */

static bool find_list(rn_pprof_stacks *s, rn_bytes text, rn_pprof_stack *item)
{
    bool is_new = false;
    uint32_t number = rn_memo_put(&s->texts, text);
    uint32_t *list = number == RN_NONE ? NULL
                                       : rn_map_put(&s->lists, rn_map_pair(item->root, number),
                                                    (uint32_t)s->list_count, &is_new);
    if (!list || !RN_GROW(s->made, s->made_capacity, s->list_count + 1))
        return fail_memory(s);
    s->list_count += is_new;
    s->lists_met++;
    item->list = *list;
    item->is_known = !is_new;
    return true;
}

/* Writers that put equal stacks together leave no list to be met again: remembering them all would
 * take more time and memory than making their stacks. */
static void weigh_memory(rn_pprof_stacks *s)
{
    size_t count = s->texts.count;
    if (s->forgets || count < LISTS_TRIED || s->lists_met >= count / 4 * 5)
        return;
    s->forgets = true;
    rn_memo_finish(&s->texts);
    rn_map_finish(&s->lists);
    free(s->made);
    s->made = NULL;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

bool rn_pprof_stacks_add(rn_pprof_stacks *s, uint32_t root, rn_bytes message)
{
    rn_pprof_stack *item = &s->items[s->count];
    *item = (rn_pprof_stack){.root = root, .list = RN_NONE};
    if (!s->forgets && !find_list(s, message, item))
        return false;
    if (!item->is_known && !find_frames(s, message, item))
        return false;
    s->is_full |= ++s->count == RN_PPROF_STACKS_MAX;
    return true;
}

/* Goes down each stack as far as it is there already. */
static bool follow(rn_pprof_stacks *s)
{
    rn_way ways[RN_PPROF_STACKS_MAX];
    size_t count = 0;
    if (!RN_GROW(s->passed, s->passed_capacity, s->frame_count))
        return fail_memory(s);
    for (size_t i = 0; i < s->count; i++) {
        const rn_pprof_stack *item = &s->items[i];
        if (!item->is_known)
            ways[count++] = (rn_way){.frames = s->frames + item->first,
                                     .count = item->count,
                                     .stack = item->root,
                                     .stacks = s->passed + item->first};
    }
    rn_builder_follow(s->tables->builder, ways, count);
    for (size_t i = s->count; i-- > 0;) {
        rn_pprof_stack *item = &s->items[i];
        if (item->is_known)
            continue;
        const rn_way *way = &ways[--count];
        item->stack = way->stack;
        item->first += way->done;
        item->count -= way->done;
    }
    return true;
}

static void make(rn_pprof_stacks *s, rn_pprof_stack *item)
{
    if (item->is_known)
        item->stack = s->made[item->list];
    else
        item->stack = rn_builder_push_all(s->tables->builder, item->stack, s->frames + item->first,
                                          item->count);
    if (item->list != RN_NONE)
        s->made[item->list] = item->stack;
}

bool rn_pprof_stacks_make(rn_pprof_stacks *s)
{
    if (!follow(s))
        return false;
    for (size_t i = 0; i < s->count; i++)
        make(s, &s->items[i]);
    weigh_memory(s);
    s->count = s->frame_count = 0;
    s->is_full = false;
    return rn_builder_status(s->tables->builder) == RENDER_OK;
}
