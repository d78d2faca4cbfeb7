/* Boxes round functions in a call graph: a page a little darker, a title with what they cost together. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scene/fit.h"
#include "style/names.h"
#include "style/units.h"
#include "view/callgraph.h"

static const double SIZE = 11, INDENT = 8, LINE = 14, SHADE = 0.045, LINE_SHADE = 0.45;

void rn_callgraph_add_clusters(rn_callgraph *c)
{
    c->layout.cluster_count = c->clusters.count;
    for (uint32_t n = c->node_count; n-- > 0;) {
        uint32_t cluster = rn_cluster_of(&c->clusters, c->function[n]);
        c->layout.nodes[n].cluster = cluster == RN_NONE ? 0 : cluster + 1;
        if (cluster != RN_NONE)
            c->cluster_titles[cluster].first_node = n;
    }
}

/* ---- titles ----------------------------------------------------------------------------------- */

static void put_name(const rn_cluster *cluster, rn_buffer *out)
{
    if (cluster->name)
        rn_put_text(out, cluster->name);
    else
        rn_put_cycle_name(out, cluster->member_count);
}

static double measure(const rn_callgraph *c, rn_bytes text, bool bold)
{
    return rn_measure_width(c->input->measure, text, SIZE, bold);
}

/* A path without its first folder, another name without its first qualifier; empty at the last. */
static rn_bytes tail_of(rn_bytes name)
{
    const char *slash = name.size > 1 ? memchr(name.data + 1, '/', name.size - 1) : NULL;
    if (!slash)
        return name.size && name.data[0] == '/' ? (rn_bytes){"", 0} : rn_name_tail(name);
    return rn_bytes_slice(name, (size_t)(slash - name.data), name.size);
}

/* As much of the end of a name as has room; "…" stands for the qualifiers or folders before it. */
static void fit_name(rn_callgraph *c, rn_bytes name, double room, rn_buffer *out)
{
    rn_buffer text = {0};
    rn_put(&text, name);
    for (rn_bytes tail = tail_of(name);
         tail.size && measure(c, rn_buffer_bytes(&text), true) > room; tail = tail_of(tail)) {
        text.size = 0;
        rn_put_text(&text, "\xe2\x80\xa6");
        rn_put(&text, tail);
    }
    rn_fit_text(c->input->measure, rn_buffer_bytes(&text), SIZE, true, room, out);
    out->failed |= text.failed;
    rn_buffer_finish(&text);
}

/* A line of a title; *width becomes that of the widest one. */
static const char *keep_line(rn_callgraph *c, const rn_buffer *line, bool bold, double *width)
{
    *width = fmax(*width, measure(c, rn_buffer_bytes(line), bold));
    return line->failed ? NULL : rn_arena_copy(&c->arena, rn_buffer_bytes(line));
}

static bool fit_title(rn_callgraph *c, uint32_t index)
{
    const rn_cluster *cluster = &c->clusters.items[index];
    rn_cluster_title *title = &c->cluster_titles[index];
    double width = 0, room = c->layout.clusters[index].width - 2 * INDENT;
    rn_buffer line = {0}, fitted = {0};
    put_name(cluster, &line);
    fit_name(c, rn_buffer_bytes(&line), room, &fitted);
    title->lines[0] = line.failed ? NULL : keep_line(c, &fitted, true, &width);
    line.size = 0;
    rn_put_together(&line, cluster->total, cluster->self, c->graph->total,
                    c->clusters.are_cycles ? cluster->calls_into : NAN);
    rn_fit_text(c->input->measure, rn_buffer_bytes(&line), SIZE, false, room, &fitted);
    title->lines[1] = line.failed ? NULL : keep_line(c, &fitted, false, &width);
    c->layout.clusters[index].title_width = width + 2 * INDENT;
    rn_buffer_finish(&line);
    rn_buffer_finish(&fitted);
    return title->lines[0] && title->lines[1];
}

bool rn_callgraph_fit_clusters(rn_callgraph *c)
{
    for (uint32_t i = 0; i < c->clusters.count; i++)
        if (!fit_title(c, i))
            return false;
    return true;
}

/* ---- drawing ---------------------------------------------------------------------------------- */

/* The page, mixed with a share of its text colour. */
static uint32_t shade(rn_callgraph *c, double share)
{
    const rn_scheme *light = c->input->theme->light, *dark = c->input->theme->dark;
    return rn_scene_paint(c->scene, (rn_paint){rn_color_mix(light->background, light->text, share),
                                               rn_color_mix(dark->background, dark->text, share)});
}

