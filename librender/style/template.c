/* A template is read word by word, since a word with an unknown field goes as a whole: "{calls}×" of a
 * profile without calls leaves no lone "×".  "{{" and "}}" stand for braces. */
#include "style/template.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "style/figures.h"
#include "style/units.h"

typedef enum field {
    NAME,
    PLACE,
    FILE_NAME,
    LINE,
    MODULE,
    CALLER,
    TOTAL,
    TOTAL_SHARE,
    TOTAL_PER_CALL,
    TOTAL_BEFORE,
    TOTAL_CHANGE,
    SELF,
    SELF_SHARE,
    SELF_PER_CALL,
    SELF_BEFORE,
    SELF_CHANGE,
    CALLS,
    CALLS_BEFORE,
    FIELD_COUNT,
} field;

enum { TEMPLATE_BYTES_MAX = 2000 };

static const struct {
    const char *name;
    unsigned kinds; /* of rn_template_kind */
} fields[] = {
    [NAME] = {"name", RN_OF_NODE},
    [PLACE] = {"place", RN_OF_NODE},
    [FILE_NAME] = {"file", RN_OF_NODE},
    [LINE] = {"line", RN_OF_NODE},
    [MODULE] = {"module", RN_OF_NODE},
    [CALLER] = {"caller", RN_OF_ARC},
    [TOTAL] = {"total", RN_OF_NODE | RN_OF_ARC},
    [TOTAL_SHARE] = {"total%", RN_OF_NODE | RN_OF_ARC},
    [TOTAL_PER_CALL] = {"total/call", RN_OF_NODE | RN_OF_ARC},
    [TOTAL_BEFORE] = {"total.before", RN_OF_NODE | RN_OF_ARC},
    [TOTAL_CHANGE] = {"total.change", RN_OF_NODE | RN_OF_ARC},
    [SELF] = {"self", RN_OF_NODE},
    [SELF_SHARE] = {"self%", RN_OF_NODE},
    [SELF_PER_CALL] = {"self/call", RN_OF_NODE},
    [SELF_BEFORE] = {"self.before", RN_OF_NODE},
    [SELF_CHANGE] = {"self.change", RN_OF_NODE},
    [CALLS] = {"calls", RN_OF_NODE | RN_OF_ARC},
    [CALLS_BEFORE] = {"calls.before", RN_OF_NODE | RN_OF_ARC},
};

/* An arc's own name for the field of functions that stands for its callee. */
static const char CALLEE[] = "callee";

/* ---- reading ---------------------------------------------------------------------------------- */

static field find_field(rn_bytes name, rn_template_kind kind)
{
    if (kind == RN_OF_ARC && rn_bytes_equal(name, rn_bytes_of(CALLEE)))
        return NAME;
    for (field f = NAME; f < FIELD_COUNT; f++)
        if (fields[f].kinds & kind && rn_bytes_equal(name, rn_bytes_of(fields[f].name)))
            return f;
    return FIELD_COUNT;
}

/* What stands at `at`: a field between braces (its name in `name`), or text.  Returns its size, 0 when a
 * brace is not closed or was not opened. */
static size_t next_piece(rn_bytes text, size_t at, rn_bytes *name)
{
    char c = text.data[at], after = at + 1 < text.size ? text.data[at + 1] : '\0';
    *name = (rn_bytes){NULL, 0};
    if (c != '{' && c != '}')
        return 1;
    if (after == c)
        return 2;
    const char *end = c == '{' ? memchr(text.data + at, '}', text.size - at) : NULL;
    if (!end)
        return 0;
    *name = rn_bytes_slice(text, at + 1, (size_t)(end - text.data));
    return name->size + 2;
}

static void list_fields(rn_template_kind kind, char *why, size_t size)
{
    size_t used = strlen(why);
    for (field f = NAME; f < FIELD_COUNT && used < size; f++)
        if (fields[f].kinds & kind)
            used += (size_t)snprintf(why + used, size - used, " {%s}", fields[f].name);
    if (kind == RN_OF_ARC && used < size)
        snprintf(why + used, size - used, " {%s}", CALLEE);
}

bool rn_template_check(const char *text, rn_template_kind kind, char *why, size_t size)
{
    rn_bytes all = rn_bytes_of(text), name;
    if (all.size > TEMPLATE_BYTES_MAX) {
        snprintf(why, size, "it is too long");
        return false;
    }
    for (size_t at = 0, step; at < all.size; at += step) {
        step = next_piece(all, at, &name);
        if (!step) {
            snprintf(why, size, "a brace is alone; '{{' and '}}' stand for one");
            return false;
        }
        if (name.data && find_field(name, kind) == FIELD_COUNT) {
            snprintf(why, size, "there is no field {%.*s}; there are",
                     (int)(name.size < 40 ? name.size : 40), name.data);
            list_fields(kind, why, size);
            return false;
        }
    }
    return true;
}

bool rn_template_line(const char *text, size_t index, rn_bytes *line)
{
    for (;; index--) {
        const char *feed = strchr(text, '\n'), *escape = strstr(text, "\\n");
        const char *end = feed && (!escape || feed < escape) ? feed : escape;
        if (index == 0) {
            *line = end ? (rn_bytes){text, (size_t)(end - text)} : rn_bytes_of(text);
            return true;
        }
        if (!end)
            return false;
        text = end + (end == feed ? 1 : 2);
    }
}

bool rn_template_is_only(rn_bytes line, const char *name)
{
    rn_bytes found;
    return line.size && next_piece(line, 0, &found) == line.size && found.data &&
           rn_bytes_equal(found, rn_bytes_of(name));
}

