/* The tables of a processed profile of Firefox that make frames of numbers: in every thread, or since newer
 * versions one set for all; a thread takes from the common set what it does not have itself. */
#ifndef RN_FIREFOX_TABLES_H
#define RN_FIREFOX_TABLES_H

#include "read/json_columns.h"
#include "read/stack_rows.h"

enum {
    RN_FIREFOX_STACKS,
    RN_FIREFOX_FRAMES,
    RN_FIREFOX_FUNCTIONS,
    RN_FIREFOX_RESOURCES,
    RN_FIREFOX_SOURCES,
    RN_FIREFOX_STRINGS,
    RN_FIREFOX_OLD_STRINGS,
    RN_FIREFOX_LIBRARIES,
    RN_FIREFOX_TABLES
};

/* The keys that they are the values of. */
extern const char *const rn_firefox_table_names[RN_FIREFOX_TABLES];

/* What one set holds. */
typedef struct rn_firefox_set {
    bool has[RN_FIREFOX_TABLES];
    rn_stack_rows rows;
    rn_column function, line, depth;        /* of frames */
    rn_column name, resource, source, file; /* of functions; and `start` */
    rn_column start;
    rn_column library;  /* of resources */
    rn_column filename; /* of sources */
    rn_texts strings, libraries;
} rn_firefox_set;

typedef struct rn_firefox_made {
    uint32_t generation, frame;
} rn_firefox_made;

typedef struct rn_firefox_tables {
    rn_builder *builder;
    rn_report *report;
    rn_firefox_set common, own;
    const rn_firefox_set *from[RN_FIREFOX_TABLES]; /* for the thread at hand */
    rn_firefox_made *made;                         /* [frame] */
    size_t made_capacity;
    uint32_t generation; /* changes when frames stand for something else */
    uint32_t last_generation;
    rn_buffer scratch;
} rn_firefox_tables;

void rn_firefox_tables_init(rn_firefox_tables *tables, rn_builder *builder, rn_report *report);
void rn_firefox_tables_finish(rn_firefox_tables *tables);

/* Forgets the tables of the last thread. */
void rn_firefox_tables_clear(rn_firefox_tables *tables);

/* Takes the value of a key into a set. */
bool rn_firefox_tables_read(rn_firefox_tables *tables, rn_firefox_set *set, int table,
                            rn_json *json);

/* After the tables of a thread are there: which stacks are its own.  NULL when there are none, or after a
 * failure. */
rn_stack_rows *rn_firefox_tables_begin(rn_firefox_tables *tables);

/* Takes an object of columns; of others than these, nothing. */
bool rn_firefox_read_columns(rn_json *json, const char *const *names, rn_column *const *columns,
                             size_t count);

#endif
