/* pprof's rules for labels.  A filter is 'KEY=PATTERNS' or 'PATTERNS', with commas between the patterns:
 * with a key any of them is found in one of its values, without one each of them is found in some
 * 'key:value'.  A filter that is a number with a unit, or two of them, is a range instead:
 *
 *     32kb      exactly       4mb:       from there on
 *     :64kb     up to there   1kb:64mb   between
 *
 * A label becomes the frame 'key:value'; samples without the label do not get one. */
#include "read/labels.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/text.h"
#include "base/unit.h"

/* ---- ranges ----------------------------------------------------------------------------------- */

static size_t count_of(rn_bytes text, size_t from, bool (*fits)(char))
{
    size_t at = from;
    while (at < text.size && fits(text.data[at]))
        at++;
    return at - from;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Cuts '32kb' off the start. */
static bool cut_amount(rn_bytes *text, double *amount, rn_bytes *unit)
{
    size_t sign = text->size && (text->data[0] == '-' || text->data[0] == '+');
    size_t digits = count_of(*text, sign, is_digit);
    size_t end = sign + digits, letters = count_of(*text, end, is_letter);
    rn_bytes number = rn_bytes_slice(*text, 0, end);
    if (!digits || !rn_number_parse(number, amount))
        return false;
    *unit = rn_bytes_slice(*text, end, end + letters);
    *text = rn_bytes_slice(*text, end + letters, text->size);
    return true;
}

static bool cut_colon(rn_bytes *text)
{
    bool is_colon = text->size && text->data[0] == ':';
    if (is_colon)
        *text = rn_bytes_slice(*text, 1, text->size);
    return is_colon;
}

/* What to multiply a number of one unit with to have it in the other; 0: they do not compare. */
static double factor_of(rn_bytes from, rn_bytes to)
{
    return to.size ? rn_unit_factor(from, to) : 1;
}

static bool parse_range(rn_bytes text, rn_label_filter *f)
{
    rn_bytes unit = {"", 0};
    double second;
    f->least = -INFINITY;
    f->most = INFINITY;
    if (cut_colon(&text))
        return cut_amount(&text, &f->most, &f->unit) && text.size == 0;
    if (!cut_amount(&text, &f->least, &f->unit))
        return false;
    if (!cut_colon(&text)) {
        f->most = f->least;
        return text.size == 0;
    }
    if (text.size == 0)
        return true;
    if (!cut_amount(&text, &second, &unit) || text.size)
        return false;
    f->most = second * factor_of(unit, f->unit);
    return rn_bytes_equal(unit, f->unit) || factor_of(unit, f->unit) > 0;
}

/* ---- filters ---------------------------------------------------------------------------------- */

static bool add_pattern(rn_labels *l, rn_label_filter *f, rn_bytes text)
{
    render_status status = rn_regex_new(&f->patterns[f->pattern_count], text,
                                        rn_builder_limits(l->builder)->regex_steps);
    if (status == RENDER_OK)
        f->pattern_count++;
    else if (status == RENDER_ERROR_MEMORY)
        rn_fail_memory(l->report);
    else
        rn_fail(l->report, RENDER_ERROR_ARGUMENT, 0, 0, "%s is no regular expression", f->option);
    return status == RENDER_OK;
}

static bool add_patterns(rn_labels *l, rn_label_filter *f, rn_bytes text)
{
    f->patterns = rn_array_zero(text.size + 1, sizeof *f->patterns);
    if (!f->patterns) {
        rn_fail_memory(l->report);
        return false;
    }
    for (size_t start = 0, end; start <= text.size; start = end + 1) {
        const char *comma =
            start < text.size ? memchr(text.data + start, ',', text.size - start) : NULL;
        end = comma ? (size_t)(comma - text.data) : text.size;
        if (!add_pattern(l, f, rn_bytes_slice(text, start, end)))
            return false;
    }
    return true;
}

static bool init_filter(rn_labels *l, rn_label_filter *f, const char *option, const char *value)
{
    rn_bytes text = rn_bytes_of(value);
    if (text.size == 0)
        return true;
    f->option = option;
    const char *equals = memchr(text.data, '=', text.size);
    if (equals) {
        f->key = (rn_bytes){text.data, (size_t)(equals - text.data)};
        text = rn_bytes_slice(text, f->key.size + 1, text.size);
    }
    f->is_range = parse_range(text, f);
    return f->is_range || add_patterns(l, f, text);
}

bool rn_labels_init(rn_labels *l, rn_builder *builder, rn_report *report)
{
    const render_read_options *options = rn_builder_options(builder);
    *l = (rn_labels){.builder = builder,
                     .report = report,
                     .roots = rn_bytes_of(options->tag_roots),
                     .leaves = rn_bytes_of(options->tag_leaves)};
    return init_filter(l, &l->focus, "--tagfocus", options->tag_focus) &&
           init_filter(l, &l->ignore, "--tagignore", options->tag_ignore);
}

static void finish_filter(rn_label_filter *f)
{
    for (size_t i = 0; i < f->pattern_count; i++)
        rn_regex_free(f->patterns[i]);
    free(f->patterns);
}

void rn_labels_finish(rn_labels *l)
{
    finish_filter(&l->focus);
    finish_filter(&l->ignore);
    free(l->frames);
    rn_buffer_finish(&l->text);
}

/* ---- choosing --------------------------------------------------------------------------------- */

static void put_value(rn_labels *l, const rn_label *label)
{
    bool latin1;
    if (!label->is_number) {
        rn_text_repair(&l->text, label->text, &latin1);
        return;
    }
    if (label->number < 0)
        rn_put_char(&l->text, '-');
    rn_put_uint(&l->text, label->number < 0 ? -(uint64_t)label->number : (uint64_t)label->number);
    if (label->unit.size) {
        rn_put_char(&l->text, ' ');
        rn_text_repair(&l->text, label->unit, &latin1);
    }
}

static void put_key(rn_labels *l, const rn_label *label)
{
    bool latin1;
    rn_text_repair(&l->text, label->key, &latin1);
    rn_put_char(&l->text, ':');
}

static bool is_found(rn_labels *l, const rn_label_filter *f, const rn_regex *pattern,
                     const rn_label *label)
{
    bool found = false;
    l->text.size = 0;
    if (!f->key.size)
        put_key(l, label);
    put_value(l, label);
    render_status status = l->text.failed
                               ? RENDER_ERROR_MEMORY
                               : rn_regex_search(pattern, rn_buffer_bytes(&l->text), &found);
    if (status == RENDER_ERROR_MEMORY)
        rn_fail_memory(l->report);
    else if (status)
        rn_fail(l->report, status, 0, 0, "the search for %s takes too long", f->option);
    return found;
}

static bool is_in_range(const rn_label_filter *f, const rn_label *label)
{
    double factor = label->is_number ? factor_of(label->unit, f->unit) : 0;
    double number = (double)label->number * factor;
    return factor > 0 && number >= f->least && number <= f->most;
}

static bool any_fits(rn_labels *l, const rn_label_filter *f, const rn_regex *pattern,
                     const rn_label *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (f->key.size && !rn_bytes_equal(f->key, items[i].key))
            continue;
        if (pattern ? is_found(l, f, pattern, &items[i]) : is_in_range(f, &items[i]))
            return true;
    }
    return false;
}

