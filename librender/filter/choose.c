/* One loop forwards over the stacks: parents come first, so that what is known of a stack follows from its
 * parent and its own function.
 *
 * Every stack gets the nearest stack that shows it (`shown`: itself, an ancestor, or 0 for none) and the
 * one that gets its cost (`target`, RN_NONE when its samples go).  Then what the targets need is built
 * again, with frames turned into their groups; a frame that repeats the one it hangs on is that frame. */
#include "filter/choose.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/text.h"
#include "profile/copy.h"
#include "profile/group_name.h"
#include "profile/marks.h"

typedef struct chooser {
    const rn_profile *profile;
    const render_filter_options *options;
    rn_report *report;
    bool *focus, *ignore, *from, *prune, *hide, *show; /* [function]; NULL: not asked for */
    bool *is_hidden;                                   /* [function]: by any of them */
    rn_intern names;                                   /* of groups */
    uint32_t *groups;                                  /* [function]: of names; 0: none */
    uint32_t *functions;                               /* [function]: in the new profile */

    bool *has_focus, *has_ignored, *is_inside; /* [stack]; inside: show_from's */
    uint32_t *up;                              /* [stack]: what it hangs on */
    uint32_t *shown, *target, *place;          /* [stack] */
    uint32_t *pruned; /* [stack]: the innermost match of prune_from, or RN_NONE */
    bool *is_needed;  /* [stack] */
} chooser;

bool rn_choose_is_asked(const render_filter_options *o)
{
    return o->focus || o->ignore || o->show_from || o->prune_from || o->hide || o->show ||
           o->path_count || o->merge_threads || o->group || o->fold_recursion;
}

/* ---- patterns --------------------------------------------------------------------------------- */

static render_status mark(chooser *c, bool **marks, const char *pattern, const char *option,
                          bool must_find)
{
    bool any;
    if (!pattern || rn_marks_find(marks, c->profile, pattern, option, &any, c->report))
        return c->report->error.status;
    if (!any && must_find)
        return rn_fail(c->report, RENDER_ERROR_EMPTY, 0, 0, "%s finds no function: '%s'", option,
                       pattern);
    if (!any)
        rn_warn(c->report, "%s finds no function: '%s'", option, pattern);
    return RENDER_OK;
}

