/* The labels that pprof -raw prints below a sample. */
#ifndef RN_PPROF_RAW_LABELS_H
#define RN_PPROF_RAW_LABELS_H

#include "read/pprof_labels.h"

bool rn_pprof_raw_is_labels(rn_bytes line);

/* Adds the labels of a line; false when memory is out. */
bool rn_pprof_raw_labels_add(rn_pprof_labels *labels, rn_bytes line);

#endif
