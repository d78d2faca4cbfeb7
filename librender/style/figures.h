/* What a function costs, in words: the lines below its name in a call graph. */
#ifndef RN_FIGURES_H
#define RN_FIGURES_H

#include "base/buffer.h"
#include "librender.h"
#include "profile/function_cost.h"

/* The number of lines, some of which may be empty. */
size_t rn_figures_lines(const render_draw_options *options, const rn_figures *figures);

/* Appends line `index`, or nothing where it is unknown. */
void rn_put_figures(rn_buffer *out, const render_draw_options *options, const rn_figures *figures,
                    size_t index);

/* Appends a cost: by options->time_format where it is a time, else as rn_put_value does. */
void rn_put_cost(rn_buffer *out, const render_draw_options *options, double value, rn_bytes unit);

/* Appends how a value changed: "+120 ms (+14.4 %)", or "=". */
void rn_put_change(rn_buffer *out, const render_draw_options *options, double value, double base,
                   rn_bytes unit);

/* Appends a change with its sign: "+120 ms", "−1.2 KiB". */
void rn_put_signed_cost(rn_buffer *out, const render_draw_options *options, double change,
                        rn_bytes unit);

/* Appends calls, in a comparison before and after: "34×", "12× → 34×"; the same in both once. */
void rn_put_calls(rn_buffer *out, const rn_figures *figures);

/* Appends "34×". */
void rn_put_times(rn_buffer *out, double calls);

/* Appends what functions cost together: "45.3 % (12.1 %) · 850×", total and self as shares of `whole`;
 * no calls where they are NaN. */
void rn_put_together(rn_buffer *out, double total, double self, double whole, double calls);
/* Appends "Cycle of 5 functions". */
void rn_put_cycle_name(rn_buffer *out, uint32_t member_count);
/* Appends "3 more callees". */
void rn_put_more(rn_buffer *out, uint32_t count, bool are_callers);

/* Whether a change is one that options->changes asks for and that is more than noise. */
bool rn_is_change(const render_draw_options *options, double value, double base, double noise);

/* What is wrong with a time format; NULL: nothing. */
const char *rn_time_format_check(const char *format);

#endif
