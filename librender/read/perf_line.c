/* Lines of `perf script`.
 *
 *     COMMAND [PID/]TID [CPU] TIME: PERIOD EVENT: TEXT     fields between may be missing
 *         ADDRESS SYMBOL+0x1f (MODULE)
 *       file.c:12                                          or file.c:12 (inlined), module[1f]
 *
 * Commands, symbols and modules may hold blanks and parentheses.  Nothing is quoted, so that a header
 * is found by its time, or by its thread and event, and a module by the parenthesis that closes at
 * the end of the line. */
#include "read/perf_line.h"

#include <math.h>

#include "base/number.h"
#include "base/words.h"
#include "read/symbol.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A table, because it is asked for every digit of every address. */
static const bool hex_digits[256] = {
    ['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true, ['4'] = true, ['5'] = true,
    ['6'] = true, ['7'] = true, ['8'] = true, ['9'] = true, ['a'] = true, ['b'] = true,
    ['c'] = true, ['d'] = true, ['e'] = true, ['f'] = true,
};

static bool is_number(rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!is_digit(text.data[i]))
            return false;
    return text.size > 0;
}

static bool find_last(rn_bytes text, char c, size_t *at)
{
    const char *found = text.size ? memrchr(text.data, c, text.size) : NULL;
    *at = found ? (size_t)(found - text.data) : 0;
    return found;
}

static rn_bytes cut_first_word(rn_bytes *text)
{
    rn_bytes rest = rn_trim_start(*text);
    size_t size = 0;
    while (size < rest.size && !rn_is_blank(rest.data[size]))
        size++;
    *text = rn_bytes_slice(rest, size, rest.size);
    return rn_bytes_slice(rest, 0, size);
}

static rn_bytes cut_last_word(rn_bytes *text)
{
    rn_bytes head = rn_trim_end(*text);
    size_t at = head.size;
    while (at && !rn_is_blank(head.data[at - 1]))
        at--;
    *text = rn_bytes_slice(head, 0, at);
    return rn_bytes_slice(head, at, head.size);
}

/* ---- headers ---------------------------------------------------------------------------------- */

/* The next ':' from `from` on that ends a word. */
static bool find_colon(rn_bytes text, size_t from, size_t *at)
{
    while (from < text.size) {
        const char *colon = memchr(text.data + from, ':', text.size - from);
        if (!colon)
            return false;
        *at = (size_t)(colon - text.data);
        from = *at + 1;
        if (from == text.size || rn_is_blank(text.data[from]))
            return true;
    }
    return false;
}

static size_t digits_before(rn_bytes text, size_t end)
{
    size_t start = end;
    while (start && is_digit(text.data[start - 1]))
        start--;
    return end - start;
}

/* 'SECONDS.FRACTION:', a word of its own. */
static bool find_time(rn_bytes line, size_t *start, size_t *end)
{
    for (size_t colon = 0, from = 0; find_colon(line, from, &colon); from = colon + 1) {
        size_t point = colon - digits_before(line, colon);
        if (point == colon || point-- == 0 || line.data[point] != '.')
            continue;
        size_t first = point - digits_before(line, point);
        if (first == point || (first && !rn_is_blank(line.data[first - 1])))
            continue;
        *start = first;
        *end = colon + 1;
        return true;
    }
    return false;
}

static bool is_thread_number(rn_bytes text)
{
    bool minus = text.size && text.data[0] == '-';
    return is_number(rn_bytes_slice(text, minus, text.size));
}

/* TID or PID/TID */
static bool split_thread(rn_bytes word, rn_bytes *pid, rn_bytes *tid)
{
    const char *slash = word.size ? memchr(word.data, '/', word.size) : NULL;
    size_t at = slash ? (size_t)(slash - word.data) : 0;
    *pid = rn_bytes_slice(word, 0, at);
    *tid = rn_bytes_slice(word, slash ? at + 1 : 0, word.size);
    return (!slash || is_thread_number(*pid)) && is_thread_number(*tid);
}

static bool is_thread(rn_bytes word)
{
    rn_bytes pid, tid;
    return split_thread(word, &pid, &tid);
}

static bool is_cpu(rn_bytes word)
{
    return word.size > 2 && word.data[0] == '[' && word.data[word.size - 1] == ']' &&
           is_number(rn_bytes_slice(word, 1, word.size - 1));
}

/* Cuts the thread and, behind it, the CPU off. */
static bool cut_thread(rn_bytes *text, rn_perf_header *out)
{
    rn_bytes head = *text, pid, tid;
    rn_bytes word = cut_last_word(&head);
    if (is_cpu(word)) {
        out->cpu = rn_bytes_slice(word, 1, word.size - 1);
        *text = head;
        word = cut_last_word(&head);
    }
    if (!split_thread(word, &pid, &tid))
        return false;
    out->pid = pid;
    out->tid = tid;
    *text = head;
    return true;
}

