/* What `py-spy dump` prints of a Python program, once or in a loop:
 *
 *     Process 1234: python3 busy.py
 *     Python v3.11.7 (/usr/bin/python3.11)
 *
 *     Thread 1235 (active+gil): "MainThread"
 *         leaf (busy.py:4)
 *             Locals:                                  with -l
 *                 n: 3
 *         main (busy.py:30)
 *
 * and with --json: [{"pid": 1234, "thread_id": 1, "thread_name": "MainThread", "os_thread_id": 1235,
 * "active": true, "owns_gil": true, "frames": [{"name": "leaf", "filename": "/demo/busy.py", "module": null,
 * "line": 4, …}, …]}, …], also several of these lists in a row.
 *
 * Each thread counts once; --states chooses among the active ones (running) and the idle ones (waiting).
 *
 * Left out: colours, local variables, command lines. */
#include <stdlib.h>

#include "base/grow.h"
#include "base/words.h"
#include "input/json_values.h"
#include "read/dump.h"
#include "read/formats.h"
#include "read/frame_text.h"

/* ---- lines ------------------------------------------------------------------------------------ */

enum { FRAME_INDENTATION = 4 };

/* Copies a line without escape sequences of colours; `out` has room for all of it. */
static rn_bytes without_colours(rn_bytes line, char *out)
{
    size_t size = 0;
    for (size_t i = 0; i < line.size; i++) {
        if (line.data[i] == '\x1b' && i + 1 < line.size && line.data[i + 1] == '[') {
            for (i += 2; i < line.size && (line.data[i] | 0x20) < 'a';)
                i++;
            continue;
        }
        out[size++] = line.data[i];
    }
    return (rn_bytes){out, size};
}

/* 'Process 1234: python3 busy.py' */
static bool parse_process(rn_bytes line, rn_bytes *pid)
{
    if (!rn_cut_prefix(&line, "Process "))
        return false;
    *pid = rn_cut_digits(&line);
    return pid->size && rn_bytes_start(line, RN_LITERAL(":"));
}

static rn_bytes cut_id(rn_bytes *text)
{
    size_t at = 0;
    while (at < text->size && (rn_is_hex_digit(text->data[at]) || (text->data[at] | 0x20) == 'x'))
        at++;
    rn_bytes id = rn_bytes_slice(*text, 0, at);
    *text = rn_bytes_slice(*text, at, text->size);
    return id;
}

/* 'Thread 1235 (active+gil): "MainThread"'; the state and the name may be missing */
static bool parse_thread(rn_bytes line, rn_dump_thread *out)
{
    size_t close;
    *out = (rn_dump_thread){.name = {"", 0}};
    line = rn_trim_end(line);
    if (!rn_cut_prefix(&line, "Thread "))
        return false;
    out->tid = cut_id(&line);
    if (!out->tid.size || !rn_is_digit(out->tid.data[0]))
        return false;
    if (rn_cut_prefix(&line, " (") && rn_find_char(line, ')', &close)) {
        rn_bytes state = rn_bytes_slice(line, 0, close);
        out->state = rn_bytes_start(state, RN_LITERAL("active")) ? RN_STATE_RUNNING
                     : rn_bytes_equal(state, RN_LITERAL("idle")) ? RN_STATE_WAITING
                                                                 : RN_STATE_OTHER;
        line = rn_bytes_slice(line, close + 1, line.size);
    }
    if (rn_cut_prefix(&line, ": \"") && rn_cut_suffix(&line, "\"")) {
        out->name = line;
        line.size = 0;
    }
    return line.size == 0 && out->state != RN_STATE_OTHER;
}

static bool is_frame(rn_bytes line)
{
    rn_bytes text = rn_trim_start(line);
    return text.size && line.size - text.size == FRAME_INDENTATION &&
           text.data[text.size - 1] == ')' && rn_contains(text, " (");
}

/* ---- the contest of formats ------------------------------------------------------------------- */

static bool is_json(rn_bytes input)
{
    size_t at = 0;
    while (at < input.size && memchr(" \t\r\n", input.data[at], 4))
        at++;
    return at < input.size && input.data[at] == '[';
}

