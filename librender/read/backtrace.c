/* Frames are made when a stack holds them: what stands after them may say more about them. */
#include "read/backtrace.h"

#include <stdlib.h>

#include "base/grow.h"

void rn_backtrace_init(rn_backtrace *t, rn_builder *builder, rn_report *report,
                       rn_make_frames *make, void *user)
{
    *t = (rn_backtrace){.builder = builder, .report = report, .make = make, .user = user};
    t->most = (size_t)rn_builder_limits(builder)->stack_depth + 1;
    t->no_stack = RN_NONE;
}

void rn_backtrace_finish(rn_backtrace *t)
{
    rn_memo_finish(&t->memo);
    free(t->texts);
    free(t->ranges);
    free(t->frames);
    free(t->entries);
    free(t->roots);
    free(t->levels);
}

/* ---- the stack at hand ------------------------------------------------------------------------ */

static bool add_text(rn_backtrace *t, uint32_t id, rn_bytes text)
{
    size_t old = t->range_capacity;
    if (!RN_GROW(t->texts, t->text_capacity, id + (size_t)1) ||
        !RN_GROW(t->ranges, t->range_capacity, (id + (size_t)1) * 2))
        return false;
    if (t->range_capacity > old)
        memset(t->ranges + old, 0, (t->range_capacity - old) * sizeof *t->ranges);
    t->texts[id] = text;
    return true;
}

/* The index of its range. */
static bool find_range(rn_backtrace *t, rn_bytes text, bool marked, uint32_t *index)
{
    uint32_t known = t->memo.count, id = rn_memo_put(&t->memo, text);
    if (id >= RN_NONE / 2 || (id == known && !add_text(t, id, text)))
        return false;
    *index = id * 2 + marked;
    return true;
}

void rn_backtrace_add(rn_backtrace *t, rn_bytes text, bool marked)
{
    uint32_t index;
    /* of what is far too deep the frames near the root are kept */
    if (t->count >= t->most * 2) {
        memcpy(t->entries, t->entries + t->count - t->most, t->most * sizeof *t->entries);
        t->count = t->most;
    }
    if (find_range(t, text, marked, &index) && RN_GROW(t->entries, t->entry_capacity, t->count + 1))
        t->entries[t->count++] = index;
    else
        rn_fail_memory(t->report);
}

void rn_backtrace_mark(rn_backtrace *t)
{
    for (size_t i = 0; i < t->count; i++)
        t->entries[i] |= 1;
}

void rn_backtrace_add_root(rn_backtrace *t, rn_bytes name, rn_kind kind)
{
    rn_function_key key = {.name = name, .kind = (uint8_t)kind};
    if (RN_GROW(t->roots, t->root_capacity, t->root_count + 1))
        t->roots[t->root_count++] =
            rn_builder_frame(t->builder, rn_builder_function(t->builder, &key), 0);
    else
        rn_fail_memory(t->report);
}

void rn_backtrace_drop(rn_backtrace *t)
{
    t->count = t->root_count = 0;
}

/* ---- its frames ------------------------------------------------------------------------------- */

void rn_backtrace_make(rn_backtrace *t, uint32_t frame)
{
    if (RN_GROW(t->frames, t->frame_capacity, t->frame_count + 1))
        t->frames[t->frame_count++] = frame;
    else
        rn_fail_memory(t->report);
}

static rn_backtrace_range get_frames(rn_backtrace *t, uint32_t index)
{
    rn_backtrace_range *range = &t->ranges[index];
    if (range->count == 0) {
        range->first = t->frame_count;
        t->make(t->user, t->texts[index / 2], index & 1);
        range->count = t->frame_count - range->first;
    }
    return *range;
}

/* Goes down to `frame`; what the stack shares with the last one has its ids already. */
static void enter(rn_backtrace *t, uint32_t frame)
{
    size_t at = t->level;
    if (at < t->level_count && t->levels[at].frame == frame) {
        t->level++;
        return;
    }
    if (!RN_GROW(t->levels, t->level_capacity, at + 1)) {
        rn_fail_memory(t->report);
        return;
    }
    uint32_t parent = at ? t->levels[at - 1].stack : 0;
    t->levels[at] = (rn_backtrace_level){frame, rn_builder_push(t->builder, parent, frame)};
    t->level_count = t->level = at + 1;
}

static uint32_t no_stack(rn_backtrace *t)
{
    if (t->no_stack == RN_NONE) {
        rn_function_key key = {.name = RN_LITERAL("[no stack]"), .flags = RN_FLAG_SYNTHETIC};
        t->no_stack = rn_builder_frame(t->builder, rn_builder_function(t->builder, &key), 0);
    }
    return t->no_stack;
}

uint32_t rn_backtrace_take(rn_backtrace *t)
{
    t->level = 0;
    for (size_t i = 0; i < t->root_count; i++)
        enter(t, t->roots[i]);
    for (size_t i = t->count; i-- > 0;) {
        rn_backtrace_range range = get_frames(t, t->entries[i]);
        for (size_t f = 0; f < range.count; f++)
            enter(t, t->frames[range.first + f]);
    }
    if (t->count == 0)
        enter(t, no_stack(t));
    t->level_count = t->level;
    rn_backtrace_drop(t);
    return t->level ? t->levels[t->level - 1].stack : 0;
}
