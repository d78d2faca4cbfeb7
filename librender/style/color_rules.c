/* The last '->' of a line parts the pattern from what it means: patterns may hold one, too. */
#include "style/color_rules.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/regex.h"
#include "base/text.h"
#include "base/words.h"
#include "profile/marks.h"
#include "style/link.h"

/* Longer lists would take minutes on large profiles. */
enum { RULES_MAX = 10000 };

typedef struct parser {
    rn_color_rules *rules;
    rn_report *report;
    uint32_t line;
} parser;

/* ---- fields ----------------------------------------------------------------------------------- */

static render_status fail(const parser *p, const char *why)
{
    return rn_fail(p->report, RENDER_ERROR_MALFORMED, 0, p->line, "%s", why);
}

static bool take_color(rn_color_rule *rule, rn_bytes text)
{
    static const struct {
        const char *name;
        rn_palette hue;
    } hues[] = {{"red", RN_PALETTE_RED},       {"green", RN_PALETTE_GREEN},
                {"blue", RN_PALETTE_BLUE},     {"yellow", RN_PALETTE_YELLOW},
                {"purple", RN_PALETTE_PURPLE}, {"aqua", RN_PALETTE_AQUA},
                {"orange", RN_PALETTE_ORANGE}, {"hot", RN_PALETTE_HOT},
                {"mem", RN_PALETTE_MEM},       {"io", RN_PALETTE_IO}};
    uint64_t value;
    for (size_t i = 0; i < sizeof hues / sizeof *hues; i++)
        if (rn_bytes_equal(text, rn_bytes_of(hues[i].name))) {
            rule->hue = hues[i].hue;
            return true;
        }
    rule->color = RN_RGB(0xb4b4b4);
    if (rn_bytes_equal(text, RN_LITERAL("grey")) || rn_bytes_equal(text, RN_LITERAL("gray")))
        return true;
    bool is_number = (text.size == 4 || text.size == 7) && text.data[0] == '#';
    if (!is_number || !rn_parse_hex(rn_bytes_slice(text, 1, text.size), &value))
        return false;
    if (text.size == 4) /* each digit stands for two */
        value = ((value & 0xf00) << 8 | (value & 0xf0) << 4 | (value & 0xf)) * 0x11;
    rule->color = RN_RGB((uint32_t)value);
    return true;
}

/* ---- lines ------------------------------------------------------------------------------------ */

/* It is searched for later, with the steps that the profile allows. */
static render_status check_pattern(const parser *p, rn_bytes pattern)
{
    rn_regex *regex = NULL;
    if (pattern.data[0] == '=')
        return RENDER_OK;
    render_status status =
        rn_text_is_clean(pattern) ? rn_regex_new(&regex, pattern, 1) : RENDER_ERROR_ARGUMENT;
    rn_regex_free(regex);
    if (status == RENDER_ERROR_MEMORY)
        return rn_fail_memory(p->report);
    return status ? fail(p, "what stands before '->' is no regular expression") : RENDER_OK;
}

static render_status add_rule(parser *p, rn_bytes pattern, rn_bytes group, rn_bytes link,
                              rn_color_rule rule)
{
    rn_color_rules *rules = p->rules;
    rule.line = p->line;
    rule.pattern = rn_arena_copy(&rules->arena, pattern);
    rule.group = rn_arena_copy(&rules->arena, group.size ? group : pattern);
    rule.link = link.size ? rn_arena_copy(&rules->arena, link) : NULL;
    if (!rule.pattern || !rule.group || (link.size && !rule.link) ||
        !RN_GROW(rules->items, rules->capacity, rules->count + 1))
        return rn_fail_memory(p->report);
    const char *wrong = rule.link ? rn_link_check(rule.link) : NULL;
    if (wrong)
        return rn_fail(p->report, RENDER_ERROR_MALFORMED, 0, p->line, "the link cannot be used: %s",
                       wrong);
    rules->items[rules->count++] = rule;
    return rules->count <= RULES_MAX ? RENDER_OK : fail(p, "there are too many rules");
}

