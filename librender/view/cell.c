/* Cells on their way to a picture: how they are made, what they cost, ids that stay the same from run to
 * run, and how they look. */
#include "view/cell_parts.h"

#include <math.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/grow.h"
#include "style/names.h"

/* ---- life ------------------------------------------------------------------------------------- */

static bool hash_paths(rn_cells *cells, uint64_t root)
{
    const rn_partition *partition = &cells->partition;
    cells->path = rn_array_new(partition->count, sizeof *cells->path);
    if (!cells->path)
        return false;
    cells->path[0] = root;
    for (size_t i = 1; i < partition->count; i++) {
        const rn_cell *cell = &partition->cells[i];
        rn_bytes name = RN_LITERAL("more");
        if (!cell->more)
            name = rn_function_name(cells->input->profile, cells->tree->function[cell->node]);
        uint64_t seed = cells->path[cell->parent] + !cell->more;
        /* there, siblings may have the same name */
        if (cells->input->options->in_order)
            seed += (uint64_t)cell->node << 1;
        cells->path[i] = XXH3_64bits_withSeed(name.data, name.size, seed);
    }
    return true;
}

/* What SnakeViz shows unless told otherwise. */
enum { SNAKEVIZ_LEVELS = 10 };

static const double SNAKEVIZ_SHARE = 0.001;

static bool is_snakeviz(const render_draw_options *options)
{
    return options->style == RENDER_STYLE_SNAKEVIZ;
}

static uint32_t levels_of(const render_draw_options *options, const rn_cells_room *room)
{
    uint32_t asked = (uint32_t)options->max_depth;
    if (asked > 0)
        return room->folds && asked > room->rows ? room->rows : asked;
    return is_snakeviz(options) && room->rows > SNAKEVIZ_LEVELS ? SNAKEVIZ_LEVELS : room->rows;
}

static render_order order_of(const render_draw_options *options, const rn_cells_room *room)
{
    if (options->in_order)
        return RENDER_ORDER_FIRST;
    if (options->order != RENDER_ORDER_DEFAULT)
        return options->order;
    return is_snakeviz(options) ? RENDER_ORDER_WEIGHT : room->order;
}

/* Narrower boxes are noise on paper. */
static double least_width(const render_draw_options *options)
{
    return options->page_width > 0 ? fmax(options->min_width, 1.5) : options->min_width;
}

static double narrowest(const render_draw_options *options, double width_px)
{
    return fmax(least_width(options) / width_px, options->min_width_share);
}

double rn_cells_least_share(const render_draw_options *options, double width_px)
{
    /* a page may turn out to have room for more, and what is highlighted is summed up wherever it is */
    bool needs_all = options->in_order || options->highlight || options->page_width > 0;
    return needs_all ? 0 : narrowest(options, width_px);
}

static render_status partition(rn_cells *cells, const rn_cells_room *room, rn_report *report)
{
    const render_draw_options *options = cells->input->options;
    rn_partition_options how = {
        .min_share = narrowest(options, room->width_px),
        .parent_share = is_snakeviz(options) ? SNAKEVIZ_SHARE : 0,
        .max_depth = levels_of(options, room),
        .folds = room->folds,
        .order = order_of(options, room),
    };
    if (rn_partition_init(&cells->partition, cells->tree, &how, report) || options->max_depth > 0)
        return report->error.status;
    how.max_depth = rn_partition_busy_depth(&cells->partition, room->busy);
    if (how.max_depth == cells->partition.depth)
        return RENDER_OK;
    rn_partition_finish(&cells->partition);
    return rn_partition_init(&cells->partition, cells->tree, &how, report);
}

bool rn_cells_compare(const rn_cells *cells)
{
    return cells->tree->sides.base_total;
}

/* What the node costs now, whatever its width says. */
double rn_cell_total(const rn_cells *cells, uint32_t node)
{
    const rn_tree *tree = cells->tree;
    return rn_cells_compare(cells) ? tree->sides.now_total[node] : tree->total[node];
}

