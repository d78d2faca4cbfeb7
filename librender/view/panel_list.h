/* What panels there are: the tree and the name of each. */
#ifndef RN_PANEL_LIST_H
#define RN_PANEL_LIST_H

#include "analyze/tree.h"
#include "view/views.h"

/* As many as one picture shows. */
enum { RN_PANELS_MAX = 12 };

typedef struct rn_panel {
    rn_tree *tree;
    rn_view_input
        input; /* its profile and metric; what marks its functions is borrowed but of inputs */
    rn_bytes name;
    bool owns_marks;
} rn_panel;

typedef struct rn_panel_list {
    rn_panel items[RN_PANELS_MAX];
    size_t count, more; /* more: that have no room */
    double more_total;  /* what these cost */
    double whole;       /* what shares are of; 0: of each panel's own total */
    const char *noun;   /* "threads" */
    rn_buffer names;
    rn_arena arena;
} rn_panel_list;

render_status rn_panel_list_init(rn_panel_list *list, const rn_view_input *input,
                                 rn_report *report);
void rn_panel_list_finish(rn_panel_list *list);

#endif