static bool fits(rn_labels *l, rn_label_filter *f, const rn_label *items, size_t count)
{
    bool any = f->is_range && any_fits(l, f, NULL, items, count), all = true;
    for (size_t i = 0; i < f->pattern_count; i++) {
        bool found = any_fits(l, f, f->patterns[i], items, count);
        any |= found;
        all &= found;
    }
    bool fits = f->is_range || f->key.size ? any : all;
    f->has_matched |= fits;
    return fits;
}

bool rn_labels_keep(rn_labels *l, const rn_label *items, size_t count)
{
    bool is_in_focus = !l->focus.option || fits(l, &l->focus, items, count);
    bool is_ignored = l->ignore.option && fits(l, &l->ignore, items, count);
    return is_in_focus && !is_ignored && !l->report->error.status;
}

/* Of a focus that fits nothing, nothing is left: that is an error of its own. */
void rn_labels_sum_up(const rn_labels *l)
{
    if (l->ignore.option && !l->ignore.has_matched)
        rn_warn(l->report, "no sample has a label that --tagignore names");
    if (l->focus.option && !l->focus.has_matched)
        rn_fail(l->report, RENDER_ERROR_EMPTY, 0, 0, "no sample has a label that --tagfocus names");
}

/* ---- frames ----------------------------------------------------------------------------------- */

/* The frame of all values of a key: 'key:one,two'. */
static bool add_frame(rn_labels *l, rn_bytes key, const rn_label *items, size_t count,
                      size_t *frame_count)
{
    l->text.size = 0;
    for (size_t i = 0; i < count; i++) {
        if (!rn_bytes_equal(key, items[i].key))
            continue;
        if (l->text.size)
            rn_put_char(&l->text, ',');
        else
            put_key(l, &items[i]);
        put_value(l, &items[i]);
    }
    if (l->text.size == 0)
        return !l->text.failed;
    if (l->text.failed || !RN_GROW(l->frames, l->frame_capacity, *frame_count + 1))
        return false;
    rn_function_key function = {.name = rn_buffer_bytes(&l->text), .flags = RN_FLAG_SYNTHETIC};
    l->frames[(*frame_count)++] =
        rn_builder_frame(l->builder, rn_builder_function(l->builder, &function), 0);
    return true;
}

static const uint32_t *add_frames(rn_labels *l, rn_bytes keys, const rn_label *items, size_t count,
                                  size_t *frame_count)
{
    *frame_count = 0;
    for (size_t start = 0, end; start < keys.size; start = end + 1) {
        const char *comma = memchr(keys.data + start, ',', keys.size - start);
        end = comma ? (size_t)(comma - keys.data) : keys.size;
        if (!add_frame(l, rn_bytes_slice(keys, start, end), items, count, frame_count))
            rn_fail_memory(l->report);
    }
    return l->frames;
}

const uint32_t *rn_labels_roots(rn_labels *l, const rn_label *items, size_t count,
                                size_t *frame_count)
{
    return add_frames(l, l->roots, items, count, frame_count);
}

const uint32_t *rn_labels_leaves(rn_labels *l, const rn_label *items, size_t count,
                                 size_t *frame_count)
{
    return add_frames(l, l->leaves, items, count, frame_count);
}

static uint32_t push(rn_labels *l, uint32_t stack, size_t count)
{
    for (size_t i = 0; i < count; i++)
        stack = rn_builder_push(l->builder, stack, l->frames[i]);
    return stack;
}

uint32_t rn_labels_push_roots(rn_labels *l, uint32_t stack, const rn_label *items, size_t count)
{
    size_t frame_count;
    rn_labels_roots(l, items, count, &frame_count);
    return push(l, stack, frame_count);
}

uint32_t rn_labels_push_leaves(rn_labels *l, uint32_t stack, const rn_label *items, size_t count)
{
    size_t frame_count;
    rn_labels_leaves(l, items, count, &frame_count);
    return push(l, stack, frame_count);
}
