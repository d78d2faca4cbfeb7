/* Of several profiles each is a thread.  py-spy tells process and thread in the name:
 *
 *     Process 41 Thread 7123 "MainThread"          Thread 7123 "MainThread" */
#include "read/speedscope_track.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/unit.h"

void rn_speedscope_track_finish(rn_speedscope_track *t)
{
    free(t->leaves);
}

/* ---- names ------------------------------------------------------------------------------------ */

typedef struct parts {
    rn_bytes process; /* 'Process 41' */
    rn_bytes thread;  /* the rest */
    rn_bytes pid, tid, thread_name;
} parts;

/* Cuts 'WORD 41 ' off the start. */
static bool cut_number(rn_bytes *text, rn_bytes word, rn_bytes *digits)
{
    size_t at = word.size;
    if (!rn_bytes_start(*text, word))
        return false;
    while (at < text->size && text->data[at] >= '0' && text->data[at] <= '9')
        at++;
    *digits = rn_bytes_slice(*text, word.size, at);
    bool fits = digits->size && (at == text->size || text->data[at] == ' ');
    if (fits)
        *text = rn_bytes_slice(*text, at < text->size ? at + 1 : at, text->size);
    return fits;
}

static parts split_name(rn_bytes name)
{
    rn_bytes rest = name, inside;
    parts p = {.thread = name};
    if (cut_number(&rest, RN_LITERAL("Process "), &p.pid) && rest.size) {
        p.process = rn_bytes_slice(name, 0, (size_t)(rest.data - name.data) - 1);
        p.thread = inside = rest;
    } else {
        p.pid.size = 0;
        inside = name;
    }
    if (!cut_number(&inside, RN_LITERAL("Thread "), &p.tid))
        p.tid.size = 0;
    else if (inside.size > 2 && inside.data[0] == '"' && inside.data[inside.size - 1] == '"')
        p.thread_name = rn_bytes_slice(inside, 1, inside.size - 1);
    return p;
}

/* ---- labels ----------------------------------------------------------------------------------- */

enum { LABELS_MAX = 4 };

static size_t add_text(rn_label *items, size_t count, rn_bytes key, rn_bytes text)
{
    items[count] = (rn_label){.key = key, .text = text};
    return count + (text.size > 0);
}

static size_t add_number(rn_label *items, size_t count, rn_bytes key, rn_bytes digits)
{
    uint64_t number;
    bool is_there = rn_number_parse_uint(digits, &number) && number <= INT64_MAX;
    items[count] =
        (rn_label){.key = key, .is_number = true, .number = is_there ? (int64_t)number : 0};
    return count + is_there;
}

static size_t find_labels(rn_bytes name, const parts *p, rn_label items[LABELS_MAX])
{
    size_t count = add_text(items, 0, RN_LITERAL("profile"), name);
    count = add_number(items, count, RN_LITERAL("pid"), p->pid);
    count = add_number(items, count, RN_LITERAL("tid"), p->tid);
    return add_text(items, count, RN_LITERAL("thread"), p->thread_name);
}

static bool keep_leaves(rn_speedscope_track *t, const rn_label *items, size_t count)
{
    const uint32_t *leaves = rn_labels_leaves(t->labels, items, count, &t->leaf_count);
    if (!RN_GROW(t->leaves, t->leaf_capacity, t->leaf_count)) {
        rn_fail_memory(t->report);
        return false;
    }
    if (t->leaf_count)
        memcpy(t->leaves, leaves, t->leaf_count * sizeof *leaves);
    return true;
}

static bool take_labels(rn_speedscope_track *t, rn_bytes name, const parts *p)
{
    rn_label items[LABELS_MAX];
    size_t count = find_labels(name, p, items);
    if (!rn_labels_keep(t->labels, items, count))
        return false;
    t->root = rn_labels_push_roots(t->labels, t->root, items, count);
    return keep_leaves(t, items, count);
}

/* ---- beginning -------------------------------------------------------------------------------- */

static void push_root(rn_speedscope_track *t, rn_bytes name, rn_kind kind)
{
    rn_function_key key = {.name = name, .kind = (uint8_t)kind};
    uint32_t function = rn_builder_function(t->builder, &key);
    if (name.size)
        t->root = rn_builder_push(t->builder, t->root, rn_builder_frame(t->builder, function, 0));
}

/* Profiles of the same name are tracks of their own. */
static void make_track(rn_speedscope_track *t, rn_bytes name, size_t number)
{
    t->track = rn_builder_track(t->builder, name);
    if (t->track < t->track_count) {
        rn_buffer other = {0};
        rn_put(&other, name);
        rn_put_text(&other, " (");
        rn_put_uint(&other, number);
        rn_put_char(&other, ')');
        if (other.failed)
            rn_fail_memory(rn_builder_report(t->builder));
        t->track = rn_builder_track(t->builder, rn_buffer_bytes(&other));
        rn_buffer_finish(&other);
    }
    if (t->track >= t->track_count)
        t->track_count = t->track + 1;
}

static void choose_unit(rn_speedscope_track *t, rn_bytes unit)
{
    if (t->time_unit.size == 0) {
        t->time_unit = unit;
        rn_builder_set_time_unit(t->builder, unit);
    }
    t->factor = rn_unit_factor(unit, t->time_unit);
    if (t->factor == 0)
        rn_warn(t->report, "what ran when is left out of profiles in other units than the first");
}

bool rn_speedscope_track_begin(rn_speedscope_track *t, rn_bytes name, size_t number, bool is_alone,
                               uint32_t metric, rn_bytes unit)
{
    parts p = split_name(name);
    t->metric = metric;
    t->root = 0;
    t->leaf_count = 0;
    if (rn_labels_are_wanted(t->labels) && !take_labels(t, name, &p))
        return false;
    if (!is_alone) {
        push_root(t, p.process, RN_PROCESS);
        push_root(t, p.thread, RN_THREAD);
    }
    if (rn_builder_options(t->builder)->keep_order) {
        make_track(t, name, number);
        choose_unit(t, unit);
    }
    return rn_builder_status(t->builder) == RENDER_OK;
}

/* ---- adding ----------------------------------------------------------------------------------- */

void rn_speedscope_track_add(rn_speedscope_track *t, uint32_t stack, double start, double weight)
{
    if (stack == t->root)
        return;
    for (size_t i = 0; i < t->leaf_count; i++)
        stack = rn_builder_push(t->builder, stack, t->leaves[i]);
    t->has_value |= weight > 0;
    rn_builder_add_self(t->builder, stack, t->metric, weight);
    if (t->factor > 0)
        rn_builder_add_run(t->builder, t->track, stack, start * t->factor, weight * t->factor);
}
