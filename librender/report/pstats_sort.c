/* Sorting as sort_stats does it.  Numbers go down, texts up.
 *
 * Abbreviations are found by pstats' own rule: word after word, each claims its beginnings from the
 * longest to the shortest and stops at the first that an earlier word has claimed, which is then
 * nobody's.  So 'cu' is a key (cumtime's), but 'cum' is not. */
#include "report/pstats_sort.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

enum { COLUMNS_MAX = 64 };

typedef enum column {
    CALLS,
    PRIMITIVE,
    SELF,
    TOTAL,
    FILE_NAME,
    LINE,
    NAME,
    TEXT,
    SELF_CHANGE,
    TOTAL_CHANGE,
    END
} column;

typedef struct sort_key {
    const char *word, *title;
    column columns[4];
} sort_key;

static const sort_key keys[] = {
    {"calls", "call count", {CALLS, END}},
    {"ncalls", "call count", {CALLS, END}},
    {"cumtime", "cumulative time", {TOTAL, END}},
    {"cumulative", "cumulative time", {TOTAL, END}},
    {"filename", "file name", {FILE_NAME, END}},
    {"line", "line number", {LINE, END}},
    {"module", "file name", {FILE_NAME, END}},
    {"name", "function name", {NAME, END}},
    {"nfl", "name/file/line", {NAME, FILE_NAME, LINE, END}},
    {"pcalls", "primitive call count", {PRIMITIVE, END}},
    {"stdname", "standard name", {TEXT, END}},
    {"time", "internal time", {SELF, END}},
    {"tottime", "internal time", {SELF, END}},
};

enum { KEY_COUNT = sizeof keys / sizeof *keys };

/* Ours, without abbreviations. */
static const sort_key own_keys[] = {
    {"self", "internal time", {SELF, END}},
    {"total", "cumulative time", {TOTAL, END}},
    {"change", "change of self", {SELF_CHANGE, TOTAL_CHANGE, END}},
    {"total-change", "change of total", {TOTAL_CHANGE, SELF_CHANGE, END}},
};

typedef struct alias {
    const char *word, *key;
} alias;

/* pstats' old numbers, which stand alone. */
static const alias numbers[] = {
    {"-1", "stdname"}, {"0", "calls"}, {"1", "time"}, {"2", "cumulative"}};

/* ---- keys ------------------------------------------------------------------------------------- */

static bool is_beginning(rn_bytes fragment, const sort_key *key)
{
    return rn_bytes_start(rn_bytes_of(key->word), fragment);
}

/* Whether one of the first `count` words has claimed the fragment; shortest[w] is what w got to. */
static bool is_claimed(rn_bytes fragment, size_t count, const size_t *shortest)
{
    for (size_t w = 0; w < count; w++)
        if (fragment.size >= shortest[w] && is_beginning(fragment, &keys[w]))
            return true;
    return false;
}

static const sort_key *find_key(rn_bytes fragment)
{
    size_t shortest[KEY_COUNT];
    const sort_key *owner = NULL;
    for (size_t w = 0; w < KEY_COUNT; w++) {
        rn_bytes beginning = rn_bytes_of(keys[w].word);
        while (beginning.size && !is_claimed(beginning, w, shortest)) {
            if (rn_bytes_equal(beginning, fragment))
                owner = &keys[w];
            beginning.size--;
        }
        shortest[w] = beginning.size + 1;
        if (beginning.size && rn_bytes_equal(beginning, fragment))
            return NULL;
    }
    return owner;
}

static const sort_key *find_number(rn_bytes word)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (rn_bytes_equal(word, rn_bytes_of(numbers[i].word)))
            return find_key(rn_bytes_of(numbers[i].key));
    return NULL;
}

static const sort_key *find_own_key(rn_bytes word)
{
    for (size_t i = 0; i < sizeof own_keys / sizeof *own_keys; i++)
        if (rn_bytes_equal(word, rn_bytes_of(own_keys[i].word)))
            return &own_keys[i];
    return NULL;
}

