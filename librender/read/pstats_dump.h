/* What a Python profile dump says, as flat tables in the order of the file: the dict of functions
 * and their callers without Python's objects (see pstats.c for the format).
 *
 * Equal keys are not looked for yet: every key that was written out is a row of `keys`.  A time that
 * is no time is 0, a count that is no count NaN. */
#ifndef RN_PSTATS_DUMP_H
#define RN_PSTATS_DUMP_H

#include "read/marshal.h"

/* Set in the name of a key that is a code object; the rest is then its index in marshal.codes. */
#define RN_PSTATS_CODE UINT32_C(0x80000000)

typedef struct rn_pstats_key {
    uint32_t file, name; /* texts */
    int32_t line;        /* 0 when out of range */
} rn_pstats_key;

typedef struct rn_pstats_cost {
    double calls, primitive_calls, self, total;
} rn_pstats_cost;

/* Arcs as columns, [arc]: there are millions, and a profile has them so, too. */
typedef struct rn_pstats_arcs {
    uint32_t *callers; /* keys */
    double *calls, *primitive_calls;
    double *self, *total; /* NaN: only calls are known */
    size_t count, capacity;
} rn_pstats_arcs;

typedef struct rn_pstats_callers {
    uint32_t first, count; /* arcs */
} rn_pstats_callers;

typedef struct rn_pstats_value {
    rn_pstats_cost cost;
    rn_pstats_callers callers;
} rn_pstats_value;

typedef struct rn_pstats_entry {
    uint32_t key, value;
} rn_pstats_entry;

typedef struct rn_pstats_dump {
    rn_marshal marshal;
    rn_pstats_key *keys;
    size_t key_count, key_capacity;
    rn_pstats_arcs arcs;
    rn_pstats_value *values;
    size_t value_count, value_capacity;
    rn_pstats_entry *entries;
    size_t entry_count, entry_capacity;

    /* what references name again */
    rn_pstats_callers *caller_lists;
    size_t caller_list_count, caller_list_capacity;
    rn_pstats_cost *costs;
    size_t cost_count, cost_capacity;

    bool is_sampled; /* by profiling.sampling: counts are samples */
    bool has_bad_time;
} rn_pstats_dump;

/* Makes room for so many arcs in all; false when memory is out. */
bool rn_pstats_arcs_reserve(rn_pstats_arcs *arcs, size_t count);
void rn_pstats_arcs_finish(rn_pstats_arcs *arcs);

/* Reads the dump, with code objects in the given layout (see marshal.h).  False after an error, which
 * is then in dump->marshal.error; rn_pstats_dump_finish is called in either case. */
bool rn_pstats_dump_read(rn_pstats_dump *dump, rn_bytes input, uint32_t nesting, int layout);
void rn_pstats_dump_finish(rn_pstats_dump *dump);

#endif