static rn_bytes trim(rn_bytes text)
{
    return rn_trim_end(rn_trim_start(text));
}

/* What follows the time: [PERIOD] [EVENT:] rest */
static void parse_event(rn_bytes text, rn_perf_header *out)
{
    size_t colon;
    rn_bytes rest = text;
    rn_bytes word = cut_first_word(&rest);
    bool has_event = find_colon(text, 0, &colon);
    if (is_number(word) && (has_event || trim(rest).size == 0)) {
        out->period = word;
        text = rest;
        has_event = find_colon(text, 0, &colon);
    }
    if (has_event) {
        out->event = trim(rn_bytes_slice(text, 0, colon));
        text = rn_bytes_slice(text, colon + 1, text.size);
    }
    out->rest = trim(text);
}

/* A period takes ten columns and a blank before it, a thread five: 'worker 12   345 cycles:' has no
 * period. */
static bool is_period(rn_bytes word, rn_bytes before)
{
    enum { PERIOD_COLUMNS = 10 };
    rn_bytes head = rn_trim_end(before);
    rn_bytes last = cut_last_word(&before);
    size_t columns = (size_t)(word.data + word.size - (head.data + head.size));
    return is_number(word) && (is_cpu(last) || (is_thread(last) && columns > PERIOD_COLUMNS));
}

/* COMMAND [PID/]TID [CPU] [PERIOD] EVENT, up to its colon */
static bool parse_head(rn_bytes head, rn_perf_header *out)
{
    out->event = cut_last_word(&head);
    rn_bytes before = head;
    rn_bytes word = cut_last_word(&before);
    bool has_period = is_period(word, before);
    out->period = has_period ? word : (rn_bytes){0};
    if (has_period)
        head = before;
    if (!out->event.size || !cut_thread(&head, out))
        return false;
    out->command = trim(head);
    return out->command.size > 0;
}

/* A command may hold colons: the first one counts that makes sense. */
static bool parse_without_time(rn_bytes line, rn_perf_header *out)
{
    for (size_t colon = 0, from = 0; find_colon(line, from, &colon); from = colon + 1) {
        if (parse_head(rn_bytes_slice(line, 0, colon), out)) {
            out->rest = trim(rn_bytes_slice(line, colon + 1, line.size));
            return true;
        }
    }
    return false;
}

bool rn_perf_header_parse(rn_bytes line, rn_perf_header *out)
{
    size_t start, end;
    *out = (rn_perf_header){0};
    if (!find_time(line, &start, &end))
        return parse_without_time(line, out);
    rn_bytes head = rn_bytes_slice(line, 0, start);
    cut_thread(&head, out);
    out->time = rn_bytes_slice(line, start, end - 1);
    out->command = trim(head);
    parse_event(rn_bytes_slice(line, end, line.size), out);
    return true;
}

/* To the nanosecond, whatever the number of digits; what is beyond 64 bits is no time. */
double rn_perf_time(const rn_perf_header *header)
{
    enum { DIGITS = 9 };
    uint64_t seconds, fraction, scale = 1;
    size_t point;
    if (!find_last(header->time, '.', &point))
        return NAN;
    rn_bytes rest = rn_bytes_slice(header->time, point + 1, header->time.size);
    rest.size = rest.size < DIGITS ? rest.size : DIGITS;
    for (size_t i = rest.size; i < DIGITS; i++)
        scale *= 10;
    bool fits = rn_number_parse_uint(rn_bytes_slice(header->time, 0, point), &seconds) &&
                rn_number_parse_uint(rest, &fraction) && seconds < UINT64_MAX / 2000000000;
    return fits ? (double)(seconds * 1000000000 + fraction * scale) : NAN;
}

/* ---- frames ----------------------------------------------------------------------------------- */

bool rn_perf_frame_split(rn_bytes line, rn_bytes *address, rn_bytes *text)
{
    const char *at = line.data, *end = at + line.size;
    while (at < end && rn_is_blank(*at))
        at++;
    const char *start = at;
    while (at < end && hex_digits[(unsigned char)*at])
        at++;
    if (at == start || (at < end && !rn_is_blank(*at)))
        return false;
    *address = (rn_bytes){start, (size_t)(at - start)};
    while (at < end && rn_is_blank(*at))
        at++;
    while (at < end && rn_is_blank(end[-1]))
        end--;
    *text = (rn_bytes){at, (size_t)(end - at)};
    return true;
}

/* Where the '(' stands that the ')' at the end closes; a module may hold some of them unpaired. */
static bool find_module(rn_bytes text, size_t *open)
{
    size_t depth = 0;
    if (text.size < 2 || text.data[text.size - 1] != ')')
        return false;
    for (size_t at = text.size; at-- > 0;) {
        depth += text.data[at] == ')' ? 1 : text.data[at] == '(' ? (size_t)-1 : 0;
        *open = at;
        if (depth == 0)
            break;
    }
    if (depth == 0 && (*open == 0 || rn_is_blank(text.data[*open - 1])))
        return true;
    for (rn_bytes head = text; find_last(head, '(', open); head.size = *open)
        if (*open == 0 || rn_is_blank(text.data[*open - 1]))
            return true;
    return false;
}