static double change_of(const rn_cells *cells, uint32_t node)
{
    const rn_tree_sides *sides = &cells->tree->sides;
    if (cells->input->options->color_by == RENDER_COLOR_BY_SELF)
        return sides->now_self[node] - sides->base_self[node];
    return sides->now_total[node] - sides->base_total[node];
}

static double most_change(const rn_cells *cells)
{
    double most = 0;
    for (uint32_t n = 0; rn_cells_compare(cells) && n < cells->tree->count; n++)
        most = fmax(most, fabs(change_of(cells, n)));
    /* nothing changed: any scale shows that */
    return rn_cells_compare(cells) && most == 0 ? 1 : most;
}

/* The whole may stand for more than the profile holds: the rest is nobody's. */
static void widen(rn_tree *tree, double total, rn_report *report)
{
    if (total > tree->total[0]) {
        tree->self[0] += total - tree->total[0];
        tree->total[0] = total;
    } else if (total > 0 && total < tree->total[0] * (1 - 1e-9)) {
        rn_warn(report, "the total that was asked for is less than the profile holds");
    }
}

/* SnakeViz gives its colours out as names appear. */
static bool find_places(rn_cells *cells)
{
    const rn_view_input *input = cells->input;
    uint32_t count = input->profile->function_count, next = 0;
    bool is_asked = is_snakeviz(input->options) && !input->colormap->palette &&
                    input->grouping.by == RENDER_COLOR_BY_DEFAULT && !rn_cells_compare(cells);
    if (!is_asked)
        return true;
    cells->places = rn_array_new(count, sizeof *cells->places);
    for (uint32_t f = 0; cells->places && f < count; f++)
        cells->places[f] = RN_NONE;
    for (size_t i = 1; cells->places && i < cells->partition.count; i++) {
        const rn_cell *cell = &cells->partition.cells[i];
        uint32_t *place = cell->more ? NULL : &cells->places[cells->tree->function[cell->node]];
        if (place && *place == RN_NONE)
            *place = next++;
    }
    return cells->places;
}

render_status rn_cells_init(rn_cells *cells, rn_scene *scene, const rn_view_input *input,
                            const rn_cells_room *room, rn_report *report)
{
    *cells = (rn_cells){.input = input,
                        .scene = scene,
                        .tree = room->tree,
                        .words = room->words ? room->words : &rn_boxes,
                        .root = room->root ? room->root : "all",
                        .root_function = room->root ? room->root_function : RN_NONE};
    cells->is_named = room->root;
    cells->whole = room->whole;
    cells->width_px = room->width_px;
    cells->has_plain_edges = room->has_plain_edges;
    rn_begin_stage(report, "analyze");
    if (!cells->tree &&
        rn_cells_tree(&cells->tree, input, input->options->widths, report) != RENDER_OK)
        return report->error.status;
    cells->held = rn_cell_total(cells, 0);
    if (!room->whole)
        widen(cells->tree, input->options->total, report);
    if (rn_graph_new(&cells->graph, input->profile, input->metric, report))
        return report->error.status;
    rn_begin_stage(report, "view");
    if (partition(cells, room, report))
        return report->error.status;
    rn_tint_init(&cells->tint, input, cells->graph);
    rn_tint_compare_boxes(&cells->tint, most_change(cells));
    cells->ambiguous = rn_names_ambiguous(input->profile);
    cells->is_told = rn_array_zero(input->profile->function_count, sizeof *cells->is_told);
    if (!cells->ambiguous || !cells->is_told || !hash_paths(cells, room->seed) ||
        !find_places(cells))
        return rn_fail_memory(report);
    return RENDER_OK;
}

render_status rn_cells_refit(rn_cells *cells, const rn_cells_room *room, rn_report *report)
{
    rn_partition_finish(&cells->partition);
    free(cells->path);
    free(cells->places);
    cells->path = NULL;
    cells->places = NULL;
    cells->width_px = room->width_px;
    if (partition(cells, room, report))
        return report->error.status;
    return hash_paths(cells, room->seed) && find_places(cells) ? RENDER_OK : rn_fail_memory(report);
}

