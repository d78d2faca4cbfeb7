/* What an interactive picture tells its script, as JSON:
 *
 *     {"view":"rows","unit":10000000,"left":12,"width":1176,
 *      "names":["all","main (m.py:1)",…],"cells":[0,0,0,10000000,1,0,0,9000000,…]}
 *
 * A cell is four numbers, in the order of the drawing: its name (-1: it stands for several), its parent
 * counted from the parent of the cell before it, its start counted from the end of the cell before
 * it, and its size; where a whole is `unit`.  Most of them are small. */
#ifndef RN_LIVE_H
#define RN_LIVE_H

#include "view/views.h"

/* Whole numbers that keep a millionth of the narrowest box that can be seen. */
#define RN_LIVE_UNIT 1e7

/* Names of cells that are no function's. */
enum { RN_LIVE_MORE = 0xfffffffe, RN_LIVE_ALL = 0xffffffff };

typedef struct rn_live {
    const rn_view_input *input;
    const bool *ambiguous; /* [function] */
    rn_buffer head, names, cells;
    uint32_t *name; /* [function]: of the table, plus 1; 0 while it is in no cell */
    uint32_t name_count;
    int64_t parent, end; /* of the cell before */
    bool failed;
} rn_live;

/* Nothing is collected unless the picture is interactive. */
void rn_live_init(rn_live *live, const rn_view_input *input, const bool *ambiguous,
                  const char *view);

/* A number of the view's own. */
void rn_live_set(rn_live *live, const char *key, double value);

/* The next cell: a function or RN_LIVE_…; `parent` is a cell's number, or -1; from and to in 0 … 1. */
void rn_live_add(rn_live *live, uint32_t function, int64_t parent, double from, double to);

/* Gives everything to the scene. */
void rn_live_finish(rn_live *live, rn_scene *scene);

#endif
