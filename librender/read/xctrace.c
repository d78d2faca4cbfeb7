/* What `xctrace export` writes of a time or CPU profile of Apple's Instruments:
 *
 *     <trace-query-result>
 *     <node xpath='…'><schema name="time-profile">…</schema>
 *     <row><sample-time id="1" fmt="00:00.057.246">57246708</sample-time>
 *         <thread id="2" fmt="main  0x8480c1 (demo, pid: 49374)"><tid …>8683713</tid>
 *             <process id="4" fmt="demo (49374)">…</process></thread>
 *         <process ref="4"/>
 *         <weight id="9" fmt="1.00 ms">1000000</weight>
 *         <backtrace id="10"><frame id="11" name="start" addr="0x18d373904">
 *             <binary id="12" name="dyld" path="/usr/lib/dyld"/>
 *             <source line="7"><path id="23">/src/main.c</path></source></frame> …</backtrace></row>
 *
 * Frames stand leaf first.  A value that was there before is written as a reference to its id.  Stacks
 * begin with the thread; a row counts its weight (ns, or cycles).
 *
 * Left out: addresses, cores and the states of threads. */
#include <math.h>

#include "read/formats.h"
#include "read/xctrace_values.h"

typedef struct columns {
    double time, weight, cycles; /* NaN: not told */
    rn_xctrace_value thread, process, stack;
    bool is_broken;
} columns;

typedef struct reader {
    rn_xml xml;
    rn_builder *builder;
    rn_report *report;
    rn_xctrace_values values;
    rn_map roots;  /* (is thread, text) → stack */
    rn_map stacks; /* (root, backtrace) → stack */
    uint32_t no_stack;
    uint64_t room;                  /* for frames of stacks that are made */
    uint32_t time, cycles, samples; /* metrics; RN_NONE: not met */
} reader;

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    return rn_bytes_equal(rn_xml_root(head, NULL), RN_LITERAL("trace-query-result")) ? 100 : 0;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

static bool is_well(const reader *r)
{
    return !r->report->error.status && !rn_builder_status(r->builder);
}

/* ---- stacks ----------------------------------------------------------------------------------- */

/* The frame of the thread, whose text has its process, or of the process. */
static bool find_root(reader *r, const columns *row, uint32_t *root)
{
    bool is_thread = row->thread.kind, is_new;
    uint32_t text = is_thread ? row->thread.text : row->process.text;
    uint32_t *found = rn_map_put(&r->roots, rn_map_pair(is_thread, text), 0, &is_new);
    if (!found)
        return fail_memory(r);
    if (is_new && text) {
        rn_function_info info = {.name = text, .kind = is_thread ? RN_THREAD : RN_PROCESS};
        uint32_t function = rn_builder_add_function(r->builder, &info);
        *found = rn_builder_push(r->builder, 0, rn_builder_frame(r->builder, function, 0));
    }
    *root = *found;
    return is_well(r);
}

static uint32_t no_stack(reader *r)
{
    rn_function_key key = {.name = RN_LITERAL("[no stack]"), .flags = RN_FLAG_SYNTHETIC};
    if (r->no_stack == RN_NONE)
        r->no_stack = rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), 0);
    return r->no_stack;
}

static uint32_t push_frames(reader *r, uint32_t stack, const rn_xctrace_value *backtrace)
{
    for (size_t i = backtrace->count; i-- > 0;)
        stack = rn_builder_push(r->builder, stack, r->values.frames[backtrace->first + i]);
    if (backtrace->count == 0)
        stack = rn_builder_push(r->builder, stack, no_stack(r));
    return stack;
}

/* References could make a small file fill the memory: one backtrace under ever new threads. */
static bool take_room(reader *r, size_t count)
{
    if (count > r->room)
        rn_fail(r->report, RENDER_ERROR_LIMIT, r->xml.offset, 0,
                "references make stacks that are much larger than the file");
    r->room -= count > r->room ? r->room : count;
    return is_well(r);
}

static bool find_stack(reader *r, const columns *row, uint32_t *stack)
{
    bool is_new;
    uint32_t root;
    if (!find_root(r, row, &root))
        return false;
    uint32_t backtrace = row->stack.kind ? row->stack.id : RN_NONE - 1;
    uint32_t *found = rn_map_put(&r->stacks, rn_map_pair(root, backtrace), 0, &is_new);
    if (!found)
        return fail_memory(r);
    if (is_new && take_room(r, row->stack.count))
        *found = push_frames(r, root, &row->stack);
    *stack = *found;
    return is_well(r);
}

/* ---- rows ------------------------------------------------------------------------------------- */

