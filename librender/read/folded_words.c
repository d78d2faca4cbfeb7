/* In three steps over all frames of a text, so that what one has to wait for comes near while others are looked at:
 * where they end, their hashes, their functions. */
#include "read/folded_words.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/scan.h"
#include "read/folded_memo.h"
#include "read/folded_text.h"

bool rn_folded_words_init(rn_folded_words *w)
{
    const size_t most = (size_t)RN_FOLDED_TEXT_MAX + 1;
    w->line.ends = rn_array_new(most, sizeof *w->line.ends);
    w->line.functions = rn_array_new(most, sizeof *w->line.functions);
    w->line.notes = rn_array_new(most, sizeof *w->line.notes);
    w->hashes = rn_array_new(most, sizeof *w->hashes);
    w->memo = rn_folded_memo_new();
    return w->line.ends && w->line.functions && w->line.notes && w->hashes && w->memo;
}

void rn_folded_words_finish(rn_folded_words *w)
{
    rn_lexicon_finish(&w->words);
    free(w->word_functions);
    free(w->line.ends);
    free(w->line.functions);
    free(w->line.notes);
    free(w->hashes);
    rn_folded_memo_free(w->memo);
}

void rn_folded_words_forget(rn_folded_words *w)
{
    w->line.noted = 0;
    rn_folded_memo_clear(w->memo);
}

/* ---- functions -------------------------------------------------------------------------------- */

static uint32_t fail_memory(const rn_folded_words *w)
{
    rn_fail_memory(rn_builder_report(w->builder));
    return RN_NONE;
}

/* The function of a text that was not seen before. */
static uint32_t add_word(rn_folded_words *w, rn_bytes text, uint64_t hash)
{
    uint32_t id = rn_lexicon_put(&w->words, text, hash);
    if (id == RN_NONE || !RN_GROW(w->word_functions, w->word_function_capacity, id + (size_t)1))
        return fail_memory(w);
    rn_frame_text frame = w->parse(text);
    w->word_functions[id] = rn_builder_function(w->builder, &frame.function);
    return rn_builder_status(w->builder) ? RN_NONE : w->word_functions[id];
}

static uint32_t function_of(rn_folded_words *w, rn_bytes text, uint64_t hash)
{
    uint32_t id = rn_lexicon_get(&w->words, text, hash);
    return id == RN_NONE ? add_word(w, text, hash) : w->word_functions[id];
}

uint32_t rn_folded_words_function(rn_folded_words *w, rn_bytes frame)
{
    return function_of(w, frame, rn_lexicon_hash(&w->words, frame));
}

/* ---- where frames end ------------------------------------------------------------------------- */

/* The ';' in the last bytes of a text, fewer than a block. */
static uint32_t bits_of_rest(rn_bytes text, size_t at)
{
    uint32_t bits = 0;
    if (text.size >= RN_BLOCK) {
        const char *last = text.data + text.size - RN_BLOCK;
        return rn_block_bits(rn_block_equal(rn_block_load(last), ';')) >>
               (RN_BLOCK - (text.size - at));
    }
    for (size_t i = at; i < text.size; i++)
        bits |= (uint32_t)(text.data[i] == ';') << (i - at);
    return bits;
}

static uint32_t bits_at(rn_bytes text, size_t at)
{
    if (at + RN_BLOCK <= text.size)
        return rn_block_bits(rn_block_equal(rn_block_load(text.data + at), ';'));
    return at < text.size ? bits_of_rest(text, at) : 0;
}

/* Finds the ends of the frames that are not known. */
static void find_ends(rn_folded_line *l)
{
    rn_bytes text = l->text;
    uint32_t depth = l->depth, sure = l->sure;
    size_t start = depth ? l->ends[depth - 1] + (size_t)1 : 0, at = start, end;
    uint32_t found = bits_at(text, at);
    do {
        while (!found && at + RN_BLOCK < text.size)
            found = bits_at(text, at += RN_BLOCK);
        end = found ? at + (size_t)__builtin_ctz(found) : text.size;
        found &= found - 1;
        bool is_sure =
            !rn_folded_is_odd(text, start, end) || rn_folded_ends_surely(text, start, end);
        if (!is_sure) {
            end = rn_folded_frame_end(text, start);
            found = bits_at(text, at = end + 1);
        }
        if (sure == depth && (is_sure || rn_folded_ends_surely(text, start, end)))
            sure++;
        l->ends[depth++] = (uint32_t)end;
        start = end + 1;
    } while (end < text.size);
    l->depth = depth;
    l->sure = sure;
}

/* ---- texts ------------------------------------------------------------------------------------ */

static size_t common_prefix(rn_bytes a, rn_bytes b)
{
    size_t size = a.size < b.size ? a.size : b.size, at = 0;
    while (at + RN_BLOCK <= size && memcmp(a.data + at, b.data + at, RN_BLOCK) == 0)
        at += RN_BLOCK;
    while (at < size && a.data[at] == b.data[at])
        at++;
    return at;
}

static size_t start_of(const rn_folded_line *l, uint32_t frame)
{
    return frame ? l->ends[frame - 1] + (size_t)1 : 0;
}

/* How many frames of an earlier line a text has, too.  What follows the ';' of the last one may be new. */
static uint32_t count_shared(const rn_folded_line *earlier, rn_bytes text)
{
    uint32_t shared = earlier->sure;
    size_t common = shared ? common_prefix(earlier->text, text) : 0;
    while (shared && earlier->ends[shared - 1] >= common)
        shared--;
    if (!shared)
        return 0;
    size_t start = start_of(earlier, shared - 1), end = earlier->ends[shared - 1];
    return rn_folded_ends_surely(text, start, end) ? shared : shared - 1;
}

/* Takes over what a line in the memo has in common with the text, when that is more than `shared` frames. */
static void share_with_memo(rn_folded_words *w, rn_bytes text)
{
    const rn_folded_line *like = rn_folded_memo_find(w->memo, text);
    uint32_t shared = like ? count_shared(like, text) : 0;
    if (shared <= w->shared)
        return;
    w->shared = shared;
    w->follows = false;
    memcpy(w->line.ends, like->ends, shared * sizeof *like->ends);
    memcpy(w->line.functions, like->functions, shared * sizeof *like->functions);
    w->line.noted = like->noted < shared ? like->noted : shared;
    memcpy(w->line.notes, like->notes, w->line.noted * sizeof *like->notes);
}

static rn_bytes frame_at(const rn_folded_line *l, uint32_t frame)
{
    return rn_bytes_slice(l->text, start_of(l, frame), l->ends[frame]);
}

bool rn_folded_words_take(rn_folded_words *w, rn_bytes text)
{
    rn_folded_line *l = &w->line;
    rn_folded_memo_keep(w->memo, l, w->follows ? 0 : w->shared);
    w->shared = count_shared(l, text);
    w->follows = true;
    if (l->noted > w->shared)
        l->noted = w->shared;
    if (w->shared * 4 < l->depth * 3)
        share_with_memo(w, text);
    l->text = text;
    l->depth = l->sure = w->shared;
    find_ends(l);
    for (uint32_t i = w->shared; i < l->depth; i++)
        w->hashes[i] = rn_lexicon_hash(&w->words, frame_at(l, i));
    for (uint32_t i = w->shared; i < l->depth; i++) {
        l->functions[i] = function_of(w, frame_at(l, i), w->hashes[i]);
        if (l->functions[i] == RN_NONE)
            return false;
    }
    return true;
}
