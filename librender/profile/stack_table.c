/* See stack_table.h. */
#include "profile/stack_table.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/map.h"

enum { FIRST_SLOTS = 256 };

bool rn_stack_table_init(rn_stack_table *t)
{
    *t = (rn_stack_table){0};
    if (!RN_GROW(t->stacks, t->capacity, 1) || !RN_GROW(t->depths, t->depth_capacity, 1))
        return false;
    t->stacks[0] = (rn_stack_info){0, 0};
    t->depths[0] = 0;
    t->count = 1;
    return true;
}

void rn_stack_table_finish(rn_stack_table *t)
{
    free(t->stacks);
    free(t->depths);
    free(t->slots);
    *t = (rn_stack_table){0};
}

/* ---- looking up ------------------------------------------------------------------------------- */

static uint32_t hash_of(uint32_t parent, uint32_t frame)
{
    return (uint32_t)(rn_map_mix(rn_map_pair(parent, frame)) >> 32);
}

static bool is_child(const rn_stack_table *t, uint32_t stack, uint32_t parent, uint32_t frame)
{
    return t->stacks[stack].parent == parent && t->stacks[stack].frame == frame;
}

/* Whether the stack in the next row is a child. */
static bool has_next(const rn_stack_table *t, uint32_t parent)
{
    return parent + 1 < t->count && t->stacks[parent + 1].parent == parent;
}

static uint32_t find_slot(const rn_stack_table *t, uint32_t parent, uint32_t frame, uint32_t hash)
{
    size_t mask = t->slot_count - 1, at = hash & mask;
    for (; t->slots[at].stack; at = (at + 1) & mask)
        if (t->slots[at].hash == hash && is_child(t, t->slots[at].stack, parent, frame))
            break;
    return t->slots[at].stack;
}

/* The last stack of all has no child yet. */
uint32_t rn_stack_table_find(const rn_stack_table *t, uint32_t parent, uint32_t frame)
{
    uint32_t next = parent + 1;
    if (next >= t->count)
        return 0;
    if (is_child(t, next, parent, frame))
        return next;
    return t->slots_used ? find_slot(t, parent, frame, hash_of(parent, frame)) : 0;
}

static void prefetch_slot(const rn_stack_table *t, uint32_t parent, uint32_t frame)
{
    if (t->slots_used)
        __builtin_prefetch(&t->slots[hash_of(parent, frame) & (t->slot_count - 1)]);
}

void rn_stack_table_prefetch(const rn_stack_table *t, uint32_t parent, uint32_t frame)
{
    __builtin_prefetch(&t->stacks[parent + 1]);
    prefetch_slot(t, parent, frame);
}

/* ---- adding ----------------------------------------------------------------------------------- */

static void put_slot(rn_stack_slot *slots, size_t slot_count, rn_stack_slot slot)
{
    size_t at = slot.hash & (slot_count - 1);
    while (slots[at].stack)
        at = (at + 1) & (slot_count - 1);
    slots[at] = slot;
}

static bool grow_slots(rn_stack_table *t)
{
    size_t slot_count = t->slot_count ? t->slot_count * 2 : FIRST_SLOTS;
    rn_stack_slot *slots = rn_array_zero(slot_count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < t->slot_count; i++)
        if (t->slots[i].stack)
            put_slot(slots, slot_count, t->slots[i]);
    free(t->slots);
    t->slots = slots;
    t->slot_count = slot_count;
    return true;
}

static bool add_slot(rn_stack_table *t, uint32_t parent, uint32_t frame, uint32_t stack)
{
    if (t->slots_used * 2 >= t->slot_count && !grow_slots(t))
        return false;
    put_slot(t->slots, t->slot_count, (rn_stack_slot){hash_of(parent, frame), stack});
    t->slots_used++;
    return true;
}

static inline uint32_t add_rows(rn_stack_table *t, uint32_t parent, const uint32_t *frames,
                                size_t count)
{
    uint32_t stack = t->count, depth = t->depths[parent];
    if (!RN_GROW(t->stacks, t->capacity, stack + count) ||
        !RN_GROW(t->depths, t->depth_capacity, stack + count) ||
        (parent + 1 != stack && !add_slot(t, parent, frames[0], stack)))
        return 0;
    for (size_t i = 0; i < count; i++) {
        t->stacks[stack] = (rn_stack_info){parent, frames[i]};
        t->depths[stack] = ++depth;
        parent = stack++;
    }
    t->count = stack;
    return parent;
}

uint32_t rn_stack_table_add(rn_stack_table *t, uint32_t parent, uint32_t frame)
{
    return add_rows(t, parent, &frame, 1);
}

uint32_t rn_stack_table_add_chain(rn_stack_table *t, uint32_t parent, const uint32_t *frames,
                                  size_t count)
{
    return add_rows(t, parent, frames, count);
}

/* ---- many at the same time -------------------------------------------------------------------- */

/* Takes a step, or begins to look for a child that is not in the next row: what that will read comes near
 * until it is this way's turn again. */
static void step(const rn_stack_table *t, rn_way *way)
{
    uint32_t frame = way->frames[way->done], next = way->stack + 1;
    if (!way->is_sideways && has_next(t, way->stack) && t->stacks[next].frame != frame) {
        way->is_sideways = true;
        prefetch_slot(t, way->stack, frame);
        return;
    }
    next = rn_stack_table_find(t, way->stack, frame);
    way->is_sideways = false;
    if (next) {
        __builtin_prefetch(&t->stacks[next + 1]);
        way->stacks[way->done++] = way->stack = next;
    }
    way->is_over = !next || way->done == way->count;
    if (!next)
        __builtin_prefetch(&t->depths[way->stack]);
}

void rn_stack_table_follow(const rn_stack_table *t, rn_way *ways, size_t count)
{
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        ways[i].is_over = ways[i].count == 0;
        left += !ways[i].is_over;
    }
    while (left) {
        for (size_t i = 0; i < count; i++) {
            if (ways[i].is_over)
                continue;
            step(t, &ways[i]);
            left -= ways[i].is_over;
        }
    }
}
