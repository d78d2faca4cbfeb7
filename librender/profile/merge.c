/* Merging is building once more: what is equal gets the same id, and values add up.
 *
 * Whether a later profile has a metric, or knows what calls cost, shows only when it comes.  So all
 * metrics of the first profile are added up, and those that turn out not to be common are dropped at
 * the end; and the costs that would have to be guessed are added up beside the known ones. */
#include "profile/merge.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/unit.h"
#include "profile/copy.h"

/* Sums of numbers that a builder has no room for; ids come in any order. */
typedef struct tally {
    double *values; /* [id]; NULL: no profile had any */
    size_t count, capacity;
} tally;

typedef struct sum {
    rn_bytes name, unit; /* of the first profile */
    double total;
    bool is_missing;      /* in some profile: will be dropped */
    bool has_own_total;   /* in some profile it is not what the figures make it */
    bool has_known_costs; /* of arcs, in some profile */
    tally guessed;        /* [arc]: costs by calls, from profiles that know no costs */
    uint32_t column;      /* in the profile that is being added */
    double factor;        /* from its unit */
} sum;

struct rn_merger {
    rn_report *report;
    rn_builder *builder; /* NULL: nothing was added */
    rn_shape shape;
    const char *format; /* of the first profile, as its detection */
    char *detection;
    sum *sums; /* [metric] */
    uint32_t sum_count;
    rn_arena texts;
    bool strips_folders, have_runs;
    tally base_calls, base_arc_calls; /* [function], [arc] */
    bool have_roots;                  /* all of them */
    uint32_t *roots;
    size_t root_count, root_capacity;
};

rn_merger *rn_merger_new(rn_report *report)
{
    rn_merger *m = rn_array_zero(1, sizeof *m);
    if (m)
        m->report = report;
    return m;
}

void rn_merger_strip_folders(rn_merger *m)
{
    m->strips_folders = true;
}

void rn_merger_free(rn_merger *m)
{
    if (!m)
        return;
    rn_builder_free(m->builder);
    free(m->detection);
    for (uint32_t i = 0; m->sums && i < m->sum_count; i++)
        free(m->sums[i].guessed.values);
    free(m->sums);
    rn_arena_finish(&m->texts);
    free(m->base_calls.values);
    free(m->base_arc_calls.values);
    free(m->roots);
    free(m);
}

/* ---- what is common --------------------------------------------------------------------------- */

static bool copy_text(rn_merger *m, rn_bytes *to, const rn_profile *from, uint32_t text)
{
    rn_bytes bytes = rn_profile_string(from, text);
    *to = (rn_bytes){rn_arena_copy(&m->texts, bytes), bytes.size};
    return to->data != NULL;
}

/* The first profile says what shape and metrics the sum has. */
static bool start(rn_merger *m, const rn_profile *first)
{
    m->shape = first->shape;
    m->format = first->format;
    m->have_roots = true;
    m->detection = first->detection ? strdup(first->detection) : NULL;
    m->builder = rn_copy_builder_new(first->shape, first, m->report);
    if (m->builder)
        rn_builder_set_options(m->builder, &rn_copy_options);
    m->sums = rn_array_zero(first->metric_count, sizeof *m->sums);
    if (!m->builder || !m->sums || (first->detection && !m->detection))
        return false;
    m->sum_count = first->metric_count;
    for (uint32_t i = 0; i < m->sum_count; i++) {
        sum *s = &m->sums[i];
        if (!copy_text(m, &s->name, first, first->metrics[i].name) ||
            !copy_text(m, &s->unit, first, first->metrics[i].unit))
            return false;
        rn_builder_metric(m->builder, s->name, s->unit);
    }
    for (uint32_t i = 0; i < m->sum_count; i++)
        rn_builder_set_base(m->builder, i, first->metrics[i].base);
    return true;
}

static bool knows_arc_costs(const rn_profile *profile, uint32_t metric)
{
    if (profile->shape == RN_ARCS)
        for (uint32_t a = 0; a < profile->arc_count; a++)
            if (!isnan(profile->arc_total[metric][a]))
                return true;
    return false;
}