bool rn_perf_frame_find(rn_bytes rest, rn_bytes *address, rn_bytes *text)
{
    enum { ADDRESS_DIGITS = 8 };
    size_t open;
    if (!find_module(rest, &open))
        return false;
    if (rn_perf_frame_split(rest, address, text)) {
        /* before the address may stand another: what the event was about */
        rn_bytes next_address, next_text;
        if (rn_perf_frame_split(*text, &next_address, &next_text) &&
            next_address.size >= ADDRESS_DIGITS && next_text.size) {
            *address = next_address;
            *text = next_text;
        }
        return true;
    }
    for (rn_bytes head = rn_bytes_slice(rest, 0, open); head.size;) {
        rn_bytes word = cut_last_word(&head);
        if (word.size >= ADDRESS_DIGITS &&
            rn_perf_frame_split(rn_bytes_slice(rest, head.size, rest.size), address, text))
            return true;
    }
    return false;
}

static bool is_kernel(rn_bytes module)
{
    static const rn_bytes not_kernel[] = {{"[vdso", 5},  {"[vsyscall]", 10}, {"[stack", 6},
                                          {"[heap]", 6}, {"[anon", 5},       {"[uprobes]", 9}};
    for (size_t i = 0; i < sizeof not_kernel / sizeof not_kernel[0]; i++)
        if (rn_bytes_start(module, not_kernel[i]))
            return false;
    return (module.size && module.data[0] == '[') ||
           rn_bytes_start(rn_symbol_base_name(module), RN_LITERAL("vmlinux")) ||
           rn_bytes_end(module, RN_LITERAL(".ko"));
}

static bool is_jit(rn_bytes module)
{
    static const rn_bytes start = RN_LITERAL("perf-"), end = RN_LITERAL(".map");
    rn_bytes name = rn_symbol_base_name(module);
    if (rn_bytes_start(name, RN_LITERAL("jitted-")))
        return rn_bytes_end(name, RN_LITERAL(".so"));
    return name.size > start.size + end.size && rn_bytes_start(name, start) &&
           rn_bytes_end(name, end) &&
           is_number(rn_bytes_slice(name, start.size, name.size - end.size));
}

static void take_module(rn_bytes module, rn_perf_frame *out)
{
    module = rn_symbol_cut_offset(module);
    out->has_module_field = true;
    if (rn_bytes_equal(module, RN_LITERAL("inlined")))
        out->flags |= RN_FLAG_INLINED;
    else if (!rn_bytes_equal(module, RN_LITERAL("[unknown]")))
        out->module = module;
    if (is_kernel(out->module))
        out->flags |= RN_FLAG_KERNEL;
    if (is_jit(out->module))
        out->flags |= RN_FLAG_JIT;
}

/* 'file.c:12 (inlined)'; without debug information '??:0' or 'module[1f]' */
static void take_source(rn_bytes text, rn_perf_frame *out)
{
    static const rn_bytes inlined = RN_LITERAL(" (inlined)");
    size_t at;
    uint64_t line;
    text = trim(text);
    out->has_source_field = true;
    if (rn_bytes_end(text, inlined)) {
        out->flags |= RN_FLAG_INLINED;
        text.size -= inlined.size;
    }
    if (find_module(text, &at) && at)
        text = rn_trim_end(rn_bytes_slice(text, 0, at));
    if (!find_last(text, ':', &at) || at == 0 ||
        !rn_number_parse_uint(rn_bytes_slice(text, at + 1, text.size), &line) ||
        rn_bytes_start(text, RN_LITERAL("??:")))
        return;
    out->file = rn_bytes_slice(text, 0, at);
    out->line = line <= UINT32_MAX ? (uint32_t)line : 0;
}

rn_perf_frame rn_perf_frame_parse(rn_bytes text)
{
    rn_perf_frame out = {0};
    size_t size = 0, open;
    while (size < text.size && text.data[size] != '\n' && text.data[size] != '\r')
        size++;
    if (size < text.size) {
        size_t source = size;
        while (source < text.size && (text.data[source] == '\n' || text.data[source] == '\r'))
            source++;
        take_source(rn_bytes_slice(text, source, text.size), &out);
        text = rn_trim_end(rn_bytes_slice(text, 0, size));
    }
    if (find_module(text, &open)) {
        take_module(rn_bytes_slice(text, open + 1, text.size - 1), &out);
        text = rn_trim_end(rn_bytes_slice(text, 0, open));
    }
    out.symbol = rn_symbol_cut_offset(text);
    if (rn_bytes_equal(out.symbol, RN_LITERAL("[unknown]")))
        out.symbol.size = 0;
    return out;
}
