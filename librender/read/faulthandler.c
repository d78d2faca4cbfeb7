/* Python's faulthandler: what it prints of a crash, on a signal, or when asked to.
 *
 *     Thread 0x00007f60553856c0 [worker] (most recent call first):
 *       File "/demo/busy.py", line 4 in leaf
 *       File "/demo/busy.py", line 10 in recurse
 *       ...
 *
 *     Current thread 0x00007f6055e18b80 (most recent call first):
 *       File "/demo/busy.py", line 19 in deep
 *
 * Each stack counts once.  '...' says that its root is missing.  What is unknown is '???'.
 *
 * Left out: the thread that crashed, the stacks of C that Python 3.14 adds, and all other lines. */
#include "base/number.h"
#include "base/words.h"
#include "read/dump.h"
#include "read/formats.h"

/* ---- lines ------------------------------------------------------------------------------------ */

typedef struct frame_line {
    rn_bytes file, function;
    uint32_t line;
} frame_line;

static rn_bytes known(rn_bytes text)
{
    return rn_bytes_equal(text, RN_LITERAL("???")) ? (rn_bytes){"", 0} : text;
}

/* '  File "/demo/busy.py", line 4 in leaf' */
static bool parse_frame(rn_bytes line, frame_line *out)
{
    size_t quote, in;
    uint64_t number = 0;
    rn_bytes text = rn_trim_start(line);
    if (!rn_cut_prefix(&text, "File ") || !rn_find_last_char(text, '"', &quote))
        return false;
    rn_bytes file = rn_bytes_slice(text, 0, quote);
    rn_bytes rest = rn_bytes_slice(text, quote + 1, text.size);
    if (!rn_cut_prefix(&file, "\"") || !rn_cut_prefix(&rest, ", line ") ||
        !rn_find(rest, RN_LITERAL(" in "), &in))
        return false;
    rn_bytes digits = rn_bytes_slice(rest, 0, in);
    if (known(digits).size && !rn_number_parse_uint(digits, &number))
        return false;
    *out = (frame_line){known(file), known(rn_bytes_slice(rest, in + 4, rest.size)),
                        number <= UINT32_MAX ? (uint32_t)number : 0};
    return true;
}

/* 'Thread 0x00007f60553856c0 [worker] (most recent call first):', 'Stack (most recent call first):' */
static bool parse_thread(rn_bytes line, rn_dump_thread *out)
{
    size_t open;
    *out = (rn_dump_thread){.name = {"", 0}};
    line = rn_trim_end(line);
    if (!rn_cut_suffix(&line, " (most recent call first):"))
        return false;
    if (rn_bytes_equal(line, RN_LITERAL("Stack")))
        return true;
    if (!rn_cut_prefix(&line, "Current thread ") && !rn_cut_prefix(&line, "Thread "))
        return false;
    if (rn_cut_suffix(&line, "]") && rn_find_char(line, '[', &open)) {
        out->name = rn_bytes_slice(line, open + 1, line.size);
        line = rn_trim_end(rn_bytes_slice(line, 0, open));
    }
    out->tid = line;
    return line.size && !memchr(line.data, ' ', line.size);
}

/* ---- the contest of formats ------------------------------------------------------------------- */

static int sniff(rn_bytes head, bool whole)
{
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    frame_line frame;
    rn_dump_thread thread;
    bool in_stack = false;
    (void)whole;
    while (rn_lines_next(&l, &line)) {
        if (in_stack && parse_frame(line, &frame))
            return 95;
        in_stack = parse_thread(line, &thread);
    }
    return 0;
}

/* ---- the file --------------------------------------------------------------------------------- */

typedef struct reader {
    rn_dump dump;
    rn_dump_thread thread;
    bool in_stack;
} reader;

static void finish_stack(void *user)
{
    reader *r = user;
    rn_dump_take(&r->dump, &r->thread, 1);
    r->in_stack = false;
}

static void add_frame(reader *r, const frame_line *frame)
{
    rn_builder *b = r->dump.builder;
    rn_function_key key = {.name = rn_dump_name(&r->dump, frame->function, frame->file),
                           .file = frame->file};
    rn_dump_add(&r->dump, rn_builder_frame(b, rn_builder_function(b, &key), frame->line));
}

static bool is_truncation(rn_bytes line)
{
    rn_bytes text = rn_trim(line);
    return rn_bytes_equal(text, RN_LITERAL("...")) ||
           rn_bytes_equal(text, RN_LITERAL("<truncated rest of calls>"));
}

static render_status take_line(void *user, const rn_lines *l, rn_bytes line)
{
    reader *r = user;
    frame_line frame;
    rn_dump_thread thread;
    if (parse_frame(line, &frame)) {
        if (!r->in_stack)
            return rn_skip(r->dump.report, l->start, l->number, "a frame outside of a thread");
        add_frame(r, &frame);
    } else if (parse_thread(line, &thread)) {
        finish_stack(r);
        r->thread = thread;
        r->in_stack = true;
    } else if (r->dump.depth && line.size && rn_is_blank(line.data[0]) && is_truncation(line)) {
        r->dump.is_truncated = true;
    } else {
        finish_stack(r);
    }
    return RENDER_OK;
}

static const rn_dump_reader HOW = {RN_STATE_ANY, take_line, finish_stack};

static render_status read_faulthandler(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {0};
    return rn_dump_read(&r.dump, &HOW, input, builder, report, &r);
}

const rn_format rn_format_faulthandler = {
    .info = &rn_format_infos[RN_FORMAT_faulthandler],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_faulthandler,
};