static bool find_column(sum *s, const rn_profile *from)
{
    for (uint32_t c = 0; c < from->metric_count; c++) {
        const rn_metric *metric = &from->metrics[c];
        s->column = c;
        s->factor = rn_unit_factor(rn_profile_string(from, metric->unit), s->unit);
        if (s->factor > 0 && rn_bytes_equal(rn_profile_string(from, metric->name), s->name))
            return true;
    }
    return false;
}

static void match_sum(rn_merger *m, sum *s, const rn_profile *from)
{
    if (!find_column(s, from)) {
        s->is_missing = true;
        rn_warn(m->report, "the metric '%.*s' is left out: not all profiles have it",
                (int)s->name.size, s->name.data);
        return;
    }
    double total = from->metrics[s->column].total;
    s->total += total * s->factor;
    s->has_own_total |= total != rn_profile_sum(from, s->column);
}

/* Finds the metrics of the profile that still all have. */
static render_status match_sums(rn_merger *m, const rn_profile *from)
{
    bool has_common = false;
    if (from->shape != m->shape)
        return rn_fail(m->report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "the profiles cannot be merged: some hold stacks, some only callers and "
                       "callees");
    for (uint32_t i = 0; i < m->sum_count; i++) {
        if (!m->sums[i].is_missing)
            match_sum(m, &m->sums[i], from);
        has_common |= !m->sums[i].is_missing;
    }
    if (!has_common)
        return rn_fail(m->report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "the profiles cannot be merged: they have no metric in common");
    return RENDER_OK;
}

/* ---- adding one profile ----------------------------------------------------------------------- */

static bool grow_tally(tally *t, size_t count)
{
    if (!RN_GROW(t->values, t->capacity, count))
        return false;
    while (t->count < count)
        t->values[t->count++] = 0;
    return true;
}

/* Adds values[i], unless there are none, to what ids[i] has. */
static bool add_tally(tally *t, const double *values, uint32_t count, const uint32_t *ids)
{
    for (uint32_t i = 0; values && i < count; i++) {
        if (!grow_tally(t, ids[i] + (size_t)1))
            return false;
        t->values[ids[i]] += values[i];
    }
    return true;
}

/* The sums for as many ids as a profile has. */
static bool take_tally(tally *t, uint32_t count, double **values)
{
    if (!t->values)
        return true;
    if (!grow_tally(t, count))
        return false;
    *values = t->values;
    t->values = NULL;
    return true;
}

static bool add_functions(rn_merger *m, const rn_profile *from, uint32_t *functions)
{
    return rn_copy_functions(m->builder, from, m->strips_folders, functions) &&
           add_tally(&m->base_calls, from->base_calls, from->function_count, functions);
}

/* What ran in one profile and what ran in another have no common clock: only one of them keeps its runs. */
static void add_runs(rn_merger *m, const rn_profile *from, const uint32_t *stacks)
{
    if (!from->run_count)
        return;
    if (m->have_runs)
        rn_warn(m->report, "only the first profile keeps its order in time");
    else
        rn_copy_runs(m->builder, from, stacks);
    m->have_runs = true;
}

static void add_stacks(rn_merger *m, const rn_profile *from, const uint32_t *functions,
                       uint32_t *frames, uint32_t *stacks)
{
    rn_copy_stacks(m->builder, from, functions, frames, stacks);
    for (uint32_t i = 0; i < m->sum_count; i++) {
        const double *self = from->self[m->sums[i].column];
        for (uint32_t s = 0; !m->sums[i].is_missing && s < from->stack_count; s++)
            if (from->samples[s])
                rn_builder_add_self(m->builder, stacks[s], i,
                                    self[from->samples[s]] * m->sums[i].factor);
    }
    for (uint32_t s = 1; from->estimated && s < from->stack_count; s++)
        if (from->estimated[s])
            rn_builder_mark_estimated(m->builder, stacks[s]);
    add_runs(m, from, stacks);
}

