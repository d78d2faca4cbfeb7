/* Entries of bpftrace's maps, as its text and its JSON print them. */
#ifndef RN_BPFTRACE_ENTRY_H
#define RN_BPFTRACE_ENTRY_H

#include "input/json_values.h"
#include "input/lines.h"

typedef struct rn_bpftrace_entry {
    rn_bytes map; /* its name, without '@' */
    rn_bytes key;
    bool is_json;    /* parts of the key are separated by ',' instead of ', ' */
    bool is_summary; /* stats(): has a count beside its value */
    bool has_value;  /* otherwise it is a histogram, an average or a text */
    bool is_cut;     /* it has no end, and neither key nor value */
    double value, count;
    uint64_t offset, line;
} rn_bpftrace_entry;

/* Steps through a file; all slices of an entry hold until the next step. */
typedef struct rn_bpftrace_file {
    rn_report *report;
    rn_bytes input;
    rn_lines lines;
    rn_json json;    /* a line of JSON */
    bool in_json;    /* there may be more in it */
    bool is_average; /* its numbers are */
    rn_buffer map, key;
} rn_bpftrace_file;

/* `nesting` as in rn_json_init. */
void rn_bpftrace_open(rn_bpftrace_file *file, rn_bytes input, uint32_t nesting, rn_report *report);
void rn_bpftrace_close(rn_bpftrace_file *file);

/* The next entry whose map has keys; false after the last one, or with an error in the report. */
bool rn_bpftrace_next(rn_bpftrace_file *file, rn_bpftrace_entry *entry);

/* A part of a key: a text, or the lines of a stack. */
typedef struct rn_bpftrace_part {
    rn_bytes text;
    bool is_stack;
} rn_bpftrace_part;

/* The part at *at, which begins at 0; false after the last. */
bool rn_bpftrace_next_part(const rn_bpftrace_entry *entry, size_t *at, rn_bpftrace_part *part);

#endif
