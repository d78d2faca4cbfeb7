/* The data set of a page: one JSON text for every tab.
 *
 *     {"format":"profdraw-page","version":1,"tab":"flame",
 *      "metric":{"name":"time","measure":"time: 1.5 s","unit":"s","seconds":1,"bytes":0,"total":1.5,"asked":0,"whole":0,"base":null},
 *      "listed":null,"sections":["stats"],"sort":["total",false],"estimated":true,"change":null,"widths":"max",
 *      "looks":{"order":null,"inverted":false,"snakeviz":false,"areas":false},"highlighted":null,
 *      "strings":["",…],
 *      "functions":{"name":[…],"short":[…],"label":[…],"module":[…],"file":[…],"link":…,"line":[…],"kind":[…],
 *                   "self":[…],"total":[…],"calls":[…],"primitive":…,"color":[…],
 *                   "base_self":…,"base_total":…,"base_calls":…},
 *      "arcs":{"caller":[…],"callee":[…],"total":[…],"calls":…,"base":…},
 *      "tree":{"unit":1e-9,"up":[…],"function":[…],"self":[…],"base":…,"flags":"0011…"},
 *      "chart":…,"graph":{"id":…},
 *      "others":[{"metric":{…},"functions":{"self":[…],…},"arcs":{"total":[…],…},"tree":{…}},…],
 *      "colors":[["#light","#dark"],…],"ramp":[…],"page":{…},
 *      "legend":{"title":"colour: …","scale":[…],"ends":["0 %","100 %"],"keys":[["module",0.4,[…]],…],"more":0}}
 *
 * Of a metric, "measure" is its total in words, "asked" is what the whole width is to stand for, where that is more than there is, and "whole" what shares
 * are of, where that is more than the tree holds.  Columns are arrays of equal length; a column of which nothing is known is null, as is a value.  Texts are
 * places in "strings".  "calls" and "primitive" are null where nothing counted them.  Functions stand in the
 * order of their cost.  The nodes of the tree are in preorder: "up" says how many levels a node begins
 * above the children of the node before it.  "function" is below 0 where a node stands for that
 * many.  Own costs of nodes are whole multiples of "unit", rounded so that what a node costs with all below
 * it is off by at most one of them.  "others" are the metrics that can be chosen instead; one whose tree has no "up" has
 * the same nodes as the first.  "chart" is told in page_chart.h.  "graph" says which function a box of the call graph is: id → function.  "listed" are the functions of the table; null: all; "sort" is the
 * column they are sorted by and whether what is least comes first, or null where no column shows it.  "scale" are the colours
 * between "ends", "keys" groups with their share of own costs.  Every '<', '>' and '&'
 * is escaped, so that the text can stand in an element of any kind. */
#ifndef RN_PAGE_DATA_H
#define RN_PAGE_DATA_H

#include "page/page_chart.h"
#include "page/page_functions.h"
#include "page/page_metrics.h"
#include "view/tint.h"

typedef struct rn_page_data {
    const rn_view_input *view;
    const char *tab;
    const rn_page_functions *functions;
    const rn_page_metrics *metrics;
    const rn_page_chart *chart;
    bool estimated; /* trees are */
    const rn_tint *tint;
    const uint32_t *listed; /* functions of the profile, in order; NULL: all */
    uint32_t listed_count;
    const render_section *sections; /* of the table; none: stats */
    size_t section_count;
    const char *sorted_by; /* as of rn_table_sorted_by */
    bool is_sorted_up;
    bool has_graph; /* there is a picture of the call graph */
} rn_page_data;

/* Appends the text; a failure to do so is the buffer's, or one of measuring. */
void rn_put_page_data(rn_buffer *out, const rn_page_data *data, rn_report *report);

#endif
