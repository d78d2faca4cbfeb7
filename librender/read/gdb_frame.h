/* A frame as gdb prints it in a backtrace. */
#ifndef RN_GDB_FRAME_H
#define RN_GDB_FRAME_H

#include "base/bytes.h"

typedef struct rn_gdb_frame {
    rn_bytes name;         /* empty: unknown */
    rn_bytes file, module; /* empty: not told */
    uint32_t line;
    bool has_address;
    bool is_marker; /* '<signal handler called>' */
    bool is_open;   /* the text ends within the arguments */
} rn_gdb_frame;

/* Cuts '#12  ' off the start. */
bool rn_gdb_frame_number(rn_bytes *line, uint64_t *number);

/* The text behind the number, which may have been broken into several lines.  False when it is no
 * frame. */
bool rn_gdb_frame_parse(rn_bytes text, rn_gdb_frame *out);

#endif
