/* Huffman's code, made shorter where it is too long: symbols that are longer than the bound get it, and the code
 * becomes whole again by making others longer, the longest below the bound first.  That loses next to nothing against the
 * best code of bounded length. */
#include "output/huffman.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct symbol_count {
    uint32_t frequency, symbol;
} symbol_count;

static int compare_counts(const void *left, const void *right)
{
    const symbol_count *a = left, *b = right;
    if (a->frequency != b->frequency)
        return a->frequency < b->frequency ? -1 : 1;
    return a->symbol < b->symbol ? -1 : a->symbol > b->symbol;
}

static uint32_t sort_symbols(symbol_count *sorted, const uint32_t *frequency, uint32_t count)
{
    uint32_t used = 0;
    for (uint32_t s = 0; s < count; s++)
        if (frequency[s])
            sorted[used++] = (symbol_count){frequency[s], s};
    qsort(sorted, used, sizeof *sorted, compare_counts);
    return used;
}

typedef struct tree {
    uint32_t weight[2 * RN_HUFFMAN_SYMBOLS], parent[2 * RN_HUFFMAN_SYMBOLS];
    uint32_t leaf, leaf_end, node, node_end; /* both queues go from light to heavy */
} tree;

static uint32_t take_lightest(tree *t)
{
    bool is_leaf = t->leaf < t->leaf_end &&
                   (t->node == t->node_end || t->weight[t->leaf] <= t->weight[t->node]);
    return is_leaf ? t->leaf++ : t->node++;
}

/* How many of the `used` leaves stand at each depth; what is deeper than `longest` counts there. */
static void count_depths(const symbol_count *sorted, uint32_t used, uint32_t longest,
                         uint32_t *depths)
{
    tree t = {.leaf_end = used, .node = used, .node_end = used};
    uint32_t depth[2 * RN_HUFFMAN_SYMBOLS];
    for (uint32_t i = 0; i < used; i++)
        t.weight[i] = sorted[i].frequency;
    while (t.node_end < 2 * used - 1) {
        uint32_t a = take_lightest(&t), b = take_lightest(&t);
        t.weight[t.node_end] = t.weight[a] + t.weight[b];
        t.parent[a] = t.parent[b] = t.node_end++;
    }
    depth[2 * used - 2] = 0;
    for (uint32_t i = 2 * used - 2; i-- > 0;) {
        depth[i] = depth[t.parent[i]] + 1;
        if (i < used)
            depths[depth[i] < longest ? depth[i] : longest]++;
    }
}

/* Codes of these lengths must not ask for more than there are. */
static void bound_depths(uint32_t *depths, uint32_t longest)
{
    uint32_t wanted = 0;
    for (uint32_t d = 1; d <= longest; d++)
        wanted += depths[d] << (longest - d);
    for (; wanted > UINT32_C(1) << longest; wanted--) {
        uint32_t d = longest - 1;
        while (!depths[d])
            d--;
        depths[d]--;
        depths[d + 1] += 2;
        depths[longest]--;
    }
}

static uint16_t reversed(uint32_t code, uint32_t length)
{
    uint32_t out = 0;
    for (; length; length--, code >>= 1)
        out = out << 1 | (code & 1);
    return (uint16_t)out;
}

/* Shorter codes first, those of one length in the order of the symbols. */
static void number_codes(rn_huffman *huffman, uint32_t count, const uint32_t *depths)
{
    uint32_t next[RN_HUFFMAN_BITS + 2] = {0};
    for (uint32_t d = 1; d <= RN_HUFFMAN_BITS; d++)
        next[d + 1] = (next[d] + depths[d]) << 1;
    for (uint32_t s = 0; s < count; s++)
        if (huffman->length[s])
            huffman->code[s] = reversed(next[huffman->length[s]]++, huffman->length[s]);
}

void rn_huffman_make(rn_huffman *huffman, const uint32_t *frequency, uint32_t count,
                     uint32_t longest)
{
    symbol_count sorted[RN_HUFFMAN_SYMBOLS];
    uint32_t depths[RN_HUFFMAN_BITS + 1] = {0};
    uint32_t used = sort_symbols(sorted, frequency, count), at = 0;
    memset(huffman->length, 0, sizeof huffman->length);
    if (used == 1)
        depths[1] = 1;
    else if (used)
        count_depths(sorted, used, longest, depths);
    bound_depths(depths, longest);
    for (uint32_t d = longest; d > 0; d--)
        for (uint32_t i = 0; i < depths[d]; i++)
            huffman->length[sorted[at++].symbol] = (uint8_t)d;
    number_codes(huffman, count, depths);
}
