/* See stack_text.h. */
#include "read/stack_text.h"

#include <stdlib.h>

#include "base/grow.h"

static bool fail_memory(rn_stack_text *s)
{
    rn_fail_memory(rn_builder_report(s->builder));
    return false;
}

static uint32_t add_frame(rn_stack_text *s, rn_bytes text)
{
    rn_frame_text frame = s->grammar.parse(text);
    return rn_builder_frame(s->builder, rn_builder_function(s->builder, &frame.function),
                            frame.line);
}

static bool find_frame(rn_stack_text *s, rn_bytes text, uint32_t *frame)
{
    uint32_t known = s->texts.count, id = rn_memo_put(&s->texts, text);
    if (id == RN_NONE)
        return fail_memory(s);
    if (id == known) {
        if (!RN_GROW(s->frames, s->frame_capacity, id + (size_t)1))
            return fail_memory(s);
        s->frames[id] = add_frame(s, text);
    }
    *frame = s->frames[id];
    return true;
}

static size_t common_prefix(rn_bytes a, rn_bytes b)
{
    size_t size = a.size < b.size ? a.size : b.size, at = 0;
    uint64_t x, y;
    for (; size - at >= sizeof x; at += sizeof x) {
        memcpy(&x, a.data + at, sizeof x);
        memcpy(&y, b.data + at, sizeof y);
        if (x != y)
            break;
    }
    while (at < size && a.data[at] == b.data[at])
        at++;
    return at;
}

/* Drops the levels of the text before that `text` does not share.  What follows the ';' of the last one
 * may be new. */
static void keep_shared(rn_stack_text *s, rn_bytes text)
{
    size_t common = common_prefix(s->last, text);
    if (s->depth > s->sure)
        s->depth = s->sure;
    while (s->depth && s->levels[s->depth - 1].end >= common)
        s->depth--;
    const rn_stack_level *last = s->depth ? &s->levels[s->depth - 1] : NULL;
    if (last && !s->grammar.ends_surely(text, last->start, last->end))
        s->depth--;
    s->sure = s->depth;
}

static bool push_frame(rn_stack_text *s, rn_bytes text, size_t start, size_t *end)
{
    uint32_t frame;
    uint32_t parent = s->depth ? s->levels[s->depth - 1].stack : 0;
    *end = s->grammar.frame_end(text, start);
    if (!find_frame(s, rn_bytes_slice(text, start, *end), &frame))
        return false;
    if (!RN_GROW(s->levels, s->level_capacity, s->depth + 1))
        return fail_memory(s);
    if (s->sure == s->depth && s->grammar.ends_surely(text, start, *end))
        s->sure++;
    s->levels[s->depth++] =
        (rn_stack_level){start, *end, rn_builder_push(s->builder, parent, frame)};
    return true;
}

bool rn_stack_text_push(rn_stack_text *s, rn_bytes text, uint32_t *stack)
{
    keep_shared(s, text);
    s->last = text;
    size_t start = s->depth ? s->levels[s->depth - 1].end + 1 : 0;
    for (size_t end; start <= text.size; start = end + 1)
        if (!push_frame(s, text, start, &end))
            return false;
    *stack = s->levels[s->depth - 1].stack;
    return rn_builder_status(s->builder) == RENDER_OK;
}

void rn_stack_text_finish(rn_stack_text *s)
{
    rn_memo_finish(&s->texts);
    free(s->frames);
    free(s->levels);
}