static int bid_for_json(rn_bytes head)
{
    size_t at;
    if (!rn_find_char(head, '{', &at))
        return 0;
    head = rn_bytes_slice(head, at, head.size);
    bool has_gil = rn_json_find_key(head, "owns_gil").size;
    bool has_thread = rn_json_find_key(head, "thread_id").size;
    return has_gil && has_thread ? 95 : 0;
}

static int sniff(rn_bytes head, bool whole)
{
    enum { LINE_MAX_SEEN = 1024 };
    char room[LINE_MAX_SEEN];
    rn_lines l = rn_lines_of(head);
    rn_bytes line, pid;
    rn_dump_thread thread;
    bool in_process = false, in_thread = false;
    (void)whole;
    if (is_json(head))
        return bid_for_json(head);
    while (rn_lines_next(&l, &line)) {
        line.size = line.size < sizeof room ? line.size : sizeof room;
        line = without_colours(line, room);
        if (in_process && rn_bytes_start(line, RN_LITERAL("Python v")))
            return 95;
        if (in_thread && is_frame(line))
            return 85;
        in_process = parse_process(line, &pid);
        in_thread = parse_thread(line, &thread);
    }
    return 0;
}

/* ---- text ------------------------------------------------------------------------------------- */

typedef struct reader {
    rn_dump dump;
    rn_dump_thread thread;
    rn_buffer pid, tid, name; /* of thread */
    bool in_thread;
    char *room; /* for a line without its colours */
    size_t room_size;

    rn_json json;
    rn_buffer function, file, module;
} reader;

static rn_bytes keep(rn_buffer *buffer, rn_bytes text)
{
    buffer->size = 0;
    rn_put(buffer, text);
    return rn_buffer_bytes(buffer);
}

static void finish_stack(reader *r)
{
    if (r->pid.failed || r->tid.failed || r->name.failed)
        rn_fail_memory(r->dump.report);
    rn_dump_take(&r->dump, &r->thread, 1);
    r->in_thread = false;
}

static void begin_thread(reader *r, const rn_dump_thread *thread)
{
    finish_stack(r);
    r->thread.tid = keep(&r->tid, thread->tid);
    r->thread.name = keep(&r->name, thread->name);
    r->thread.state = thread->state;
    r->in_thread = true;
}

static void add_frame(reader *r, const rn_frame_text *frame)
{
    rn_builder *b = r->dump.builder;
    rn_function_key key = frame->function;
    key.name = rn_dump_name(&r->dump, key.name, key.module);
    rn_dump_add(&r->dump, rn_builder_frame(b, rn_builder_function(b, &key), frame->line));
}

static render_status take_line(void *user, const rn_lines *l, rn_bytes line)
{
    reader *r = user;
    rn_dump_thread thread;
    rn_bytes pid;
    if (line.size && memchr(line.data, '\x1b', line.size)) {
        if (!RN_GROW(r->room, r->room_size, line.size))
            return rn_fail_memory(r->dump.report);
        line = without_colours(line, r->room);
    }
    if (is_frame(line)) {
        if (!r->in_thread)
            return rn_skip(r->dump.report, l->start, l->number, "a frame outside of a thread");
        rn_frame_text frame = rn_frame_text_parse(rn_trim(line));
        add_frame(r, &frame);
    } else if (parse_thread(line, &thread)) {
        begin_thread(r, &thread);
    } else if (parse_process(line, &pid)) {
        finish_stack(r);
        r->thread.pid = keep(&r->pid, pid);
    }
    return RENDER_OK;
}

/* ---- JSON ------------------------------------------------------------------------------------- */

