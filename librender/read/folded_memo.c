/* See folded_memo.h. */
#include "read/folded_memo.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/grow.h"
#include "base/map.h"
#include "read/beginnings.h"

enum { LEVELS = 4, FRAMES_MAX = 64 };

static const size_t sizes[LEVELS] = {128, 256, 512, 768};

typedef struct place {
    rn_folded_line line;
    uint32_t ends[FRAMES_MAX], functions[FRAMES_MAX], notes[FRAMES_MAX];
} place;

struct rn_folded_memo {
    rn_beginnings *beginnings;
    place *places;
    rn_folded_line *found; /* like the text that was looked for; NULL: none */
};

rn_folded_memo *rn_folded_memo_new(void)
{
    rn_folded_memo *memo = rn_array_zero(1, sizeof *memo);
    if (memo) {
        memo->beginnings = rn_beginnings_new();
        memo->places = rn_array_zero(RN_BEGINNINGS_PLACES, sizeof *memo->places);
    }
    if (memo && memo->beginnings && memo->places)
        return memo;
    rn_folded_memo_free(memo);
    return NULL;
}

void rn_folded_memo_free(rn_folded_memo *memo)
{
    if (memo) {
        rn_beginnings_free(memo->beginnings);
        free(memo->places);
    }
    free(memo);
}

void rn_folded_memo_clear(rn_folded_memo *memo)
{
    rn_beginnings_clear(memo->beginnings);
    memo->found = NULL;
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
static size_t hash_beginnings(uint64_t *hashes, rn_bytes text)
{
    size_t count = 0, from = 0;
    uint64_t hash = 0;
    for (; count < LEVELS && sizes[count] <= text.size; from = sizes[count++]) {
        hash = rn_map_mix(hash ^ XXH3_64bits(text.data + from, sizes[count] - from));
        hashes[count] = hash;
    }
    return count;
}

const rn_folded_line *rn_folded_memo_find(rn_folded_memo *memo, rn_bytes text)
{
    uint64_t hashes[LEVELS];
    uint32_t at = rn_beginnings_find(memo->beginnings, hashes, hash_beginnings(hashes, text));
    memo->found = at == RN_NONE ? NULL : &memo->places[at].line;
    return memo->found;
}

void rn_folded_memo_keep(rn_folded_memo *memo, const rn_folded_line *line, uint32_t shared)
{
    uint32_t noted = line->noted < shared ? line->noted : shared;
    if (memo->found)
        for (; memo->found->noted < noted; memo->found->noted++)
            memo->found->notes[memo->found->noted] = line->notes[memo->found->noted];
    uint32_t at = rn_beginnings_keep(memo->beginnings);
    if (at != RN_NONE)
        keep(&memo->places[at], line);
    memo->found = NULL;
}
