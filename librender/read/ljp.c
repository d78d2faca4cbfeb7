/* What lightweight-java-profiler writes: stacks with the number of their samples and of their frames,
 * leaf first.
 *
 *     42 3 a.b.Shop.find(Shop.java:40)
 *          a.b.Shop.sell(Shop.java:12)
 *          a.b.Main.main(Main.java:5)
 *     Total trace count = 42
 *
 * What follows 'Total' repeats the counts by method and is left out. */
#include "base/number.h"
#include "base/words.h"
#include "read/dump.h"
#include "read/formats.h"
#include "read/java_frame.h"

/* Cuts a number with the blanks behind it off the start. */
static bool cut_number(rn_bytes *text, uint64_t *number)
{
    rn_bytes digits = rn_cut_digits(text), rest = rn_trim_start(*text);
    bool fits = digits.size && rest.size < text->size && rn_number_parse_uint(digits, number);
    *text = rest;
    return fits;
}

/* 'COUNT DEPTH frame' */
static bool parse_first(rn_bytes text, uint64_t *count, uint64_t *depth, rn_bytes *frame)
{
    text = rn_trim_start(text);
    if (!cut_number(&text, count) || !cut_number(&text, depth) || !text.size)
        return false;
    *frame = text;
    return !rn_is_digit(text.data[0]);
}

static bool is_total(rn_bytes text)
{
    return rn_bytes_start(text, RN_LITERAL("Total"));
}

/* ---- the contest of formats ------------------------------------------------------------------- */

/* Bids when all lines so far are frames, and stacks as deep as is said. */
static int sniff(rn_bytes head, bool whole)
{
    rn_lines l = rn_lines_of(head);
    rn_bytes line, frame;
    uint64_t count, depth = 0, left = 0;
    size_t stacks = 0;
    while (rn_lines_next(&l, &line)) {
        rn_bytes text = rn_trim(line);
        if (is_total(text))
            break;
        if (!text.size || (!whole && l.at >= head.size))
            continue;
        bool is_first = parse_first(text, &count, &depth, &frame);
        if (!rn_java_is_frame(is_first ? frame : text) || (is_first && left) ||
            (!is_first && !left))
            return 0;
        stacks += is_first;
        left = is_first ? depth - (depth > 0) : left - 1;
    }
    return stacks ? 80 : 0;
}

/* ---- the file --------------------------------------------------------------------------------- */

typedef struct reader {
    rn_dump dump;
    rn_java_frames frames;
    uint64_t count, depth; /* as the stack at hand says */
    bool in_stack, is_after_total, has_other_depth;
} reader;

static void finish_stack(reader *r)
{
    static const rn_dump_thread nobody = {.name = {"", 0}};
    if (r->in_stack && r->dump.depth != r->depth)
        r->has_other_depth = true;
    rn_dump_take(&r->dump, &nobody, (double)r->count);
    r->in_stack = false;
}

static void add_frame(reader *r, rn_bytes text)
{
    const rn_java_known *known = rn_java_frames_get(&r->frames, text);
    if (!known)
        return;
    uint32_t frame = known->frame;
    if (frame == RN_NONE) {
        rn_function_key key = {.name = text};
        frame = rn_builder_frame(r->dump.builder, rn_builder_function(r->dump.builder, &key), 0);
    }
    rn_dump_add(&r->dump, frame);
}

static render_status take_line(void *user, const rn_lines *l, rn_bytes line)
{
    reader *r = user;
    rn_bytes text = rn_trim(line), frame;
    uint64_t count, depth;
    if (text.size == 0)
        return RENDER_OK;
    if (parse_first(text, &count, &depth, &frame)) {
        finish_stack(r);
        r->count = count;
        r->depth = depth;
        add_frame(r, frame);
        r->in_stack = true;
        return RENDER_OK;
    }
    if (is_total(text)) {
        finish_stack(r);
        r->is_after_total = true;
    } else if (r->in_stack) {
        add_frame(r, text);
    } else if (!r->is_after_total) {
        return rn_skip(r->dump.report, l->start, l->number, "a frame without a stack before it");
    }
    return RENDER_OK;
}

static void finish(void *user)
{
    reader *r = user;
    finish_stack(r);
    if (r->has_other_depth)
        rn_warn(r->dump.report, "a stack has more or fewer frames than it says");
}

static const rn_dump_reader HOW = {RN_STATE_ANY, take_line, finish};

static render_status read_ljp(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {0};
    rn_java_frames_init(&r.frames, builder, report);
    render_status status = rn_dump_read(&r.dump, &HOW, input, builder, report, &r);
    rn_java_frames_finish(&r.frames);
    return status;
}

const rn_format rn_format_ljp = {
    .info = &rn_format_infos[RN_FORMAT_ljp],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_ljp,
};
