/* A table by the hash of the first 64 bytes, of the first 128 and so on: what the longest beginning leads to is the most
 * alike.  A line is kept when it is the second one with some beginning, so that those which never come again cost little;
 * and beginnings that come often are not easily driven out by others.  Texts are compared by whoever asks. */
#include "read/folded_memo.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/grow.h"
#include "base/map.h"

enum { LEVELS = 4, PLACES = 16384, SLOTS = 2 * PLACES, CREDIT_MAX = 7, FRAMES_MAX = 64 };

static const size_t sizes[LEVELS] = {128, 256, 512, 768};

typedef struct place {
    rn_folded_line line;
    uint32_t ends[FRAMES_MAX], functions[FRAMES_MAX], notes[FRAMES_MAX];
} place;

/* Where a beginning leads to. */
typedef struct slot {
    uint32_t hash;
    uint16_t place;  /* from 1; 0: nowhere yet */
    uint16_t credit; /* so many others do not drive it out */
} slot;

struct rn_folded_memo {
    slot slots[SLOTS];
    place *places;
    uint64_t hashes[LEVELS]; /* of the beginnings of the text that was looked for */
    size_t wanted;           /* so many of them its line is to be kept for */
    rn_folded_line *found;   /* then; NULL: none */
};

rn_folded_memo *rn_folded_memo_new(void)
{
    rn_folded_memo *memo = rn_array_zero(1, sizeof *memo);
    if (memo)
        memo->places = rn_array_zero(PLACES, sizeof *memo->places);
    if (memo && memo->places)
        return memo;
    rn_folded_memo_free(memo);
    return NULL;
}

void rn_folded_memo_free(rn_folded_memo *memo)
{
    if (memo)
        free(memo->places);
    free(memo);
}

void rn_folded_memo_clear(rn_folded_memo *memo)
{
    memset(memo->slots, 0, sizeof memo->slots);
    memo->wanted = 0;
    memo->found = NULL;
}

static slot *slot_of(rn_folded_memo *memo, uint64_t hash)
{
    return &memo->slots[hash & (SLOTS - 1)];
}

/* Keeps as many frames of a line as there is room for. */
static void keep(place *p, const rn_folded_line *line)
{
    uint32_t count = line->sure < FRAMES_MAX ? line->sure : FRAMES_MAX;
    size_t size =
        count ? line->ends[count - 1] + (size_t)(line->ends[count - 1] < line->text.size) : 0;
    p->line = (rn_folded_line){.text = {line->text.data, size},
                               .depth = count,
                               .sure = count,
                               .noted = line->noted < count ? line->noted : count,
                               .ends = p->ends,
                               .functions = p->functions,
                               .notes = p->notes};
    memcpy(p->ends, line->ends, count * sizeof *p->ends);
    memcpy(p->functions, line->functions, count * sizeof *p->functions);
    memcpy(p->notes, line->notes, p->line.noted * sizeof *p->notes);
}

/* Hashes the beginnings of a text; how many there are. */
static size_t hash_beginnings(rn_folded_memo *memo, rn_bytes text)
{
    size_t count = 0, from = 0;
    uint64_t hash = 0;
    for (; count < LEVELS && sizes[count] <= text.size; from = sizes[count++]) {
        hash = rn_map_mix(hash ^ XXH3_64bits(text.data + from, sizes[count] - from));
        memo->hashes[count] = hash;
    }
    return count;
}

/* Whether a beginning came before; from now on it did, unless others that come often are in its slot. */
static bool is_known(slot *s, uint64_t hash)
{
    bool is_there = s->hash == hash >> 32;
    if (is_there)
        s->credit += s->credit < CREDIT_MAX;
    else if (s->credit)
        s->credit--;
    else
        *s = (slot){.hash = (uint32_t)(hash >> 32)};
    return is_there;
}

const rn_folded_line *rn_folded_memo_find(rn_folded_memo *memo, rn_bytes text)
{
    size_t count = hash_beginnings(memo, text), level = 0;
    memo->found = NULL;
    memo->wanted = 0;
    for (; level < count; level++) {
        slot *s = slot_of(memo, memo->hashes[level]);
        if (!is_known(s, memo->hashes[level]))
            continue;
        if (s->place)
            memo->found = &memo->places[s->place - 1].line;
        else
            memo->wanted = level + 1;
    }
    return memo->found;
}

static void keep_wanted(rn_folded_memo *memo, const rn_folded_line *line)
{
    uint32_t at = memo->hashes[memo->wanted - 1] >> 20 & (PLACES - 1);
    keep(&memo->places[at], line);
    for (size_t level = 0; level < memo->wanted; level++) {
        slot *s = slot_of(memo, memo->hashes[level]);
        if (s->hash == memo->hashes[level] >> 32 && !s->place)
            s->place = (uint16_t)(at + 1);
    }
}

void rn_folded_memo_keep(rn_folded_memo *memo, const rn_folded_line *line, uint32_t shared)
{
    uint32_t noted = line->noted < shared ? line->noted : shared;
    if (memo->found)
        for (; memo->found->noted < noted; memo->found->noted++)
            memo->found->notes[memo->found->noted] = line->notes[memo->found->noted];
    if (memo->wanted)
        keep_wanted(memo, line);
    memo->found = NULL;
    memo->wanted = 0;
}