static void add_value(reader *r, uint32_t stack, uint32_t *metric, double value, const char *name,
                      const char *unit)
{
    if (isnan(value))
        return;
    if (*metric == RN_NONE)
        *metric = rn_builder_metric(r->builder, rn_bytes_of(name), rn_bytes_of(unit));
    rn_builder_add_self(r->builder, stack, *metric, value);
}

static void add_run(reader *r, const columns *row, uint32_t stack)
{
    if (isnan(row->time) || isnan(row->weight))
        return;
    uint32_t track = row->thread.kind ? row->thread.track
                                      : rn_builder_track(r->builder, RN_LITERAL("[no thread]"));
    rn_builder_add_run(r->builder, track, stack, row->time, row->weight);
}

static bool add_row(reader *r, const columns *row, size_t offset)
{
    uint32_t stack;
    bool has_cost = !isnan(row->weight) || !isnan(row->cycles);
    if (row->is_broken)
        return rn_skip(r->report, offset, 0, "a row with a reference to nothing") == RENDER_OK;
    if (!has_cost && !row->stack.kind)
        return rn_skip(r->report, offset, 0, "a row that is no sample") == RENDER_OK;
    if (!find_stack(r, row, &stack))
        return false;
    add_value(r, stack, &r->time, row->weight, "time", "ns");
    add_value(r, stack, &r->cycles, row->cycles, "cycles", "cycles");
    add_value(r, stack, &r->samples, 1, "samples", "samples");
    add_run(r, row, stack);
    return is_well(r);
}

/* A column of the row; a sentinel is a value that is not there. */
static bool take_column(reader *r, columns *row)
{
    rn_xctrace_values *v = &r->values;
    const rn_xml *xml = &r->xml;
    if (rn_xml_is(xml, "weight"))
        return rn_xctrace_take_number(v, &row->weight);
    if (rn_xml_is(xml, "cycle-weight"))
        return rn_xctrace_take_number(v, &row->cycles);
    if (rn_xml_is(xml, "sample-time"))
        return rn_xctrace_take_number(v, &row->time);
    if (rn_xml_is(xml, "thread"))
        return rn_xctrace_take_thread(v, &row->thread);
    if (rn_xml_is(xml, "process"))
        return rn_xctrace_take_process(v, &row->process);
    if (rn_bytes_end(xml->text, RN_LITERAL("backtrace")))
        return rn_xctrace_take_stack(v, &row->stack);
    return rn_xml_skip(&r->xml);
}

static bool take_row(reader *r)
{
    columns row = {.time = NAN, .weight = NAN, .cycles = NAN};
    size_t offset = r->xml.offset;
    r->values.is_broken = false;
    while (rn_xml_next_child(&r->xml))
        if (!take_column(r, &row))
            return false;
    row.is_broken = r->values.is_broken;
    return r->xml.token == RN_XML_CLOSE && add_row(r, &row, offset);
}

static bool take_table(reader *r)
{
    while (rn_xml_next_child(&r->xml))
        if (!(rn_xml_is(&r->xml, "row") ? take_row(r) : rn_xml_skip(&r->xml)))
            return false;
    return r->xml.token == RN_XML_CLOSE;
}

static bool take_document(reader *r)
{
    if (!rn_xml_next_child(&r->xml))
        return false;
    if (!rn_xml_is(&r->xml, "trace-query-result")) {
        rn_xml_fail(&r->xml, "expected the element <trace-query-result>");
        return false;
    }
    while (rn_xml_next_child(&r->xml))
        if (!(rn_xml_is(&r->xml, "node") ? take_table(r) : rn_xml_skip(&r->xml)))
            return false;
    return r->xml.token == RN_XML_CLOSE && rn_xml_next(&r->xml) == RN_XML_END;
}

/* ---- the whole -------------------------------------------------------------------------------- */

static render_status read_xctrace(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    r.no_stack = r.time = r.cycles = r.samples = RN_NONE;
    r.room = UINT64_C(1000000) + 4 * (uint64_t)input.size;
    rn_xml_init(&r.xml, input, rn_builder_limits(builder)->nesting, report);
    rn_xctrace_values_init(&r.values, &r.xml, builder);
    if (take_document(&r)) {
        rn_report_sum_up(report, "row(s)");
        if (r.samples == RN_NONE)
            rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "no sample in it");
    }
    rn_xctrace_values_finish(&r.values);
    rn_xml_finish(&r.xml);
    rn_map_finish(&r.roots);
    rn_map_finish(&r.stacks);
    return report->error.status ? report->error.status : rn_builder_status(builder);
}

const rn_format rn_format_xctrace = {
    .info = &rn_format_infos[RN_FORMAT_xctrace],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_xctrace,
};
