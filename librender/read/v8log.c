/* V8's tick log, as 'node --prof' writes it, and as 'node --prof-process --preprocess -j' makes JSON of it:
 *
 *     {"code": [{"name": "parse /app/a.js:10:12", "type": "JS", "kind": "Opt", "func": 3, "tm": 512},
 *               {"name": "v8::internal::Heap::Scavenge()", "type": "CPP"},
 *               {"name": "LoadIC", "type": "CODE", "kind": "Builtin"},
 *               {"name": "/usr/lib/libc.so.6", "type": "SHARED_LIB"}, …],
 *      "functions": [{"name": "parse /app/a.js:10:12", "codes": [0, 7]}, …],
 *      "ticks": [{"tm": 1830, "vm": 0, "s": [0, 231, 5, 17, -1, 26758029]}, …]}
 *
 * The log itself is in v8log_text.c.  "s" are pairs of a number of "code" and an offset into it, the leaf
 * first; -1 with an address is code that nothing is known of.  All code of one function is that function,
 * however it was compiled.  Keys may come in any order.
 *
 * Not read: offsets, and so the lines that were at work; which code was optimised; scripts. */
#include <stdlib.h>

#include "base/grow.h"
#include "input/json_values.h"
#include "read/formats.h"
#include "read/v8_code.h"
#include "read/v8log_text.h"

typedef struct code {
    rn_function_info function;
    uint32_t frame; /* RN_NONE: no tick had it so far */
} code;

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    size_t code_at, ticks_at; /* where the values begin; 0: not there */
    code *codes;
    size_t code_count, code_capacity;
    rn_buffer name, type, kind, library;
    rn_v8_ticks ticks;
    double time, state; /* of the tick at hand */
} reader;

/* ---- detection -------------------------------------------------------------------------------- */

static bool starts_as_code(rn_bytes head)
{
    static const rn_bytes types[] = {RN_LITERAL("\"SHARED_LIB\""), RN_LITERAL("\"CPP\""),
                                     RN_LITERAL("\"CODE\""), RN_LITERAL("\"JS\"")};
    rn_bytes type = rn_json_find_key(rn_json_find_item(rn_json_find_key(head, "code")), "type");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (rn_bytes_start(type, types[i]))
            return true;
    return false;
}

static int sniff(rn_bytes head, bool whole)
{
    int bid = rn_v8log_text_sniff(head);
    if (bid)
        return bid;
    bool is_code = starts_as_code(head);
    bool has_rest = rn_json_find_key(head, "ticks").size && rn_json_find_key(head, "code").size &&
                    rn_json_find_key(head, "functions").size;
    return has_rest ? 95 : is_code && !whole ? 90 : 0;
}

/* ---- code ------------------------------------------------------------------------------------- */

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

static rn_function_key key_of_code(reader *r)
{
    rn_bytes type = rn_json_text(&r->type), name = rn_json_text(&r->name);
    if (rn_bytes_equal(type, RN_LITERAL("CPP")) || name.size + type.size == 0)
        return rn_v8_native(name);
    if (rn_bytes_equal(type, RN_LITERAL("SHARED_LIB")))
        return rn_v8_library(&r->library, name);
    if (rn_bytes_equal(type, RN_LITERAL("CODE")))
        return rn_v8_made_code(name, rn_json_text(&r->kind));
    return rn_v8_function(name);
}

/* Most code has no tick: it does not become a function. */
static bool add_code(reader *r)
{
    rn_function_key key = key_of_code(r);
    if (r->library.failed || !RN_GROW(r->codes, r->code_capacity, r->code_count + 1))
        return fail_memory(r);
    rn_function_info info = {.name = rn_builder_text(r->builder, key.name),
                             .module = rn_builder_text(r->builder, key.module),
                             .file = rn_builder_text(r->builder, key.file),
                             .line = key.line};
    r->codes[r->code_count++] = (code){info, RN_NONE};
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool take_code(reader *r)
{
    r->name.size = r->type.size = r->kind.size = 0;
    if (r->json.token == RN_JSON_NULL) /* keeps its number */
        return add_code(r);
    if (r->json.token != RN_JSON_OBJECT_BEGIN)
        return rn_json_refuse(&r->json, "code");
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "name")   ? rn_json_next_text(&r->json, &r->name)
                     : rn_json_is_key(&r->json, "type") ? rn_json_next_text(&r->json, &r->type)
                     : rn_json_is_key(&r->json, "kind") ? rn_json_next_text(&r->json, &r->kind)
                                                        : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    return r->json.token == RN_JSON_OBJECT_END && add_code(r);
}