static bool take_json_frame(reader *r)
{
    rn_json *json = &r->json;
    rn_frame_text frame = {0};
    r->function.size = r->file.size = r->module.size = 0;
    while (rn_json_next(json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(json, "name")       ? rn_json_next_text(json, &r->function)
                     : rn_json_is_key(json, "filename") ? rn_json_next_text(json, &r->file)
                     : rn_json_is_key(json, "module")   ? rn_json_next_text(json, &r->module)
                     : rn_json_is_key(json, "line")     ? rn_json_next_line(json, &frame.line)
                                                        : rn_json_skip(json);
        if (!taken)
            return false;
    }
    frame.function = (rn_function_key){.name = rn_json_text(&r->function),
                                       .module = rn_json_text(&r->module),
                                       .file = rn_json_text(&r->file)};
    if (json->token == RN_JSON_OBJECT_END)
        add_frame(r, &frame);
    return json->token == RN_JSON_OBJECT_END || rn_json_refuse(json, "a key");
}

static bool take_json_frames(reader *r)
{
    r->dump.depth = 0;
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of frames"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_OBJECT_BEGIN)
        if (!take_json_frame(r))
            return false;
    return r->json.token == RN_JSON_ARRAY_END || rn_json_refuse(&r->json, "a frame");
}

/* The digits of a number; nothing for null. */
static bool take_json_id(reader *r, rn_buffer *buffer, rn_bytes *id)
{
    rn_json_token token = rn_json_next(&r->json);
    if (token == RN_JSON_NUMBER)
        *id = keep(buffer, r->json.text);
    return token == RN_JSON_NUMBER || token == RN_JSON_NULL ||
           rn_json_refuse(&r->json, "a number or null");
}

static bool take_json_state(reader *r)
{
    rn_json_token token = rn_json_next(&r->json);
    r->thread.state = token == RN_JSON_TRUE ? RN_STATE_RUNNING : RN_STATE_WAITING;
    return token == RN_JSON_TRUE || token == RN_JSON_FALSE ||
           rn_json_refuse(&r->json, "true or false");
}

static bool take_json_member(reader *r)
{
    rn_json *json = &r->json;
    if (rn_json_is_key(json, "frames"))
        return take_json_frames(r);
    if (rn_json_is_key(json, "pid"))
        return take_json_id(r, &r->pid, &r->thread.pid);
    if (rn_json_is_key(json, "os_thread_id"))
        return take_json_id(r, &r->tid, &r->thread.tid);
    if (rn_json_is_key(json, "active"))
        return take_json_state(r);
    if (!rn_json_is_key(json, "thread_name"))
        return rn_json_skip(json);
    bool taken = rn_json_next_text(json, &r->name);
    r->thread.name = rn_json_text(&r->name);
    return taken;
}

static bool take_json_thread(reader *r)
{
    r->thread = (rn_dump_thread){.name = {"", 0}};
    while (rn_json_next(&r->json) == RN_JSON_KEY)
        if (!take_json_member(r))
            return false;
    if (r->json.token != RN_JSON_OBJECT_END)
        return rn_json_refuse(&r->json, "a key");
    finish_stack(r);
    return rn_dump_status(&r->dump) == RENDER_OK;
}

static bool take_json_lists(reader *r)
{
    rn_json *json = &r->json;
    while (rn_json_next(json) == RN_JSON_ARRAY_BEGIN) {
        while (rn_json_next(json) == RN_JSON_OBJECT_BEGIN)
            if (!take_json_thread(r))
                return false;
        if (json->token != RN_JSON_ARRAY_END)
            return rn_json_refuse(json, "a thread");
        rn_bytes rest = rn_bytes_slice(json->input, json->at, json->input.size);
        while (rest.size && memchr(" \t\r\n", rest.data[0], 4))
            rest = rn_bytes_slice(rest, 1, rest.size);
        if (rest.size == 0)
            return true;
        rn_json_seek_inside(json, json->at, 0);
    }
    return rn_json_refuse(json, "a list of threads");
}

/* ---- the file --------------------------------------------------------------------------------- */

static bool take_input(reader *r, rn_bytes input)
{
    if (!is_json(input))
        return rn_dump_each_line(&r->dump, input, take_line, r);
    rn_json_init(&r->json, input, rn_builder_limits(r->dump.builder)->nesting, r->dump.report);
    bool taken = take_json_lists(r);
    rn_json_finish(&r->json);
    return taken;
}

static render_status read_pyspydump(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.thread = {.name = {"", 0}}};
    if (rn_dump_init(&r.dump, builder, report, RN_STATE_ANY) && take_input(&r, input)) {
        finish_stack(&r);
        rn_dump_end(&r.dump);
    }
    render_status status = rn_dump_status(&r.dump);
    rn_buffer *const buffers[] = {&r.pid, &r.tid, &r.name, &r.function, &r.file, &r.module};
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
        rn_buffer_finish(buffers[i]);
    rn_dump_finish(&r.dump);
    free(r.room);
    return status;
}

const rn_format rn_format_pyspydump = {
    .info = &rn_format_infos[RN_FORMAT_pyspydump],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_pyspydump,
};
