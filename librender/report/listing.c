/* Order and choice of rows and links. */
#include "report/listing.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/text.h"
#include "report/pstats_pick.h"
#include "report/pstats_sort.h"

static void reverse(uint32_t *items, uint32_t count)
{
    for (uint32_t i = 0; i < count / 2; i++) {
        uint32_t swapped = items[i];
        items[i] = items[count - 1 - i];
        items[count - 1 - i] = swapped;
    }
}

render_status rn_listing_choose(rn_listing *listing, const char *sort,
                                const render_report_options *options, bool is_strict,
                                rn_report *report)
{
    const rn_pstats_rows *rows = &listing->rows;
    listing->chosen = rn_array_new(rows->row_count, sizeof *listing->chosen);
    listing->others = rn_array_new(rows->row_count, sizeof *listing->others);
    if (!listing->chosen || !listing->others)
        return rn_fail_memory(report);
    for (uint32_t r = 0; r < rows->row_count; r++)
        if (rows->rows[r].is_entry)
            listing->chosen[listing->chosen_count++] = r;
    if (sort &&
        rn_pstats_sort(rows, listing->chosen, listing->chosen_count, sort, &listing->title, report))
        return report->error.status;
    if (sort && options->reverse)
        reverse(listing->chosen, listing->chosen_count);
    for (size_t i = 0; i < options->restriction_count; i++)
        if (rn_pstats_pick(rows, listing->chosen, &listing->chosen_count, &options->restrictions[i],
                           is_strict, &listing->cuts, report))
            return report->error.status;
    return RENDER_OK;
}

void rn_listing_finish(rn_listing *listing)
{
    rn_pstats_rows_finish(&listing->rows);
    free(listing->chosen);
    free(listing->others);
    rn_buffer_finish(&listing->title);
    rn_buffer_finish(&listing->cuts);
}

size_t rn_listing_width(const rn_listing *listing)
{
    size_t width = 0;
    for (uint32_t i = 0; i < listing->chosen_count; i++) {
        size_t length = rn_text_length(listing->rows.rows[listing->chosen[i]].text);
        width = length > width ? length : width;
    }
    return width;
}

/* ---- links ------------------------------------------------------------------------------------ */

const rn_pstats_row *rn_listing_other(const rn_listing *listing, uint32_t link, bool is_up)
{
    const rn_pstats_link *l = &listing->rows.links[link];
    return &listing->rows.rows[is_up ? l->caller : l->callee];
}

typedef struct link_order {
    const rn_listing *listing;
    bool is_up, by_cost;
} link_order;

static int compare_links(const void *left, const void *right, void *user)
{
    const link_order *by = user;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    double cost = by->listing->rows.links[a].total, other = by->listing->rows.links[b].total;
    if (by->by_cost && cost != other)
        return cost > other ? -1 : 1;
    const rn_pstats_row *x = rn_listing_other(by->listing, a, by->is_up);
    const rn_pstats_row *y = rn_listing_other(by->listing, b, by->is_up);
    int order = rn_bytes_compare(x->file, y->file);
    if (!order)
        order = (x->line > y->line) - (x->line < y->line);
    return order ? order : rn_bytes_compare(x->name, y->name);
}

const uint32_t *rn_listing_links(rn_listing *listing, uint32_t row, bool is_up, bool by_cost,
                                 uint32_t *count)
{
    const rn_pstats_rows *rows = &listing->rows;
    const uint32_t *first = is_up ? rows->first_caller : rows->first_callee;
    const uint32_t *order = is_up ? rows->by_callee : rows->by_caller;
    link_order by = {listing, is_up, by_cost};
    *count = first[row + 1] - first[row];
    if (*count)
        memcpy(listing->others, order + first[row], *count * sizeof *listing->others);
    qsort_r(listing->others, *count, sizeof *listing->others, compare_links, &by);
    return listing->others;
}