void rn_cells_finish(rn_cells *cells)
{
    rn_partition_finish(&cells->partition);
    rn_tree_free(cells->tree);
    rn_graph_free(cells->graph);
    free(cells->ambiguous);
    free(cells->is_told);
    free(cells->places);
    free(cells->path);
    cells->scene->failed |= cells->label.failed || cells->shortened.failed ||
                            cells->fitted.failed || cells->tooltip.failed;
    rn_buffer_finish(&cells->label);
    rn_buffer_finish(&cells->shortened);
    rn_buffer_finish(&cells->fitted);
    rn_buffer_finish(&cells->tooltip);
}

/* ---- what it costs ---------------------------------------------------------------------------- */

rn_bytes rn_cells_unit(const rn_cells *cells)
{
    const rn_profile *profile = cells->input->profile;
    return rn_profile_unit(profile, cells->input->metric);
}

static double options_total(const rn_cells *cells)
{
    return cells->input->options->total;
}

double rn_cells_recorded(const rn_cells *cells)
{
    return fmax(cells->input->profile->metrics[cells->input->metric].total,
                cells->input->options->total);
}

/* What boxes are shares of, in labels and tooltips.  The recorded total and the sum of what the
 * functions cost differ a little: where all is drawn, all is 100 %. */
double rn_cells_whole(const rn_cells *cells)
{
    if (cells->whole > 0)
        return cells->whole;
    return cells->input->profile->filtered ? rn_cells_recorded(cells)
                                           : fmax(rn_cell_total(cells, 0), options_total(cells));
}

double rn_cells_base_whole(const rn_cells *cells)
{
    const rn_profile *profile = cells->input->profile;
    return profile->metrics[profile->metrics[cells->input->metric].base].total;
}

uint8_t rn_cell_flags(const rn_cells *cells, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    return cells->tree->flags && !cell->more ? cells->tree->flags[cell->node] : 0;
}

/* ---- groups ----------------------------------------------------------------------------------- */

enum { ID_LEAST = 4, ID_MOST = 10 };

/* Short, since there is one in every box; longer where another one begins in the same way.  False for cells that
 * cannot be told apart. */
static bool format_id(char out[16], rn_scene *scene, uint64_t hash)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
    out[0] = 'c';
    for (int i = 1; i <= ID_MOST; i++, hash >>= 6) {
        out[i] = digits[hash & 63];
        out[i + 1] = '\0';
        if (i >= ID_LEAST && rn_scene_claim(scene, RN_CLAIM_ID, out))
            return true;
    }
    return false;
}

void rn_cell_open(rn_cells *cells, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    char id[16];
    cells->tooltip.size = 0;
    rn_put_cell_tooltip(cells, &cells->tooltip, index);
    uint32_t function = index && !cell->more ? cells->tree->function[cell->node] : RN_NONE;
    /* a script finds cells by their tooltips, and names them by their path */
    bool has_id = !cell->more && !cells->input->options->interactive &&
                  format_id(id, cells->scene, cells->path[index]);
    bool has_class = cell->more && cells->input->options->interactive;
    rn_view_open(cells->input, cells->scene, function, has_class ? "more" : NULL,
                 has_id ? id : NULL, rn_buffer_bytes(&cells->tooltip));
}

/* ---- looks ------------------------------------------------------------------------------------ */

/* Whether it stands above a separator between joined stacks. */
static bool is_woken(const rn_cells *cells, const rn_cell *cell)
{
    const rn_profile *profile = cells->input->profile;
    while (cell->parent) {
        cell = &cells->partition.cells[cell->parent];
        if (profile->functions[cells->tree->function[cell->node]].kind == RN_SEPARATOR)
            return true;
    }
    return false;
}

static rn_paint woken_paint(const rn_cells *cells, const rn_cell *cell)
{
    rn_rgba color =
        rn_palette_function(RN_PALETTE_AQUA, cells->input->profile,
                            cells->tree->function[cell->node], cells->input->options->name_hash);
    return (rn_paint){color, color};
}

