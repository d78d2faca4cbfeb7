/* From the entries of a sample, the leaf first, to a stack: labels that were asked for, the command, the
 * frames.  What a stack shares with the one before is not pushed again. */
#include "read/perf_stacks.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"

bool rn_perf_stacks_init(rn_perf_stacks *s, rn_builder *builder, rn_report *report)
{
    *s = (rn_perf_stacks){
        .builder = builder, .report = report, .options = rn_builder_options(builder)};
    s->depth_limit = (size_t)rn_builder_limits(builder)->stack_depth + 1;
    return rn_perf_frames_init(&s->frames, builder, report) &&
           rn_labels_init(&s->labels, builder, report);
}

void rn_perf_stacks_finish(rn_perf_stacks *s)
{
    rn_perf_frames_finish(&s->frames);
    rn_labels_finish(&s->labels);
    rn_memo_finish(&s->roots);
    free(s->root_frames);
    free(s->entries);
    free(s->levels);
}

static uint32_t fail_memory(const rn_perf_stacks *s)
{
    rn_fail_memory(s->report);
    return RN_NONE;
}

/* ---- entries ---------------------------------------------------------------------------------- */

void rn_perf_stacks_begin(rn_perf_stacks *s, const rn_perf_header *header)
{
    s->header = *header;
    s->depth = 0;
}

bool rn_perf_stacks_add(rn_perf_stacks *s, rn_bytes address, rn_bytes text)
{
    /* of what is far too deep the frames near the root are kept */
    if (s->depth >= s->depth_limit * 2) {
        memcpy(s->entries, s->entries + s->depth - s->depth_limit,
               s->depth_limit * sizeof *s->entries);
        s->depth = s->depth_limit;
    }
    if (!RN_GROW(s->entries, s->entry_capacity, s->depth + 1)) {
        fail_memory(s);
        return false;
    }
    s->entries[s->depth++] = (rn_perf_entry){
        .address = address, .text = text, .hash = rn_lexicon_hash(&s->frames.words, text)};
    return true;
}

/* The texts of both are one slice. */
void rn_perf_stacks_add_source(rn_perf_stacks *s, rn_bytes line)
{
    rn_perf_entry *last = &s->entries[s->depth - 1];
    last->text.size = (size_t)(line.data + line.size - last->text.data);
    last->hash = rn_lexicon_hash(&s->frames.words, last->text);
}

