/* The scene: a display list.  Views append to it, surfaces paint it; neither knows the other.
 *
 * Coordinates are px (1/96 inch) from the top left.  Colours are indices into scene->paints, each
 * with a value for light and one for dark pages; RN_NO_PAINT draws nothing.  Groups carry the
 * tooltip, link, class and id of what is inside them; they may not nest deeper than 2. */
#ifndef RN_SCENE_H
#define RN_SCENE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "style/color.h"
#include "style/name_attributes.h"

enum { RN_NO_PAINT = 0 };

typedef enum rn_item_kind {
    RN_ITEM_GROUP, /* opens a group */
    RN_ITEM_GROUP_END,
    RN_ITEM_BOX,
    RN_ITEM_SECTOR, /* of a ring */
    RN_ITEM_PATH,
    RN_ITEM_TEXT,
} rn_item_kind;

typedef enum rn_anchor { RN_START, RN_MIDDLE, RN_END } rn_anchor;

typedef enum rn_path_op { RN_MOVE, RN_LINE, RN_CURVE, RN_CLOSE } rn_path_op;

typedef struct rn_path_step {
    rn_path_op op;
    double x[3], y[3]; /* a curve's two controls and end; else only [0] */
} rn_path_step;

typedef enum rn_dash { RN_SOLID, RN_DASHED, RN_DOTTED } rn_dash;

typedef struct rn_item {
    rn_item_kind kind;
    uint32_t fill, stroke; /* paints */
    double stroke_width;
    rn_dash dash;
    union {
        struct {
            const char *title, *link, *css_class, *id; /* NULL: none; arena */
            const rn_attribute *attributes;            /* of SVG; borrowed */
            size_t attribute_count;
            bool is_disc; /* only that: rings around (x, y) and what stands on them */
            double x, y;
        } group;
        struct {
            double x, y, width, height, radius;
        } box;
        struct {
            double x, y, inner, outer; /* centre and radii */
            double from, to;           /* radians, clockwise from 12 o'clock */
        } sector;
        struct {
            const rn_path_step *steps;
            size_t count;
        } path;
        struct {
            double x, y;  /* of the baseline at the anchor */
            double size;  /* font size in px */
            double width; /* as measured */
            double angle; /* radians clockwise about (x, y) */
            rn_anchor anchor;
            bool bold;
            const char *string;
        } text;
    } u;
} rn_item;

enum { RN_PIXELS_MAX = 1 << 28 }; /* a gigabyte */

typedef struct rn_scene {
    double width, height;
    double zoom;             /* the picture is shown so many times as large; 1 unless set */
    const char *title;       /* of the document; plain text */
    const char *description; /* one sentence for those who do not see the picture */
    const char
        *live; /* of an interactive picture: what its script has to know, as JSON; else NULL */
    const char *font; /* families for CSS and pango alike, comma-separated */
    rn_paint *paints; /* [0] is RN_NO_PAINT */
    size_t paint_count, paint_capacity;
    rn_map paint_index;
    rn_map claims;
    rn_item *items;
    size_t item_count, item_capacity, item_limit;
    size_t pixel_limit;  /* of a raster picture; RN_PIXELS_MAX unless set */
    uint32_t background; /* a paint */
    rn_arena arena;
    bool failed;   /* memory ran out: surfaces refuse */
    bool is_full;  /* more than item_limit items were wanted: it must not be shown */
    rn_item dummy; /* what callers get to write to after that */
} rn_scene;

void rn_scene_init(rn_scene *scene);
void rn_scene_finish(rn_scene *scene);

/* The index of a paint, old or new. */
uint32_t rn_scene_paint(rn_scene *scene, rn_paint paint);

/* What an id can be claimed for: to stand in the picture, or as one that the user chose. */
typedef enum rn_claim { RN_CLAIM_ID = 1, RN_CLAIM_CHOSEN_ID } rn_claim;

/* True the first time that this is asked of the text. */
bool rn_scene_claim(rn_scene *scene, rn_claim claim, const char *text);

/* All strings given to these are copied. */
rn_item *rn_scene_open(rn_scene *scene, const char *css_class, const char *id, rn_bytes title,
                       rn_bytes link);
/* Around all rings of a sunburst: where coordinates are written, they can be told from the middle. */
void rn_scene_open_disc(rn_scene *scene, double x, double y);
void rn_scene_close(rn_scene *scene);
rn_item *rn_scene_box(rn_scene *scene, double x, double y, double width, double height,
                      uint32_t fill);
rn_item *rn_scene_sector(rn_scene *scene, double x, double y, double inner, double outer,
                         double from, double to, uint32_t fill);
rn_item *rn_scene_path(rn_scene *scene, const rn_path_step *steps, size_t count, uint32_t fill);
rn_item *rn_scene_text(rn_scene *scene, double x, double y, double size, rn_anchor anchor,
                       uint32_t fill, rn_bytes string, double width);
/* The four above return the item to add a stroke and the like to, never NULL: after a failure it is
 * a dummy. */

#endif
