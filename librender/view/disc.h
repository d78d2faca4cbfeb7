/* The rings of a sunburst: where each level lies, what stands in its sectors. */
#ifndef RN_DISC_H
#define RN_DISC_H

#include "view/cell.h"

#define RN_TURN 6.283185307179586
/* Between pieces the page is seen; of an arc no more than such a share. */
#define RN_DISC_GAP 0.75
/* A ring without a label. */
#define RN_THIN_RING 5.0

typedef struct rn_disc {
    double x, y;   /* centre */
    double radius; /* of the whole */
    double hole;   /* radius of the middle, which is the total */
    uint32_t levels;
    uint32_t thin;         /* levels with a thin ring, the innermost ones */
    uint32_t thin_ends[2]; /* the functions of the first and the last of them */
    bool has_equal_areas;
    bool has_thin_rings;
    double font_size;
    double reach[2]; /* how far anything is above and below the middle */
} rn_disc;

/* Where a level begins, counted from the centre. */
double rn_disc_inner(const rn_disc *d, uint32_t depth);
double rn_disc_thickness(const rn_disc *d, uint32_t depth);
double rn_disc_middle(const rn_disc *d, uint32_t depth);

/* The thinnest ring that has room for labels, and the size of labels in rings of such a thickness. */
double rn_disc_least_ring(void);
double rn_disc_font_size(double thickness);

/* The label of a sector, and the total in the middle. */
void rn_disc_label(rn_cells *cells, const rn_disc *d, size_t index, rn_paint fill);
void rn_disc_total(rn_cells *cells, const rn_disc *d, rn_paint fill);

#endif
