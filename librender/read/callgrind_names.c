/* Numbers → texts → functions. */
#include "read/callgrind_names.h"

#include <stdlib.h>

#include "base/grow.h"

/* Numbers below stand in a row, which is as long as the highest. */
enum { IN_A_ROW = 1 << 20 };

static bool fail_memory(rn_callgrind_names *n)
{
    rn_fail_memory(n->report);
    return false;
}

bool rn_callgrind_names_init(rn_callgrind_names *n, rn_builder *builder,
                             rn_callgrind_events *events, rn_report *report)
{
    *n = (rn_callgrind_names){
        .builder = builder, .events = events, .report = report, .last_place = RN_NONE};
    return rn_intern_init(&n->texts) || fail_memory(n);
}

void rn_callgrind_names_finish(rn_callgrind_names *n)
{
    for (int i = 0; i < RN_CALLGRIND_SPACES; i++) {
        free(n->numbered[i].texts);
        rn_map_finish(&n->numbered[i].others);
    }
    rn_map_finish(&n->places);
    rn_map_finish(&n->functions);
    free(n->found);
    rn_intern_finish(&n->texts);
}

/* ---- names ------------------------------------------------------------------------------------ */

/* As whatever control characters stand for. */
static bool is_blank(char c)
{
    return (unsigned char)c <= ' ';
}

/* Cuts '(number)' off; false when the name does not begin so. */
static bool cut_number(rn_bytes *name, uint64_t *number)
{
    const char *at = name->data, *end = at + name->size;
    uint64_t value = 0;
    bool is_cut = at < end && *at == '(';
    for (at += is_cut; at < end && *at >= '0' && *at <= '9'; at++) {
        uint64_t digit = (uint64_t)(*at - '0');
        value = value > (UINT64_MAX - digit) / 10 ? UINT64_MAX : value * 10 + digit;
    }
    if (!is_cut || at - name->data < 2 || at == end || *at != ')' ||
        (at + 1 < end && !is_blank(at[1])))
        return false;
    for (at++; at < end && is_blank(*at);)
        at++;
    *name = (rn_bytes){at, (size_t)(end - at)};
    *number = value;
    return true;
}

/* What the number stands for, to be set; NULL when memory is out. */
static uint32_t *find_number(rn_callgrind_numbers *numbers, uint64_t number)
{
    bool is_new;
    if (number >= IN_A_ROW)
        return rn_map_put(&numbers->others, number, RN_NONE, &is_new);
    if (number >= numbers->count) {
        if (!RN_GROW(numbers->texts, numbers->capacity, number + (size_t)1))
            return NULL;
        while (numbers->count <= number)
            numbers->texts[numbers->count++] = RN_NONE;
    }
    return &numbers->texts[number];
}

/* A number without a name stands for what it was last given for; else it is a name itself. */
static bool find_numbered(rn_callgrind_names *n, rn_callgrind_space space, uint64_t number,
                          rn_bytes name, rn_bytes written, uint32_t *text)
{
    uint32_t *known = find_number(&n->numbered[space], number);
    if (!known)
        return fail_memory(n);
    bool is_new = *known == RN_NONE;
    if (!is_new && (!name.size || rn_bytes_equal(rn_intern_get(&n->texts, *known), name))) {
        *text = *known;
        return true;
    }
    if (is_new && !name.size)
        rn_warn(n->report, "numbers that no name was given for are shown instead of names");
    *text = *known = rn_intern_add(&n->texts, name.size ? name : written);
    return *text != RN_NONE || fail_memory(n);
}

bool rn_callgrind_name(rn_callgrind_names *n, rn_callgrind_space space, rn_bytes written,
                       uint32_t *text)
{
    uint64_t number;
    rn_bytes name = written;
    if (cut_number(&name, &number) && number < UINT64_MAX)
        return find_numbered(n, space, number, name, written, text);
    *text = rn_intern_add(&n->texts, written);
    return *text != RN_NONE || fail_memory(n);
}

/* ---- functions -------------------------------------------------------------------------------- */

/* The file says '???' for what it does not know. */
static rn_bytes known_text(const rn_callgrind_names *n, uint32_t text)
{
    rn_bytes known = rn_intern_get(&n->texts, text);
    return rn_bytes_equal(known, RN_LITERAL("???")) ? RN_LITERAL("") : known;
}

static uint32_t add_function(rn_callgrind_names *n, uint32_t name, uint32_t file, uint32_t object)
{
    rn_function_key key = {.name = rn_intern_get(&n->texts, name),
                           .file = known_text(n, file),
                           .module = known_text(n, object)};
    rn_callgrind_fix_events(n->events, n->builder, n->report);
    return rn_builder_function(n->builder, &key);
}

static bool find_place(rn_callgrind_names *n, uint32_t file, uint32_t object)
{
    bool is_new;
    if (n->last_place != RN_NONE && n->last_file == file && n->last_object == object)
        return true;
    uint32_t *place =
        rn_map_put(&n->places, rn_map_pair(file, object), (uint32_t)n->places.count, &is_new);
    if (!place)
        return fail_memory(n);
    n->last_file = file;
    n->last_object = object;
    n->last_place = *place;
    return true;
}

static bool make_room_to_find(rn_callgrind_names *n, uint32_t name)
{
    if (!RN_GROW(n->found, n->found_capacity, name + (size_t)1))
        return fail_memory(n);
    for (; n->found_count <= name; n->found_count++)
        n->found[n->found_count] = (rn_callgrind_finding){0, 0};
    return true;
}

bool rn_callgrind_function(rn_callgrind_names *n, uint32_t name, uint32_t file, uint32_t object,
                           uint32_t *function)
{
    bool is_new;
    if (!find_place(n, file, object) || (name >= n->found_count && !make_room_to_find(n, name)))
        return false;
    rn_callgrind_finding *last = &n->found[name];
    if (last->place != n->last_place + 1) {
        uint32_t *known = rn_map_put(&n->functions, rn_map_pair(name, n->last_place), 0, &is_new);
        if (!known)
            return fail_memory(n);
        if (is_new)
            *known = add_function(n, name, file, object);
        *last = (rn_callgrind_finding){n->last_place + 1, *known};
    }
    *function = last->function;
    return rn_builder_status(n->builder) == RENDER_OK;
}
