/* What has to come from far memory is asked for by many texts before the first of them needs it: first
 * the frames, then the stacks that are there.  New stacks are made text by text, so that their order is
 * that of the input. */
#include "read/stack_text.h"

#include <stdlib.h>

#include "base/grow.h"

void rn_stack_text_finish(rn_stack_text *s)
{
    rn_lexicon_finish(&s->words);
    rn_lexicon_finish(&s->commands);
    free(s->word_frames);
    free(s->command_frames);
    free(s->ends);
    free(s->hashes);
    free(s->frames);
    free(s->stacks);
}

static bool fail_memory(const rn_stack_text *s)
{
    rn_fail_memory(rn_builder_report(s->builder));
    return false;
}

/* ---- what texts share ------------------------------------------------------------------------- */

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

/* How many frames of the text before `text` shares.  What follows the ';' of the last one may be new. */
static size_t count_shared(const rn_stack_text *s, const rn_stack_line *before, rn_bytes text)
{
    if (!before->sure)
        return 0;
    const size_t *ends = s->ends + before->first;
    size_t common = common_prefix(before->text, text), shared = before->sure;
    while (shared && ends[shared - 1] >= common)
        shared--;
    size_t start = shared > 1 ? ends[shared - 2] + 1 : 0;
    return shared && !s->grammar.ends_surely(text, start, ends[shared - 1]) ? shared - 1 : shared;
}

void rn_stack_text_forget(rn_stack_text *s)
{
    s->lines[0] = (rn_stack_line){0};
    s->count = s->used = 0;
}

/* The last line becomes the line before. */
void rn_stack_text_next(rn_stack_text *s)
{
    rn_stack_line *last = &s->lines[s->count], *before = &s->lines[0];
    if (last->first) {
        memmove(s->ends, s->ends + last->first, last->depth * sizeof *s->ends);
        memmove(s->frames, s->frames + last->first, last->depth * sizeof *s->frames);
        memmove(s->stacks, s->stacks + last->first, last->depth * sizeof *s->stacks);
    }
    *before = *last;
    before->first = 0;
    s->used = before->depth;
    s->count = 0;
}

/* ---- lines ------------------------------------------------------------------------------------ */

static bool make_room(rn_stack_text *s, size_t need)
{
    size_t from = s->room, to = need > 2 * from ? need : 2 * from;
    if (need <= from)
        return true;
    if (!RN_GROW_COLUMN(s->ends, from, to) || !RN_GROW_COLUMN(s->hashes, from, to) ||
        !RN_GROW_COLUMN(s->frames, from, to) || !RN_GROW_COLUMN(s->stacks, from, to))
        return fail_memory(s);
    s->room = to;
    return true;
}

static rn_lexicon *words_for(rn_stack_text *s, size_t level)
{
    return s->has_commands && level == 0 ? &s->commands : &s->words;
}

rn_bytes rn_stack_text_frame(const rn_stack_text *s, const rn_stack_line *line, size_t frame)
{
    size_t at = line->first + frame;
    return rn_bytes_slice(line->text, frame ? s->ends[at - 1] + 1 : 0, s->ends[at]);
}

/* Splits what the line does not share with the one before. */
static bool split(rn_stack_text *s, rn_stack_line *line)
{
    rn_bytes text = line->text;
    size_t start = line->depth ? s->ends[line->first + line->depth - 1] + 1 : 0;
    for (size_t end; start <= text.size; start = end + 1) {
        if (s->used == s->room && !make_room(s, s->used + 1))
            return false;
        end = s->grammar.frame_end(text, start);
        s->ends[s->used] = end;
        s->hashes[s->used] =
            rn_lexicon_hash(words_for(s, line->depth), rn_bytes_slice(text, start, end));
        if (line->sure == line->depth && s->grammar.ends_surely(text, start, end))
            line->sure++;
        line->depth++;
        s->used++;
    }
    return true;
}

bool rn_stack_text_add(rn_stack_text *s, rn_bytes text)
{
    const rn_stack_line *before = &s->lines[s->count];
    rn_stack_line *line = &s->lines[s->count + 1];
    size_t shared = count_shared(s, before, text);
    *line = (rn_stack_line){
        .text = text, .first = s->used, .depth = shared, .shared = shared, .sure = shared};
    if (!make_room(s, s->used + shared + 1))
        return false;
    memcpy(s->ends + line->first, s->ends + before->first, shared * sizeof *s->ends);
    s->used += shared;
    s->count++;
    return split(s, line);
}

/* ---- frames ----------------------------------------------------------------------------------- */

static void prefetch_texts(rn_stack_text *s, const rn_stack_line *line)
{
    for (size_t i = line->shared; i < line->depth; i++)
        rn_lexicon_prefetch(words_for(s, i), s->hashes[line->first + i]);
}

