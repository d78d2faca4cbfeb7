/* What an interactive picture tells its script, as JSON:
 *
 *     {"view":"rows","unit":10000000,"left":12,"width":1176,
 *      "names":["all","main (m.py:1)",…],"notes":["","\neverywhere 5 ms (20.0 %)",…],"cells":[0,0,0,10000000,1,0,0,9000000,…]}
 *
 * A cell is four numbers, in the order of the drawing: its name (-1: it stands for several), its parent
 * counted from the parent of the cell before it, its start counted from the end of the cell before
 * it, and its size; where a whole is `unit`.  Most of them are small. */
#ifndef RN_LIVE_H
#define RN_LIVE_H

#include "view/views.h"

/* The unit of wholes that are no whole number, or too large a one: a box of a tenth of a px is 500 of it. */
#define RN_LIVE_UNIT 1e7

/* Names of cells that are no function's. */
enum { RN_LIVE_MORE = 0xfffffffe, RN_LIVE_ALL = 0xffffffff };

typedef struct rn_live {
    const rn_view_input *input;
    const uint8_t *ambiguous; /* [function] */
    /* Appends what tooltips of the function of the next cell have in common. */
    void (*put_note)(void *user, rn_buffer *out, size_t index);
    void *user;
    rn_buffer head, names, notes, cells;
    double unit;
    size_t count;
    uint32_t *name; /* [function]: of the table, plus 1; 0 while it is in no cell */
    uint32_t name_count;
    int64_t parent, end; /* of the cell before */
    bool failed;
} rn_live;

/* `whole` is what all cells together are a share of.  Nothing is collected unless the picture is
 * interactive. */
void rn_live_init(rn_live *live, const rn_view_input *input, const uint8_t *ambiguous,
                  const char *view, double whole);

/* A number of the view's own. */
void rn_live_set(rn_live *live, const char *key, double value);

/* The next cell: a function or RN_LIVE_…; `parent` is a cell's number, or -1; from and to in 0 … 1. */
void rn_live_add(rn_live *live, uint32_t function, int64_t parent, double from, double to);

/* Gives everything to the scene. */
void rn_live_finish(rn_live *live, rn_scene *scene);

#endif