static render_status parse_rule(parser *p, rn_bytes line)
{
    static const char form[] = "a rule reads 'REGEX -> COLOUR, GROUP, LINK'";
    rn_color_rule rule = {0};
    size_t arrow = rn_bytes_find_last(line, RN_LITERAL("->"));
    if (arrow >= line.size)
        return fail(p, form);
    rn_bytes pattern = rn_trim(rn_bytes_slice(line, 0, arrow));
    rn_bytes rest = rn_bytes_slice(line, arrow + 2, line.size);
    if (!pattern.size)
        return fail(p, form);
    if (check_pattern(p, pattern))
        return p->report->error.status;
    if (!take_color(&rule, rn_trim(rn_cut_part(&rest, ','))))
        return fail(p, "a colour is #rgb, #rrggbb, or red, green, blue, yellow, purple, aqua, "
                       "orange, hot, mem, io or grey");
    rn_bytes group = rn_trim(rn_cut_part(&rest, ','));
    return add_rule(p, pattern, group, rn_trim(rest), rule);
}

/* Tabs part fields as blanks do; other control characters are in no name. */
static bool is_clean(rn_bytes line)
{
    for (size_t i = 0; i < line.size; i++)
        if ((unsigned char)line.data[i] < 0x20 && line.data[i] != '\t')
            return false;
    return rn_text_is_utf8(line);
}

static render_status parse_line(parser *p, rn_bytes line)
{
    rn_cut_suffix(&line, "\r");
    line = rn_trim(line);
    if (!line.size || line.data[0] == '#')
        return RENDER_OK;
    return is_clean(line) ? parse_rule(p, line) : fail(p, "this is no text");
}

render_status rn_color_rules_parse(rn_color_rules **out, rn_bytes text, rn_report *report)
{
    *out = calloc(1, sizeof **out);
    parser p = {.rules = *out, .report = report};
    render_status status = *out ? RENDER_OK : rn_fail_memory(report);
    while (status == RENDER_OK && text.size) {
        p.line++;
        status = parse_line(&p, rn_cut_part(&text, '\n'));
    }
    if (status == RENDER_OK && !(*out)->count)
        status = rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "there is no rule in it");
    if (status) {
        rn_color_rules_free(*out);
        *out = NULL;
    }
    return status;
}

void rn_color_rules_free(rn_color_rules *rules)
{
    if (!rules)
        return;
    free(rules->items);
    rn_arena_finish(&rules->arena);
    free(rules);
}

/* ---- use -------------------------------------------------------------------------------------- */

render_status rn_color_rules_assign(uint32_t **out, const rn_color_rules *rules,
                                    const rn_profile *profile, rn_report *report)
{
    uint32_t count = profile->function_count;
    *out = rn_array_new(count, sizeof **out);
    if (!*out)
        return rn_fail_memory(report);
    for (uint32_t f = 0; f < count; f++)
        (*out)[f] = RN_NONE;
    for (size_t i = 0; i < rules->count; i++) {
        bool *marks = NULL, any;
        if (rn_marks_find(&marks, profile, rules->items[i].pattern, "a rule", &any, report)) {
            free(marks);
            return report->error.status;
        }
        for (uint32_t f = 0; any && f < count; f++)
            if (marks[f] && (*out)[f] == RN_NONE)
                (*out)[f] = (uint32_t)i;
        free(marks);
    }
    return RENDER_OK;
}

rn_rgba rn_color_rule_fill(const rn_color_rule *rule, const rn_profile *profile, uint32_t function)
{
    return rule->hue ? rn_palette_function(rule->hue, profile, function, false) : rule->color;
}

rn_rgba rn_color_rule_key(const rn_color_rule *rule)
{
    return rule->hue ? rn_palette_weight(rule->hue, 0.5) : rule->color;
}
