/* One pass.  Of every line the functions are found, and what each costs everywhere is counted; of the tree only so much
 * grows as may be drawn.  A line is held where the tree ends; when what is held at a node weighs about as much as the
 * narrowest box, its lines go on by one frame.  That is a guess, since the sum is only known at the end: it is made from
 * a few lines all over the file, and when it was too high, the rest goes on at the end. */
#include "read/folded_wide.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "read/folded_text.h"
#include "read/folded_words.h"
#include "read/split.h"
#include "read/wide_tree.h"

enum {
    SPOTS = 256,        /* lines that the guess is made from */
    HELD_MAX = 3 << 20, /* lines; of 24 bytes */
    NODES_MAX = 1 << 20,
    FIRST_SORT =
        4096, /* lines, after which the tree is sorted, and after so many times of them again */
    SORTS_EACH = 4,
    FORETOLD = 8, /* lines that tell what will come */
};

/* Shares below are drawn by nobody. */
static const double SHARE_LEAST = 1e-5;

/* Up to here every sum of whole numbers is exact. */
static const double SUM_LIMIT = 0x1p53;

/* What all parts know. */
typedef struct plan {
    const rn_folded_kind *kind;
    rn_bytes input;
    double share;         /* that opens a node */
    double expected;      /* the sum of all numbers, as guessed */
    atomic_bool is_unfit; /* it turned out that the input is not of that sort */
} plan;

typedef struct cost {
    double total, self;
    uint64_t line; /* the last one that was counted */
} cost;

typedef struct reader {
    plan *plan;
    rn_builder *builder;
    rn_report *report;
    rn_folded_words words;
    rn_wide_tree tree;
    cost *costs; /* [function] */
    size_t cost_count, cost_capacity;
    uint32_t *heavy; /* nodes that are to be opened */
    size_t heavy_capacity;
    uint32_t metric;
    uint64_t next_sort;      /* the line */
    uint64_t frames, shared; /* of all lines; with the line before */
    double expected;         /* the sum of this part, as guessed */
    double part_size;        /* of the input: 0 to 1 */
    rn_folded_sums sums;
} reader;

