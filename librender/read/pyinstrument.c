/* pyinstrument's profiles of Python programs.  'pyinstrument -r json' writes a tree with times from entry
 * to exit, in seconds:
 *
 *     {"start_time": 1.5, "duration": 2.25, "sample_count": 9, "program": "app.py", "cpu_time": 2,
 *      "root_frame": {"function": "main", "file_path_short": "app.py", "file_path": "/app.py",
 *                     "line_no": 3, "time": 2.25, "class_name": "App", "children": […]}}
 *
 * and 'pyinstrument -r session' (.pyisession) the samples as they came, their stacks from the root on, each
 * for the seconds until the next:
 *
 *     {"frame_records": [[["main\u0000/app.py\u00003\u0001cApp\u0001l12", …], 0.001], …], …}
 *
 * The parts of a frame are function, file and first line; after U+0001 comes what was true at that moment: 'c'
 * the class, 'l' the line.  Frames called '[self]' are their caller's own time.
 *
 * Not read: where the profiler was started, and what pyinstrument would hide. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/words.h"
#include "read/formats.h"
#include "read/json_tree.h"

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    size_t root_at, records_at; /* where the values begin; 0: not there */
    uint32_t metric, track;
    rn_json_tree tree;
    rn_buffer name;

    rn_intern texts;  /* of frames of records */
    uint32_t *frames; /* [text]: RN_NONE: not made */
    size_t frame_capacity;
    double now;
    bool has_value;
} reader;

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    bool is_tree = rn_json_find_key(head, "root_frame").size;
    return is_tree || rn_json_find_key(head, "frame_records").size ? 90 : 0;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* pyinstrument's own frames, which are no functions. */
static uint8_t flags_of(rn_bytes name)
{
    bool is_synthetic = rn_bytes_equal(name, RN_LITERAL("[await]")) ||
                        rn_bytes_equal(name, RN_LITERAL("[out-of-context]")) ||
                        rn_bytes_equal(name, RN_LITERAL("[self]")) ||
                        rn_bytes_equal(name, RN_LITERAL("[root]"));
    return is_synthetic ? RN_FLAG_SYNTHETIC : 0;
}

/* 'App.main' */
static rn_bytes join(reader *r, rn_bytes scope, rn_bytes name)
{
    r->name.size = 0;
    rn_put(&r->name, scope);
    rn_put_text(&r->name, scope.size ? "." : "");
    rn_put(&r->name, name);
    if (r->name.failed)
        rn_fail_memory(r->report);
    return rn_json_text(&r->name);
}

/* ---- the tree --------------------------------------------------------------------------------- */

static bool next_file(reader *r, uint32_t *id)
{
    if (!rn_json_next_text(&r->json, &r->name))
        return false;
    if (r->name.size)
        *id = rn_builder_text(r->builder, rn_json_text(&r->name));
    return true;
}

/* Names stay the reader's own until the class is known, too. */
static bool next_name(reader *r, uint32_t *id)
{
    if (!rn_json_next_text(&r->json, &r->name))
        return false;
    *id = rn_intern_add(&r->texts, rn_json_text(&r->name));
    return *id != RN_NONE || fail_memory(r);
}

static bool next_time(reader *r, double *time)
{
    if (!rn_json_next_number(&r->json, time))
        return false;
    if (isfinite(*time) && *time >= 0)
        return true;
    *time = NAN;
    return rn_skip(r->report, r->json.at, 0, "a time that is negative or too large") == RENDER_OK;
}

/* The whole path goes before the short one, wherever it stands. */
static bool take_member(void *reader_, rn_tree_node *node)
{
    reader *r = reader_;
    uint32_t ignored = 0, *file = &node->function.file;
    if (rn_json_is_key(&r->json, "function"))
        return next_name(r, &node->function.name);
    if (rn_json_is_key(&r->json, "class_name"))
        return next_name(r, &node->scope);
    if (rn_json_is_key(&r->json, "file_path"))
        return next_file(r, file);
    if (rn_json_is_key(&r->json, "file_path_short"))
        return next_file(r, *file ? &ignored : file);
    if (rn_json_is_key(&r->json, "line_no"))
        return rn_json_next_line(&r->json, &node->function.line);
    if (rn_json_is_key(&r->json, "time"))
        return next_time(r, &node->value);
    return rn_json_skip(&r->json);
}

static void name_node(reader *r, rn_tree_node *node)
{
    rn_bytes name = rn_intern_get(&r->texts, node->function.name);
    uint8_t flags = flags_of(name);
    rn_bytes whole = join(r, rn_intern_get(&r->texts, node->scope), name);
    node->function.name = rn_builder_text(r->builder, flags ? name : whole);
    node->function.flags = flags;
    if (flags) /* they are said to be in the file of their caller */
        node->function.file = node->function.line = 0;
}

static bool add_tree(reader *r)
{
    for (size_t i = 0; i < r->tree.count; i++)
        name_node(r, &r->tree.nodes[i]);
    rn_json_tree_own_values(&r->tree);
    uint32_t self = rn_builder_text(r->builder, RN_LITERAL("[self]"));
    r->has_value = rn_json_tree_add(&r->tree, r->metric, self);
    return r->report->error.status == RENDER_OK;
}

