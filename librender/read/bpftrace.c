/* What bpftrace prints of maps whose keys hold stacks, as text or JSON:
 *
 *     @[
 *         f1+4
 *         f2+97
 *     ,
 *         0x7fec
 *     , bash, 29580]: 1
 *
 * A stack is printed leaf first.  Of two in a key the first one is the kernel's, and is called by the
 * second.  Other parts of the key, such as comm and tid, are frames at the root.  Each map is a metric
 * of its name; stats() are two.  A map named ns, us, ms or bytes has that unit.
 *
 * Two passes: whether an empty part of a key is a stack, or a text, the map's other entries tell.
 *
 * Left out: maps without stacks, histograms, averages where they can be told (JSON), what the program
 * prints itself, and offsets into functions unless they are asked for (include_offset). */
#include <stdlib.h>

#include "base/grow.h"
#include "base/words.h"
#include "read/backtrace.h"
#include "read/bpftrace_entry.h"
#include "read/formats.h"
#include "read/perf_line.h"
#include "read/rust_name.h"
#include "read/signed_metric.h"
#include "read/symbol.h"

/* ---- the contest of formats ------------------------------------------------------------------- */

/* Stacks come in a line of maps, which may come late. */
static int bid_for_json(rn_bytes line)
{
    static const rn_bytes start = RN_LITERAL("{\"type\":");
    if (!rn_bytes_start(line, start))
        return 0;
    rn_bytes rest = rn_trim(rn_bytes_slice(line, start.size, line.size));
    bool is_first = rn_bytes_start(rest, RN_LITERAL("\"attached_probes\""));
    size_t at;
    return is_first || rn_find(rest, RN_LITERAL("\"data\": {\"@"), &at) ? 95
           : rn_find(rest, RN_LITERAL("\"data\":"), &at)                ? 40
                                                                        : 0;
}

/* '@name[' before its end. */
static bool begins_entry(rn_bytes line)
{
    size_t open;
    return line.size && line.data[0] == '@' && rn_find(line, RN_LITERAL("["), &open);
}

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    int bid = 0;
    bool follows_beginning = false;
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    while (bid < 95 && rn_lines_next(&l, &line)) {
        size_t at;
        int json = bid_for_json(line);
        bid = json > bid ? json : bid;
        bool is_open = begins_entry(line) && !rn_find(line, RN_LITERAL("]:"), &at);
        if (follows_beginning && line.size && rn_is_blank(line.data[0]))
            bid = 95;
        else if (begins_entry(line) && !is_open)
            bid = 60;
        follows_beginning = is_open;
    }
    return bid;
}

/* ---- maps ------------------------------------------------------------------------------------- */

/* Of a key, that are told apart; of a file. */
enum { PARTS_MAX = 64, MAPS_MAX = 4096 };

typedef struct map {
    uint64_t stacks; /* bits of the parts that are stacks somewhere */
    uint64_t texts;  /* bits of the parts that are a text somewhere */
    uint32_t parts;  /* how many a key has */
    bool has_values;
    rn_signed_metric total;
    uint32_t count; /* of stats(); RN_NONE: no metric yet */
} map;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_bytes input;
    bool include_offset;
    rn_backtrace trace;
    rn_buffer name;
    rn_intern names; /* of maps */
    rn_intern texts; /* of what JSON holds, which does not stay */
    map *maps;
    size_t map_capacity;
    bool has_value;
    uint64_t stacks;
} reader;

static map *find_map(reader *r, rn_bytes name)
{
    size_t old = r->map_capacity;
    uint32_t id = rn_intern_add(&r->names, name);
    if (id == RN_NONE || !RN_GROW(r->maps, r->map_capacity, id + (size_t)1)) {
        rn_fail_memory(r->report);
        return NULL;
    }
    if (r->names.count > MAPS_MAX) {
        rn_fail(r->report, RENDER_ERROR_LIMIT, 0, 0, "more than %d maps", MAPS_MAX);
        return NULL;
    }
    for (size_t i = old; i < r->map_capacity; i++)
        r->maps[i] = (map){.count = RN_NONE};
    return &r->maps[id];
}

