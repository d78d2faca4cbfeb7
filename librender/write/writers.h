/* The table of data formats to write: profile → bytes. */
#ifndef RN_WRITERS_H
#define RN_WRITERS_H

#include "base/buffer.h"
#include "profile/profile.h"

typedef struct rn_writer {
    /* Writes all of the profile, or what `metric` and `options` choose, into the sink. */
    render_status (*write)(const rn_profile *profile, uint32_t metric,
                           const render_draw_options *options, render_sink sink, rn_report *report);
} rn_writer;

extern const render_info rn_writer_infos[];
extern const rn_writer rn_writers[]; /* in the same order */
extern const size_t rn_writer_count;
const rn_writer *rn_writer_find(const char *name);

render_status rn_write_json(const rn_profile *profile, uint32_t metric,
                            const render_draw_options *options, render_sink sink,
                            rn_report *report);
render_status rn_write_folded(const rn_profile *profile, uint32_t metric,
                              const render_draw_options *options, render_sink sink,
                              rn_report *report);
render_status rn_write_pstats(const rn_profile *profile, uint32_t metric,
                              const render_draw_options *options, render_sink sink,
                              rn_report *report);
render_status rn_write_pprof(const rn_profile *profile, uint32_t metric,
                             const render_draw_options *options, render_sink sink,
                             rn_report *report);
render_status rn_write_callgrind(const rn_profile *profile, uint32_t metric,
                                 const render_draw_options *options, render_sink sink,
                                 rn_report *report);
render_status rn_write_speedscope(const rn_profile *profile, uint32_t metric,
                                  const render_draw_options *options, render_sink sink,
                                  rn_report *report);
render_status rn_write_functions(const rn_profile *profile, uint32_t metric,
                                 const render_draw_options *options, render_sink sink,
                                 rn_report *report);
render_status rn_write_dot(const rn_profile *profile, uint32_t metric,
                           const render_draw_options *options, render_sink sink, rn_report *report);

#endif