/* ---- ticks ------------------------------------------------------------------------------------ */

static uint32_t frame_of_code(reader *r, code *c)
{
    if (c->frame == RN_NONE)
        c->frame =
            rn_builder_frame(r->builder, rn_builder_add_function(r->builder, &c->function), 0);
    return c->frame;
}

static bool next_stack(reader *r)
{
    double offset;
    size_t index;
    r->ticks.frame_count = 0;
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of code and offsets"))
        return false;
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END) {
        uint32_t frame;
        if (r->json.token == RN_JSON_NUMBER && r->json.text.data[0] == '-')
            frame = rn_v8_ticks_unknown(&r->ticks);
        else if (rn_json_take_index(&r->json, r->code_count, "the number of code", &index))
            frame = frame_of_code(r, &r->codes[index]);
        else
            return false;
        if (!rn_v8_ticks_add_frame(&r->ticks, frame) || !rn_json_next_number(&r->json, &offset))
            return false;
    }
    return true;
}

static bool take_tick(reader *r)
{
    r->time = r->state = 0;
    r->ticks.frame_count = 0;
    if (r->json.token != RN_JSON_OBJECT_BEGIN)
        return rn_json_refuse(&r->json, "a tick");
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "tm")   ? rn_json_next_number(&r->json, &r->time)
                     : rn_json_is_key(&r->json, "vm") ? rn_json_next_number(&r->json, &r->state)
                     : rn_json_is_key(&r->json, "s")  ? next_stack(r)
                                                      : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    return r->json.token == RN_JSON_OBJECT_END && rn_v8_ticks_add(&r->ticks, r->time, r->state);
}

/* ---- the whole -------------------------------------------------------------------------------- */

/* Calls `take` for every item of the array at `at`, with the item's first token at hand. */
static bool each_item(reader *r, size_t at, bool (*take)(reader *))
{
    rn_json_seek(&r->json, at);
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array"))
        return false;
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END)
        if (!take(r))
            return false;
    return true;
}

static bool find_parts(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "code")    ? rn_json_note(&r->json, &r->code_at)
                     : rn_json_is_key(&r->json, "ticks") ? rn_json_note(&r->json, &r->ticks_at)
                                                         : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    if (r->json.token != RN_JSON_OBJECT_END || !rn_json_expect(&r->json, RN_JSON_END, "the end"))
        return false;
    if (r->code_at && r->ticks_at)
        return true;
    rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0, "\"%s\" is missing",
            r->code_at ? "ticks" : "code");
    return false;
}

static void read_json(reader *r, rn_bytes input)
{
    rn_json_init(&r->json, input, rn_builder_limits(r->builder)->nesting, r->report);
    rn_v8_ticks_init(&r->ticks, r->builder, r->report);
    if (find_parts(r) && each_item(r, r->code_at, take_code) &&
        each_item(r, r->ticks_at, take_tick))
        rn_v8_ticks_end(&r->ticks);
    rn_v8_ticks_finish(&r->ticks);
    rn_json_finish(&r->json);
}

static bool is_json(rn_bytes input)
{
    size_t at = 0;
    while (at < input.size && memchr(" \t\r\n", input.data[at], 4))
        at++;
    return at < input.size && input.data[at] == '{';
}

static render_status read_v8log(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    if (is_json(input))
        read_json(&r, input);
    else
        rn_v8log_text_read(input, builder, report);
    rn_buffer_finish(&r.name);
    rn_buffer_finish(&r.type);
    rn_buffer_finish(&r.kind);
    rn_buffer_finish(&r.library);
    free(r.codes);
    return report->error.status;
}

const rn_format rn_format_v8log = {
    .info = &rn_format_infos[RN_FORMAT_v8log],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_v8log,
};
