/* V8's tick log, lines of fields between commas, in the order in which things happened:
 *
 *     v8-version,11,3,244,8,-node.38,0
 *     shared-library,/usr/lib/libc.so.6,0x7f0a31c1e000,0x7f0a31d9a000,0
 *     code-creation,Builtin,2,9947,0x18c4000,768,DeoptimizationEntry_Eager
 *     code-creation,JS,10,53902,0x14eb4a38b646,39,recurse /app/a.js:22:17,0x14eb4a38a838,~
 *     code-move,0x14eb4a38b646,0x2219906cac76
 *     code-delete,0x2219906cac76
 *     tick,0x7f0a04006a81,112893,0,0x0,0,0x14eb4a38c0ec,+0x1f,-0x3,…
 *
 * A tick has the address, the time in us, whether it was in a callback from JavaScript, that callback or
 * what lies on the stack's top, the state of the machine, and the callers; theirs are absolute or, with a
 * sign, to be added to the one before.  Code lies where it was last put.  Old versions quote names and
 * have no time of creation.
 *
 * Not read: what is said of functions, sources, memory and the heap.  C++ code is known by its library
 * only, as symbols are in other files. */
#include "read/v8log_text.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/text.h"
#include "base/words.h"
#include "input/lines.h"
#include "read/code_map.h"
#include "read/v8_code.h"

typedef struct code {
    rn_bytes type, name; /* as written */
    uint32_t frame;      /* RN_NONE: no tick had it so far */
    bool is_library, is_function;
} code;

/* Ticks have the same few addresses again and again. */
typedef struct known {
    uint64_t address;
    uint32_t generation, frame;
} known;

enum { KNOWN_BITS = 15, KNOWN_COUNT = 1 << KNOWN_BITS };

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_lines lines;
    rn_bytes rest; /* of the line at hand, what was not taken yet */
    code *codes;
    size_t code_count, code_capacity;
    rn_code_map map, libraries;
    known *known;        /* KNOWN_COUNT, by address */
    uint32_t generation; /* counts the changes of what lies where */
    rn_buffer name, library;
    rn_v8_ticks ticks;
} reader;

int rn_v8log_text_sniff(rn_bytes head)
{
    if (rn_bytes_start(head, RN_LITERAL("v8-version,")))
        return 100;
    bool is_library = rn_bytes_start(head, RN_LITERAL("shared-library,"));
    return is_library && memmem(head.data, head.size, ",0x", 3) ? 80 : 0;
}

/* ---- fields ----------------------------------------------------------------------------------- */

/* The next field of the line; false after the last. */
static bool next_field(reader *r, rn_bytes *field)
{
    if (!r->rest.data)
        return false;
    const char *comma = r->rest.size ? memchr(r->rest.data, ',', r->rest.size) : NULL;
    size_t size = comma ? (size_t)(comma - r->rest.data) : r->rest.size;
    *field = rn_bytes_slice(r->rest, 0, size);
    r->rest = comma ? rn_bytes_slice(r->rest, size + 1, r->rest.size) : (rn_bytes){NULL, 0};
    return true;
}

static bool next_address(reader *r, uint64_t *address)
{
    rn_bytes field;
    return next_field(r, &field) && rn_parse_address(field, address);
}

static bool next_number(reader *r, double *number)
{
    rn_bytes field;
    return next_field(r, &field) && rn_parse_whole(field, number);
}

