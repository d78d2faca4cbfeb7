/* The locations and mappings that pprof -raw prints, and the frames that they stand for. */
#ifndef RN_PPROF_RAW_LOCATIONS_H
#define RN_PPROF_RAW_LOCATIONS_H

#include "base/map.h"
#include "input/lines.h"
#include "profile/builder.h"
#include "read/memo.h"

typedef struct rn_pprof_raw_line {
    rn_bytes name, file;
    uint32_t line, start;
    uint32_t function; /* of is_called */
} rn_pprof_raw_line;

typedef struct rn_pprof_raw_location {
    uint64_t mapping, address;
    size_t first_line, line_count;
    size_t first_frame; /* SIZE_MAX: not made yet */
} rn_pprof_raw_location;

typedef struct rn_pprof_raw_locations {
    rn_builder *builder;
    rn_report *report;
    rn_map ids; /* → locations */
    rn_pprof_raw_location *locations;
    size_t count, capacity;
    rn_pprof_raw_line *lines; /* the innermost first */
    size_t line_count, line_capacity;
    rn_map mapping_ids; /* → modules */
    rn_bytes *modules;
    size_t module_count, module_capacity;
    rn_memo names, files;
    rn_map functions; /* (name, file) → is_called */
    bool *is_called;  /* somewhere it is more than a part of its caller */
    size_t called_capacity;
    uint32_t *frames; /* of locations, the outermost first */
    size_t frame_count, frame_capacity;
} rn_pprof_raw_locations;

/* Takes a line of the section; false after an error. */
bool rn_pprof_raw_add_location(rn_pprof_raw_locations *locations, const rn_lines *at,
                               rn_bytes line);
bool rn_pprof_raw_add_mapping(rn_pprof_raw_locations *locations, rn_bytes line);

/* After the last of them; false when memory is out. */
bool rn_pprof_raw_resolve(rn_pprof_raw_locations *locations);

/* The frames of a location by its number as it is printed: *count of them, the outermost first, which
 * hold until the next call.  NULL when there is none. */
const uint32_t *rn_pprof_raw_frames(rn_pprof_raw_locations *locations, rn_bytes id, size_t *count);

void rn_pprof_raw_finish(rn_pprof_raw_locations *locations);

#endif
