/* Single lines of the text profiles of gperftools and Go, pulled apart. */
#ifndef RN_GPERFTOOLS_LINE_H
#define RN_GPERFTOOLS_LINE_H

#include "base/bytes.h"

typedef enum rn_gperftools_kind {
    RN_GPERFTOOLS_NONE,
    RN_GPERFTOOLS_HEAP,       /* 'heap profile: …' */
    RN_GPERFTOOLS_CONTENTION, /* '--- contentionz 1 ---' and Go's forms of it */
    RN_GPERFTOOLS_COUNT,      /* 'goroutine profile: total 3' */
    RN_GPERFTOOLS_THREADS,    /* '--- threadz 1 ---' */
    RN_GPERFTOOLS_JAVA_HEAP,  /* '--- heapz 1 ---' */
    RN_GPERFTOOLS_JAVA_CONTENTION,
} rn_gperftools_kind;

/* The first line. */
typedef struct rn_gperftools_head {
    rn_gperftools_kind kind;
    rn_bytes name;  /* of what is counted: 'goroutine' */
    double rate;    /* one sample in so many bytes; at most 1: all of them */
    bool has_alloc; /* a heap: what was freed again is counted, too */
} rn_gperftools_head;

rn_gperftools_head rn_gperftools_head_parse(rn_bytes line);

/* 'KEY = VALUE' */
bool rn_gperftools_attribute(rn_bytes line, rn_bytes *key, rn_bytes *value);

/* 'NUMBERS @ ADDRESSES': the numbers, at most four, 0 for missing ones. */
typedef struct rn_gperftools_row {
    double numbers[4];
    size_t count;
    rn_bytes addresses;
} rn_gperftools_row;

bool rn_gperftools_row_parse(rn_bytes line, rn_gperftools_row *out);

/* The end of the rows, after which mappings are listed. */
bool rn_gperftools_is_end(rn_bytes line);

#endif
