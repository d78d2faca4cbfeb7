#include "read/stack_rows.h"

#include <stdlib.h>

#include "base/grow.h"

static bool fail_memory(rn_stack_rows *r)
{
    rn_fail_memory(r->report);
    return false;
}

bool rn_stack_rows_begin(rn_stack_rows *r, uint32_t root)
{
    size_t count = r->frame.count, old = r->owner_capacity;
    if (!RN_GROW(r->owners, r->owner_capacity, count) ||
        !RN_GROW(r->stacks, r->stack_capacity, count))
        return fail_memory(r);
    for (size_t i = old; i < r->owner_capacity; i++)
        r->owners[i] = 0;
    r->root = root;
    r->thread++;
    return true;
}

static bool push_row(rn_stack_rows *r, uint32_t row, uint32_t parent)
{
    uint32_t frame;
    if (!rn_column_index(&r->frame, row, r->frame_count, "a frame", r->report, &frame))
        return false;
    uint32_t made = frame == RN_NONE ? RN_NONE : r->frame_of(r->reader, frame);
    r->stacks[row] = made == RN_NONE ? parent : rn_builder_push(r->builder, parent, made);
    return r->report->error.status == RENDER_OK;
}

/* Goes up to what is made already, then down again. */
static bool make(rn_stack_rows *r, uint32_t row)
{
    size_t count = 0;
    while (row != RN_NONE && r->owners[row] != r->thread) {
        if (!RN_GROW(r->path, r->path_capacity, count + 1))
            return fail_memory(r);
        r->path[count++] = row;
        r->owners[row] = r->thread;
        r->stacks[row] = RN_NONE;
        if (!rn_column_index(&r->prefix, row, r->frame.count, "a stack", r->report, &row))
            return false;
    }
    uint32_t stack = row == RN_NONE ? r->root : r->stacks[row];
    if (stack == RN_NONE) {
        rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0, "stacks that are their own callers");
        return false;
    }
    while (count--) {
        if (!push_row(r, r->path[count], stack))
            return false;
        stack = r->stacks[r->path[count]];
    }
    return true;
}

bool rn_stack_rows_get(rn_stack_rows *r, const rn_column *column, size_t row, uint32_t *stack)
{
    uint32_t index;
    *stack = RN_NONE;
    if (!rn_column_index(column, row, r->frame.count, "a stack", r->report, &index))
        return false;
    if (index == RN_NONE)
        return true;
    if (!make(r, index))
        return false;
    *stack = r->stacks[index];
    return true;
}

void rn_stack_rows_finish(rn_stack_rows *r)
{
    rn_column_finish(&r->prefix);
    rn_column_finish(&r->frame);
    free(r->owners);
    free(r->stacks);
    free(r->path);
}

uint32_t rn_push_owner(rn_builder *builder, uint32_t stack, rn_kind kind, rn_bytes name,
                       const char *label, rn_bytes id)
{
    rn_buffer text = {0};
    rn_put(&text, name);
    rn_put_text(&text, id.size == 0 ? "" : name.size ? " (" : label);
    if (id.size) {
        rn_put_text(&text, name.size ? label : "");
        rn_put_text(&text, " ");
        rn_put(&text, id);
        rn_put_text(&text, name.size ? ")" : "");
    }
    if (text.failed)
        rn_fail_memory(rn_builder_report(builder));
    rn_function_key key = {.name = rn_buffer_bytes(&text), .kind = (uint8_t)kind};
    uint32_t frame = rn_builder_frame(builder, rn_builder_function(builder, &key), 0);
    rn_buffer_finish(&text);
    return rn_builder_push(builder, stack, frame);
}