static bool skip(reader *r, const char *why)
{
    return rn_skip(r->report, r->lines.start, r->lines.number, "%s", why) == RENDER_OK;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* The escape at the start of `text`, such as '\x2C' or '\u20ac'; its size, 0 when it is none. */
static size_t take_escape(rn_bytes text, uint32_t *letter)
{
    if (text.size < 2)
        return 0;
    char kind = text.data[1];
    size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 0;
    uint64_t value;
    *letter = kind == 'n' ? '\n' : '\\';
    if (digits == 0)
        return kind == 'n' || kind == '\\' ? 2 : 0;
    if (text.size < 2 + digits || !rn_parse_hex(rn_bytes_slice(text, 2, 2 + digits), &value))
        return 0;
    bool is_half = value >= 0xd800 && value <= 0xdfff;
    *letter = is_half ? 0xfffd : (uint32_t)value;
    return 2 + digits;
}

static rn_bytes unescape(reader *r, rn_bytes text)
{
    if (text.size >= 2 && text.data[0] == '"' && text.data[text.size - 1] == '"')
        text = rn_bytes_slice(text, 1, text.size - 1);
    if (text.size == 0 || !memchr(text.data, '\\', text.size))
        return text;
    r->name.size = 0;
    while (text.size) {
        uint32_t letter;
        size_t size = text.data[0] == '\\' ? take_escape(text, &letter) : 0;
        if (size)
            rn_text_encode(&r->name, letter);
        else
            rn_put_char(&r->name, text.data[0]);
        text = rn_bytes_slice(text, size ? size : 1, text.size);
    }
    return rn_buffer_bytes(&r->name);
}

/* ---- code ------------------------------------------------------------------------------------- */

static bool put_code(reader *r, rn_code_map *map, uint64_t start, uint64_t size, code c)
{
    r->generation++;
    if (r->code_count == RN_NONE || !RN_GROW(r->codes, r->code_capacity, r->code_count + 1) ||
        !rn_code_map_put(map, start, size, (uint32_t)r->code_count))
        return fail_memory(r);
    r->codes[r->code_count++] = c;
    return true;
}

static bool take_library(reader *r)
{
    rn_bytes name;
    uint64_t start, end;
    if (!next_field(r, &name) || !next_address(r, &start) || !next_address(r, &end) || end <= start)
        return skip(r, "a library without its addresses");
    code c = {.name = name, .frame = RN_NONE, .is_library = true};
    return put_code(r, &r->libraries, start, end - start, c);
}

static bool is_function_type(rn_bytes type)
{
    static const char *const types[] = {"JS", "LazyCompile", "Function", "Script", "Eval"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (rn_bytes_equal(type, rn_bytes_of(types[i])))
            return true;
    return false;
}

static bool take_creation(reader *r)
{
    code c = {.frame = RN_NONE};
    rn_bytes field;
    uint64_t start, size;
    if (!next_field(r, &c.type) || !next_field(r, &field) || !next_field(r, &field))
        return skip(r, "code without an address");
    bool is_address = rn_parse_address(field, &start); /* else it is the time */
    if (!is_address && !next_address(r, &start))
        return skip(r, "code without an address");
    if (!next_field(r, &field) || !rn_number_parse_uint(field, &size) || !next_field(r, &c.name))
        return skip(r, "code without a size or name");
    c.is_function = is_function_type(c.type);
    return put_code(r, &r->map, start, size, c);
}

static bool take_move(reader *r)
{
    uint64_t from, to;
    rn_code_range range;
    r->generation++;
    if (!next_address(r, &from) || !next_address(r, &to))
        return skip(r, "a move without its addresses");
    if (!rn_code_map_take(&r->map, from, &range))
        return true; /* of code that was made before the log began */
    return rn_code_map_put(&r->map, to, range.end - range.start, range.id) || fail_memory(r);
}

static bool take_deletion(reader *r)
{
    uint64_t start;
    rn_code_range range;
    r->generation++;
    if (!next_address(r, &start))
        return skip(r, "a deletion without an address");
    rn_code_map_take(&r->map, start, &range);
    return true;
}

/* ---- ticks ------------------------------------------------------------------------------------ */

static rn_function_key key_of_code(reader *r, const code *c)
{
    rn_bytes name = unescape(r, c->name);
    if (c->is_library)
        return rn_v8_library(&r->library, name);
    return c->is_function ? rn_v8_function(name) : rn_v8_made_code(name, c->type);
}

static code *find_code(reader *r, uint64_t address)
{
    uint32_t id = rn_code_map_find(&r->map, address);
    if (id == RN_NONE)
        id = rn_code_map_find(&r->libraries, address);
    return id == RN_NONE ? NULL : &r->codes[id];
}

static uint32_t find_frame(reader *r, uint64_t address)
{
    code *c = find_code(r, address);
    if (!c)
        return rn_v8_ticks_unknown(&r->ticks);
    if (c->frame == RN_NONE) {
        rn_function_key key = key_of_code(r, c);
        if (r->name.failed || r->library.failed)
            rn_fail_memory(r->report);
        c->frame = rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), 0);
    }
    return c->frame;
}