static const sort_key *key_of(rn_bytes word)
{
    const sort_key *key = find_own_key(word);
    return key ? key : find_key(word);
}

static render_status fail_key(rn_bytes key, rn_report *report)
{
    rn_buffer words = {0};
    for (size_t i = 0; i < KEY_COUNT; i++) {
        rn_put_text(&words, keys[i].word);
        rn_put_char(&words, ' ');
    }
    for (size_t i = 0; i < sizeof own_keys / sizeof *own_keys; i++) {
        rn_put_text(&words, i ? " " : "");
        rn_put_text(&words, own_keys[i].word);
    }
    rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "'%.*s' is no sort key; there are: %.*s",
            key.size < 40 ? (int)key.size : 40, key.data, (int)words.size,
            words.size ? words.data : "");
    rn_buffer_finish(&words);
    return report->error.status;
}

/* ---- rows ------------------------------------------------------------------------------------- */

typedef struct sorting {
    const rn_pstats_rows *rows;
    column columns[COLUMNS_MAX];
    size_t column_count;
} sorting;

static int descending(double a, double b)
{
    return (a < b) - (a > b);
}

static int compare_column(const rn_pstats_row *a, const rn_pstats_row *b, column by)
{
    switch (by) {
    case CALLS:
        return descending(a->calls, b->calls);
    case PRIMITIVE:
        return descending(a->primitive_calls, b->primitive_calls);
    case SELF:
        return descending(a->self, b->self);
    case TOTAL:
        return descending(a->total, b->total);
    case FILE_NAME:
        return rn_bytes_compare(a->file, b->file);
    case LINE:
        return (a->line > b->line) - (a->line < b->line);
    case NAME:
        return rn_bytes_compare(a->name, b->name);
    case TEXT:
        return rn_bytes_compare(a->text, b->text);
    case SELF_CHANGE:
        return descending(fabs(a->self - a->base_self), fabs(b->self - b->base_self));
    case TOTAL_CHANGE:
        return descending(fabs(a->total - a->base_total), fabs(b->total - b->base_total));
    case END:
        break;
    }
    return 0;
}

/* A row and what comes first of it, so that most comparisons need not look for it elsewhere. */
typedef struct item {
    uint64_t first; /* a smaller one stands further up; of texts the beginning */
    uint32_t row;
} item;

/* A larger number is a smaller first. */
static uint64_t first_of_number(double number)
{
    const uint64_t sign = UINT64_C(1) << 63;
    double whole = number + 0.; /* 0 has one sign */
    uint64_t bits;
    memcpy(&bits, &whole, sizeof bits);
    return bits & sign ? bits : ~(bits | sign);
}

static uint64_t first_of_text(rn_bytes text)
{
    uint64_t first = 0;
    for (size_t i = 0; i < sizeof first; i++)
        first = first << 8 | (i < text.size ? (unsigned char)text.data[i] : 0);
    return first;
}

static uint64_t first_of(const rn_pstats_row *row, column by)
{
    switch (by) {
    case CALLS:
        return first_of_number(row->calls);
    case PRIMITIVE:
        return first_of_number(row->primitive_calls);
    case SELF:
        return first_of_number(row->self);
    case TOTAL:
        return first_of_number(row->total);
    case FILE_NAME:
        return first_of_text(row->file);
    case LINE:
        return row->line;
    case NAME:
        return first_of_text(row->name);
    case TEXT:
        return first_of_text(row->text);
    case SELF_CHANGE:
        return first_of_number(fabs(row->self - row->base_self));
    case TOTAL_CHANGE:
        return first_of_number(fabs(row->total - row->base_total));
    case END:
        break;
    }
    return 0;
}

