/* Stacks of eu-stack (elfutils), once or in a loop:
 *
 *     PID 20163 - process
 *     TID 20166:
 *     #0  0x00005624e8c791e4     area - /demo/busy             with -a, -m or -v: '- 1' stands for a
 *         /demo/busy.cc:10:73                                  return address; with -s or -v: source
 *     #1  0x00005624e8c79884 - 1 inner - /demo/busy
 *     #2  0x00005602a8bb35f9
 *
 * Each stack counts once.  A function's file is the one that it was first seen in: without -i lines of
 * other files are those of what was inlined there.  With -i frames at one address were inlined, all but those of the function
 * that is printed last, which may have called itself.
 *
 * Left out: addresses, build ids, the memory map of -l. */
#include <stdlib.h>

#include "base/grow.h"
#include "base/map.h"
#include "base/number.h"
#include "base/words.h"
#include "read/dump.h"
#include "read/formats.h"

/* ---- lines ------------------------------------------------------------------------------------ */

typedef struct frame_line {
    rn_bytes address, name, module;
} frame_line;

/* 'NAME - /path/of/module', '- [vdso: 7]' */
static void split_module(rn_bytes text, frame_line *out)
{
    size_t at = text.size;
    out->name = text;
    while (rn_find_last_char(rn_bytes_slice(text, 0, at), '-', &at)) {
        bool stands_alone =
            (at == 0 || text.data[at - 1] == ' ') && at + 2 < text.size && text.data[at + 1] == ' ';
        if (!stands_alone || !strchr("/[", text.data[at + 2]))
            continue;
        out->module = rn_bytes_slice(text, at + 2, text.size);
        out->name = rn_trim_end(rn_bytes_slice(text, 0, at));
        return;
    }
}

/* '#1  0x00005624e8c79884 - 1 inner - /demo/busy' */
static bool parse_frame(rn_bytes line, frame_line *out)
{
    *out = (frame_line){0};
    if (!rn_cut_prefix(&line, "#") || !rn_cut_digits(&line).size)
        return false;
    line = rn_trim(line);
    if (!rn_cut_address(&line, &out->address) || (line.size && line.data[0] != ' '))
        return false;
    line = rn_trim_start(line);
    if (rn_cut_prefix(&line, "- 1"))
        line = rn_trim_start(line);
    split_module(line, out);
    return !rn_bytes_start(out->name, RN_LITERAL("in ")); /* as gdb has it */
}

/* 'WHAT 20163' before `mark` */
static bool parse_id(rn_bytes line, const char *what, const char *mark, rn_bytes *id)
{
    if (!rn_cut_prefix(&line, what))
        return false;
    *id = rn_cut_digits(&line);
    return id->size && rn_bytes_start(line, rn_bytes_of(mark));
}

/* '/demo/busy.cc:10:73' or '/demo/x.S:81' */
static bool parse_source(rn_bytes text, rn_bytes *file, uint32_t *line)
{
    uint64_t numbers[2];
    size_t count = 0, colon;
    while (count < 2 && rn_find_last_char(text, ':', &colon) &&
           rn_number_parse_uint(rn_bytes_slice(text, colon + 1, text.size), &numbers[count])) {
        text.size = colon;
        count++;
    }
    *file = text;
    *line = count && numbers[count - 1] <= UINT32_MAX ? (uint32_t)numbers[count - 1] : 0;
    return count && text.size;
}

/* ---- the contest of formats ------------------------------------------------------------------- */

