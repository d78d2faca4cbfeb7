/* Backtraces of gdb, such as `gdb -batch -ex 'thread apply all bt' -p PID` prints, once or in a loop:
 *
 *     Thread 2 (Thread 0x7fecc3c1c6c0 (LWP 20170) "busy"):
 *     #0  0x00005624e8c791e4 in area (this=0x7fecc3c1bd98, n=12) at busy.cc:10
 *     #1  Call::operator() (n=<optimized out>) at busy.cc:13
 *     #2  0x00005624e8c796c2 in recurse (depth=0,
 *         text=0x5624e8c7a00e "x") at busy.cc:14
 *     #3  0x00007fecc44a71f5 in ?? () from /lib/libc.so.6
 *
 * Each stack counts once.  A frame is inlined when its caller has no address of its own, unless gdb
 * was told to print none.
 *
 * Left out: arguments, addresses, local variables, and all other lines. */
#include <stdlib.h>

#include "base/grow.h"
#include "base/words.h"
#include "read/dump.h"
#include "read/formats.h"
#include "read/gdb_frame.h"

/* ---- threads ---------------------------------------------------------------------------------- */

/* 'Thread 2 (Thread 0x7fec (LWP 20170) "busy"):'; also '(LWP 20170)', '(process 20170)', no name */
static bool parse_thread(rn_bytes line, rn_dump_thread *out)
{
    size_t at, end;
    line = rn_trim_end(line);
    if (!rn_cut_prefix(&line, "Thread ") || !rn_cut_digits(&line).size ||
        !rn_find(line, RN_LITERAL(" ("), &at) || !rn_cut_suffix(&line, "):"))
        return false;
    *out = (rn_dump_thread){.name = {"", 0}};
    if (rn_find(line, RN_LITERAL("LWP "), &at) || rn_find(line, RN_LITERAL("process "), &at)) {
        rn_bytes rest = rn_bytes_slice(line, at + (line.data[at] == 'L' ? 4 : 8), line.size);
        out->tid = rn_cut_digits(&rest);
    }
    if (rn_find_char(line, '"', &at) && rn_find_last_char(line, '"', &end) && end > at)
        out->name = rn_bytes_slice(line, at + 1, end);
    return true;
}

/* ---- the contest of formats ------------------------------------------------------------------- */

static int bid_for_frame(rn_bytes text, bool in_thread)
{
    rn_gdb_frame frame;
    if (!rn_gdb_frame_parse(text, &frame) || frame.is_marker)
        return 0;
    if (in_thread)
        return 95;
    return frame.has_address || frame.file.size || frame.module.size ? 85 : 0;
}

