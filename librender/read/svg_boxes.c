/* What is above what: the parent of a box is the one a row nearer to the root that its middle is over.
 *
 * Coordinates are rounded, so that neighbours may overlap a little.  Where a box has a gap before its
 * first child, that is its own cost; a gap behind a child is where boxes were too narrow to be drawn:
 * siblings are sorted and own cost comes first.  Not so in a flame chart, which wide gaps and equal
 * siblings give away. */
#include "read/svg_boxes.h"

#include <math.h>
#include <stdlib.h>

#include "base/intern.h"

static int by_row_and_x(const void *a, const void *b)
{
    const rn_svg_box *one = a, *other = b;
    if (one->row != other->row)
        return one->row < other->row ? -1 : 1;
    if (one->x != other->x)
        return one->x < other->x ? -1 : 1;
    if (one->width != other->width)
        return one->width > other->width ? -1 : 1;
    return one->name < other->name ? -1 : one->name > other->name;
}

static int by_y(const void *a, const void *b)
{
    double one = ((const rn_svg_box *)a)->y, other = ((const rn_svg_box *)b)->y;
    return one < other ? -1 : one > other;
}

/* ---- rows ------------------------------------------------------------------------------------- */

/* Whether the first row, and not the last one, is the root's: it is the one with the widest box, else
 * the one with the box of `root_name`. */
static bool root_is_first(const rn_svg_boxes *b, uint32_t root_name)
{
    double first = 0, last = 0, first_y = b->boxes[0].y, last_y = b->boxes[b->count - 1].y;
    bool has_first = false, has_last = false;
    for (size_t i = 0; i < b->count; i++) {
        const rn_svg_box *box = &b->boxes[i];
        if (box->y == first_y) {
            first = fmax(first, box->width);
            has_first |= box->name == root_name;
        }
        if (box->y == last_y) {
            last = fmax(last, box->width);
            has_last |= box->name == root_name;
        }
    }
    if (fabs(first - last) > b->tolerance)
        return first > last;
    return has_first && !has_last;
}

static void number_rows(rn_svg_boxes *b, uint32_t root_name)
{
    bool down = root_is_first(b, root_name);
    uint32_t row = 0;
    for (size_t i = 0; i < b->count; i++) {
        size_t at = down ? i : b->count - 1 - i, before = down ? at - 1 : at + 1;
        if (i && b->boxes[at].y != b->boxes[before].y)
            row++;
        b->boxes[at].row = row;
    }
}

/* ---- parents ---------------------------------------------------------------------------------- */

static double end_of(const rn_svg_box *box)
{
    return box->x + box->width;
}

/* The boxes of a row and of the one before it, both from left to right. */
static void find_parents(rn_svg_boxes *b, size_t above, size_t from, size_t to)
{
    size_t at = above;
    for (size_t i = from; i < to; i++) {
        rn_svg_box *box = &b->boxes[i];
        double middle = box->x + box->width / 2;
        while (at + 1 < from && b->boxes[at + 1].x <= middle)
            at++;
        const rn_svg_box *parent = &b->boxes[at];
        bool is_over = at < from && middle >= parent->x - b->tolerance &&
                       middle <= end_of(parent) + b->tolerance;
        box->parent = is_over ? (uint32_t)at : RN_NONE;
    }
}

static void find_all_parents(rn_svg_boxes *b)
{
    size_t above = 0, from = 0;
    while (from < b->count) {
        size_t to = from;
        while (to < b->count && b->boxes[to].row == b->boxes[from].row)
            to++;
        find_parents(b, above, from, to);
        above = from;
        from = to;
    }
}

/* The gap between a box and what follows it on the same box. */
static double gap_behind(const rn_svg_boxes *b, size_t index, bool has_sibling)
{
    const rn_svg_box *box = &b->boxes[index];
    double gap = (has_sibling ? box[1].x : end_of(&b->boxes[box->parent])) - end_of(box);
    return gap > b->tolerance ? gap : 0;
}

static void measure_hidden(rn_svg_boxes *b)
{
    static const double wide = 0.05;
    double hidden = 0, whole = 0;
    for (size_t i = 0; i < b->count; i++) {
        const rn_svg_box *box = &b->boxes[i];
        whole = fmax(whole, box->width);
        if (box->parent == RN_NONE)
            continue;
        bool has_sibling =
            i + 1 < b->count && box[1].row == box->row && box[1].parent == box->parent;
        double gap = gap_behind(b, i, has_sibling);
        if (gap > wide * whole || (has_sibling && box[1].name == box->name))
            return;
        hidden += gap;
    }
    b->hidden = hidden;
}

void rn_svg_boxes_sort(rn_svg_boxes *b, uint32_t root_name)
{
    if (b->count == 0)
        return;
    qsort(b->boxes, b->count, sizeof *b->boxes, by_y);
    number_rows(b, root_name);
    qsort(b->boxes, b->count, sizeof *b->boxes, by_row_and_x);
    find_all_parents(b);
    measure_hidden(b);
}

void rn_svg_boxes_finish(rn_svg_boxes *b)
{
    free(b->boxes);
}
