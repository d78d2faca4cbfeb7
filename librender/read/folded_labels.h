/* What the first frames of a folded stack say of its process and thread. */
#ifndef RN_FOLDED_LABELS_H
#define RN_FOLDED_LABELS_H

#include "read/labels.h"
#include "read/stack_text.h"

enum { RN_FOLDED_LABELS_MAX = 4 };

/* Of a line; returns how many there are. */
size_t rn_folded_labels(const rn_stack_text *stacks, const rn_stack_line *line,
                        rn_label items[RN_FOLDED_LABELS_MAX]);

#endif