static int sniff(rn_bytes head, bool whole)
{
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    rn_dump_thread thread;
    uint64_t number;
    bool in_thread = false;
    int best = 0;
    (void)whole;
    while (best < 95 && rn_lines_next(&l, &line)) {
        if (rn_gdb_frame_number(&line, &number)) {
            int bid = bid_for_frame(line, in_thread);
            best = bid > best ? bid : best;
        }
        in_thread = parse_thread(line, &thread);
    }
    return best;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

typedef struct entry {
    rn_function_info function;
    uint32_t line;
    bool has_address, is_marker;
} entry;

enum {
    ENTRIES_MAX = 65536, /* of a stack whose inlined frames are looked for */
    PIECES_MAX = 32,     /* lines of one frame */
};

typedef struct reader {
    rn_dump dump;
    rn_dump_thread thread;
    entry *entries; /* the leaf first */
    size_t count, capacity;

    rn_bytes
        text; /* of the frame that is not yet an entry, as more of it may follow; empty: none */
    rn_gdb_frame frame; /* what it says so far */
    size_t pieces;      /* its lines */
    rn_bytes first;     /* the text of a stack's only frame */
} reader;

/* Without any address behind the leaf there is nothing to tell. */
static void mark_inlined(reader *r)
{
    bool has_addresses = false;
    for (size_t i = 1; i < r->count; i++)
        has_addresses |= r->entries[i].has_address;
    for (size_t i = 0; has_addresses && i + 1 < r->count; i++) {
        const entry *caller = &r->entries[i + 1];
        if (!caller->has_address && !caller->is_marker && !r->entries[i].is_marker)
            r->entries[i].function.flags |= RN_FLAG_INLINED;
    }
}

static void flush_entries(reader *r)
{
    rn_builder *b = r->dump.builder;
    mark_inlined(r);
    for (size_t i = 0; i < r->count; i++) {
        const entry *e = &r->entries[i];
        rn_dump_add(&r->dump,
                    rn_builder_frame(b, rn_builder_add_function(b, &e->function), e->line));
    }
    r->count = 0;
}

static void add_entry(reader *r, const rn_gdb_frame *frame)
{
    rn_builder *b = r->dump.builder;
    if (!RN_GROW(r->entries, r->capacity, r->count + 1)) {
        rn_fail_memory(r->dump.report);
        return;
    }
    entry *e = &r->entries[r->count++];
    *e = (entry){
        .line = frame->line, .has_address = frame->has_address, .is_marker = frame->is_marker};
    e->function.name = rn_builder_text(b, rn_dump_name(&r->dump, frame->name, frame->module));
    e->function.module = rn_builder_text(b, frame->module);
    e->function.file = rn_builder_text(b, frame->file);
    e->function.flags = frame->is_marker ? RN_FLAG_SYNTHETIC : 0;
    if (r->count == ENTRIES_MAX)
        flush_entries(r);
}

static void finish_frame(reader *r)
{
    if (r->text.size)
        add_entry(r, &r->frame);
    r->text.size = 0;
}

static void finish_stack(void *user)
{
    reader *r = user;
    finish_frame(r);
    flush_entries(r);
    rn_dump_take(&r->dump, &r->thread, 1);
    r->thread = (rn_dump_thread){.name = {"", 0}};
    r->first.size = 0;
}

/* ---- the file --------------------------------------------------------------------------------- */

static render_status begin_frame(reader *r, const rn_lines *l, rn_bytes text, uint64_t number)
{
    rn_gdb_frame frame;
    if (!rn_gdb_frame_parse(text, &frame))
        return rn_skip(r->dump.report, l->start, l->number, "no frame of gdb");
    finish_frame(r);
    if (number == 0) {
        /* gdb tells where it is before it is asked for the stack */
        if (r->count == 1 && !r->dump.depth && rn_bytes_equal(r->first, text))
            r->count = 0;
        else if (r->count || r->dump.depth)
            finish_stack(r);
        r->first = text;
    } else {
        r->first.size = 0;
    }
    r->text = text;
    r->frame = frame;
    r->pieces = 1;
    return RENDER_OK;
}

/* A line that goes on with the frame before it: the texts of both are one slice. */
static void continue_frame(reader *r, rn_bytes line)
{
    const rn_gdb_frame *frame = &r->frame;
    rn_bytes text = rn_trim_start(line);
    bool is_place =
        rn_bytes_start(text, RN_LITERAL("at ")) || rn_bytes_start(text, RN_LITERAL("from "));
    bool wants_place = !frame->file.size && !frame->module.size && !frame->is_marker;
    if (r->text.size && text.size && text.size < line.size && r->pieces++ < PIECES_MAX &&
        (frame->is_open || (wants_place && is_place))) {
        r->text.size = (size_t)(line.data + line.size - r->text.data);
        rn_gdb_frame_parse(r->text, &r->frame);
    } else {
        finish_frame(r);
    }
}

static render_status take_line(void *user, const rn_lines *l, rn_bytes line)
{
    reader *r = user;
    rn_dump_thread thread;
    rn_bytes text = line;
    uint64_t number;
    if (rn_gdb_frame_number(&text, &number))
        return begin_frame(r, l, text, number);
    if (parse_thread(line, &thread)) {
        finish_stack(r);
        r->thread = thread;
        return RENDER_OK;
    }
    continue_frame(r, line);
    /* said of a core file, behind the frame where the program was */
    if (rn_bytes_start(line, RN_LITERAL("[Current thread is ")) && r->first.size)
        r->count = 0;
    if (rn_bytes_start(line, RN_LITERAL("(More stack frames follow...)"))) {
        r->dump.is_truncated = true;
        r->first.size = 0;
    }
    return RENDER_OK;
}

static const rn_dump_reader HOW = {RN_STATE_ANY, take_line, finish_stack};

static render_status read_gdb(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {0};
    render_status status = rn_dump_read(&r.dump, &HOW, input, builder, report, &r);
    free(r.entries);
    return status;
}

const rn_format rn_format_gdb = {
    .info = &rn_format_infos[RN_FORMAT_gdb],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_gdb,
};