bool rn_template_has(rn_bytes line, const char *name)
{
    rn_bytes found;
    for (size_t at = 0, step; at < line.size; at += step) {
        step = next_piece(line, at, &found);
        if (!step)
            return false;
        if (found.data && rn_bytes_equal(found, rn_bytes_of(name)))
            return true;
    }
    return false;
}

/* ---- writing ---------------------------------------------------------------------------------- */

static bool put_text(rn_buffer *out, rn_bytes text)
{
    rn_put(out, text);
    return text.size;
}

static bool put_cost(rn_buffer *out, const rn_template_values *v, double value)
{
    if (!isfinite(value))
        return false;
    rn_put_cost(out, v->options, value, v->figures->unit);
    return true;
}

static bool put_share(rn_buffer *out, const rn_figures *f, double value)
{
    if (isnan(value) || !(f->whole > 0))
        return false;
    rn_put_share(out, value / f->whole);
    return true;
}

static bool put_count(rn_buffer *out, double count)
{
    if (isnan(count))
        return false;
    rn_put_count(out, count);
    return true;
}

static double per_call(double value, double calls)
{
    return calls > 0 ? value / calls : NAN;
}

/* What a comparison lacks on one side was nothing there. */
static bool put_change(rn_buffer *out, const rn_template_values *v, double value, double before)
{
    if (!v->figures->is_compared || (isnan(value) && isnan(before)))
        return false;
    rn_put_change(out, v->options, isnan(value) ? 0 : value, isnan(before) ? 0 : before,
                  v->figures->unit);
    return true;
}

static bool put_place(rn_buffer *out, const rn_template_values *v, field which)
{
    const rn_function_info *info = &v->profile->functions[v->function];
    if (which == FILE_NAME)
        return put_text(out, rn_profile_string(v->profile, info->file));
    if (which == MODULE)
        return put_text(out, rn_profile_string(v->profile, info->module));
    if (which == PLACE &&
        !put_text(out, rn_bytes_base_name(rn_profile_string(v->profile, info->file))))
        return false;
    if (which == PLACE && info->line)
        rn_put_char(out, ':');
    if (info->line)
        rn_put_uint(out, info->line);
    return which == PLACE || info->line;
}

static double before(const rn_figures *f, double value)
{
    return f->is_compared ? value : NAN;
}

/* False when it is not known. */
static bool put_field(rn_buffer *out, const rn_template_values *v, field which)
{
    const rn_figures *f = v->figures;
    switch (which) {
    case NAME:
        return put_text(out, v->name);
    case CALLER:
        return put_text(out, v->caller);
    case PLACE:
    case FILE_NAME:
    case LINE:
    case MODULE:
        return put_place(out, v, which);
    case TOTAL:
        return put_cost(out, v, f->total);
    case TOTAL_SHARE:
        return put_share(out, f, f->total);
    case TOTAL_PER_CALL:
        return put_cost(out, v, per_call(f->total, f->calls));
    case TOTAL_BEFORE:
        return put_cost(out, v, before(f, f->base_total));
    case TOTAL_CHANGE:
        return put_change(out, v, f->total, f->base_total);
    case SELF:
        return put_cost(out, v, f->self);
    case SELF_SHARE:
        return put_share(out, f, f->self);
    case SELF_PER_CALL:
        return put_cost(out, v, per_call(f->self, f->calls));
    case SELF_BEFORE:
        return put_cost(out, v, before(f, f->base_self));
    case SELF_CHANGE:
        return put_change(out, v, f->self, f->base_self);
    case CALLS:
        return put_count(out, f->calls);
    case CALLS_BEFORE:
        return put_count(out, before(f, f->base_calls));
    case FIELD_COUNT:
        break;
    }
    return false;
}

/* Counts its fields in `known`.  A piece of text of two bytes is a doubled brace. */
static bool put_word(rn_buffer *out, rn_bytes word, const rn_template_values *v, int *known)
{
    size_t start = out->size;
    rn_bytes name;
    for (size_t at = 0, step; at < word.size; at += step) {
        step = next_piece(word, at, &name);
        if (step == 0)
            step = 1;
        if (!name.data) {
            rn_put_char(out, word.data[at]);
        } else if (put_field(out, v, find_field(name, v->kind))) {
            ++*known;
        } else {
            out->size = start;
            return false;
        }
    }
    return true;
}

void rn_put_template(rn_buffer *out, rn_bytes line, const rn_template_values *values)
{
    bool is_first = true, has_unknown = false;
    size_t empty = out->size;
    int known = 0;
    while (line.size) {
        const char *blank = memchr(line.data, ' ', line.size);
        size_t size = blank ? (size_t)(blank - line.data) : line.size, start = out->size;
        if (!is_first)
            rn_put_char(out, ' ');
        bool is_known = put_word(out, rn_bytes_slice(line, 0, size), values, &known);
        is_first &= !is_known;
        has_unknown |= !is_known;
        if (!is_known)
            out->size = start;
        line = rn_bytes_slice(line, size + (blank != NULL), line.size);
    }
    if (has_unknown && !known)
        out->size = empty;
}

size_t rn_put_templates(rn_buffer *out, const char *text, const rn_template_values *values)
{
    size_t first = out->size;
    rn_bytes line;
    for (size_t i = 0; rn_template_line(text, i, &line); i++) {
        size_t start = out->size;
        if (start > 0)
            rn_put_char(out, '\n');
        size_t empty = out->size;
        rn_put_template(out, line, values);
        if (out->size == empty)
            out->size = start;
        else if (start == 0)
            first = out->size;
    }
    return first;
}
