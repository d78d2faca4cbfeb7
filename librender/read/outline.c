/* See outline.h. */
#include "read/outline.h"

#include <stdlib.h>

#include "base/grow.h"

uint32_t rn_outline_enter(rn_outline *outline, rn_builder *builder, uint64_t depth, uint32_t frame)
{
    while (outline->count && outline->levels[outline->count - 1].depth >= depth)
        outline->count--;
    if (!RN_GROW(outline->levels, outline->capacity, outline->count + 1)) {
        rn_fail_memory(rn_builder_report(builder));
        return 0;
    }
    uint32_t parent = outline->count ? outline->levels[outline->count - 1].stack : 0;
    uint32_t stack = rn_builder_push(builder, parent, frame);
    outline->levels[outline->count++] = (rn_outline_level){depth, stack};
    return stack;
}

void rn_outline_finish(rn_outline *outline)
{
    free(outline->levels);
}