static void survey(reader *r, const rn_bpftrace_entry *entry)
{
    rn_bpftrace_part part;
    map *m = find_map(r, entry->map);
    size_t at = 0;
    for (uint32_t i = 0; m && i < PARTS_MAX && rn_bpftrace_next_part(entry, &at, &part); i++) {
        m->parts = i + 1 > m->parts ? i + 1 : m->parts;
        if (part.is_stack)
            m->stacks |= UINT64_C(1) << i;
        else if (part.text.size)
            m->texts |= UINT64_C(1) << i;
    }
}

/* The part that is the kernel's stack: the first of two neighbours.  RN_NONE when there is none. */
static uint32_t kernel_part(const map *m)
{
    for (uint32_t i = 0; i + 1 < m->parts; i++)
        if (m->stacks >> i & 1)
            return m->texts >> (i + 1) & 1 ? RN_NONE : i;
    return RN_NONE;
}

static rn_bytes unit_of(rn_bytes name)
{
    static const rn_bytes units[] = {{"ns", 2}, {"nsecs", 5}, {"us", 2},   {"usecs", 5},
                                     {"ms", 2}, {"msecs", 5}, {"bytes", 5}};
    static const rn_bytes shown[] = {{"ns", 2}, {"ns", 2}, {"us", 2},   {"us", 2},
                                     {"ms", 2}, {"ms", 2}, {"bytes", 5}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (rn_bytes_equal(name, units[i]))
            return shown[i];
    return RN_LITERAL("");
}

static void add_metrics(reader *r, map *m, rn_bytes name, bool is_summary)
{
    rn_bytes samples = RN_LITERAL("samples");
    if (!m->has_values)
        m->total = rn_signed_metric_of(r->builder, name.size ? name : samples,
                                       name.size ? unit_of(name) : samples);
    m->has_values = true;
    if (!is_summary || m->count != RN_NONE)
        return;
    r->name.size = 0;
    rn_put(&r->name, m->total.name);
    rn_put_text(&r->name, " (count)");
    m->count = rn_builder_metric(r->builder, rn_buffer_bytes(&r->name), RN_LITERAL("count"));
}

/* ---- frames ----------------------------------------------------------------------------------- */

enum { ADDRESS_DIGITS = 8 }; /* and more, where a line begins with an address */

/* Cuts '+97'. */
static rn_bytes cut_offset(rn_bytes symbol)
{
    size_t at = symbol.size;
    while (at && symbol.data[at - 1] >= '0' && symbol.data[at - 1] <= '9')
        at--;
    bool is_offset = at > 1 && at < symbol.size && symbol.data[at - 1] == '+';
    return is_offset ? rn_bytes_slice(symbol, 0, at - 1) : symbol;
}

/* 'f+97'; as perf prints it: '7f7780f34930 f+97 (/lib/libc.so.6)'; or an address alone. */
static void make_frame(void *user, rn_bytes text, bool is_kernel)
{
    reader *r = user;
    rn_function_key key = {.name = text};
    rn_bytes rest = text, word = rn_cut_first_word(&rest);
    uint64_t address = 0;
    r->name.size = 0;
    if (word.size >= ADDRESS_DIGITS && rn_parse_hex(word, &address)) {
        rn_perf_frame frame = rn_perf_frame_parse(rn_trim(rest));
        key = (rn_function_key){.name = frame.symbol, .module = frame.module, .flags = frame.flags};
    }
    if (!r->include_offset)
        key.name = cut_offset(key.name);
    if (is_kernel || address >> 48 == 0xffff)
        key.flags |= RN_FLAG_KERNEL;
    if (key.name.size == 0) {
        rn_symbol_put_address(&r->name, RN_LITERAL(""), address);
        key.name = rn_buffer_bytes(&r->name);
    } else if (rn_rust_name_repair(&r->name, key.name)) {
        key.name = rn_buffer_bytes(&r->name);
    }
    if (r->name.failed)
        rn_fail_memory(r->report);
    rn_backtrace_make(&r->trace,
                      rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), 0));
}