static bool fail_memory(const reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

static void be_unfit(const reader *r)
{
    atomic_store_explicit(&r->plan->is_unfit, true, memory_order_relaxed);
}

static bool is_unfit(const reader *r)
{
    return atomic_load_explicit(&r->plan->is_unfit, memory_order_relaxed);
}

/* ---- functions -------------------------------------------------------------------------------- */

static bool make_costs(reader *r)
{
    size_t count = rn_builder_profile(r->builder)->function_count;
    if (!RN_GROW(r->costs, r->cost_capacity, count))
        return fail_memory(r);
    for (; r->cost_count < count; r->cost_count++)
        r->costs[r->cost_count] = (cost){0};
    return true;
}

/* A stack counts once for each function in it. */
static bool count_line(reader *r, double weight)
{
    const uint32_t *functions = r->words.line.functions;
    uint32_t depth = r->words.line.depth;
    r->frames += depth;
    r->shared += r->words.follows ? r->words.shared : 0;
    if (!make_costs(r))
        return false;
    for (uint32_t i = 0; i < depth; i++) {
        cost *c = &r->costs[functions[i]];
        if (c->line != r->sums.lines)
            c->total += weight;
        c->line = r->sums.lines;
    }
    r->costs[functions[depth - 1]].self += weight;
    return true;
}

/* ---- the tree --------------------------------------------------------------------------------- */

/* Lets a line go on by one frame, to a child of the node; RN_NONE after an error. */
static uint32_t move_on(reader *r, uint32_t node, uint32_t place)
{
    rn_held *held = &r->tree.held[place];
    rn_bytes text = rn_bytes_slice(r->plan->input, held->line, held->line + held->size);
    size_t end = rn_folded_frame_end(text, held->from);
    uint32_t function = rn_folded_words_function(&r->words, rn_bytes_slice(text, held->from, end));
    if (function == RN_NONE)
        return RN_NONE;
    uint32_t child = rn_wide_tree_child(&r->tree, node, function, held->line);
    if (child == RN_NONE)
        return RN_NONE;
    rn_wide_node *to = &r->tree.nodes[child];
    to->total += held->weight;
    /* of another part, it may come from a later line */
    if (held->line < to->line)
        to->line = held->line;
    if (end == text.size) {
        to->ended += held->weight;
    } else {
        held->from = (uint16_t)(end + 1);
        rn_wide_tree_link(&r->tree, child, place);
    }
    return child;
}

/* What lines that are held must weigh so that their node is opened.  Where lines are in no order, what they weigh until
 * now tells what they will weigh, as soon as there are some. */
static double least_weight(const reader *r)
{
    double sum = r->sums.sum, share = r->plan->share;
    bool is_mixed = r->shared * 2 < r->frames;
    return is_mixed ? fmax(share * 0.8 * sum, FORETOLD * sum / (double)r->sums.lines)
                    : share * fmax(r->expected, sum);
}

static bool is_heavy(const reader *r, uint32_t node)
{
    const rn_wide_node *n = &r->tree.nodes[node];
    return !r->tree.is_open[node] && n->first != RN_NONE && n->held >= least_weight(r);
}

/* Opens a node: the lines that are held there go on. */
static bool open_node(reader *r, uint32_t node, size_t *heavy_count)
{
    rn_wide_node *n = &r->tree.nodes[node];
    uint32_t place = n->first, next;
    n->first = RN_NONE;
    n->held = 0;
    r->tree.is_open[node] = true;
    for (; place != RN_NONE; place = next) {
        next = r->tree.held[place].next;
        uint32_t child = move_on(r, node, place);
        if (child == RN_NONE || !RN_GROW(r->heavy, r->heavy_capacity, *heavy_count + 1))
            return fail_memory(r);
        if (is_heavy(r, child))
            r->heavy[(*heavy_count)++] = child;
    }
    return true;
}

/* Opens a node and those below that are heavy, too. */
static bool open_heavy(reader *r, uint32_t node)
{
    size_t count = 0;
    if (!open_node(r, node, &count))
        return false;
    while (count) {
        node = r->heavy[--count];
        if (is_heavy(r, node) && !open_node(r, node, &count))
            return false;
    }
    return true;
}

/* Goes down the tree as far as it is open.  The notes of frames are their nodes. */
static uint32_t follow(reader *r, uint64_t line)
{
    rn_wide_tree *tree = &r->tree;
    rn_folded_line *l = &r->words.line;
    uint32_t node = l->noted ? l->notes[l->noted - 1] : 0;
    while (l->noted < l->depth && tree->is_open[node]) {
        node = rn_wide_tree_child(tree, node, l->functions[l->noted], line);
        if (node == RN_NONE)
            break;
        l->notes[l->noted++] = node;
    }
    return node;
}

static bool place_line(reader *r, uint64_t line, double weight)
{
    const rn_folded_line *l = &r->words.line;
    uint32_t node = follow(r, line);
    if (node == RN_NONE)
        return fail_memory(r);
    if (l->noted == l->depth) {
        r->tree.nodes[node].ended += weight;
        return true;
    }
    rn_held held = {.line = line,
                    .from = (uint16_t)(l->noted ? l->ends[l->noted - 1] + 1 : 0),
                    .size = (uint16_t)l->text.size,
                    .weight = weight};
    if (!rn_wide_tree_hold(&r->tree, node, held))
        return fail_memory(r);
    return !is_heavy(r, node) || open_heavy(r, node);
}

/* Early, for all lines that follow; and some more times, since the tree grows. */
static bool sort_tree(reader *r)
{
    r->next_sort *= SORTS_EACH;
    rn_folded_words_forget(&r->words);
    return rn_wide_tree_sort(&r->tree) || fail_memory(r);
}

/* ---- lines ------------------------------------------------------------------------------------ */

static bool fits(const reader *r, rn_bytes line, double weight)
{
    return weight == trunc(weight) && r->sums.sum + weight < SUM_LIMIT &&
           line.size <= RN_FOLDED_TEXT_MAX && r->tree.count < NODES_MAX &&
           (double)r->tree.held_count < HELD_MAX * r->part_size + 1;
}

/* False after an error, or when the input does not fit. */
static bool take_line(reader *r, const rn_lines *l, rn_bytes line)
{
    rn_bytes text = line;
    double weight, none = 0;
    const char *wrong = rn_folded_take_values(&text, false, &weight, &none);
    if (wrong)
        return rn_skip(r->report, l->start, l->number, "%s", wrong) == RENDER_OK;
    weight *= r->plan->kind->factor;
    if (!fits(r, line, weight)) {
        be_unfit(r);
        return false;
    }
    r->sums.sum += weight;
    r->sums.lines++;
    if (r->sums.lines == r->next_sort && !sort_tree(r))
        return false;
    return rn_folded_words_take(&r->words, text) && count_line(r, weight) &&
           place_line(r, (uint64_t)(line.data - r->plan->input.data), weight);
}

static void take_lines(reader *r, rn_split_part *part)
{
    rn_lines l = rn_split_lines(part);
    rn_bytes line;
    while (!is_unfit(r) && rn_lines_next(&l, &line)) {
        if (!rn_folded_is_silent(line) && !take_line(r, &l, line))
            break;
        if (!rn_split_goes_on(part, l.at))
            break;
    }
    if (is_unfit(r))
        rn_split_give_up(part);
    part->lines = l.number;
}

/* ---- parts ------------------------------------------------------------------------------------ */

static bool prepare(reader *r, rn_split_part *part)
{
    r->builder = r->words.builder = part->builder;
    r->report = part->report;
    r->words.parse = r->plan->kind->parse;
    r->part_size = (double)part->input.size / (double)r->plan->input.size;
    r->next_sort = FIRST_SORT;
    r->expected = r->plan->expected * r->part_size;
    if (!rn_folded_words_init(&r->words) || !rn_wide_tree_init(&r->tree))
        return fail_memory(r);
    r->metric = rn_builder_metric(r->builder, r->plan->kind->metric, r->plan->kind->unit);
    return rn_builder_status(r->builder) == RENDER_OK;
}

static void read_part(void *state, rn_split_part *part)
{
    reader *r = state;
    if (!is_unfit(r) && prepare(r, part))
        take_lines(r, part);
}

static bool add_part(void *state, const void *next, const rn_copied *copied)
{
    reader *r = state;
    const reader *other = next;
    if (!make_costs(r))
        return false;
    for (size_t f = 0; f < other->cost_count; f++) {
        r->costs[copied->functions[f]].total += other->costs[f].total;
        r->costs[copied->functions[f]].self += other->costs[f].self;
    }
    r->sums.sum += other->sums.sum;
    r->sums.lines += other->sums.lines;
    return rn_wide_tree_add(&r->tree, &other->tree, copied->functions);
}

static void finish(void *state)
{
    reader *r = state;
    rn_folded_words_finish(&r->words);
    rn_wide_tree_finish(&r->tree);
    free(r->costs);
    free(r->heavy);
}

static const rn_split_format split = {
    .state_size = sizeof(reader),
    .find_record = rn_split_find_line,
    .read = read_part,
    .add = add_part,
    .finish = finish,
};

/* ---- the end ---------------------------------------------------------------------------------- */

/* Opens what is heavier than was guessed.  Callees come after their callers. */
static bool open_rest(reader *r, double least)
{
    rn_wide_tree_sum(&r->tree);
    for (uint32_t n = 0; n < r->tree.count; n++) {
        size_t count = 0;
        if (r->tree.nodes[n].total >= least && r->tree.nodes[n].first != RN_NONE &&
            !open_node(r, n, &count))
            return false;
    }
    return true;
}

static bool make_profile(reader *r)
{
    double share = fmin(rn_builder_options(r->builder)->least_share, 1);
    /* what is rounded in another place must not be less here */
    double least = share * r->sums.sum * (1 - 1e-9);
    if (!open_rest(r, least))
        return false;
    if (!rn_wide_tree_make(&r->tree, least, r->builder, r->metric))
        return fail_memory(r);
    for (uint32_t f = 0; f < r->cost_count; f++)
        rn_builder_add_cost(r->builder, f, r->metric, r->costs[f].self, r->costs[f].total);
    rn_builder_set_least_share(r->builder, share);
    return rn_builder_status(r->builder) == RENDER_OK;
}

/* ---- the guess -------------------------------------------------------------------------------- */

/* Adds what the line at or after a place says of the file; false when it does not fit. */
static bool look_at(rn_bytes input, size_t at, double *weight_each, double *lines_each)
{
    size_t start = at ? rn_split_find_line(input, at) : 0;
    if (start >= input.size)
        return true;
    size_t end = rn_split_find_line(input, start);
    rn_bytes line = rn_bytes_slice(input, start, end - (input.data[end - 1] == '\n'));
    double weight = 0, none = 0, size = (double)(end - start);
    *lines_each += 1 / size;
    if (line.size > RN_FOLDED_TEXT_MAX)
        return false;
    if (line.size && line.data[line.size - 1] == '\r')
        line.size--;
    if (!rn_folded_is_silent(line) && !rn_folded_take_values(&line, false, &weight, &none))
        *weight_each += weight / size;
    return weight == trunc(weight);
}

/* Guesses the sum of all numbers; false when the input does not fit. */
static bool guess(plan *p)
{
    double weight = 0, lines = 0;
    for (size_t i = 0; i < SPOTS; i++)
        if (!look_at(p->input, p->input.size / SPOTS * i, &weight, &lines))
            return false;
    p->expected = weight / SPOTS * (double)p->input.size * p->kind->factor;
    return lines / SPOTS * (double)p->input.size < HELD_MAX;
}

/* ---- the file --------------------------------------------------------------------------------- */

static bool is_wanted(rn_bytes input, const rn_builder *builder)
{
    const render_read_options *o = rn_builder_options(builder);
    const render_limits *limits = rn_builder_limits(builder);
    bool has_labels = o->tag_roots || o->tag_leaves || o->tag_focus || o->tag_ignore;
    return o->least_share >= SHARE_LEAST && input.size >= rn_builder_reading(builder).wide_bytes &&
           !has_labels && !o->line_order && !o->command_first &&
           limits->stack_depth > RN_FOLDED_TEXT_MAX && limits->stacks >= INT32_MAX;
}

bool rn_folded_wide_read(const rn_folded_kind *kind, rn_bytes input, rn_builder *builder,
                         rn_report *report, rn_folded_sums *sums)
{
    const rn_report before = *report;
    plan p = {.kind = kind, .input = input};
    reader r, model = {.plan = &p};
    if (!is_wanted(input, builder) || rn_lines_of(input).end != '\n' || !guess(&p))
        return false;
    /* a little less, so that little is left to the end */
    p.share = fmin(rn_builder_options(builder)->least_share, 1) * 0.9;
    rn_split_read(&split, &r, &model, input, builder, report);
    if (!is_unfit(&r) && !report->error.status && r.sums.sum > 0)
        make_profile(&r);
    *sums = r.sums;
    finish(&r);
    return !is_unfit(&r) || !rn_split_forget(builder, &before, report);
}