static void add_costs(rn_merger *m, uint32_t metric, const rn_profile *from,
                      const uint32_t *functions)
{
    const sum *s = &m->sums[metric];
    const double *self = from->function_self[s->column], *total = from->function_total[s->column];
    for (uint32_t f = 0; f < from->function_count; f++)
        rn_builder_add_cost(m->builder, functions[f], metric, self[f] * s->factor,
                            total[f] * s->factor);
}

static void add_arcs(rn_merger *m, const rn_profile *from, const uint32_t *functions,
                     uint32_t *arcs)
{
    for (uint32_t a = 0; a < from->arc_count; a++) {
        arcs[a] = rn_builder_arc(m->builder, functions[from->arcs[a].caller],
                                 functions[from->arcs[a].callee]);
        rn_builder_add_arc_calls(m->builder, arcs[a], from->arc_calls[a],
                                 from->arc_primitive_calls[a]);
    }
}

/* What a caller's calls cost if every call of the callee cost the same. */
static double guess_arc_cost(const rn_profile *from, uint32_t metric, uint32_t arc)
{
    uint32_t callee = from->arcs[arc].callee;
    if (!from->calls || !(from->calls[callee] > 0))
        return NAN;
    return from->function_total[metric][callee] * from->arc_calls[arc] / from->calls[callee];
}

/* An unknown cost would vanish in the sum with a known one. */
static bool add_guesses(sum *s, const rn_profile *from, const uint32_t *arcs)
{
    for (uint32_t a = 0; a < from->arc_count; a++) {
        double guess = guess_arc_cost(from, s->column, a) * s->factor;
        if (isnan(guess))
            continue;
        if (!grow_tally(&s->guessed, arcs[a] + (size_t)1))
            return false;
        s->guessed.values[arcs[a]] += guess;
    }
    return true;
}

static bool add_arc_costs(rn_merger *m, uint32_t metric, const rn_profile *from,
                          const uint32_t *arcs)
{
    sum *s = &m->sums[metric];
    const double *self = from->arc_self[s->column], *total = from->arc_total[s->column];
    for (uint32_t a = 0; a < from->arc_count; a++)
        rn_builder_add_arc_cost(m->builder, arcs[a], metric, self[a] * s->factor,
                                total[a] * s->factor);
    bool is_known = knows_arc_costs(from, s->column);
    s->has_known_costs |= is_known;
    return is_known || add_guesses(s, from, arcs);
}

static bool add_recorded(rn_merger *m, const rn_profile *from, const uint32_t *functions,
                         uint32_t *arcs)
{
    add_arcs(m, from, functions, arcs);
    for (uint32_t i = 0; i < m->sum_count && !rn_builder_status(m->builder); i++) {
        if (m->sums[i].is_missing)
            continue;
        add_costs(m, i, from, functions);
        if (!add_arc_costs(m, i, from, arcs))
            return false;
    }
    return add_tally(&m->base_arc_calls, from->base_arc_calls, from->arc_count, arcs);
}

/* Roots that only some profiles have chosen are not roots of all. */
static bool add_roots(rn_merger *m, const rn_profile *from, const uint32_t *functions)
{
    m->have_roots &= from->roots != NULL;
    if (!RN_GROW(m->roots, m->root_capacity, m->root_count + from->root_count))
        return false;
    for (uint32_t i = 0; i < from->root_count; i++)
        m->roots[m->root_count++] = functions[from->roots[i]];
    return true;
}

static bool add_profile(rn_merger *m, const rn_profile *from)
{
    size_t rest =
        from->shape == RN_STACKS ? from->frame_count + (size_t)from->stack_count : from->arc_count;
    uint32_t *functions = rn_array_new(from->function_count, sizeof *functions);
    uint32_t *others = rn_array_new(rest, sizeof *others);
    bool enough = functions && others && add_functions(m, from, functions);
    if (enough) {
        if (from->shape == RN_STACKS)
            add_stacks(m, from, functions, others, others + from->frame_count);
        else
            enough = add_recorded(m, from, functions, others);
        enough = enough && add_roots(m, from, functions);
    }
    free(functions);
    free(others);
    rn_copy_warnings(m->report, from);
    return enough;
}

