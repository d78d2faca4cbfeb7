/* The samples of a thread, as both of Firefox' formats have them: a stack, a time, and perhaps a weight and
 * the time that the thread was at work since the last sample. */
#ifndef RN_FIREFOX_SAMPLES_H
#define RN_FIREFOX_SAMPLES_H

#include "read/signed_metric.h"
#include "read/stack_rows.h"

/* What a thread says of itself. */
enum {
    RN_FIREFOX_NAME,
    RN_FIREFOX_PROCESS_NAME,
    RN_FIREFOX_PROCESS_TYPE,
    RN_FIREFOX_PID,
    RN_FIREFOX_TID,
    RN_FIREFOX_LABELS
};
extern const char *const rn_firefox_label_names[RN_FIREFOX_LABELS];

enum { RN_FIREFOX_TIME, RN_FIREFOX_SAMPLES, RN_FIREFOX_CPU, RN_FIREFOX_BYTES, RN_FIREFOX_METRICS };

typedef struct rn_firefox_samples {
    rn_builder *builder;
    rn_report *report;
    rn_stack_rows *rows;                /* of the thread at hand */
    rn_column stack, time, weight, cpu; /* times in ms */
    rn_buffer labels[RN_FIREFOX_LABELS];
    rn_buffer weight_type; /* 'samples', 'tracing-ms', 'bytes'; empty: samples */
    rn_buffer cpu_unit;    /* of the file; empty: the reader's choice */
    double interval;       /* in ms; not above 0: not told */
    double shift;          /* added to times, in ms */
    rn_signed_metric metrics[RN_FIREFOX_METRICS];
    bool has_metric[RN_FIREFOX_METRICS];
    uint64_t count; /* samples with a stack */
} rn_firefox_samples;

void rn_firefox_samples_init(rn_firefox_samples *samples, rn_builder *builder, rn_report *report);

/* Forgets the samples of the last thread. */
void rn_firefox_samples_clear(rn_firefox_samples *samples);

/* Takes the object "meta"; `interval` and `start` are in ms, and as they were when they are not told. */
bool rn_firefox_samples_read_meta(rn_firefox_samples *samples, rn_json *json, double *interval,
                                  double *start);

/* Takes the value of a label, a name or number; another value is none. */
bool rn_firefox_samples_read_label(rn_firefox_samples *samples, rn_json *json, int label);

/* Adds the samples of a thread; its process and itself are frames when they are to be told from others. */
bool rn_firefox_samples_add(rn_firefox_samples *samples, bool shows_process, bool shows_thread);

/* Adds weights alone, which are bytes, to a metric of their own; the thread's samples come first. */
bool rn_firefox_samples_add_bytes(rn_firefox_samples *samples, rn_signed_metric *metric);

/* After the last thread; false when no sample had a stack. */
bool rn_firefox_samples_end(rn_firefox_samples *samples);

void rn_firefox_samples_finish(rn_firefox_samples *samples);

#endif
