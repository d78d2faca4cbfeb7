/* The table of pictures.  A view turns a profile into a scene. It sees no file and no cairo. */
#ifndef RN_VIEWS_H
#define RN_VIEWS_H

#include "profile/profile.h"
#include "scene/measure.h"
#include "scene/scene.h"
#include "style/grouping.h"
#include "style/link.h"
#include "style/theme.h"

typedef struct rn_view_input {
    const rn_profile *profile; /* for RENDER_PANELS_INPUTS the first of the inputs */
    uint32_t metric;
    const render_draw_options *options;
    const rn_theme *theme;
    const rn_colormap *colormap;
    rn_measure *measure;
    rn_grouping grouping;
    bool *highlighted;    /* [function]; NULL: none is asked for */
    uint32_t *name_entry; /* [function]: of name attributes; NULL: none are given */
    bool
        has_fixed_ids; /* whoever shows the picture knows groups by theirs, whatever attributes say */
} rn_view_input;

/* Finds the functions that rules, highlights and attributes mean; the profile and options are set. */
render_status rn_view_input_mark(rn_view_input *input, rn_report *report);
void rn_view_input_finish(rn_view_input *input);

/* The width of a view without a natural size, px. */
static inline double rn_view_width(const rn_view_input *input)
{
    if (input->options->page_width > 0)
        return input->options->page_width;
    return input->options->width > 0 ? input->options->width : 1200;
}

/* Opens the scene group of a function (RN_NONE: of none), which leads where the user said. */
void rn_view_open(const rn_view_input *input, rn_scene *scene, uint32_t function,
                  const char *css_class, const char *id, rn_bytes title);

/* Appends where a function leads, by its attributes, its rule, or as all do; nothing where it leads nowhere. */
void rn_view_put_link(rn_buffer *out, const rn_view_input *input, uint32_t function);
/* Whether any may lead somewhere. */
bool rn_view_has_links(const rn_view_input *input);

typedef struct rn_view {
    render_status (*layout)(rn_scene *scene, const rn_view_input *input, rn_report *report);
    /* The share of the total below which nothing is told apart, of any profile, by the options alone; 0: everything is
     * needed.  NULL: always everything. */
    double (*least_share)(const rn_view_input *input);
} rn_view;

extern const render_info rn_view_infos[];
extern const rn_view rn_views[]; /* in the same order */
extern const size_t rn_view_count;
const rn_view *rn_view_find(const char *name);
render_status rn_view_draw(const rn_view *view, rn_scene *scene, const rn_view_input *input,
                           rn_report *report);

double rn_view_least_share(const rn_view *view, const render_draw_options *options);

render_status rn_layout_callgraph(rn_scene *scene, const rn_view_input *input, rn_report *report);
render_status rn_layout_flame(rn_scene *scene, const rn_view_input *input, rn_report *report);
render_status rn_layout_icicle(rn_scene *scene, const rn_view_input *input, rn_report *report);
render_status rn_layout_chart(rn_scene *scene, const rn_view_input *input, rn_report *report);
render_status rn_layout_sunburst(rn_scene *scene, const rn_view_input *input, rn_report *report);
double rn_rows_least_share(const rn_view_input *input);
double rn_sunburst_least_share(const rn_view_input *input);

#endif
