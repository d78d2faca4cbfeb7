/* Life and health of a profile. */
#include "profile/profile.h"

#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"

static void free_columns(double **columns, uint32_t count)
{
    for (uint32_t i = 0; columns && i < count; i++)
        free(columns[i]);
    free(columns);
}

void rn_profile_free(rn_profile *p)
{
    if (!p)
        return;
    free_columns(p->self, p->metric_count);
    free_columns(p->function_self, p->metric_count);
    free_columns(p->function_total, p->metric_count);
    free_columns(p->function_cut, p->metric_count);
    free_columns(p->arc_self, p->metric_count);
    free_columns(p->arc_total, p->metric_count);
    free((render_metric *)p->facts.metrics);
    free(p->detection);
    free(p->filtered);
    rn_intern_finish(&p->strings);
    free(p->metrics);
    free(p->functions);
    free(p->calls);
    free(p->primitive_calls);
    free(p->base_calls);
    free(p->frames);
    free(p->stacks);
    free(p->samples);
    free(p->estimated);
    free(p->runs);
    free(p->tracks);
    free(p->arcs);
    free(p->arc_calls);
    free(p->arc_primitive_calls);
    free(p->base_arc_calls);
    free(p->roots);
    free(p->near);
    rn_report_finish(&p->report);
    free(p);
}

uint32_t rn_profile_metric(const rn_profile *p, const char *name)
{
    if (!name)
        return 0;
    for (uint32_t i = 0; i < p->metric_count; i++)
        if (rn_bytes_equal(rn_profile_string(p, p->metrics[i].name), rn_bytes_of(name)))
            return i;
    return RN_NONE;
}

render_status rn_profile_find_metric(const rn_profile *profile, const char *name, uint32_t *metric,
                                     rn_report *report)
{
    *metric = rn_profile_metric(profile, name);
    if (*metric != RN_NONE)
        return RENDER_OK;
    rn_buffer names = {0};
    for (uint32_t i = 0; i < profile->metric_count; i++) {
        rn_put_text(&names, i ? ", " : "");
        rn_put(&names, rn_profile_string(profile, profile->metrics[i].name));
    }
    render_status status =
        rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "no metric is named '%s'; there are: %.*s",
                name, (int)names.size, names.size ? names.data : "");
    rn_buffer_finish(&names);
    return status;
}

static double sum_known(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += isnan(values[i]) ? 0 : values[i];
    return sum;
}

/* In the order of the stacks, whatever order they were counted in. */
static double sum_stacks(const rn_profile *p, uint32_t metric)
{
    double sum = 0;
    for (uint32_t s = 0; s < p->stack_count; s++)
        sum += rn_stack_self(p, metric, s);
    return sum;
}

static double largest_known(const double *values, size_t count, double start)
{
    for (size_t i = 0; i < count; i++)
        if (values[i] > start)
            start = values[i];
    return start;
}

/* The last word of a name, without what compare.h puts behind it. */
static rn_bytes last_word(rn_bytes name)
{
    rn_bytes base = RN_LITERAL(" (base)");
    if (rn_bytes_end(name, base))
        name.size -= base.size;
    size_t begin = name.size;
    while (begin > 0 && !strchr(" _-:./)", name.data[begin - 1]))
        begin--;
    return rn_bytes_slice(name, begin, name.size);
}

bool rn_profile_is_base(const rn_profile *profile, uint32_t metric)
{
    for (uint32_t m = 0; m < profile->metric_count; m++)
        if (profile->metrics[m].base == metric)
            return true;
    return false;
}

rn_bytes rn_profile_unit(const rn_profile *profile, uint32_t metric)
{
    rn_bytes unit = rn_profile_string(profile, profile->metrics[metric].unit);
    if (!rn_bytes_equal(unit, RN_LITERAL("count")) && !rn_bytes_equal(unit, RN_LITERAL("none")))
        return unit;
    rn_bytes word = last_word(rn_profile_string(profile, profile->metrics[metric].name));
    return word.size > 2 && rn_bytes_end(word, RN_LITERAL("s")) ? word : (rn_bytes){"", 0};
}

double rn_profile_sum(const rn_profile *p, uint32_t metric)
{
    if (p->shape == RN_STACKS)
        return sum_stacks(p, metric);
    return largest_known(p->function_total[metric], p->function_count,
                         sum_known(p->function_self[metric], p->function_count));
}

bool rn_profile_is_whole(const rn_profile *p, rn_report *report)
{
    if (p->least_share > 0)
        rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                "the profile was read for a picture, and lacks what is too narrow in it");
    return !report->error.status;
}

static const char *check_functions(const rn_profile *p)
{
    for (uint32_t i = 0; i < p->function_count; i++) {
        const rn_function_info *f = &p->functions[i];
        if (f->name >= p->strings.count || f->module >= p->strings.count ||
            f->file >= p->strings.count)
            return "a function refers to a string that is not there";
    }
    return NULL;
}

static const char *check_stacks(const rn_profile *p)
{
    if (p->stack_count == 0 || !p->self || !p->samples)
        return "the table of stacks is missing";
    for (uint32_t i = 0; i < p->stack_count; i++)
        if (p->samples[i] >= p->sample_count)
            return "a stack refers to a sample that is not there";
    for (uint32_t i = 0; i < p->frame_count; i++)
        if (p->frames[i].function >= p->function_count)
            return "a frame refers to a function that is not there";
    for (uint32_t i = 1; i < p->stack_count; i++)
        if (p->stacks[i].parent >= i || p->stacks[i].frame >= p->frame_count)
            return "a stack refers to a parent or frame that is not there";
    for (uint32_t i = 0; i < p->run_count; i++)
        if (p->runs[i].stack >= p->stack_count || p->runs[i].track >= p->track_count)
            return "a run refers to a stack or track that is not there";
    return NULL;
}

static const char *check_arcs(const rn_profile *p)
{
    if (!p->function_self || !p->function_total || !p->arc_self || !p->arc_total)
        return "the costs of functions or arcs are missing";
    for (uint32_t i = 0; i < p->arc_count; i++)
        if (p->arcs[i].caller >= p->function_count || p->arcs[i].callee >= p->function_count)
            return "an arc refers to a function that is not there";
    for (uint32_t i = 0; i < p->root_count; i++)
        if (p->roots[i] >= p->function_count)
            return "a root is no function";
    return NULL;
}

static const char *check_metrics(const rn_profile *p)
{
    for (uint32_t m = 0; m < p->metric_count; m++)
        if (p->metrics[m].base != RN_NONE && p->metrics[m].base >= p->metric_count)
            return "a metric refers to a base that is not there";
    for (uint32_t m = 0; m < p->metric_count; m++)
        if (!isfinite(p->metrics[m].total))
            return "the sum of the values is too large for a number";
    return NULL;
}

const char *rn_profile_check(const rn_profile *p)
{
    const char *wrong = p->metric_count ? check_functions(p) : "there is no metric";
    if (!wrong)
        wrong = p->shape == RN_STACKS ? check_stacks(p) : check_arcs(p);
    return wrong ? wrong : check_metrics(p);
}