static rn_bytes keep(reader *r, rn_bytes text)
{
    uint32_t id = rn_intern_add(&r->texts, text);
    if (id != RN_NONE)
        return rn_intern_get(&r->texts, id);
    rn_fail_memory(r->report);
    return RN_LITERAL("");
}

static void add_frames(reader *r, rn_bytes stack, bool is_kernel, bool is_json)
{
    rn_lines l = rn_lines_of(stack);
    rn_bytes line;
    while (rn_lines_next(&l, &line)) {
        rn_bytes text = rn_trim(line);
        if (text.size)
            rn_backtrace_add(&r->trace, is_json ? keep(r, text) : text, is_kernel);
    }
}

/* ---- entries ---------------------------------------------------------------------------------- */

static void add_key(reader *r, const map *m, const rn_bpftrace_entry *entry)
{
    rn_bpftrace_part part;
    uint32_t kernel = kernel_part(m);
    size_t at = 0;
    double number;
    for (uint32_t i = 0; rn_bpftrace_next_part(entry, &at, &part); i++) {
        if (part.is_stack)
            add_frames(r, part.text, i == kernel, entry->is_json);
        else if (part.text.size)
            rn_backtrace_add_root(&r->trace, part.text,
                                  rn_parse_whole(part.text, &number) ? RN_THREAD : RN_PROCESS);
    }
}

static render_status take_entry(reader *r, const rn_bpftrace_entry *entry)
{
    map *m = find_map(r, entry->map);
    if (!m)
        return r->report->error.status;
    if (entry->is_cut)
        return rn_skip(r->report, entry->offset, entry->line, "an entry without an end");
    if (!m->stacks) {
        rn_warn(r->report, "maps without stacks are left out");
        return RENDER_OK;
    }
    if (!entry->has_value) {
        rn_warn(r->report, "histograms, averages and texts are left out");
        return RENDER_OK;
    }
    add_metrics(r, m, rn_intern_get(&r->names, (uint32_t)(m - r->maps)), entry->is_summary);
    add_key(r, m, entry);
    uint32_t stack = rn_backtrace_take(&r->trace);
    rn_signed_metric_add(&m->total, stack, entry->value);
    if (entry->is_summary && entry->count > 0)
        rn_builder_add_self(r->builder, stack, m->count, entry->count);
    r->has_value |= entry->value != 0;
    r->stacks++;
    return r->report->error.status;
}

static render_status pass(reader *r, bool is_survey)
{
    rn_bpftrace_file file;
    rn_bpftrace_entry entry;
    rn_bpftrace_open(&file, r->input, rn_builder_limits(r->builder)->nesting, r->report);
    while (rn_bpftrace_next(&file, &entry)) {
        if (!is_survey && take_entry(r, &entry))
            break;
        if (is_survey && !entry.is_cut)
            survey(r, &entry);
        if (r->report->error.status)
            break;
    }
    rn_bpftrace_close(&file);
    return r->report->error.status;
}

static render_status take_all(reader *r)
{
    if (pass(r, true) || pass(r, false))
        return r->report->error.status;
    rn_report_sum_up(r->report, "entries");
    if (r->stacks == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no stack with a value in it");
    if (!r->has_value)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "every value is 0");
    return RENDER_OK;
}

static render_status read_bpftrace(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder,
                .report = report,
                .input = input,
                .include_offset = rn_builder_options(builder)->include_offset};
    rn_backtrace_init(&r.trace, builder, report, make_frame, &r);
    if (rn_intern_init(&r.names) && rn_intern_init(&r.texts))
        take_all(&r);
    else
        rn_fail_memory(report);
    rn_backtrace_finish(&r.trace);
    rn_intern_finish(&r.names);
    rn_intern_finish(&r.texts);
    rn_buffer_finish(&r.name);
    free(r.maps);
    return report->error.status;
}

const rn_format rn_format_bpftrace = {
    .info = &rn_format_infos[RN_FORMAT_bpftrace],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_bpftrace,
};
