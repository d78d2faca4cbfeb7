/* The labels of a pprof sample. */
#ifndef RN_PPROF_LABELS_H
#define RN_PPROF_LABELS_H

#include "read/labels.h"
#include "read/pprof_tables.h"

typedef struct rn_pprof_labels {
    rn_label *items; /* of the sample at hand */
    size_t count, capacity;
} rn_pprof_labels;

void rn_pprof_labels_finish(rn_pprof_labels *labels);

/* Adds a label; false when memory is out. */
bool rn_pprof_labels_add(rn_pprof_labels *labels, rn_label label);

/* Reads the labels of a sample; false, with an error, when they are broken. */
bool rn_pprof_labels_read(rn_pprof_labels *labels, rn_pprof_tables *tables, rn_bytes sample);

#endif
