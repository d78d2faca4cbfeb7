/* What needs libraries that take long to load: pango and cairo, Graphviz, libzip.
 *
 * They bring some forty others, and to load and link those takes longer than most runs that draw nothing.  So what
 * calls them is a library of its own, librender-late, which librender opens when it first needs something of it; in
 * librender.a and the tests it is linked.  This table is all that the two sides know of each other. */
#ifndef RN_LATE_H
#define RN_LATE_H

#include "base/bytes.h"
#include "base/report.h"

struct rn_codec_job;
struct rn_dot_graph;
struct rn_dot_plan;
struct rn_scene;

/* Measures text as fonts have it.  The right to use fonts is taken inside. */
typedef struct rn_ruler rn_ruler;

typedef render_status rn_late_surface(const struct rn_scene *scene, double scale, render_sink sink,
                                      rn_report *report);

typedef struct rn_late {
    const char *version; /* RENDER_VERSION of both sides is the same */

    /* `families` as in CSS; NULL when memory is out. */
    rn_ruler *(*ruler_new)(const char *families);
    void (*ruler_free)(rn_ruler *ruler); /* or of NULL */
    /* in em, shaped as a whole */
    double (*ruler_width)(rn_ruler *ruler, rn_bytes text, bool bold);

    /* Gives nodes their places, and edges that are kept their ways.  False when memory is out. */
    bool (*place_graph)(struct rn_dot_graph *graph, const struct rn_dot_plan *plan,
                        rn_report *report);

    /* See rn_surface. */
    rn_late_surface *write_png, *write_pdf, *write_ps, *write_eps;

    /* Whether a zip archive holds anything but exactly one file.  Of a damaged one that is false. */
    bool (*is_zip_folder)(rn_bytes archive);
    /* Unpacks the file of that name, its letters in either case, of the archive that is the job's input; NULL:
     * the only one. */
    render_status (*unzip)(const struct rn_codec_job *job, const char *name);
} rn_late;

/* NULL when the library cannot be opened, which the report then tells.  Any thread may ask. */
const rn_late *rn_late_get(rn_report *report);

/* The table itself, in librender-late. */
extern __attribute__((visibility("default"))) const rn_late rn_late_table;

#endif
