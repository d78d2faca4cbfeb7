/* Names in callgrind files, which may be given as numbers, and the functions they stand for: a name in a
 * file of an object. */
#ifndef RN_CALLGRIND_NAMES_H
#define RN_CALLGRIND_NAMES_H

#include "base/map.h"
#include "read/callgrind_events.h"

/* Numbers of names are counted apart for these. */
typedef enum rn_callgrind_space {
    RN_CALLGRIND_OBJECT,
    RN_CALLGRIND_FILE,
    RN_CALLGRIND_FUNCTION,
    RN_CALLGRIND_SPACES,
} rn_callgrind_space;

/* What numbers stand for: usual ones in a row, others in a map. */
typedef struct rn_callgrind_numbers {
    uint32_t *texts; /* [number], or RN_NONE */
    size_t count, capacity;
    rn_map others;
} rn_callgrind_numbers;

/* Where a name was found last: nearly every name is that of one function. */
typedef struct rn_callgrind_finding {
    uint32_t place; /* + 1; 0: nowhere yet */
    uint32_t function;
} rn_callgrind_finding;

typedef struct rn_callgrind_names {
    rn_builder *builder;
    rn_callgrind_events *events; /* fixed when there is a function */
    rn_report *report;

    rn_intern texts;
    rn_callgrind_numbers numbered[RN_CALLGRIND_SPACES];
    rn_map places;                               /* (file, object) → a number for that */
    uint32_t last_file, last_object, last_place; /* looked up last; RN_NONE: none */
    rn_map functions;                            /* (name, place) → function */
    rn_callgrind_finding *found;                 /* [name] */
    size_t found_count, found_capacity;
} rn_callgrind_names;

/* False when memory is out; rn_callgrind_names_finish is called in either case. */
bool rn_callgrind_names_init(rn_callgrind_names *names, rn_builder *builder,
                             rn_callgrind_events *events, rn_report *report);
void rn_callgrind_names_finish(rn_callgrind_names *names);

/* The text of a name as it is written: "main", "(12) main", or "(12)" when that was given before.  False when memory
 * is out. */
bool rn_callgrind_name(rn_callgrind_names *names, rn_callgrind_space space, rn_bytes written,
                       uint32_t *text);

/* The function of a name, a file and an object, which are texts.  False after an error. */
bool rn_callgrind_function(rn_callgrind_names *names, uint32_t name, uint32_t file, uint32_t object,
                           uint32_t *function);

#endif
