/* What stands in a box of the call graph: name, place, shares, cost and calls, and how large it is. */
#ifndef RN_NODE_LABEL_H
#define RN_NODE_LABEL_H

#include "style/figures.h"
#include "view/tint.h"
#include "view/views.h"

enum { RN_NODE_LINES_MAX = 20 };

typedef struct rn_node_line {
    const char *text; /* of the arena given */
    double width, size;
    bool bold;
} rn_node_line;

typedef struct rn_node_label {
    rn_node_line lines[RN_NODE_LINES_MAX];
    int count;
    int name_begin, name_end; /* the lines that say which function it is */
    enum { RN_NODE_STAYS, RN_NODE_IS_NEW, RN_NODE_IS_GONE } state; /* of a comparison */
    double width, height;                                          /* of the box */
    double scale;                                                  /* of everything in it */
} rn_node_label;

/* What a function is called. */
typedef struct rn_node_name {
    uint32_t function;
    uint8_t ambiguous;   /* as rn_names_ambiguous says */
    bool keeps_brackets; /* whatever options->strip says */
    const char *apart;   /* what tells it from others that look alike; NULL: they do not */
} rn_node_name;

/* Writes the lines of a function's box and measures it.  False when memory is out. */
bool rn_node_label_make(rn_node_label *label, rn_arena *arena, const rn_view_input *input,
                        const rn_figures *figures, const rn_node_name *name);

/* Makes a box and all that stands in it larger. */
void rn_node_label_grow(rn_node_label *label, double scale);

/* Draws the box with its text and its bar of total and self, its top left at (x, y). */
void rn_node_label_draw(const rn_node_label *label, rn_scene *scene, const rn_tint *tint,
                        uint32_t function, double x, double y);

#endif
