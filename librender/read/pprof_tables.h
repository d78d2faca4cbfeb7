/* The tables of a pprof profile: strings, mappings, functions and locations, and the frames that
 * locations stand for. */
#ifndef RN_PPROF_TABLES_H
#define RN_PPROF_TABLES_H

#include "base/map.h"
#include "input/wire.h"
#include "profile/builder.h"
#include "read/pprof_drop.h"

/* Numbers of the file → indexes of a table.  Nearly every writer counts from 1. */
typedef struct rn_pprof_ids {
    rn_map map; /* once a number is not its index + 1 */
    size_t count;
} rn_pprof_ids;

/* References are as in the file until rn_pprof_tables_resolve: then they are indexes, RN_NONE for
 * none. */
typedef struct rn_pprof_function {
    uint64_t name, system_name, file, line; /* strings but for the line */
    bool is_called;                         /* somewhere it is more than a part of its caller */
} rn_pprof_function;

typedef struct rn_pprof_line {
    uint64_t function, line;
} rn_pprof_line;

typedef struct rn_pprof_location {
    uint64_t mapping, address;
    size_t first_line;
    uint32_t line_count;
    size_t first_frame; /* SIZE_MAX: not made yet */
    uint32_t kept;      /* of its frames, then; all but those that the profile drops */
} rn_pprof_location;

typedef struct rn_pprof_tables {
    rn_bytes input; /* what offsets of errors count in */
    rn_builder *builder;
    rn_report *report;
    rn_bytes *strings;
    size_t string_count, string_capacity;
    uint64_t *mappings; /* the file's name */
    size_t mapping_capacity;
    rn_pprof_function *functions;
    size_t function_capacity;
    rn_pprof_location *locations;
    size_t location_capacity;
    rn_pprof_line *lines; /* of locations, the innermost first */
    size_t line_count, line_capacity;
    rn_pprof_ids mapping_ids, function_ids, location_ids;
    rn_map made; /* (function, mapping) → the builder's function */
    rn_pprof_drop drop;
    uint32_t *frames; /* of locations, the outermost first */
    size_t frame_count, frame_capacity;
    uint32_t *alone; /* [location]: its frame, when it has no other and keeps it; else RN_NONE */
} rn_pprof_tables;

void rn_pprof_tables_finish(rn_pprof_tables *tables);

/* Fails with a message at the place of `at` in the input. */
bool rn_pprof_fail(rn_pprof_tables *tables, const char *at, const char *message);
/* Fails unless the cursor came to its end. */
bool rn_pprof_check_end(rn_pprof_tables *tables, const rn_wire *wire);

/* Takes one field of the outermost message; fields of other kinds are let pass. */
bool rn_pprof_tables_add(rn_pprof_tables *tables, const rn_wire *wire);
/* After the last of them: checks every reference. */
bool rn_pprof_tables_resolve(rn_pprof_tables *tables);

/* A string by its index; false, with an error, when there is none. */
bool rn_pprof_string(rn_pprof_tables *tables, uint64_t index, rn_bytes *out);

/* The numbers of the fields 1 to `most` of a message; other fields are stepped over. */
bool rn_pprof_numbers(rn_pprof_tables *tables, rn_bytes message, uint64_t *numbers, uint32_t most);

/* The frame of a location that has no other one and was asked for before; RN_NONE: ask for its frames. */
static inline uint32_t rn_pprof_frame(const rn_pprof_tables *tables, uint64_t id)
{
    bool is_in_order = tables->location_ids.map.count == 0 && id - 1 < tables->location_ids.count;
    return is_in_order ? tables->alone[id - 1] : RN_NONE;
}

/* The frames of a location by its number in the file, made when first asked for: *count of them,
 * the outermost first, which hold until the next call.  *kept of these are left when the profile drops
 * some of them.  NULL, with an error, when there is none. */
const uint32_t *rn_pprof_frames(rn_pprof_tables *tables, uint64_t id, size_t *count, size_t *kept);

/* Repeated numbers, which may be packed or not, are added to a list. */
bool rn_pprof_add_numbers(rn_pprof_tables *tables, const rn_wire *wire, uint64_t **numbers,
                          size_t *count, size_t *capacity);

#endif
