/* The data set of a page: one JSON text for every tab.
 *
 *     {"format":"profdraw-page","version":1,"tab":"flame",
 *      "metric":{"name":"time","unit":"s","seconds":1,"bytes":0,"total":1.5,"base":null},
 *      "listed":null,"sections":["stats"],"estimated":true,"ordered":false,"change":null,"widths":"max",
 *      "strings":["",…],
 *      "functions":{"name":[…],"short":[…],"label":[…],"module":[…],"file":[…],"line":[…],"kind":[…],
 *                   "self":[…],"total":[…],"calls":[…],"primitive":…,"color":[…],
 *                   "base_self":…,"base_total":…,"base_calls":…},
 *      "arcs":{"caller":[…],"callee":[…],"total":[…],"calls":…,"base":…},
 *      "tree":{"unit":1e-9,"up":[…],"function":[…],"self":[…],"base":…,"flags":"0011…"},
 *      "graph":{"id":…},
 *      "colors":[["#light","#dark"],…],"ramp":[…],"page":{…}}
 *
 * Columns are arrays of equal length; a column of which nothing is known is null, as is a value.  Texts are
 * places in "strings".  "calls" and "primitive" are null where nothing counted them.  Functions stand in the
 * order of their cost.  The nodes of the tree are in preorder: "up" says how many levels a node begins
 * above the children of the node before it.  "function" is below 0 where a node stands for that
 * many.  Own costs of nodes are whole multiples of "unit", rounded so that what a node costs with all below
 * it is off by at most one of them.  "graph" says which function a box of the call graph is: id → function.  "listed" are the functions of the table; null: all.  Every '<', '>' and '&'
 * is escaped, so that the text can stand in an element of any kind. */
#ifndef RN_PAGE_DATA_H
#define RN_PAGE_DATA_H

#include "page/page_functions.h"
#include "view/tint.h"

typedef struct rn_page_data {
    const rn_view_input *view;
    const char *tab;
    const rn_page_functions *functions;
    const rn_page_tree *tree; /* NULL: none */
    bool estimated;           /* it is */
    const rn_tint *tint;
    const uint32_t *listed; /* functions of the profile, in order; NULL: all */
    uint32_t listed_count;
    const render_section *sections; /* of the table; none: stats */
    size_t section_count;
    bool has_graph;   /* there is a picture of the call graph */
    bool keeps_order; /* siblings stand as in time */
} rn_page_data;

/* Appends the text; a failure to do so is the buffer's. */
void rn_put_page_data(rn_buffer *out, const rn_page_data *data);

#endif
