/* Frames of Firefox' own profiles: what the text of a location says, and which library an address is in. */
#ifndef RN_GECKO_FRAMES_H
#define RN_GECKO_FRAMES_H

#include "profile/builder.h"
#include "read/json_columns.h"

typedef struct rn_gecko_library {
    uint64_t start, end;
    uint32_t name; /* of rn_gecko_frames.names */
} rn_gecko_library;

typedef struct rn_gecko_frames {
    rn_builder *builder;
    rn_report *report;
    /* of the thread at hand */
    rn_texts texts;
    rn_column location; /* of texts */
    rn_column line;
    uint32_t *made; /* [frame]: the builder's, or one of two marks */
    size_t made_capacity;
    /* of the process at hand, by start */
    rn_gecko_library *libraries;
    size_t library_count, library_capacity;
    rn_texts names;
    rn_buffer scratch;
} rn_gecko_frames;

void rn_gecko_frames_init(rn_gecko_frames *frames, rn_builder *builder, rn_report *report);

void rn_gecko_frames_clear_libraries(rn_gecko_frames *frames);

/* Takes the array of libraries. */
bool rn_gecko_frames_read_libraries(rn_gecko_frames *frames, rn_json *json);

/* After the texts and columns of a thread are there. */
bool rn_gecko_frames_begin(rn_gecko_frames *frames);

/* The builder's frame of a frame of the thread; RN_NONE for '(root)', which is left out. */
uint32_t rn_gecko_frame(void *frames, uint32_t frame);

/* What a location says: 'f (a.js:3:1)[13]', 'a label', '0x7f12'. */
rn_function_key rn_gecko_location(rn_bytes text);

void rn_gecko_frames_finish(rn_gecko_frames *frames);

#endif