/* All look-ups of a sample wait for memory together. */
static bool find_texts(rn_perf_stacks *s)
{
    for (size_t i = 0; i < s->depth; i++)
        rn_lexicon_prefetch(&s->frames.words, s->entries[i].hash);
    for (size_t i = 0; i < s->depth; i++) {
        rn_perf_entry *e = &s->entries[i];
        e->id = rn_perf_frames_add(&s->frames, e->address, e->text, e->hash);
        if (e->id == RN_NONE)
            return false;
    }
    return true;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static uint32_t plain_frame(rn_perf_stacks *s, rn_bytes name, rn_kind kind, uint8_t flags)
{
    rn_function_key key = {.name = name, .kind = (uint8_t)kind, .flags = flags};
    return rn_builder_frame(s->builder, rn_builder_function(s->builder, &key), 0);
}

/* Goes down to `frame`; what the stack shares with the last one has its ids already. */
static void enter(rn_perf_stacks *s, uint32_t frame)
{
    size_t at = s->level;
    if (frame == RN_NONE)
        return;
    if (at < s->level_count && s->levels[at].frame == frame) {
        s->level++;
        return;
    }
    if (!RN_GROW(s->levels, s->level_capacity, at + 1)) {
        fail_memory(s);
        return;
    }
    uint32_t parent = at ? s->levels[at - 1].stack : 0;
    s->levels[at] = (rn_perf_level){frame, rn_builder_push(s->builder, parent, frame)};
    s->level_count = s->level = at + 1;
}

/* 'COMMAND-PID/TID', as far as it is asked for, and known. */
static uint32_t make_root(rn_perf_stacks *s)
{
    const rn_perf_header *h = &s->header;
    const rn_bytes unknown = RN_LITERAL("?");
    rn_buffer name = {0};
    rn_put(&name, h->command.size ? h->command : unknown);
    rn_put_char(&name, '-');
    rn_put(&name, h->pid.size ? h->pid : unknown);
    if (s->options->tid) {
        rn_put_char(&name, '/');
        rn_put(&name, h->tid.size ? h->tid : unknown);
    }
    uint32_t frame =
        name.failed ? fail_memory(s) : plain_frame(s, rn_buffer_bytes(&name), RN_PROCESS, 0);
    rn_buffer_finish(&name);
    return frame;
}

/* What identifies the root: the command, or all from the command to the thread. */
static rn_bytes root_text(const rn_perf_stacks *s)
{
    const rn_perf_header *h = &s->header;
    const char *start = h->command.size ? h->command.data : h->pid.size ? h->pid.data : h->tid.data;
    if (!(s->options->pid || s->options->tid) || h->tid.size == 0)
        return h->command;
    return (rn_bytes){start, (size_t)(h->tid.data + h->tid.size - start)};
}

/* RN_NONE when the fields were chosen without it. */
static uint32_t root_frame(rn_perf_stacks *s)
{
    rn_bytes text = root_text(s);
    if (text.size == 0)
        return RN_NONE;
    uint32_t count = s->roots.count, id = rn_memo_put(&s->roots, text);
    if (id == RN_NONE || !RN_GROW(s->root_frames, s->root_capacity, id + (size_t)1))
        return fail_memory(s);
    if (id == count)
        s->root_frames[id] =
            s->options->pid || s->options->tid ? make_root(s) : plain_frame(s, text, RN_PROCESS, 0);
    return s->root_frames[id];
}

/* The frame of an entry; `host` is the next one that is not inlined, or NULL. */
static uint32_t frame_of(rn_perf_stacks *s, const rn_perf_entry *e, const rn_perf_entry *host)
{
    bool is_host = host && rn_bytes_equal(host->address, e->address);
    return rn_perf_frames_get(&s->frames, e->id, is_host ? host->id : RN_NONE, s->header.command);
}

/* Leaves out what called a function that was named for it; says whether there was one. */
static bool skip_callers(rn_perf_stacks *s)
{
    for (size_t i = 0; i < s->depth; i++) {
        if (s->frames.texts[s->entries[i].id].has_skipped_callers) {
            s->depth = i + 1;
            return true;
        }
    }
    return false;
}

static void enter_frames(rn_perf_stacks *s)
{
    const rn_perf_entry *host = NULL;
    for (size_t i = s->depth; i-- > 0;) {
        const rn_perf_entry *e = &s->entries[i];
        enter(s, frame_of(s, e, host));
        if (s->frames.texts[e->id].kind != RN_PERF_INLINED)
            host = e;
    }
    if (s->depth == 0)
        enter(s, plain_frame(s, RN_LITERAL("[no stack]"), RN_FUNCTION, RN_FLAG_SYNTHETIC));
}

/* ---- labels ----------------------------------------------------------------------------------- */

enum { LABELS_MAX = 5 };

static size_t add_number(rn_label *items, size_t count, rn_bytes key, rn_bytes digits)
{
    uint64_t number;
    if (digits.size == 0)
        return count;
    bool minus = digits.data[0] == '-';
    if (!rn_number_parse_uint(rn_bytes_slice(digits, minus, digits.size), &number) ||
        number > INT64_MAX)
        return count;
    items[count] = (rn_label){
        .key = key, .is_number = true, .number = minus ? -(int64_t)number : (int64_t)number};
    return count + 1;
}

static size_t add_text(rn_label *items, size_t count, rn_bytes key, rn_bytes text)
{
    if (text.size == 0)
        return count;
    items[count] = (rn_label){.key = key, .text = text};
    return count + 1;
}

static size_t find_labels(const rn_perf_header *h, rn_label items[LABELS_MAX])
{
    size_t count = add_text(items, 0, RN_LITERAL("process"), h->command);
    count = add_number(items, count, RN_LITERAL("pid"), h->pid);
    count = add_number(items, count, RN_LITERAL("tid"), h->tid);
    count = add_number(items, count, RN_LITERAL("cpu"), h->cpu);
    return add_text(items, count, RN_LITERAL("event"), h->event);
}

static void enter_labels(rn_perf_stacks *s, const uint32_t *frames, size_t count)
{
    for (size_t i = 0; i < count; i++)
        enter(s, frames[i]);
}

/* ---- the sample ------------------------------------------------------------------------------- */

bool rn_perf_stacks_take(rn_perf_stacks *s, uint32_t *stack)
{
    rn_label items[LABELS_MAX];
    bool labelled = rn_labels_are_wanted(&s->labels);
    size_t count = labelled ? find_labels(&s->header, items) : 0, frames;
    if ((labelled && !rn_labels_keep(&s->labels, items, count)) || !find_texts(s))
        return false;
    s->level = 0;
    if (labelled) {
        const uint32_t *roots = rn_labels_roots(&s->labels, items, count, &frames);
        enter_labels(s, roots, frames);
    }
    if (!s->options->skip_after_count || !skip_callers(s))
        enter(s, root_frame(s));
    enter_frames(s);
    if (labelled) {
        const uint32_t *leaves = rn_labels_leaves(&s->labels, items, count, &frames);
        enter_labels(s, leaves, frames);
    }
    s->level_count = s->level;
    *stack = s->level ? s->levels[s->level - 1].stack : 0;
    return s->report->error.status == RENDER_OK && rn_builder_status(s->builder) == RENDER_OK;
}