static bool take_tree(reader *r)
{
    static const char *const children[] = {"children", NULL};
    r->tree = (rn_json_tree){.json = &r->json,
                             .builder = r->builder,
                             .report = r->report,
                             .children = children,
                             .member = take_member,
                             .reader = r,
                             .rounding = 1e-6};
    rn_json_seek(&r->json, r->root_at);
    if (rn_json_next(&r->json) == RN_JSON_NULL)
        return true; /* nothing ran */
    rn_json_seek(&r->json, r->root_at);
    return rn_json_tree_read(&r->tree) && add_tree(r);
}

/* ---- records ---------------------------------------------------------------------------------- */

static uint32_t take_line(rn_bytes digits)
{
    uint64_t line;
    return rn_number_parse_uint(digits, &line) && line <= UINT32_MAX ? (uint32_t)line : 0;
}

static uint32_t make_frame(reader *r, rn_bytes text)
{
    rn_bytes identity = rn_cut_part(&text, '\1'), scope = RN_LITERAL("");
    rn_bytes name = rn_cut_part(&identity, '\0');
    rn_function_key key = {.file = rn_cut_part(&identity, '\0'), .flags = flags_of(name)};
    uint32_t line = 0;
    key.line = take_line(rn_cut_part(&identity, '\0'));
    while (text.size) {
        rn_bytes attribute = rn_cut_part(&text, '\1');
        rn_bytes value = rn_bytes_slice(attribute, attribute.size > 0, attribute.size);
        if (attribute.size && attribute.data[0] == 'c')
            scope = value;
        if (attribute.size && attribute.data[0] == 'l')
            line = take_line(value);
    }
    key.name = join(r, scope, name);
    return rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), line);
}

/* The frame of the text at hand. */
static bool find_frame(reader *r, uint32_t *frame)
{
    size_t count = r->texts.count;
    uint32_t id = rn_intern_add(&r->texts, r->json.text);
    if (id == RN_NONE || !RN_GROW(r->frames, r->frame_capacity, id + (size_t)1))
        return fail_memory(r);
    if (r->texts.count > count || id == 0) /* the empty text is there before any frame */
        r->frames[id] = make_frame(r, rn_intern_get(&r->texts, id));
    *frame = r->frames[id];
    return r->report->error.status == RENDER_OK;
}

static bool take_stack(reader *r, uint32_t *stack)
{
    static const char *const self = "[self]";
    *stack = 0;
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of frames"))
        return false;
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END) {
        uint32_t frame;
        if (r->json.token != RN_JSON_STRING)
            return rn_json_refuse(&r->json, "a frame");
        if (*stack && rn_json_is_key(&r->json, self))
            continue;
        if (!find_frame(r, &frame))
            return false;
        *stack = rn_builder_push(r->builder, *stack, frame);
    }
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool take_record(reader *r)
{
    uint32_t stack;
    double time;
    if (r->json.token != RN_JSON_ARRAY_BEGIN)
        return rn_json_refuse(&r->json, "a record");
    if (!take_stack(r, &stack) || !next_time(r, &time))
        return false;
    if (rn_json_next(&r->json) != RN_JSON_ARRAY_END)
        return rn_json_refuse(&r->json, "the end of a record");
    if (isnan(time))
        return true;
    if (stack && time > 0) {
        rn_builder_add_self(r->builder, stack, r->metric, time);
        rn_builder_add_run(r->builder, r->track, stack, r->now, time);
        r->has_value = true;
    }
    r->now += time;
    return true;
}

static bool take_records(reader *r)
{
    r->track = rn_builder_track(r->builder, RN_LITERAL("main"));
    rn_builder_set_time_unit(r->builder, RN_LITERAL("s"));
    rn_json_seek(&r->json, r->records_at);
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of records"))
        return false;
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END)
        if (!take_record(r))
            return false;
    return true;
}

/* ---- the whole -------------------------------------------------------------------------------- */

static bool find_parts(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        if (rn_json_is_key(&r->json, "root_frame"))
            r->root_at = r->json.at;
        if (rn_json_is_key(&r->json, "frame_records"))
            r->records_at = r->json.at;
        if (!rn_json_skip(&r->json))
            return false;
    }
    if (r->json.token != RN_JSON_OBJECT_END || !rn_json_expect(&r->json, RN_JSON_END, "the end"))
        return false;
    if (r->root_at || r->records_at)
        return true;
    rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0, "\"root_frame\" is missing");
    return false;
}

static bool take_all(reader *r)
{
    if (!rn_intern_init(&r->texts))
        return fail_memory(r);
    r->metric = rn_builder_metric(r->builder, RN_LITERAL("time"), RN_LITERAL("s"));
    if (!find_parts(r) || !(r->records_at ? take_records(r) : take_tree(r)))
        return false;
    rn_report_sum_up(r->report, "record(s)");
    if (!r->has_value)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no frame has a time");
    return r->has_value;
}

static render_status read_pyinstrument(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    rn_json_init(&r.json, input, rn_json_tree_nesting(builder), report);
    take_all(&r);
    rn_json_finish(&r.json);
    rn_json_tree_finish(&r.tree);
    rn_buffer_finish(&r.name);
    rn_intern_finish(&r.texts);
    free(r.frames);
    return report->error.status;
}

const rn_format rn_format_pyinstrument = {
    .info = &rn_format_infos[RN_FORMAT_pyinstrument],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_pyinstrument,
};