render_status rn_merger_add(rn_merger *m, const rn_profile *from)
{
    if (!m->builder && !start(m, from))
        return rn_fail_memory(m->report);
    if (match_sums(m, from))
        return m->report->error.status;
    if (!add_profile(m, from))
        return rn_fail_memory(m->report);
    return m->report->error.status ? m->report->error.status : rn_builder_status(m->builder);
}

/* ---- the result ------------------------------------------------------------------------------- */

static void settle_sum(rn_merger *m, uint32_t metric)
{
    const sum *s = &m->sums[metric];
    if (s->has_own_total)
        rn_builder_set_total(m->builder, metric, s->total);
    if (!s->has_known_costs || !s->guessed.count)
        return;
    rn_warn(m->report, "callers without recorded cost get a share by their calls");
    for (size_t a = 0; a < s->guessed.count; a++)
        if (s->guessed.values[a] != 0)
            rn_builder_add_arc_cost(m->builder, (uint32_t)a, metric, NAN, s->guessed.values[a]);
}

static void drop_column(double **columns, uint32_t from, uint32_t to)
{
    if (columns) {
        free(columns[to]);
        columns[to] = columns[from];
        columns[from] = NULL;
    }
}

/* Where a metric that stays will be. */
static uint32_t place_of(const rn_merger *m, uint32_t metric)
{
    uint32_t place = 0;
    for (uint32_t i = 0; i < metric; i++)
        place += !m->sums[i].is_missing;
    return place;
}

/* Moves the columns that stay together; the others are freed on the way. */
static void drop_missing(const rn_merger *m, rn_profile *profile)
{
    double **tables[] = {profile->self, profile->function_self, profile->function_total,
                         profile->arc_self, profile->arc_total};
    uint32_t kept = 0;
    for (uint32_t i = 0; i < m->sum_count; i++) {
        uint32_t base = profile->metrics[i].base;
        if (base != RN_NONE)
            profile->metrics[i].base = m->sums[base].is_missing ? RN_NONE : place_of(m, base);
        if (m->sums[i].is_missing)
            continue;
        for (size_t t = 0; kept < i && t < sizeof tables / sizeof *tables; t++)
            drop_column(tables[t], i, kept);
        profile->metrics[kept++] = profile->metrics[i];
    }
    for (uint32_t i = kept; i < m->sum_count; i++)
        for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
            if (tables[t])
                free(tables[t][i]);
    profile->metric_count = kept;
}

static bool set_roots(const rn_merger *m, rn_profile *profile)
{
    bool *seen = rn_array_zero(profile->function_count, sizeof *seen);
    profile->roots = rn_array_new(m->root_count, sizeof *profile->roots);
    if (seen && profile->roots)
        for (size_t i = 0; i < m->root_count; i++) {
            if (!seen[m->roots[i]])
                profile->roots[profile->root_count++] = m->roots[i];
            seen[m->roots[i]] = true;
        }
    free(seen);
    return seen && profile->roots;
}

static bool take_base_calls(rn_merger *m, rn_profile *profile)
{
    return take_tally(&m->base_calls, profile->function_count, &profile->base_calls) &&
           take_tally(&m->base_arc_calls, profile->arc_count, &profile->base_arc_calls);
}

render_status rn_merger_finish(rn_merger *m, rn_profile **out)
{
    rn_profile *profile;
    *out = NULL;
    if (!m->builder)
        return rn_fail(m->report, RENDER_ERROR_ARGUMENT, 0, 0, "there is no profile to merge");
    for (uint32_t i = 0; i < m->sum_count; i++)
        if (!m->sums[i].is_missing)
            settle_sum(m, i);
    render_status status = rn_builder_finish(m->builder, &profile);
    m->builder = NULL;
    if (status)
        return status;
    drop_missing(m, profile);
    profile->format = m->format;
    profile->detection = m->detection;
    m->detection = NULL;
    if (!take_base_calls(m, profile)) {
        rn_profile_free(profile);
        return rn_fail_memory(m->report);
    }
    if (m->have_roots && !set_roots(m, profile)) {
        rn_profile_free(profile);
        return rn_fail_memory(m->report);
    }
    *out = profile;
    return RENDER_OK;
}