static render_status mark_all(chooser *c)
{
    const render_filter_options *o = c->options;
    const struct {
        bool **marks;
        const char *pattern, *option;
        bool must_find;
    } all[] = {
        {&c->focus, o->focus, "focus", true},
        {&c->ignore, o->ignore, "ignore", false},
        {&c->from, o->show_from, "show-from", true},
        {&c->prune, o->prune_from, "prune-from", false},
        {&c->hide, o->hide, "hide", false},
        {&c->show, o->show, "show", true},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (mark(c, all[i].marks, all[i].pattern, all[i].option, all[i].must_find))
            return c->report->error.status;
    return RENDER_OK;
}

/* Whether the file or the module holds one of the paths, or there is neither. */
static bool is_on_paths(const chooser *c, uint32_t function)
{
    const rn_function_info *info = &c->profile->functions[function];
    rn_bytes file = rn_profile_string(c->profile, info->file);
    rn_bytes module = rn_profile_string(c->profile, info->module);
    bool is_on = !c->options->path_count || (!file.size && !module.size);
    for (size_t i = 0; !is_on && i < c->options->path_count; i++) {
        rn_bytes path = rn_bytes_of(c->options->paths[i]);
        is_on = memmem(file.data, file.size, path.data, path.size) ||
                memmem(module.data, module.size, path.data, path.size);
    }
    return is_on;
}

static void find_hidden(chooser *c)
{
    for (uint32_t f = 0; f < c->profile->function_count; f++) {
        uint8_t kind = c->profile->functions[f].kind;
        bool is_thread = kind == RN_THREAD || kind == RN_PROCESS;
        c->is_hidden[f] = (c->hide && c->hide[f]) || (c->show && !c->show[f]) ||
                          (is_thread && c->options->merge_threads) || !is_on_paths(c, f);
    }
}

/* ---- groups ----------------------------------------------------------------------------------- */

/* Names hold no control characters: one of them ends the name before the module. */
enum { NAME_END = '\x1f' };

static render_status name_group(chooser *c, uint32_t function, const rn_regex *regex,
                                rn_buffer *name)
{
    const rn_function_info *info = &c->profile->functions[function];
    const char *by = c->options->group;
    name->size = 0;
    if (rn_put_group_name(name, c->profile, function, by, regex))
        return rn_fail(c->report, RENDER_ERROR_LIMIT, 0, 0,
                       "the pattern of the groups takes too long to search for");
    if (!name->size && !name->failed)
        return RENDER_OK;
    rn_put_char(name, NAME_END);
    if (strcmp(by, "class") == 0)
        rn_put(name, rn_profile_string(c->profile, info->module));
    c->groups[function] = name->failed ? RN_NONE : rn_intern_add(&c->names, rn_buffer_bytes(name));
    return c->groups[function] == RN_NONE ? rn_fail_memory(c->report) : RENDER_OK;
}

static render_status name_groups(chooser *c)
{
    const char *by = c->options->group;
    rn_regex *regex = NULL;
    rn_buffer name = {0};
    if (!by)
        return RENDER_OK;
    render_status status = rn_is_kind_of_group(by)
                               ? RENDER_OK
                               : rn_regex_new(&regex, rn_bytes_of(by), c->profile->regex_steps);
    if (status == RENDER_ERROR_MEMORY)
        return rn_fail_memory(c->report);
    if (status)
        return rn_fail(c->report, status, 0, 0,
                       "groups are by module, file, class, package or a regular expression");
    for (uint32_t f = 0; !status && f < c->profile->function_count; f++)
        if (c->profile->functions[f].kind == RN_FUNCTION)
            status = name_group(c, f, regex, &name);
    rn_buffer_finish(&name);
    rn_regex_free(regex);
    return status;
}

/* Calls are calls of functions: groups have none. */
static uint32_t make_function(chooser *c, rn_builder *builder, uint32_t function)
{
    if (!c->groups[function]) {
        uint32_t copy = rn_copy_function(builder, c->profile, function);
        rn_copy_calls(builder, copy, c->profile, function);
        return copy;
    }
    rn_bytes name = rn_intern_get(&c->names, c->groups[function]);
    size_t size = (size_t)((const char *)memchr(name.data, NAME_END, name.size) - name.data);
    rn_function_key key = {.name = rn_bytes_slice(name, 0, size),
                           .module = rn_bytes_slice(name, size + 1, name.size)};
    return rn_builder_function(builder, &key);
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static uint32_t function_of(const chooser *c, uint32_t stack)
{
    return c->profile->frames[c->profile->stacks[stack].frame].function;
}

/* A frame of the group that it hangs on is no frame of its own. */
static bool repeats(const chooser *c, uint32_t function, uint32_t up)
{
    if (!up)
        return false;
    uint32_t above = function_of(c, up), group = c->groups[function];
    return (c->options->fold_recursion && above == function) ||
           (group && c->groups[above] == group);
}

static void choose_stack(chooser *c, uint32_t s)
{
    uint32_t parent = c->profile->stacks[s].parent, function = function_of(c, s);
    c->has_focus[s] = c->has_focus[parent] || (c->focus && c->focus[function]);
    c->has_ignored[s] = c->has_ignored[parent] || (c->ignore && c->ignore[function]);
    c->is_inside[s] = c->is_inside[parent] || (c->from && c->from[function]);
    c->up[s] = c->shown[parent];
    bool is_shown = c->is_inside[s] && !c->is_hidden[function] && !repeats(c, function, c->up[s]);
    c->shown[s] = is_shown ? s : c->up[s];
    c->pruned[s] = c->prune && c->prune[function] ? s : c->pruned[parent];
    bool is_kept = c->has_focus[s] && !c->has_ignored[s] && c->is_inside[s];
    uint32_t target = c->shown[c->pruned[s] == RN_NONE ? s : c->pruned[s]];
    c->target[s] = is_kept && target ? target : RN_NONE;
}

static void choose_stacks(chooser *c)
{
    c->has_focus[0] = !c->focus;
    c->has_ignored[0] = false;
    c->is_inside[0] = !c->from;
    c->up[0] = c->shown[0] = 0;
    c->pruned[0] = c->target[0] = RN_NONE;
    for (uint32_t s = 1; s < c->profile->stack_count; s++)
        choose_stack(c, s);
}

/* What gets cost, and all that it hangs on; false when that is nothing. */
static bool mark_needed(chooser *c)
{
    uint32_t count = c->profile->stack_count;
    bool any = false;
    for (uint32_t s = 1; s < count; s++)
        if (c->target[s] != RN_NONE)
            c->is_needed[c->target[s]] = any = true;
    for (uint32_t s = count - 1; s > 0; s--)
        if (c->is_needed[s])
            c->is_needed[c->up[s]] = true;
    return any;
}

/* ---- building --------------------------------------------------------------------------------- */

static void build_stacks(chooser *c, rn_builder *builder)
{
    const rn_profile *p = c->profile;
    c->place[0] = 0;
    for (uint32_t f = 0; f < p->function_count; f++)
        c->functions[f] = RN_NONE;
    for (uint32_t s = 1; s < p->stack_count; s++) {
        if (!c->is_needed[s])
            continue;
        const rn_frame_info *info = &p->frames[p->stacks[s].frame];
        uint32_t *function = &c->functions[info->function];
        if (*function == RN_NONE)
            *function = make_function(c, builder, info->function);
        uint32_t line = c->groups[info->function] ? 0 : info->line;
        uint32_t frame = rn_builder_frame(builder, *function, line);
        c->place[s] = rn_builder_push(builder, c->place[c->up[s]], frame);
    }
    for (uint32_t s = 1; s < p->stack_count; s++)
        if (p->estimated && p->estimated[s] && c->target[s] != RN_NONE)
            rn_builder_mark_estimated(builder, c->place[c->target[s]]);
}

static void build_costs(chooser *c, rn_builder *builder)
{
    const rn_profile *p = c->profile;
    for (uint32_t m = 0; m < p->metric_count; m++)
        for (uint32_t s = 1; s < p->stack_count; s++)
            if (c->target[s] != RN_NONE && p->samples[s])
                rn_builder_add_self(builder, c->place[c->target[s]], m, rn_stack_self(p, m, s));
}

/* Where the runs of each stack go: its place in the new profile, in c->pruned, which has done its work. */
static void build_runs(chooser *c, rn_builder *builder)
{
    for (uint32_t s = 0; s < c->profile->stack_count; s++)
        c->pruned[s] = c->target[s] == RN_NONE ? RN_NONE : c->place[c->target[s]];
    rn_copy_runs(builder, c->profile, c->pruned);
}

static render_status build(rn_profile **out, chooser *c)
{
    choose_stacks(c);
    if (!mark_needed(c))
        return rn_fail(c->report, RENDER_ERROR_EMPTY, 0, 0, "the filters keep nothing");
    rn_builder *builder = rn_copy_builder_new(RN_STACKS, c->profile, c->report);
    if (!builder)
        return rn_fail_memory(c->report);
    rn_builder_set_options(builder, &rn_copy_options);
    rn_copy_metrics(builder, c->profile);
    build_stacks(c, builder);
    build_costs(c, builder);
    build_runs(c, builder);
    return rn_builder_finish(builder, out);
}

/* ---- life ------------------------------------------------------------------------------------- */

static bool allocate(chooser *c)
{
    size_t stacks = c->profile->stack_count, functions = c->profile->function_count;
    c->is_hidden = rn_array_new(functions, sizeof *c->is_hidden);
    c->groups = rn_array_zero(functions, sizeof *c->groups);
    c->functions = rn_array_new(functions, sizeof *c->functions);
    c->has_focus = rn_array_new(stacks, sizeof *c->has_focus);
    c->has_ignored = rn_array_new(stacks, sizeof *c->has_ignored);
    c->is_inside = rn_array_new(stacks, sizeof *c->is_inside);
    c->is_needed = rn_array_zero(stacks, sizeof *c->is_needed);
    c->up = rn_array_new(stacks, sizeof *c->up);
    c->shown = rn_array_new(stacks, sizeof *c->shown);
    c->target = rn_array_new(stacks, sizeof *c->target);
    c->place = rn_array_new(stacks, sizeof *c->place);
    c->pruned = rn_array_new(stacks, sizeof *c->pruned);
    return rn_intern_init(&c->names) && c->is_hidden && c->groups && c->functions && c->has_focus &&
           c->has_ignored && c->is_inside && c->is_needed && c->up && c->shown && c->target &&
           c->place && c->pruned;
}

static void release(chooser *c)
{
    bool *flags[] = {c->focus,     c->ignore,    c->from,        c->prune,     c->hide,     c->show,
                     c->is_hidden, c->has_focus, c->has_ignored, c->is_inside, c->is_needed};
    uint32_t *ids[] = {c->groups, c->functions, c->up, c->shown, c->target, c->place, c->pruned};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        free(flags[i]);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        free(ids[i]);
    rn_intern_finish(&c->names);
}

render_status rn_choose(rn_profile **out, const rn_profile *profile,
                        const render_filter_options *options, rn_report *report)
{
    chooser c = {.profile = profile, .options = options, .report = report};
    *out = NULL;
    if (!allocate(&c)) {
        rn_fail_memory(report);
    } else if (mark_all(&c) == RENDER_OK && name_groups(&c) == RENDER_OK) {
        find_hidden(&c);
        build(out, &c);
    }
    release(&c);
    return report->error.status;
}
