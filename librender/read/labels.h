/* Labels of samples: which samples are read (render_read_options.tag_focus, tag_ignore), and which
 * labels become frames (tag_roots, tag_leaves).  Readers of formats with labels hand them over, as long
 * as rn_labels_are_wanted. */
#ifndef RN_LABELS_H
#define RN_LABELS_H

#include "base/buffer.h"
#include "base/regex.h"
#include "profile/builder.h"

typedef struct rn_label {
    rn_bytes key;
    rn_bytes text; /* unless it is a number */
    bool is_number;
    int64_t number;
    rn_bytes unit; /* of a number; empty: none */
} rn_label;

/* What samples are chosen by: patterns, or a range of numbers. */
typedef struct rn_label_filter {
    const char *option; /* NULL: no filter */
    rn_bytes key;       /* empty: any */
    rn_regex **patterns;
    size_t pattern_count;
    bool is_range;
    double least, most;
    rn_bytes unit;
    bool has_matched;
} rn_label_filter;

/* Zeroed, it is ready to be finished. */
typedef struct rn_labels {
    rn_builder *builder;
    rn_report *report;
    rn_label_filter focus, ignore;
    rn_bytes roots, leaves; /* keys, separated by commas */
    uint32_t *frames;
    size_t frame_capacity;
    rn_buffer text;
} rn_labels;

/* False, with an error, when an option is no regular expression. */
bool rn_labels_init(rn_labels *labels, rn_builder *builder, rn_report *report);
void rn_labels_finish(rn_labels *labels);

static inline bool rn_labels_are_wanted(const rn_labels *labels)
{
    return labels->focus.option || labels->ignore.option || labels->roots.size ||
           labels->leaves.size;
}

/* Whether a sample with these labels is to be read.  False, too, after an error. */
bool rn_labels_keep(rn_labels *labels, const rn_label *items, size_t count);

/* The frames at the root of a sample with these labels, the outermost first: *frame_count of them,
 * which hold until the next call. */
const uint32_t *rn_labels_roots(rn_labels *labels, const rn_label *items, size_t count,
                                size_t *frame_count);
/* The same at the leaf. */
const uint32_t *rn_labels_leaves(rn_labels *labels, const rn_label *items, size_t count,
                                 size_t *frame_count);

/* Pushes them on `stack`. */
uint32_t rn_labels_push_roots(rn_labels *labels, uint32_t stack, const rn_label *items,
                              size_t count);
uint32_t rn_labels_push_leaves(rn_labels *labels, uint32_t stack, const rn_label *items,
                               size_t count);

/* After the last sample: warns of a filter that fitted none of them. */
void rn_labels_sum_up(const rn_labels *labels);

#endif
