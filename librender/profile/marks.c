/* A pattern is looked for in every function once. */
#include "profile/marks.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/regex.h"
#include "base/text.h"

static bool mark_literal(bool *marks, const rn_profile *profile, rn_bytes name)
{
    bool any = false;
    for (uint32_t f = 0; f < profile->function_count; f++)
        any |= marks[f] = rn_bytes_equal(rn_function_name(profile, f), name);
    return any;
}

typedef enum place { IN_NAME = 1, IN_FILE = 2, IN_MODULE = 4 } place;

static render_status is_found(const rn_profile *profile, uint32_t function, const rn_regex *regex,
                              int places, bool *found)
{
    const rn_function_info *info = &profile->functions[function];
    uint32_t texts[] = {info->name, info->file, info->module};
    render_status status = RENDER_OK;
    *found = false;
    for (int i = 0; i < 3 && !status && !*found; i++)
        if (places >> i & 1 && (i == 0 || texts[i]))
            status = rn_regex_search(regex, rn_profile_string(profile, texts[i]), found);
    return status;
}

static render_status mark_found(bool *marks, const rn_profile *profile, const char *pattern,
                                int places, const char *option, bool *any, rn_report *report)
{
    rn_regex *regex = NULL;
    render_status status = rn_text_is_clean(rn_bytes_of(pattern))
                               ? rn_regex_new(&regex, rn_bytes_of(pattern), profile->regex_steps)
                               : RENDER_ERROR_ARGUMENT;
    for (uint32_t f = 0; !status && f < profile->function_count; f++) {
        status = is_found(profile, f, regex, places, &marks[f]);
        *any |= marks[f];
    }
    rn_regex_free(regex);
    if (status == RENDER_ERROR_MEMORY)
        return rn_fail_memory(report);
    if (status == RENDER_ERROR_LIMIT)
        return rn_fail(report, status, 0, 0, "%s takes too long to search for: '%s'", option,
                       pattern);
    return status
               ? rn_fail(report, status, 0, 0, "%s is no regular expression: '%s'", option, pattern)
               : RENDER_OK;
}

render_status rn_marks_search(bool *marks, const rn_profile *profile, const char *pattern,
                              const char *option, bool *any, rn_report *report)
{
    *any = false;
    render_status status = mark_found(marks, profile, pattern, IN_NAME, option, any, report);
    if (!status && !*any)
        status = mark_found(marks, profile, pattern, IN_FILE | IN_MODULE, option, any, report);
    return status;
}

render_status rn_marks_find(bool **out, const rn_profile *profile, const char *pattern,
                            const char *option, bool *any, rn_report *report)
{
    *out = NULL;
    *any = false;
    if (!pattern)
        return RENDER_OK;
    *out = rn_array_zero(profile->function_count, sizeof **out);
    if (!*out)
        return rn_fail_memory(report);
    if (pattern[0] != '=')
        return mark_found(*out, profile, pattern, IN_NAME | IN_FILE | IN_MODULE, option, any,
                          report);
    *any = mark_literal(*out, profile, rn_bytes_of(pattern + 1));
    return RENDER_OK;
}

render_status rn_marks_highlight(bool **out, const rn_profile *profile, const char *pattern,
                                 rn_report *report)
{
    bool any = false;
    if (rn_marks_find(out, profile, pattern, "highlight", &any, report))
        return report->error.status;
    if (pattern && !any)
        return rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "highlight finds no function: '%s'",
                       pattern);
    return RENDER_OK;
}
