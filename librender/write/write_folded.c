/* Folded stacks of one metric, one a line, in the order of the profile's tables:
 *
 *     main (a.py:3);parse (json.py:12);libc.so.6`read_[k] 31
 *
 * Places and flags go where the reader of folded stacks finds them again, unless only some of the marks
 * are asked for.  A ';' within a name becomes
 * ':', as the stackcollapse scripts do it; unknown names stay empty.  Profiles of arcs are written as
 * their estimated tree, to nine digits: what the estimate leaves out is '(n more)'. */
#include <stdlib.h>

#include "analyze/tree.h"
#include "base/grow.h"
#include "output/output.h"
#include "profile/kind.h"
#include "write/writers.h"

enum { ESTIMATE_DIGITS = 9 };

/* Every stack is written from its root on: costs at every depth take the square of it as text. */
static const uint64_t SIZE_LIMIT = UINT64_C(4) << 30;

/* Small enough for pictures of any size, large enough for an estimate that fans out. */
static const double MIN_SHARE = 1e-5;

typedef struct writer {
    const rn_profile *profile;
    render_sink sink;
    rn_report *report;
    uint8_t flags; /* that are marked */
    rn_buffer out;
    rn_buffer texts; /* of all frames, one after the other */
    size_t *starts;  /* [frame]; one more for the end */
    uint32_t *path;  /* from a leaf to the root */
    size_t path_capacity;
} writer;

/* ---- texts of frames -------------------------------------------------------------------------- */

static void put_name(rn_buffer *out, rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        rn_put_char(out, text.data[i] == ';' ? ':' : text.data[i]);
}

static void put_place(rn_buffer *out, rn_bytes file, uint32_t line)
{
    rn_put_text(out, " (");
    put_name(out, file);
    if (line) {
        rn_put_char(out, ':');
        rn_put_uint(out, line);
    }
    rn_put_char(out, ')');
}

static void put_suffixes(rn_buffer *out, uint8_t flags)
{
    for (size_t i = 0; i < rn_flag_count; i++)
        if (flags & rn_flags[i].flag)
            rn_put_text(out, rn_flags[i].suffix);
}

/* Java's names begin with their package. */
static bool names_module(rn_bytes name, rn_bytes module)
{
    return rn_bytes_start(name, module) && name.size > module.size && name.data[module.size] == '.';
}

