/* Deep, narrow recursion would make a picture that is high and almost empty: its rows hold no text that could be read
 * anyway, and say as much when they are lower. */
#include "view/row_heights.h"

#include <math.h>

#include "style/units.h"

/* What lines of text need of a row. */
static const double HEIGHT_OF_TEXT = 1.4;

rn_row_heights rn_row_heights_equal(double row, uint32_t count)
{
    return (rn_row_heights){.row = row, .low = row, .low_from = count, .count = count};
}

rn_row_heights rn_row_heights_fit(double row, uint32_t count, uint32_t filled, double most)
{
    if (filled >= count || row * count <= most)
        return rn_row_heights_equal(row, count);
    double room = (most - row * filled) / (count - filled);
    return (rn_row_heights){
        .row = row, .low = fmax(room, row / 3), .low_from = filled, .count = count};
}

double rn_row_start(const rn_row_heights *heights, uint32_t index)
{
    if (index <= heights->low_from)
        return heights->row * index;
    return heights->row * heights->low_from + heights->low * (index - heights->low_from);
}

double rn_row_height(const rn_row_heights *heights, uint32_t index)
{
    return index < heights->low_from ? heights->row : heights->low;
}

bool rn_row_heights_differ(const rn_row_heights *heights)
{
    return heights->low_from < heights->count;
}

bool rn_row_holds(const rn_row_heights *heights, uint32_t index, double font_size)
{
    return index < heights->low_from || heights->low >= HEIGHT_OF_TEXT * font_size;
}

void rn_put_lower_rows(rn_buffer *legend)
{
    rn_put_text(legend, "Rows of which less than ");
    rn_put_fixed(legend, RN_ROW_FILLED * 100, 1);
    rn_put_text(legend, " % is filled are drawn thinner.\n");
}