/* Looks the texts up, but makes nothing. */
static void find_frames(rn_stack_text *s, const rn_stack_line *before, const rn_stack_line *line)
{
    uint32_t *frames = s->frames + line->first;
    memcpy(frames, s->frames + before->first, line->shared * sizeof *frames);
    for (size_t i = line->shared; i < line->depth; i++) {
        bool is_command = s->has_commands && i == 0;
        uint32_t id = rn_lexicon_get(words_for(s, i), rn_stack_text_frame(s, line, i),
                                     s->hashes[line->first + i]);
        frames[i] = id == RN_NONE ? RN_NONE : (is_command ? s->command_frames : s->word_frames)[id];
    }
}

static uint32_t make_frame(rn_stack_text *s, rn_bytes text)
{
    rn_frame_text frame = s->grammar.parse(text);
    return rn_builder_frame(s->builder, rn_builder_function(s->builder, &frame.function),
                            frame.line);
}

static uint32_t make_command(rn_stack_text *s, rn_bytes text)
{
    rn_function_key key = {.name = text, .kind = RN_PROCESS};
    return rn_builder_frame(s->builder, rn_builder_function(s->builder, &key), 0);
}

/* The frame of a text that was new when it was looked up. */
static bool put_frame(rn_stack_text *s, const rn_stack_line *line, size_t level)
{
    size_t at = line->first + level;
    bool is_command = s->has_commands && level == 0;
    rn_lexicon *words = words_for(s, level);
    rn_bytes text = rn_stack_text_frame(s, line, level);
    /* shared with a line whose text was new, too: there it has its hash */
    uint64_t hash = level < line->shared ? rn_lexicon_hash(words, text) : s->hashes[at];
    uint32_t count = words->count, id = rn_lexicon_put(words, text, hash);
    uint32_t **frames = is_command ? &s->command_frames : &s->word_frames;
    size_t *capacity = is_command ? &s->command_frame_capacity : &s->word_frame_capacity;
    if (id == RN_NONE || !RN_GROW(*frames, *capacity, id + (size_t)1))
        return fail_memory(s);
    if (id == count)
        (*frames)[id] = is_command ? make_command(s, text) : make_frame(s, text);
    s->frames[at] = (*frames)[id];
    return true;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

/* What a line mostly shares with the one before is not worth a way of its own. */
static bool leans(const rn_stack_line *line)
{
    return line->shared * 2 >= line->depth;
}

static size_t count_known(const uint32_t *frames, size_t count)
{
    size_t known = 0;
    while (known < count && frames[known] != RN_NONE)
        known++;
    return known;
}

/* How much of the lines' stacks is there. */
static void follow(const rn_stack_text *s, uint32_t root, size_t found[RN_STACK_TEXTS_MAX + 1])
{
    rn_way ways[RN_STACK_TEXTS_MAX];
    size_t lines[RN_STACK_TEXTS_MAX], count = 0;
    for (size_t i = 1; i <= s->count; i++) {
        const rn_stack_line *line = &s->lines[i];
        const uint32_t *frames = s->frames + line->first;
        found[i] = 0;
        if (leans(line))
            continue;
        ways[count] = (rn_way){.frames = frames,
                               .count = count_known(frames, line->depth),
                               .stack = root,
                               .stacks = s->stacks + line->first};
        lines[count++] = i;
    }
    rn_builder_follow(s->builder, ways, count);
    for (size_t i = 0; i < count; i++)
        found[lines[i]] = ways[i].done;
}

static bool make_stack(rn_stack_text *s, const rn_stack_line *before, rn_stack_line *line,
                       uint32_t root, size_t found)
{
    uint32_t *frames = s->frames + line->first, *stacks = s->stacks + line->first;
    if (leans(line)) {
        memcpy(frames, s->frames + before->first, line->shared * sizeof *frames);
        memcpy(stacks, s->stacks + before->first, line->shared * sizeof *stacks);
        found = line->shared;
    }
    for (size_t i = found; i < line->depth; i++) {
        if (frames[i] == RN_NONE && !put_frame(s, line, i))
            return false;
        stacks[i] = rn_builder_push(s->builder, i ? stacks[i - 1] : root, frames[i]);
    }
    line->stack = stacks[line->depth - 1];
    rn_builder_prefetch_self(s->builder, line->stack);
    return rn_builder_status(s->builder) == RENDER_OK;
}

bool rn_stack_text_make(rn_stack_text *s, uint32_t root, size_t *done)
{
    size_t found[RN_STACK_TEXTS_MAX + 1];
    for (size_t i = 1; i <= s->count; i++)
        prefetch_texts(s, &s->lines[i]);
    for (size_t i = 1; i <= s->count; i++)
        find_frames(s, &s->lines[i - 1], &s->lines[i]);
    follow(s, root, found);
    for (*done = 0; *done < s->count; ++*done)
        if (!make_stack(s, &s->lines[*done], &s->lines[*done + 1], root, found[*done + 1]))
            return false;
    return true;
}

bool rn_stack_text_push(rn_stack_text *s, rn_bytes text, uint32_t *stack)
{
    size_t done;
    bool made = rn_stack_text_add(s, text) && rn_stack_text_make(s, 0, &done);
    *stack = s->lines[1].stack;
    rn_stack_text_next(s);
    return made;
}
