/* The frames of `perf script`: the same texts come again and again, and each is looked into once. */
#ifndef RN_PERF_FRAMES_H
#define RN_PERF_FRAMES_H

#include "base/buffer.h"
#include "base/map.h"
#include "profile/builder.h"
#include "read/first_file.h"
#include "read/lexicon.h"

/* What a text turned out to be. */
typedef enum rn_perf_kind {
    RN_PERF_FRAME,
    RN_PERF_INLINED,  /* its module is that of the frame it was inlined into */
    RN_PERF_COMMAND,  /* '(name)' without a symbol: no frame when it is the command's name */
    RN_PERF_NAMELESS, /* an unknown symbol, to be called by its address */
} rn_perf_kind;

typedef struct rn_perf_text {
    uint32_t frame;           /* of RN_PERF_FRAME; RN_NONE: not made yet */
    uint32_t address_size;    /* of the address before the text, when that is a part of it */
    uint8_t kind;             /* rn_perf_kind */
    bool has_skipped_callers; /* --skip-after names it */
    bool is_no_header;        /* a line with this text was looked into */
} rn_perf_text;

typedef struct rn_perf_frames {
    rn_builder *builder;
    rn_report *report;
    const render_read_options *options;
    rn_lexicon words; /* → texts */
    rn_perf_text *texts;
    size_t text_capacity;
    rn_map inlined; /* (text, text it is inlined into) → frame */
    rn_buffer name;
    rn_first_files files; /* of lines of source */
} rn_perf_frames;

/* False when memory is out, then also in the report. */
bool rn_perf_frames_init(rn_perf_frames *frames, rn_builder *builder, rn_report *report);
void rn_perf_frames_finish(rn_perf_frames *frames);

/* The id of what stands after an address, with its line of source; RN_NONE when memory is out.  `hash`
 * is that of rn_lexicon_hash. */
uint32_t rn_perf_frames_add(rn_perf_frames *frames, rn_bytes address, rn_bytes text, uint64_t hash);

/* The builder's frame of a text, made when it is asked for the first time.  `host` is the text that an
 * inlined one stands in, or RN_NONE.  RN_NONE when it is no frame, or memory is out. */
uint32_t rn_perf_frames_get(rn_perf_frames *frames, uint32_t text, uint32_t host, rn_bytes command);

#endif
