/* Names are numbered as the lines come; those of a profile's functions are then added to the same numbers,
 * which tells which of them have a line. */
#include "style/name_attributes.h"

#include <stdlib.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/grow.h"
#include "base/text.h"
#include "base/words.h"

/* Of one function. */
enum { ATTRIBUTES_MAX = 64 };

typedef struct parser {
    rn_name_attributes *all;
    rn_name_entry *entry;
    rn_report *report;
    uint64_t line;
} parser;

static render_status fail(const parser *p, const char *why)
{
    return rn_fail(p->report, RENDER_ERROR_MALFORMED, 0, p->line, "%s", why);
}

static size_t place_of(char c, rn_bytes text)
{
    const char *found = text.size ? memchr(text.data, c, text.size) : NULL;
    return found ? (size_t)(found - text.data) : text.size;
}

/* ---- what is safe ----------------------------------------------------------------------------- */

static bool is_key(rn_bytes key)
{
    static const char *const keys[] = {"target", "rel", "role", "lang", "hreflang", "download"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (rn_bytes_equal(key, rn_bytes_of(keys[i])))
            return true;
    if (key.size <= 5 ||
        !(rn_bytes_start(key, RN_LITERAL("data-")) || rn_bytes_start(key, RN_LITERAL("aria-"))))
        return false;
    for (size_t i = 5; i < key.size; i++) {
        char c = key.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
            return false;
    }
    return true;
}

/* What stands before the first ':' is a scheme, unless a path, query or fragment began. */
static bool is_address(rn_bytes text)
{
    static const char *const schemes[] = {"http", "https", "ftp", "file", "mailto"};
    size_t size = 0;
    while (size < text.size && !strchr(":/?#", text.data[size]))
        size++;
    if (!text.size || text.data[0] == ' ')
        return false;
    if (size == text.size || text.data[size] != ':')
        return true;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (size == strlen(schemes[i]) && strncasecmp(text.data, schemes[i], size) == 0)
            return true;
    return false;
}

static bool is_id(rn_bytes text)
{
    return text.size && place_of(' ', text) == text.size;
}

/* ---- fields ----------------------------------------------------------------------------------- */

static const char *keep(const parser *p, rn_bytes text)
{
    const char *copy = rn_arena_copy(&p->all->arena, text);
    if (!copy)
        rn_fail_memory(p->report);
    return copy;
}

static render_status add_attribute(parser *p, rn_bytes key, rn_bytes value)
{
    rn_name_entry *entry = p->entry;
    for (size_t i = 0; i < entry->count; i++)
        if (rn_bytes_equal(key, rn_bytes_of(entry->attributes[i].name)))
            return fail(p, "a key stands twice in this line");
    if (entry->count == ATTRIBUTES_MAX)
        return fail(p, "there are too many attributes");
    if (!RN_GROW(entry->attributes, entry->capacity, entry->count + 1))
        return rn_fail_memory(p->report);
    rn_attribute *added = &entry->attributes[entry->count];
    *added = (rn_attribute){keep(p, key), keep(p, value)};
    entry->count += added->name && added->value;
    return p->report->error.status;
}

static render_status take(parser *p, rn_bytes key, rn_bytes value)
{
    rn_name_entry *entry = p->entry;
    const char **slot = NULL;
    if (rn_bytes_equal(key, RN_LITERAL("href")) || rn_bytes_equal(key, RN_LITERAL("xlink:href"))) {
        if (!is_address(value))
            return fail(p, "href is no address that may be followed: it is http:, https:, ftp:, "
                           "file:, mailto:, or without a scheme");
        slot = &entry->href;
    } else if (rn_bytes_equal(key, RN_LITERAL("id"))) {
        if (!is_id(value))
            return fail(p, "an id has no blanks, and is not empty");
        slot = &entry->id;
    } else if (rn_bytes_equal(key, RN_LITERAL("title"))) {
        slot = &entry->title;
    } else if (rn_bytes_equal(key, RN_LITERAL("class"))) {
        slot = &entry->css_class;
    }
    if (slot)
        return (*slot = keep(p, value)) ? RENDER_OK : RENDER_ERROR_MEMORY;
    if (is_key(key))
        return add_attribute(p, key, value);
    return fail(p, "the keys are href, target, title, id, class, rel, role, lang, hreflang, "
                   "download, data-…, aria-…, g_extra and a_extra");
}

/* `key="value"`, or with single quotes, again and again. */
static render_status take_several(parser *p, rn_bytes rest)
{
    while (rest.size) {
        size_t equals = place_of('=', rest), end = equals + 2;
        char quote = equals + 1 < rest.size ? rest.data[equals + 1] : 0;
        while (end < rest.size && rest.data[end] != quote)
            end++;
        if ((quote != '"' && quote != '\'') || end >= rest.size)
            return fail(p, "g_extra and a_extra read: key=\"value\" key=\"value\"");
        if (take(p, rn_bytes_slice(rest, 0, equals), rn_bytes_slice(rest, equals + 2, end)))
            return p->report->error.status;
        while (++end < rest.size && rest.data[end] == ' ')
            ;
        rest = rn_bytes_slice(rest, end, rest.size);
    }
    return RENDER_OK;
}

static render_status take_field(parser *p, rn_bytes field)
{
    size_t equals = place_of('=', field);
    if (equals >= field.size)
        return fail(p, "a line reads: FUNCTION, and KEY=VALUE as often as needed, parted by tabs");
    rn_bytes key = rn_bytes_slice(field, 0, equals);
    rn_bytes value = rn_bytes_slice(field, equals + 1, field.size);
    if (rn_bytes_equal(key, RN_LITERAL("g_extra")) || rn_bytes_equal(key, RN_LITERAL("a_extra")))
        return take_several(p, value);
    return take(p, key, value);
}

/* ---- lines ------------------------------------------------------------------------------------ */

/* An empty entry for the name, whatever an earlier line said. */
static bool begin_entry(parser *p, rn_bytes name)
{
    rn_name_attributes *all = p->all;
    size_t before = all->capacity;
    uint32_t id = rn_intern_add(&all->names, name);
    if (id == RN_NONE || !RN_GROW(all->entries, all->capacity, (size_t)id + 1))
        return false;
    for (size_t i = before; i < all->capacity; i++)
        all->entries[i] = (rn_name_entry){0};
    p->entry = &all->entries[id];
    free(p->entry->attributes);
    *p->entry = (rn_name_entry){0};
    return true;
}

/* As flamegraph.pl has it, a link leaves the frame that a picture is shown in. */
static render_status aim(parser *p)
{
    rn_name_entry *entry = p->entry;
    if (!entry->href)
        return RENDER_OK;
    for (size_t i = 0; i < entry->count; i++)
        if (strcmp(entry->attributes[i].name, "target") == 0)
            return RENDER_OK;
    return add_attribute(p, RN_LITERAL("target"), RN_LITERAL("_top"));
}

static render_status parse_line(parser *p, rn_bytes line)
{
    rn_cut_suffix(&line, "\r");
    if (!line.size)
        return RENDER_OK;
    rn_bytes name = rn_cut_part(&line, '\t');
    if (!name.size || !begin_entry(p, name))
        return name.size ? rn_fail_memory(p->report) : fail(p, "the function has no name");
    while (line.size) {
        rn_bytes field = rn_cut_part(&line, '\t');
        if (!rn_text_is_clean(field))
            return fail(p, "this is no text");
        if (field.size && take_field(p, field))
            return p->report->error.status;
    }
    return aim(p);
}

render_status rn_name_attributes_parse(rn_name_attributes **out, rn_bytes text,
                                       rn_report *report)
{
    *out = calloc(1, sizeof **out);
    parser p = {.all = *out, .report = report};
    render_status status =
        *out && rn_intern_init(&(*out)->names) ? RENDER_OK : rn_fail_memory(report);
    while (status == RENDER_OK && text.size) {
        p.line++;
        status = parse_line(&p, rn_cut_part(&text, '\n'));
    }
    if (status) {
        rn_name_attributes_free(*out);
        *out = NULL;
    }
    return status;
}

void rn_name_attributes_free(rn_name_attributes *attributes)
{
    if (!attributes)
        return;
    for (size_t i = 0; i < attributes->capacity; i++)
        free(attributes->entries[i].attributes);
    free(attributes->entries);
    rn_intern_finish(&attributes->names);
    rn_arena_finish(&attributes->arena);
    free(attributes);
}

/* ---- use -------------------------------------------------------------------------------------- */

/* Writes a function's name in one of the ways it may stand in a line. */
enum { WITH_LINE, WITH_FILE, NAME_ALONE, WAYS };

static void put_way(rn_buffer *out, const rn_profile *profile, const rn_function_info *info,
                    int way)
{
    out->size = 0;
    rn_put(out, rn_profile_string(profile, info->name));
    if (way == NAME_ALONE || !info->file)
        return;
    rn_put_text(out, " (");
    rn_put(out, rn_profile_string(profile, info->file));
    if (way == WITH_LINE && info->line) {
        rn_put_char(out, ':');
        rn_put_uint(out, info->line);
    }
    rn_put_char(out, ')');
}

render_status rn_name_attributes_assign(uint32_t **out, const rn_name_attributes *attributes,
                                        const rn_profile *profile, rn_report *report)
{
    rn_intern names;
    rn_buffer text = {0};
    uint32_t listed = (uint32_t)attributes->names.count;
    *out = rn_array_new(profile->function_count, sizeof **out);
    bool fine = rn_intern_init(&names) && *out;
    for (uint32_t i = 1; fine && i < listed; i++)
        fine = rn_intern_add(&names, rn_intern_get(&attributes->names, i)) == i;
    for (uint32_t f = 0; fine && f < profile->function_count; f++) {
        (*out)[f] = RN_NONE;
        for (int way = WITH_LINE; fine && way < WAYS && (*out)[f] == RN_NONE; way++) {
            put_way(&text, profile, &profile->functions[f], way);
            uint32_t id = rn_intern_add(&names, rn_buffer_bytes(&text));
            fine = !text.failed && id != RN_NONE;
            if (id && id < listed)
                (*out)[f] = id;
        }
    }
    rn_intern_finish(&names);
    rn_buffer_finish(&text);
    return fine ? RENDER_OK : rn_fail_memory(report);
}
