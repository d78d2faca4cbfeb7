/* Words and steps; where they stand is the business of pictures and pages. */
#include "view/color_legend.h"

#include "style/units.h"

/* Whether colours tell nothing but functions apart. */
static bool is_snakeviz(const rn_tint *tint)
{
    const rn_view_input *input = tint->input;
    return input->options->style == RENDER_STYLE_SNAKEVIZ && !input->colormap->palette &&
           input->grouping.by == RENDER_COLOR_BY_DEFAULT && tint->color_by == RENDER_COLOR_BY_TOTAL;
}

const char *rn_color_title(const rn_tint *tint)
{
    if (tint->input->colormap->palette)
        return rn_colormap_title(tint->input->colormap);
    bool of_self = tint->input->options->color_by == RENDER_COLOR_BY_SELF;
    static const char *const titles[] = {
        [RENDER_COLOR_BY_TOTAL] = "colour: the function's total",
        [RENDER_COLOR_BY_SELF] = "colour: the function's self cost",
        [RENDER_COLOR_BY_CALLS] = "colour: calls (logarithm)",
        [RENDER_COLOR_BY_MODULE] = "colour: module, with own costs",
        [RENDER_COLOR_BY_NAME] = "colour: name, with own costs",
        [RENDER_COLOR_BY_TYPE] = "colour: type, with own costs",
        [RENDER_COLOR_BY_RULES] = "colour: rules, with own costs",
        [RENDER_COLOR_BY_CHANGE] = "colour: change of the total cost",
    };
    if (is_snakeviz(tint))
        return "colour: one a function, as they appear";
    if (tint->color_by == RENDER_COLOR_BY_CHANGE && of_self)
        return "colour: change of the own cost (self)";
    return titles[tint->color_by];
}

bool rn_color_has_scale(const rn_tint *tint)
{
    const rn_colormap *map = tint->input->colormap;
    render_color_by by = tint->color_by;
    return !map->palette && !map->outline && !is_snakeviz(tint) &&
           (by == RENDER_COLOR_BY_TOTAL || by == RENDER_COLOR_BY_SELF ||
            by == RENDER_COLOR_BY_CALLS);
}

void rn_color_put_ends(const rn_tint *tint, rn_buffer *least, rn_buffer *most)
{
    bool is_calls = tint->color_by == RENDER_COLOR_BY_CALLS;
    rn_put_text(least, is_calls ? "0" : "0 %");
    if (is_calls)
        rn_put_count(most, tint->input->grouping.most_calls);
    else if (tint->color_by == RENDER_COLOR_BY_SELF)
        rn_put_share(most, tint->self_total > 0 ? tint->most_self / tint->self_total : 1);
    else
        rn_put_text(most, "100 %");
}

void rn_color_put_more(const rn_tint *tint, const rn_color_key *key, rn_buffer *out)
{
    static const char *const groups[] = {[RENDER_COLOR_BY_MODULE] = " more module",
                                         [RENDER_COLOR_BY_NAME] = " more name",
                                         [RENDER_COLOR_BY_TYPE] = " more type",
                                         [RENDER_COLOR_BY_RULES] = " more rule"};
    if (!key->more)
        return;
    rn_put_text(out, "… ");
    rn_put_count(out, (double)key->more);
    rn_put_text(out, groups[tint->color_by]);
    rn_put_text(out, key->more == 1 ? "" : "s");
}

rn_paint rn_color_at(const rn_tint *tint, double at)
{
    return tint->color_by == RENDER_COLOR_BY_CHANGE
               ? rn_tint_signed(tint, (2 * at - 1) * tint->largest_change)
               : rn_tint_weight(tint, at);
}
