/* Tables in JSON: columns of numbers, and lists of texts.  A reader that meets a table before it knows what
 * its numbers stand for keeps them here. */
#ifndef RN_JSON_COLUMNS_H
#define RN_JSON_COLUMNS_H

#include "base/intern.h"
#include "input/json_values.h"

/* Takes the value whose first token is at hand, whatever it is; NaN for what is no number. */
bool rn_json_take_number(rn_json *json, double *value);

/* Numbers; NaN where there is none.  Zeroed, it is ready. */
typedef struct rn_column {
    double *items;
    size_t count, capacity;
} rn_column;

/* False when memory is out; the report says so. */
bool rn_column_add(rn_column *column, rn_report *report, double value);

/* NaN beyond the end, too. */
double rn_column_get(const rn_column *column, size_t row);

/* The value as an index below `count`, RN_NONE where there is none or it is -1.  Fails, with `what` it
 * should have been, when it is no such index. */
bool rn_column_index(const rn_column *column, size_t row, size_t count, const char *what,
                     rn_report *report, uint32_t *index);

/* Takes an array; what is no number in it is NaN.  Null leaves the column empty. */
bool rn_column_read(rn_json *json, rn_column *column);

void rn_column_finish(rn_column *column);

/* Texts, one after the other.  Zeroed, it is ready. */
typedef struct rn_texts {
    rn_buffer bytes;
    size_t *ends;
    size_t count, capacity;
} rn_texts;

bool rn_texts_add(rn_texts *texts, rn_report *report, rn_bytes text);

/* Takes an array; what is no string in it is empty. */
bool rn_texts_read(rn_json *json, rn_texts *texts);

/* Empty for RN_NONE and beyond the end. */
rn_bytes rn_texts_get(const rn_texts *texts, uint32_t index);

void rn_texts_clear(rn_texts *texts);
void rn_texts_finish(rn_texts *texts);

#endif