rn_paint rn_cell_place_paint(uint32_t place)
{
    static const uint32_t colors[] = {0x3182bd, 0x6baed6, 0x9ecae1, 0xc6dbef, 0xe6550d,
                                      0xfd8d3c, 0xfdae6b, 0xfdd0a2, 0x31a354, 0x74c476,
                                      0xa1d99b, 0xc7e9c0, 0x756bb1, 0x9e9ac8, 0xbcbddc,
                                      0xdadaeb, 0x636363, 0x969696, 0xbdbdbd, 0xd9d9d9};
    rn_rgba color = RN_RGB(colors[place % (sizeof colors / sizeof *colors)]);
    return (rn_paint){color, color};
}

rn_paint rn_cell_fill(const rn_cells *cells, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    const rn_theme *theme = cells->input->theme;
    uint32_t function = index ? cells->tree->function[cell->node] : cells->root_function;
    if (cell->more || function == RN_NONE)
        return (rn_paint){theme->light->more_fill, theme->dark->more_fill};
    if (index == 0)
        return rn_tint_function(&cells->tint, function);
    if (cells->tint.color_by == RENDER_COLOR_BY_CHANGE)
        return rn_tint_faded(&cells->tint, function,
                             rn_tint_signed(&cells->tint, change_of(cells, cell->node)));
    if (cells->places)
        return rn_tint_faded(&cells->tint, function, rn_cell_place_paint(cells->places[function]));
    if (cells->input->colormap->palette == RN_PALETTE_CHAIN && is_woken(cells, cell))
        return rn_tint_faded(&cells->tint, function, woken_paint(cells, cell));
    return rn_tint_function(&cells->tint, function);
}

bool rn_cell_stands_out(const rn_cells *cells, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    const bool *highlighted = cells->input->highlighted;
    if (index == 0)
        return cells->is_named;
    return highlighted && !cell->more && highlighted[cells->tree->function[cell->node]];
}

static bool has_only(const rn_cells *cells, size_t index, const double *here, const double *other)
{
    const rn_cell *cell = &cells->partition.cells[index];
    return here && index > 0 && !cell->more && here[cell->node] > 0 && !(other[cell->node] > 0);
}

bool rn_cell_is_new(const rn_cells *cells, size_t index)
{
    return has_only(cells, index, cells->tree->sides.now_total, cells->tree->sides.base_total);
}

bool rn_cell_is_gone(const rn_cells *cells, size_t index)
{
    return has_only(cells, index, cells->tree->sides.base_total, cells->tree->sides.now_total);
}

/* In the page's text colour, which stands out from every neighbour. */
static void frame(const rn_cells *cells, rn_item *item, double width)
{
    const rn_theme *theme = cells->input->theme;
    item->stroke = rn_scene_paint(cells->scene, (rn_paint){theme->light->text, theme->dark->text});
    item->stroke_width = width;
}

/* Whether a line on `fill` is nearer to the page than the fill is: beyond the edge it is hard to see. */
static bool nears_page(rn_rgba fill, rn_rgba line, const rn_scheme *scheme)
{
    return rn_color_contrast(line, scheme->background) <
           rn_color_contrast(fill, scheme->background);
}

/* Thin, as most cells of an estimate have it.  Half of a line is beyond the edge; where it is not seen there, the other
 * half is wider. */
static void frame_estimated(const rn_cells *cells, rn_paint fill, rn_item *item)
{
    const rn_theme *theme = cells->input->theme;
    rn_paint line = {rn_color_outline(fill.light), rn_color_outline(fill.dark)};
    bool is_half = nears_page(fill.light, line.light, theme->light) ||
                   nears_page(fill.dark, line.dark, theme->dark);
    item->stroke = rn_scene_paint(cells->scene, line);
    item->stroke_width = is_half ? 1.25 : 0.75;
}

void rn_cell_mark(const rn_cells *cells, size_t index, rn_paint fill, rn_item *item)
{
    uint8_t flags = rn_cell_flags(cells, index);
    if (rn_cell_stands_out(cells, index)) {
        frame(cells, item, 1.5);
    } else if (rn_cell_is_new(cells, index)) {
        frame(cells, item, 1.2);
    } else if (flags & RN_NODE_ESTIMATED) {
        frame_estimated(cells, fill, item);
        item->dash = flags & RN_NODE_CYCLE ? RN_DASHED : RN_DOTTED;
    }
}
