/* Two partitions of the same cost, one upwards and one downwards, that share the row in the middle. */
#include "view/sandwich.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/tree_parts.h"
#include "profile/marks.h"
#include "style/graph_text.h"
#include "style/names.h"
#include "style/units.h"
#include "view/rows.h"

typedef struct sandwich {
    rn_scene *scene;
    const rn_view_input *input;
    const rn_cells_room *room;
    rn_report *report;
    bool *marks;       /* [function] */
    uint32_t function; /* that is marked first */
    uint32_t count;    /* that are marked */
    rn_buffer name;    /* of what is in the middle; ends in NUL */
    double whole;      /* of the picture that it is part of */
    rn_cells below, above;
} sandwich;

/* An exact name wins over its reading as a pattern. */
static bool mark_named(sandwich *s, const char *name)
{
    rn_buffer literal = {0};
    bool any = false;
    rn_put_char(&literal, '=');
    rn_put_text(&literal, name);
    rn_put_char(&literal, '\0');
    if (literal.failed)
        rn_fail_memory(s->report);
    else
        rn_marks_find(&s->marks, s->input->profile, literal.data, "sandwich", &any, s->report);
    rn_buffer_finish(&literal);
    return any;
}

static render_status find_functions(sandwich *s)
{
    const rn_profile *profile = s->input->profile;
    const char *pattern = s->input->options->sandwich;
    bool any = mark_named(s, pattern);
    if (!any && s->report->error.status == RENDER_OK) {
        free(s->marks);
        s->marks = NULL;
        rn_marks_find(&s->marks, profile, pattern, "sandwich", &any, s->report);
    }
    if (s->report->error.status)
        return s->report->error.status;
    if (!any)
        return rn_fail(s->report, RENDER_ERROR_EMPTY, 0, 0, "sandwich finds no function: '%s'",
                       pattern);
    for (uint32_t f = profile->function_count; f-- > 0;)
        if (s->marks[f]) {
            s->function = f;
            s->count++;
        }
    return RENDER_OK;
}

static void name_middle(sandwich *s)
{
    if (s->count == 1) {
        rn_put_label(&s->name, s->input->profile, s->function, 0);
    } else {
        rn_put_text(&s->name, s->input->options->sandwich);
        rn_put_text(&s->name, " (");
        rn_put_count(&s->name, s->count);
        rn_put_text(&s->name, " functions)");
    }
    rn_put_char(&s->name, '\0');
    if (s->name.failed)
        rn_fail_memory(s->report);
}

static render_status make_cells(sandwich *s)
{
    rn_tree *tree = NULL, *below = NULL, *above = NULL;
    render_widths widths = s->input->options->widths;
    if (rn_cells_tree(&tree, s->input, widths, s->report) == RENDER_OK)
        rn_tree_sandwich(&below, &above, tree, s->marks, s->report);
    if (s->report->error.status) {
        rn_tree_free(tree);
        rn_tree_free(below);
        rn_tree_free(above);
        return s->report->error.status;
    }
    rn_cells_room room = *s->room;
    room.root = s->name.data;
    room.root_function = s->count == 1 ? s->function : RN_NONE;
    room.whole = tree->sides.now_total ? tree->sides.now_total[0] : tree->total[0];
    if (s->input->profile->filtered)
        room.whole = fmax(room.whole, s->input->profile->metrics[s->input->metric].total);
    s->whole = room.whole;
    rn_tree_free(tree);
    room.rows = RN_ROWS_MAX / 2;
    room.tree = below;
    rn_cells_init(&s->below, s->scene, s->input, &room, s->report);
    room.tree = above;
    room.seed = 1;
    if (s->report->error.status)
        rn_tree_free(above);
    else
        rn_cells_init(&s->above, s->scene, s->input, &room, s->report);
    return s->report->error.status;
}

static void put_legend(const sandwich *s, rn_buffer *legend)
{
    double total = s->below.held;
    rn_put_metric_line(legend, s->input->profile, s->input->metric, s->whole);
    rn_put_text(legend, "In the middle: ");
    rn_put_text(legend, s->name.data);
    rn_put_text(legend, ", ");
    rn_put_value(legend, total, rn_profile_unit(s->input->profile, s->input->metric));
    rn_put_text(legend, ", ");
    rn_put_share(legend, total / s->whole);
    rn_put_text(
        legend,
        s->below.tree->estimated || s->above.tree->estimated
            ? " of the total, estimated; of calls inside each other the outermost counts.\n"
            : " of the total: each stack that holds it counts once, by its outermost call.\n");
    rn_put_text(
        legend,
        "Above it stands what called it, the caller next to it; below it what it calls. Widths "
        "are shares of its cost, figures of the total.\n");
    rn_put_cells_notes(legend, &s->below);
    if (s->input->highlighted) {
        rn_put_text(legend, "Of the callers: ");
        rn_put_cells_highlight(legend, &s->above);
    }
    if (s->above.partition.hidden || s->above.partition.cut) {
        rn_put_text(legend, "Of the callers: ");
        rn_put_cells_left_out(legend, &s->above, true);
    }
}

static void draw(sandwich *s)
{
    double width = fmax(rn_view_width(s->input), 100);
    rn_buffer legend = {0};
    rn_rows up = {
        .left = RN_MARGIN, .width = s->room->width_px, .upwards = true, .skip_root = true};
    rn_rows_size(&up, s->input, s->above.partition.depth + s->below.partition.depth);
    rn_rows down = up;
    down.upwards = down.skip_root = false;
    up.top = rn_furniture_head(s->scene, s->input, "Sandwich: callers above, callees below", width);
    down.top = up.top + rn_rows_height(&up, &s->above) - up.heights.row;
    rn_rows_draw(&up, &s->above);
    rn_rows_draw(&down, &s->below);
    put_legend(s, &legend);
    rn_furniture_legend(s->scene, s->input, &s->below.tint, &legend,
                        down.top + rn_rows_height(&down, &s->below), width);
    rn_buffer_finish(&legend);
}

render_status rn_layout_sandwich(rn_scene *scene, const rn_view_input *input,
                                 const rn_cells_room *room, rn_report *report)
{
    sandwich s = {.scene = scene, .input = input, .room = room, .report = report};
    s.below.scene = s.above.scene = scene;
    if (find_functions(&s) == RENDER_OK)
        name_middle(&s);
    if (report->error.status == RENDER_OK && make_cells(&s) == RENDER_OK)
        draw(&s);
    rn_cells_finish(&s.below);
    rn_cells_finish(&s.above);
    rn_buffer_finish(&s.name);
    free(s.marks);
    return report->error.status;
}