static int sniff(rn_bytes head, bool whole)
{
    rn_lines l = rn_lines_of(head);
    rn_bytes line, id;
    frame_line frame;
    bool in_thread = false, in_process = false;
    (void)whole;
    while (rn_lines_next(&l, &line)) {
        if (in_thread && parse_frame(line, &frame))
            return in_process ? 95 : 90;
        in_process |= parse_id(line, "PID ", " - ", &id);
        in_thread = parse_id(line, "TID ", ":", &id);
    }
    return in_process ? 60 : 0;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

typedef struct entry {
    rn_function_info function;
    uint32_t line;
} entry;

enum { ENTRIES_MAX = 65536 }; /* at one address, of which the inlined ones are looked for */

typedef struct reader {
    rn_dump dump;
    rn_dump_thread thread;
    entry *entries; /* at the address at hand, the innermost first */
    size_t count, capacity;
    rn_bytes address;
    rn_map files; /* of functions by name and module */
    bool in_thread;
} reader;

static void flush_entries(reader *r)
{
    rn_builder *b = r->dump.builder;
    for (size_t i = 0; i < r->count; i++) {
        entry *e = &r->entries[i];
        if (e->function.name != r->entries[r->count - 1].function.name)
            e->function.flags |= RN_FLAG_INLINED;
        rn_dump_add(&r->dump,
                    rn_builder_frame(b, rn_builder_add_function(b, &e->function), e->line));
    }
    r->count = 0;
}

static void finish_stack(void *user)
{
    reader *r = user;
    flush_entries(r);
    rn_dump_take(&r->dump, &r->thread, 1);
    r->thread.tid.size = 0;
}

static void take_frame(reader *r, const frame_line *frame)
{
    rn_builder *b = r->dump.builder;
    if (r->count == ENTRIES_MAX || !rn_bytes_equal(frame->address, r->address))
        flush_entries(r);
    r->address = frame->address;
    if (!RN_GROW(r->entries, r->capacity, r->count + 1)) {
        rn_fail_memory(r->dump.report);
        return;
    }
    entry *e = &r->entries[r->count++];
    *e = (entry){0};
    e->function.name = rn_builder_text(b, rn_dump_name(&r->dump, frame->name, frame->module));
    e->function.module = rn_builder_text(b, frame->module);
}

/* What stands below a frame: its source, or the build id of its module. */
static void take_detail(reader *r, rn_bytes text)
{
    rn_bytes file;
    uint32_t line;
    bool is_new;
    if (!r->count || !text.size || text.data[0] == '[' || !parse_source(text, &file, &line))
        return;
    entry *e = &r->entries[r->count - 1];
    uint32_t id = rn_builder_text(r->dump.builder, file);
    uint32_t *known =
        rn_map_put(&r->files, rn_map_pair(e->function.name, e->function.module), id, &is_new);
    if (!known) {
        rn_fail_memory(r->dump.report);
        return;
    }
    e->function.file = *known;
    e->line = *known == id ? line : 0;
}

/* ---- the file --------------------------------------------------------------------------------- */

static render_status take_line(void *user, const rn_lines *l, rn_bytes line)
{
    reader *r = user;
    rn_bytes id;
    frame_line frame;
    if (parse_frame(line, &frame)) {
        if (!r->in_thread)
            return rn_skip(r->dump.report, l->start, l->number, "a frame outside of a thread");
        take_frame(r, &frame);
    } else if (parse_id(line, "TID ", ":", &id)) {
        finish_stack(r);
        r->thread.tid = id;
        r->in_thread = true;
    } else if (parse_id(line, "PID ", " - ", &id)) {
        finish_stack(r);
        r->thread.pid = id;
        r->in_thread = false;
    } else if (rn_bytes_start(line, RN_LITERAL("    "))) {
        take_detail(r, rn_trim(line));
    } else if (rn_contains(line, ": shown max number of frames (")) {
        r->dump.is_truncated = r->in_thread;
    }
    return RENDER_OK;
}

static const rn_dump_reader HOW = {RN_STATE_ANY, take_line, finish_stack};

static render_status read_eustack(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.thread = {.name = {"", 0}}};
    render_status status = rn_dump_read(&r.dump, &HOW, input, builder, report, &r);
    free(r.entries);
    rn_map_finish(&r.files);
    return status;
}

const rn_format rn_format_eustack = {
    .info = &rn_format_infos[RN_FORMAT_eustack],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_eustack,
};