static bool add_frame(reader *r, uint64_t address)
{
    size_t hash = (size_t)(address * UINT64_C(0x9e3779b97f4a7c15) >> (64 - KNOWN_BITS));
    known *k = &r->known[hash];
    if (k->address != address || k->generation != r->generation)
        *k = (known){address, r->generation, find_frame(r, address)};
    return r->report->error.status == RENDER_OK && rn_v8_ticks_add_frame(&r->ticks, k->frame);
}

/* What is no address is the word 'overflow', where the log could not hold more. */
static bool add_callers(reader *r, uint64_t address)
{
    rn_bytes field;
    while (next_field(r, &field)) {
        char sign = field.size ? field.data[0] : 0;
        uint64_t value;
        rn_bytes digits = rn_bytes_slice(field, sign == '+' || sign == '-', field.size);
        if (!rn_parse_address(digits, &value) && !rn_parse_hex(digits, &value))
            continue;
        address = sign == '+' ? address + value : sign == '-' ? address - value : value;
        if (!add_frame(r, address))
            return false;
    }
    return true;
}

static bool take_tick(reader *r)
{
    uint64_t address, top;
    double time, is_callback, state;
    r->ticks.frame_count = 0;
    if (!next_address(r, &address) || !next_number(r, &time) || !next_number(r, &is_callback) ||
        !next_address(r, &top) || !next_number(r, &state))
        return skip(r, "a tick without address, time or state");
    if (is_callback) /* its address says more than where it happens to be */
        address = top;
    if (!add_frame(r, address))
        return false;
    const code *on_top = is_callback || top == 0 ? NULL : find_code(r, top);
    if (on_top && on_top->is_function && !add_frame(r, top))
        return false;
    return add_callers(r, address) && rn_v8_ticks_add(&r->ticks, time, state);
}

/* ---- the whole -------------------------------------------------------------------------------- */

static bool take_line(reader *r, rn_bytes line)
{
    rn_bytes kind;
    r->rest = line;
    if (!next_field(r, &kind))
        return true;
    if (rn_bytes_equal(kind, RN_LITERAL("tick")))
        return take_tick(r);
    if (rn_bytes_equal(kind, RN_LITERAL("code-creation")))
        return take_creation(r);
    if (rn_bytes_equal(kind, RN_LITERAL("code-move")))
        return take_move(r);
    if (rn_bytes_equal(kind, RN_LITERAL("code-delete")))
        return take_deletion(r);
    if (rn_bytes_equal(kind, RN_LITERAL("shared-library")))
        return take_library(r);
    return true;
}

static void take_lines(reader *r)
{
    rn_bytes line;
    while (rn_lines_next(&r->lines, &line))
        if (!take_line(r, line))
            return;
    rn_v8_ticks_end(&r->ticks);
}

render_status rn_v8log_text_read(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report, .lines = rn_lines_of(input), .generation = 1};
    rn_v8_ticks_init(&r.ticks, builder, report);
    r.known = rn_array_zero(KNOWN_COUNT, sizeof *r.known);
    if (r.known)
        take_lines(&r);
    else
        rn_fail_memory(report);
    rn_v8_ticks_finish(&r.ticks);
    rn_code_map_finish(&r.map);
    rn_code_map_finish(&r.libraries);
    rn_buffer_finish(&r.name);
    rn_buffer_finish(&r.library);
    free(r.codes);
    free(r.known);
    return report->error.status;
}
