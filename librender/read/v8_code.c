/* See v8_code.h.
 *
 * Ticks count the time since the tick before, as they come at regular times.  The state of the machine is
 * a frame below the leaf while V8 works for the program (collects garbage, parses, compiles): the leaf
 * then is code of V8 itself, mostly without a name.  Ticks while nothing ran count only when that is asked
 * for. */
#include "read/v8_code.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/words.h"
#include "read/script_module.h"
#include "read/symbol.h"

enum {
    IN_JAVASCRIPT,
    COLLECTS_GARBAGE,
    COMPILES = 4,
    WAITS = 7,
    IDLES,
    STATE_COUNT = RN_V8_STATES
};

/* The last ones moved up when one was put before them. */
static const char *const state_names[STATE_COUNT] = {"(javascript)", "(garbage collector)",
                                                     "(parser)",     "(bytecode compiler)",
                                                     "(compiler)",   "(other)",
                                                     "(external)",   "(idle)",
                                                     "(idle)",       "(logging)"};

/* ---- names ------------------------------------------------------------------------------------ */

/* Cuts ':12' off. */
static bool cut_number(rn_bytes *text, uint64_t *number)
{
    size_t at = text->size;
    while (at && text->data[at - 1] >= '0' && text->data[at - 1] <= '9')
        at--;
    if (at < 1 || text->data[at - 1] != ':' ||
        !rn_number_parse_uint(rn_bytes_slice(*text, at, text->size), number))
        return false;
    text->size = at - 1;
    return true;
}

/* Where the file begins: at a path or scheme, else after the last blank. */
static size_t find_file(rn_bytes text)
{
    size_t last = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != ' ')
            continue;
        rn_bytes rest = rn_bytes_slice(text, i + 1, text.size);
        size_t letters = 0;
        while (letters < rest.size && (rest.data[letters] | 0x20) >= 'a' &&
               (rest.data[letters] | 0x20) <= 'z')
            letters++;
        bool is_path = rest.size && (rest.data[0] == '/' || rest.data[0] == '\\');
        bool is_scheme = letters && letters < rest.size && rest.data[letters] == ':';
        last = i + 1;
        if (is_path || is_scheme)
            break;
    }
    return last;
}

rn_function_key rn_v8_function(rn_bytes text)
{
    rn_function_key key = {0};
    uint64_t line = 0, column;
    size_t at = find_file(text);
    rn_bytes file = rn_bytes_slice(text, at, text.size);
    if (at && cut_number(&file, &line)) {
        column = line;
        if (!cut_number(&file, &line))
            line = column; /* old logs have no columns */
        key.file = file;
        key.module = rn_script_module(file);
        key.line = line <= UINT32_MAX ? (uint32_t)line : 0;
        text = rn_bytes_slice(text, 0, at - 1);
    }
    key.name = text.size ? text : RN_LITERAL("(anonymous)");
    return key;
}

static const char *module_of_kind(rn_bytes kind)
{
    if (rn_bytes_end(kind, RN_LITERAL("IC")) || rn_bytes_equal(kind, RN_LITERAL("Handler")))
        return "IC";
    if (rn_bytes_equal(kind, RN_LITERAL("BytecodeHandler")))
        return "bytecode";
    if (rn_bytes_equal(kind, RN_LITERAL("Builtin")))
        return "builtin";
    if (rn_bytes_equal(kind, RN_LITERAL("RegExp")))
        return "regexp";
    return rn_bytes_equal(kind, RN_LITERAL("Stub")) ? "stub" : "";
}

rn_function_key rn_v8_made_code(rn_bytes name, rn_bytes kind)
{
    return (rn_function_key){.name = name.size ? name : kind,
                             .module = rn_bytes_of(module_of_kind(kind))};
}

rn_function_key rn_v8_library(rn_buffer *name, rn_bytes path)
{
    rn_bytes base = rn_symbol_base_name(path);
    name->size = 0;
    if (base.size == 0 || base.data[0] == '[')
        return (rn_function_key){.name = base.size ? base : RN_LITERAL("[unknown]")};
    rn_put_char(name, '[');
    rn_put(name, base);
    rn_put_char(name, ']');
    return (rn_function_key){.name = rn_buffer_bytes(name), .module = path};
}

rn_function_key rn_v8_native(rn_bytes name)
{
    if (name.size > 2 && name.data[1] == ' ' && memchr("TtWw", name.data[0], 4))
        name = rn_bytes_slice(name, 2, name.size);
    return (rn_function_key){.name = name.size ? name : RN_LITERAL("[unknown]")};
}

/* ---- ticks ------------------------------------------------------------------------------------ */