static void put_tooltip(rn_callgraph *c, const rn_cluster *cluster)
{
    const render_draw_options *options = c->input->options;
    c->text.size = 0;
    put_name(cluster, &c->text);
    if (cluster->name) {
        rn_put_text(&c->text, "\nfunctions: ");
        rn_put_count(&c->text, cluster->member_count);
    }
    rn_put_text(&c->text, "\ntotal: ");
    rn_put_cost(&c->text, options, cluster->total, rn_callgraph_unit(c));
    rn_put_text(&c->text, "\nself: ");
    rn_put_cost(&c->text, options, cluster->self, rn_callgraph_unit(c));
    if (!isnan(cluster->calls_into)) {
        rn_put_text(&c->text, "\ncalls from outside: ");
        rn_put_count(&c->text, cluster->calls_into);
    }
    if (!isnan(cluster->calls_within)) {
        rn_put_text(&c->text, "\ncalls within: ");
        rn_put_count(&c->text, cluster->calls_within);
    }
}

/* Called what its first function is. */
static void open_cluster(rn_callgraph *c, uint32_t index, bool with_id)
{
    char name[16] = "c-";
    memcpy(name + 2, c->ids[c->cluster_titles[index].first_node].text, sizeof c->ids->text);
    put_tooltip(c, &c->clusters.items[index]);
    if (with_id)
        rn_scene_open(c->scene, "cluster", rn_scene_own_id(c->scene, name).text,
                      rn_buffer_bytes(&c->text), (rn_bytes){"", 0});
    else
        rn_scene_open(c->scene, "cluster-title", NULL, rn_buffer_bytes(&c->text),
                      (rn_bytes){"", 0});
}

void rn_callgraph_draw_clusters(rn_callgraph *c)
{
    for (uint32_t i = 0; i < c->clusters.count; i++) {
        const rn_dot_cluster *frame = &c->layout.clusters[i];
        open_cluster(c, i, true);
        rn_item *box = rn_scene_box(c->scene, c->left + frame->x, c->top + frame->y, frame->width,
                                    frame->height, shade(c, SHADE));
        box->u.box.radius = 6;
        box->stroke = shade(c, LINE_SHADE);
        box->stroke_width = 1;
        rn_scene_close(c->scene);
    }
}

static void draw_title(rn_callgraph *c, uint32_t index, uint32_t ink)
{
    const rn_dot_cluster *frame = &c->layout.clusters[index];
    double x = c->left + frame->x, y = c->top + frame->y;
    rn_scene_box(c->scene, x + INDENT - 3, y + 3, frame->title_width - 2 * INDENT + 6,
                 RN_DOT_CLUSTER_TITLE - 6, shade(c, SHADE))
        ->u.box.radius = 3;
    for (int i = 0; i < 2; i++) {
        rn_bytes line = rn_bytes_of(c->cluster_titles[index].lines[i]);
        rn_scene_text(c->scene, x + INDENT, y + LINE * (i + 1) + 1, SIZE, RN_START, ink, line,
                      measure(c, line, i == 0))
            ->u.text.bold = i == 0;
    }
}

/* Over the lines that pass there. */
void rn_callgraph_draw_cluster_titles(rn_callgraph *c)
{
    const rn_theme *theme = c->input->theme;
    uint32_t ink = rn_scene_paint(c->scene, (rn_paint){theme->light->text, theme->dark->text});
    for (uint32_t i = 0; i < c->clusters.count; i++) {
        open_cluster(c, i, false);
        draw_title(c, i, ink);
        rn_scene_close(c->scene);
    }
}

/* ---- legend ----------------------------------------------------------------------------------- */

static const char *word_for_estimates(const rn_callgraph *c)
{
    return c->graph->profile->shape == RN_ARCS ? ", estimated" : "";
}

static void put_cycles(const rn_callgraph *c, rn_buffer *legend)
{
    if (!c->clusters.count) {
        rn_put_text(legend, "No two functions that are drawn call each other in a circle.\n");
        return;
    }
    rn_put_text(legend, "Large box: a cycle, functions that call each other in a circle; share of "
                        "the total with all they call");
    rn_put_text(legend, word_for_estimates(c));
    rn_put_text(legend, " (and their own share)");
    rn_put_text(legend, c->graph->arc_calls ? ", N\xc3\x97 how often from outside.\n" : ".\n");
}

void rn_callgraph_put_clusters(const rn_callgraph *c, rn_buffer *legend)
{
    const char *by = c->input->options->cluster, *estimated = word_for_estimates(c);
    if (c->clusters.are_cycles) {
        put_cycles(c, legend);
        return;
    }
    if (!by)
        return;
    if (c->clusters.count) {
        rn_put_text(legend, "Large box: functions of the same ");
        rn_put_text(legend, by);
        rn_put_text(legend, "; share of the total with all they call");
        rn_put_text(legend, estimated);
        rn_put_text(legend, " (and their own share).");
    } else {
        rn_put_text(legend, "No two functions that are drawn are of the same ");
        rn_put_text(legend, by);
        rn_put_text(legend, ".");
    }
    if (c->clusters.count && c->clusters.alone_count) {
        rn_put_text(legend, " Alone in theirs: ");
        rn_put_count(legend, c->clusters.alone_count);
        rn_put_text(legend, c->clusters.alone_count == 1 ? " function." : " functions.");
    }
    rn_put_text(legend, "\n");
}