/* Of those that are the same at first. */
static int compare_items(const void *left, const void *right, void *user)
{
    const sorting *s = user;
    const item *a = left, *b = right;
    for (size_t i = 0; i < s->column_count; i++) {
        int order = compare_column(&s->rows->rows[a->row], &s->rows->rows[b->row], s->columns[i]);
        if (order)
            return order;
    }
    return (a->row > b->row) - (a->row < b->row);
}

/* Sorts by what comes first, byte by byte from the last to the first; `other` is room for as many.  Bytes that are
 * the same in all items change nothing. */
static void sort_by_first(item *items, item *other, uint32_t count)
{
    enum { BYTES = sizeof(uint64_t), VALUES = 256 };
    uint32_t counts[BYTES][VALUES] = {0};
    item *from = items, *to = other;
    for (uint32_t i = 0; i < count; i++)
        for (int b = 0; b < BYTES; b++)
            counts[b][items[i].first >> 8 * b & 0xff]++;
    for (int b = 0; b < BYTES; b++) {
        uint32_t at[VALUES], sum = 0;
        for (int v = 0; v < VALUES; v++) {
            at[v] = sum;
            sum += counts[b][v];
        }
        if (!count || counts[b][from[0].first >> 8 * b & 0xff] == count)
            continue;
        for (uint32_t i = 0; i < count; i++)
            to[at[from[i].first >> 8 * b & 0xff]++] = from[i];
        item *turned = from;
        from = to;
        to = turned;
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
}

/* False when memory is out. */
static bool sort_rows(sorting *s, uint32_t *order, uint32_t count)
{
    item *items = rn_array_new(count, 2 * sizeof *items);
    if (!items)
        return false;
    for (uint32_t i = 0; i < count; i++)
        items[i] = (item){first_of(&s->rows->rows[order[i]], s->columns[0]), order[i]};
    sort_by_first(items, items + count, count);
    for (uint32_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && items[end].first == items[i].first;)
            end++;
        if (end > i + 1)
            qsort_r(items + i, end - i, sizeof *items, compare_items, s);
    }
    for (uint32_t i = 0; i < count; i++)
        order[i] = items[i].row;
    free(items);
    return true;
}

static void take_key(sorting *s, const sort_key *key, rn_buffer *title)
{
    rn_put_text(title, title->size ? ", " : "");
    rn_put_text(title, key->title);
    for (size_t i = 0; key->columns[i] != END && s->column_count < COLUMNS_MAX; i++)
        s->columns[s->column_count++] = key->columns[i];
}

render_status rn_pstats_sort(const rn_pstats_rows *rows, uint32_t *order, uint32_t count,
                             const char *text, rn_buffer *title, rn_report *report)
{
    sorting s = {.rows = rows};
    const sort_key *only = find_number(rn_bytes_of(text));
    if (only)
        take_key(&s, only, title);
    for (const char *at = text; !only;) {
        rn_bytes word = {at, strcspn(at, ",")};
        const sort_key *key = key_of(word);
        if (!key)
            return fail_key(word, report);
        take_key(&s, key, title);
        at += word.size;
        if (!*at++)
            break;
    }
    return !title->failed && sort_rows(&s, order, count) ? RENDER_OK : rn_fail_memory(report);
}

const char *rn_pstats_sort_column(const char *text, bool *is_text)
{
    static const char *const shown[] = {[CALLS] = "calls",
                                        [PRIMITIVE] = "primitive_calls",
                                        [SELF] = "self",
                                        [TOTAL] = "total",
                                        [NAME] = "function",
                                        [SELF_CHANGE] = "self_change",
                                        [TOTAL_CHANGE] = "total_change",
                                        [END] = NULL};
    const sort_key *key = find_number(rn_bytes_of(text));
    if (!key)
        key = key_of((rn_bytes){text, strcspn(text, ",")});
    *is_text = key && key->columns[0] == NAME;
    return key ? shown[key->columns[0]] : NULL;
}
