/* The table of pictures. */
#include "view/views.h"

#include <stdlib.h>

#include "base/info.h"
#include "profile/marks.h"

/* clang-format off */
#define ROWS(ROW) \
    ROW(rn_layout_callgraph, NULL, "graph", "call graph: who calls whom, and what it costs") \
    ROW(rn_layout_flame, rn_rows_least_share, "flame", "flame graph: stacks as rows of boxes, the total at the bottom") \
    ROW(rn_layout_icicle, rn_rows_least_share, "icicle", "icicle: the same with the total at the top") \
    ROW(rn_layout_sunburst, rn_sunburst_least_share, "sunburst", "sunburst: the same as rings around the total") \
    ROW(rn_layout_chart, NULL, "chart", "flame chart: time from left to right, a band for each thread")
#define INFO(layout, least_share, id, words) {.name = (id), .title = (words)},
#define VIEW(layout, least_share, id, words) {layout, least_share},
/* clang-format on */

const render_info rn_view_infos[] = {ROWS(INFO)};
const rn_view rn_views[] = {ROWS(VIEW)};
const size_t rn_view_count = sizeof rn_views / sizeof *rn_views;

const rn_view *rn_view_find(const char *name)
{
    size_t i = rn_info_find(rn_view_infos, rn_view_count, name);
    return i < rn_view_count ? &rn_views[i] : NULL;
}

double rn_view_least_share(const rn_view *view, const render_draw_options *options)
{
    rn_view_input input = {.options = options};
    return view->least_share ? view->least_share(&input) : 0;
}

static render_status find_attributes(rn_view_input *input, rn_report *report)
{
    const rn_name_attributes *attributes = rn_name_attributes_of(input->options);
    if (!attributes)
        return RENDER_OK;
    return rn_name_attributes_assign(&input->name_entry, attributes, input->profile, report);
}

render_status rn_view_input_mark(rn_view_input *input, rn_report *report)
{
    if (rn_grouping_init(&input->grouping, input->options, input->profile, report) ||
        rn_marks_highlight(&input->highlighted, input->profile, input->options->highlight, report))
        return report->error.status;
    return find_attributes(input, report);
}

/* ---- groups of functions ---------------------------------------------------------------------- */

static const rn_name_entry *entry_of(const rn_view_input *input, uint32_t function)
{
    if (function == RN_NONE || !input->name_entry || input->name_entry[function] == RN_NONE)
        return NULL;
    return &rn_name_attributes_of(input->options)->entries[input->name_entry[function]];
}

void rn_view_put_link(rn_buffer *out, const rn_view_input *input, uint32_t function)
{
    const rn_name_entry *entry = entry_of(input, function);
    if (function == RN_NONE)
        return;
    const rn_color_rule *rule = rn_group_rule(&input->grouping, function);
    const char *link = rule && rule->link ? rule->link : input->options->link;
    if (entry && entry->href)
        rn_put_text(out, entry->href);
    else if (link)
        rn_put_link(out, link, input->profile, function, 0);
}

bool rn_view_has_links(const rn_view_input *input)
{
    return input->options->link || input->grouping.rules || input->name_entry;
}

/* The class of the view, by which a script finds it, and the user's. */
static void put_class(rn_buffer *out, const char *css_class, const rn_name_entry *entry)
{
    rn_put_text(out, css_class ? css_class : "");
    if (css_class && entry->css_class)
        rn_put_char(out, ' ');
    rn_put_text(out, entry->css_class ? entry->css_class : "");
    rn_put_char(out, '\0');
}

/* Nothing else may have the same id: the first box of a function has it. */
static const char *chosen_id(const rn_view_input *input, rn_scene *scene,
                             const rn_name_entry *entry)
{
    if (!entry->id || input->has_fixed_ids)
        return NULL;
    return rn_scene_claim(scene, RN_CLAIM_CHOSEN_ID, entry->id) ? entry->id : NULL;
}

void rn_view_open(const rn_view_input *input, rn_scene *scene, uint32_t function,
                  const char *css_class, const char *id, rn_bytes title)
{
    const rn_name_entry *entry = entry_of(input, function);
    rn_buffer link = {0}, classes = {0};
    rn_view_put_link(&link, input, function);
    if (!entry) {
        rn_scene_open(scene, css_class, id, title, rn_buffer_bytes(&link));
    } else {
        /* without any, a script would not find the group */
        bool has_title = entry->title && (*entry->title || !input->options->interactive);
        const char *own = chosen_id(input, scene, entry);
        put_class(&classes, css_class, entry);
        rn_item *group =
            rn_scene_open(scene, classes.failed ? NULL : classes.data, own ? own : id,
                          has_title ? rn_bytes_of(entry->title) : title, rn_buffer_bytes(&link));
        group->u.group.attributes = entry->attributes;
        group->u.group.attribute_count = entry->count;
    }
    scene->failed |= link.failed || classes.failed;
    rn_buffer_finish(&link);
    rn_buffer_finish(&classes);
}

/* The user's ids are theirs, whatever is drawn before. */
static void claim_chosen_ids(const rn_view_input *input, rn_scene *scene)
{
    const rn_name_attributes *attributes = rn_name_attributes_of(input->options);
    for (size_t i = 0; attributes && !input->has_fixed_ids && i < attributes->capacity; i++)
        if (attributes->entries[i].id)
            rn_scene_claim(scene, RN_CLAIM_ID, attributes->entries[i].id);
}

render_status rn_view_draw(const rn_view *view, rn_scene *scene, const rn_view_input *input,
                           rn_report *report)
{
    claim_chosen_ids(input, scene);
    return view->layout(scene, input, report);
}

void rn_view_input_finish(rn_view_input *input)
{
    rn_grouping_finish(&input->grouping);
    free(input->highlighted);
    free(input->name_entry);
}
