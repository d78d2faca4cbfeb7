/* The table of frames of a speedscope file. */
#ifndef RN_SPEEDSCOPE_FRAMES_H
#define RN_SPEEDSCOPE_FRAMES_H

#include "input/json_values.h"
#include "profile/builder.h"

typedef struct rn_speedscope_frames {
    rn_builder *builder;
    rn_report *report;
    rn_buffer name, file; /* of the frame at hand */
    uint32_t *items;      /* as the file numbers them */
    size_t count, capacity;
} rn_speedscope_frames;

/* Reads the value of "shared", which begins at `at`. */
bool rn_speedscope_frames_read(rn_speedscope_frames *frames, rn_json *json, size_t at);
void rn_speedscope_frames_finish(rn_speedscope_frames *frames);

#endif