void rn_v8_ticks_init(rn_v8_ticks *t, rn_builder *builder, rn_report *report)
{
    *t = (rn_v8_ticks){.builder = builder, .report = report, .unknown = RN_NONE};
    for (int i = 0; i < STATE_COUNT; i++)
        t->states[i] = RN_NONE;
    t->time = rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("us"));
    t->ticks = rn_builder_metric(builder, RN_LITERAL("ticks"), RN_LITERAL("samples"));
    t->track = rn_builder_track(builder, RN_LITERAL("main"));
    rn_builder_set_time_unit(builder, RN_LITERAL("us"));
}

static uint32_t make_frame(rn_v8_ticks *t, const char *name, uint8_t flags)
{
    rn_function_key key = {.name = rn_bytes_of(name), .flags = flags};
    return rn_builder_frame(t->builder, rn_builder_function(t->builder, &key), 0);
}

uint32_t rn_v8_ticks_unknown(rn_v8_ticks *t)
{
    if (t->unknown == RN_NONE)
        t->unknown = make_frame(t, "[unknown]", 0);
    return t->unknown;
}

bool rn_v8_ticks_add_frame(rn_v8_ticks *t, uint32_t frame)
{
    if (!RN_GROW(t->frames, t->frame_capacity, t->frame_count + 1)) {
        rn_fail_memory(t->report);
        return false;
    }
    t->frames[t->frame_count++] = frame;
    return true;
}

static uint32_t push_state(rn_v8_ticks *t, uint32_t stack, double state)
{
    int index = state >= 0 && state < STATE_COUNT ? (int)state : IN_JAVASCRIPT;
    bool explains = index >= COLLECTS_GARBAGE && index <= COMPILES;
    if (!explains && t->frame_count)
        return stack;
    if (t->states[index] == RN_NONE)
        t->states[index] = make_frame(t, state_names[index], RN_FLAG_SYNTHETIC);
    return rn_builder_push(t->builder, stack, t->states[index]);
}

static uint32_t push_tick(rn_v8_ticks *t, double state)
{
    uint32_t stack = 0;
    for (size_t i = t->frame_count; i-- > 1;)
        stack = rn_builder_push(t->builder, stack, t->frames[i]);
    stack = push_state(t, stack, state);
    return t->frame_count ? rn_builder_push(t->builder, stack, t->frames[0]) : stack;
}

static void add_time(rn_v8_ticks *t, uint32_t stack, double start, double duration)
{
    rn_builder_add_self(t->builder, stack, t->time, duration);
    rn_builder_add_run(t->builder, t->track, stack, start, duration);
}

/* Since when the first tick's work went on is not told. */
static void add_first_time(rn_v8_ticks *t, double duration)
{
    double most = t->last > 0 ? t->last : 0;
    if (duration > most)
        duration = most;
    if (t->first_stack != RN_NONE)
        add_time(t, t->first_stack, t->last - duration, duration);
}

/* The stack of the tick at hand, counted; RN_NONE when it does not count. */
static uint32_t count_tick(rn_v8_ticks *t, double state)
{
    bool is_idle = (state == WAITS || state == IDLES) && !rn_builder_options(t->builder)->idle;
    uint32_t stack = is_idle ? RN_NONE : push_tick(t, state);
    t->frame_count = 0;
    if (is_idle)
        return RN_NONE;
    rn_builder_add_self(t->builder, stack, t->ticks, 1);
    t->has_counted = true;
    return stack;
}

bool rn_v8_ticks_add(rn_v8_ticks *t, double time, double state)
{
    if (!isfinite(time)) {
        t->frame_count = 0;
        return rn_skip(t->report, 0, 0, "a tick without a time") == RENDER_OK;
    }
    uint32_t stack = count_tick(t, state);
    double passed = time - t->last;
    if (t->count && passed < 0) {
        rn_warn(t->report, "ticks that are before the last one count no time");
        passed = 0;
        time = t->last;
    }
    if (t->count == 0)
        t->first_stack = stack;
    if (t->count == 1)
        add_first_time(t, passed);
    if (t->count > 0 && stack != RN_NONE)
        add_time(t, stack, t->last, passed);
    t->last = time;
    t->count++;
    return rn_builder_status(t->builder) == RENDER_OK;
}

bool rn_v8_ticks_end(rn_v8_ticks *t)
{
    if (t->count == 1)
        add_first_time(t, t->last);
    rn_report_sum_up(t->report, "record(s)");
    if (!t->has_counted)
        rn_fail(t->report, RENDER_ERROR_EMPTY, 0, 0, "there are no ticks%s",
                t->count ? " in which anything ran" : "");
    return t->has_counted;
}

void rn_v8_ticks_finish(rn_v8_ticks *t)
{
    free(t->frames);
}
