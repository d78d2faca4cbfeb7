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

uint32_t rn_stack_table_add_chain(rn_stack_table *t, uint32_t parent, const uint32_t *frames,
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
    return rn_stack_table_add_chain(t, parent, &frame, 1);
}

/* ---- many at the same time -------------------------------------------------------------------- */

enum { TOGETHER = 24, ROWS_IN_LINE = 64 / sizeof(rn_stack_info) };

static void end(const rn_stack_table *t, rn_way *way)
{
    way->is_over = true;
    __builtin_prefetch(&t->depths[way->stack]);
}

static void pass(const rn_stack_table *t, rn_way *way, uint32_t stack)
{
    way->stacks[way->done++] = way->stack = stack;
    way->stage = RN_WAY_DOWN;
    if (way->done == way->count)
        end(t, way);
}

/* Rows that are near are passed at once. */
static void step_down(const rn_stack_table *t, rn_way *way)
{
    do {
        uint32_t next = way->stack + 1, frame = way->frames[way->done];
        if (next >= t->count || !is_child(t, next, way->stack, frame)) {
            way->stage = RN_WAY_ASIDE;
            prefetch_slot(t, way->stack, frame);
            return;
        }
        pass(t, way, next);
    } while (!way->is_over && (way->stack + 1) % ROWS_IN_LINE);
    __builtin_prefetch(&t->stacks[way->stack + 1]);
}

/* The first stack of the same hash is nearly always the child. */
static void look_aside(const rn_stack_table *t, rn_way *way)
{
    uint32_t hash = hash_of(way->stack, way->frames[way->done]);
    size_t mask = t->slot_count - 1, at = hash & mask;
    while (t->slots[at].stack && t->slots[at].hash != hash)
        at = (at + 1) & mask;
    way->other = t->slots[at].stack;
    way->stage = RN_WAY_TURN;
    __builtin_prefetch(&t->stacks[way->other]);
    if (!way->other)
        end(t, way);
}

static void turn(const rn_stack_table *t, rn_way *way)
{
    uint32_t frame = way->frames[way->done], other = way->other;
    if (!is_child(t, other, way->stack, frame))
        other = rn_stack_table_find(t, way->stack, frame);
    if (!other) {
        end(t, way);
        return;
    }
    pass(t, way, other);
    __builtin_prefetch(&t->stacks[other + 1]);
}

/* Takes a step: what the next one will read comes near until it is this way's turn again. */
static void step(const rn_stack_table *t, rn_way *way)
{
    if (way->stage == RN_WAY_DOWN)
        step_down(t, way);
    else if (way->stage == RN_WAY_TURN)
        turn(t, way);
    else if (t->slots_used)
        look_aside(t, way);
    else
        end(t, way);
}

static void start(const rn_stack_table *t, rn_way *way)
{
    way->stage = RN_WAY_DOWN;
    way->is_over = way->count == 0;
    __builtin_prefetch(&t->stacks[way->stack + 1]);
}

/* Where one way is over the next one begins, so that there are always enough that wait. */
void rn_stack_table_follow(const rn_stack_table *t, rn_way *ways, size_t count)
{
    rn_way *going[TOGETHER];
    size_t begun = 0, left = 0;
    do {
        for (; left < TOGETHER && begun < count; begun++) {
            start(t, &ways[begun]);
            if (!ways[begun].is_over)
                going[left++] = &ways[begun];
        }
        for (size_t i = 0; i < left;) {
            step(t, going[i]);
            if (going[i]->is_over)
                going[i] = going[--left];
            else
                i++;
        }
    } while (left || begun < count);
}