static void put_function(const writer *w, rn_buffer *out, uint32_t function, uint32_t line)
{
    const rn_profile *profile = w->profile;
    const rn_function_info *f = &profile->functions[function];
    rn_bytes name = rn_profile_string(profile, f->name);
    rn_bytes module = rn_profile_string(profile, f->module);
    if (module.size && !names_module(name, module)) {
        put_name(out, module);
        rn_put_char(out, '`');
    }
    put_name(out, name);
    if (f->file)
        put_place(out, rn_profile_string(profile, f->file), line ? line : f->line);
    put_suffixes(out, f->flags & w->flags);
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static bool write_texts(writer *w)
{
    const rn_profile *p = w->profile;
    w->starts = rn_array_new(p->frame_count + (size_t)1, sizeof *w->starts);
    for (uint32_t i = 0; w->starts && i < p->frame_count; i++) {
        w->starts[i] = w->texts.size;
        put_function(w, &w->texts, p->frames[i].function, p->frames[i].line);
    }
    if (!w->starts || w->texts.failed) {
        rn_fail_memory(w->report);
        return false;
    }
    w->starts[p->frame_count] = w->texts.size;
    return true;
}

static bool put_stack(writer *w, uint32_t stack, double value)
{
    size_t depth = 0;
    for (; stack; stack = w->profile->stacks[stack].parent) {
        if (!RN_GROW(w->path, w->path_capacity, depth + 1)) {
            rn_fail_memory(w->report);
            return false;
        }
        w->path[depth++] = w->profile->stacks[stack].frame;
    }
    while (depth) {
        size_t start = w->starts[w->path[--depth]], end = w->starts[w->path[depth] + 1];
        if (end > start)
            rn_put(&w->out, (rn_bytes){w->texts.data + start, end - start});
        if (depth)
            rn_put_char(&w->out, ';');
    }
    rn_put_char(&w->out, ' ');
    rn_put_double(&w->out, value);
    rn_put_char(&w->out, '\n');
    return rn_flush(&w->out, w->sink, RN_FLUSH_BYTES, w->report);
}

/* Fails when the text would be larger than anybody wants to have. */
static bool fits(writer *w, uint64_t size)
{
    if (size <= SIZE_LIMIT)
        return true;
    rn_fail(w->report, RENDER_ERROR_LIMIT, 0, 0,
            "folded stacks would take more than 4 GiB, a line for each depth: write JSON");
    return false;
}

static bool check_size(writer *w, uint32_t metric)
{
    const rn_stack_info *stacks = w->profile->stacks;
    uint64_t total = 0, *sizes = rn_array_zero(w->profile->stack_count, sizeof *sizes);
    if (!sizes) {
        rn_fail_memory(w->report);
        return false;
    }
    for (uint32_t s = 1; s < w->profile->stack_count && total <= SIZE_LIMIT; s++) {
        const size_t *start = &w->starts[stacks[s].frame];
        sizes[s] = sizes[stacks[s].parent] + (start[1] - start[0]) + 1;
        total += rn_stack_self(w->profile, metric, s) != 0 ? sizes[s] : 0;
    }
    free(sizes);
    return fits(w, total);
}

static void write_stacks(writer *w, uint32_t metric)
{
    if (!write_texts(w) || !check_size(w, metric))
        return;
    for (uint32_t s = 0; s < w->profile->stack_count; s++) {
        double self = rn_stack_self(w->profile, metric, s);
        if (self != 0 && !put_stack(w, s, self))
            return;
    }
    rn_flush(&w->out, w->sink, 0, w->report);
}

/* ---- estimates -------------------------------------------------------------------------------- */

static void put_node(writer *w, const rn_tree *tree, uint32_t node)
{
    if (tree->flags[node] & RN_NODE_MORE) {
        rn_put_char(&w->out, '(');
        rn_put_uint(&w->out, tree->function[node]);
        rn_put_text(&w->out, " more)");
    } else {
        put_function(w, &w->out, tree->function[node], 0);
    }
}

static bool put_path(writer *w, const rn_tree *tree, uint32_t node)
{
    size_t depth = 0;
    double value = tree->self[node];
    for (; node; node = tree->parent[node]) {
        if (!RN_GROW(w->path, w->path_capacity, depth + 1)) {
            rn_fail_memory(w->report);
            return false;
        }
        w->path[depth++] = node;
    }
    while (depth) {
        put_node(w, tree, w->path[--depth]);
        rn_put_char(&w->out, depth ? ';' : ' ');
    }
    rn_put_fixed(&w->out, value, ESTIMATE_DIGITS);
    rn_put_char(&w->out, '\n');
    return rn_flush(&w->out, w->sink, RN_FLUSH_BYTES, w->report);
}

static uint64_t text_size(const rn_profile *profile, uint32_t function)
{
    const rn_function_info *f = &profile->functions[function];
    return rn_profile_string(profile, f->module).size + rn_profile_string(profile, f->name).size +
           rn_profile_string(profile, f->file).size + 1;
}

static bool check_tree_size(writer *w, const rn_tree *tree)
{
    uint64_t total = 0, *sizes = rn_array_zero(tree->count, sizeof *sizes);
    if (!sizes) {
        rn_fail_memory(w->report);
        return false;
    }
    for (uint32_t n = 1; n < tree->count && total <= SIZE_LIMIT; n++) {
        bool is_more = tree->flags[n] & RN_NODE_MORE;
        sizes[n] =
            sizes[tree->parent[n]] + (is_more ? 1 : text_size(w->profile, tree->function[n]));
        total += tree->self[n] > 0 ? sizes[n] : 0;
    }
    free(sizes);
    return fits(w, total);
}

static void write_estimate(writer *w, uint32_t metric)
{
    rn_tree *tree;
    if (rn_tree_new(&tree, w->profile, metric, MIN_SHARE, w->report))
        return;
    bool taken = check_tree_size(w, tree);
    for (uint32_t n = 1; taken && n < tree->count; n++)
        if (tree->self[n] > 0)
            taken = put_path(w, tree, n);
    rn_tree_free(tree);
    if (taken)
        rn_flush(&w->out, w->sink, 0, w->report);
}

static uint8_t marked_flags(unsigned marks)
{
    if (!marks)
        return UINT8_MAX;
    return (uint8_t)((marks & RENDER_MARK_KERNEL ? RN_FLAG_KERNEL : 0) |
                     (marks & RENDER_MARK_JIT ? RN_FLAG_JIT : 0) |
                     (marks & RENDER_MARK_INLINED ? RN_FLAG_INLINED : 0));
}

render_status rn_write_folded(const rn_profile *profile, uint32_t metric,
                              const render_draw_options *options, render_sink sink,
                              rn_report *report)
{
    writer w = {
        .profile = profile, .sink = sink, .report = report, .flags = marked_flags(options->marks)};
    if (profile->shape == RN_STACKS)
        write_stacks(&w, metric);
    else
        write_estimate(&w, metric);
    rn_buffer_finish(&w.out);
    rn_buffer_finish(&w.texts);
    free(w.starts);
    free(w.path);
    return report->error.status;
}
