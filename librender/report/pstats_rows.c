/* Functions become rows, arcs become links.  Functions that print alike are one row: without folders
 * that happens, with them hardly.
 *
 * Two oddities are pstats' own.  Of the callers of one function that become equal the last one
 * overwrites the others; only callers of different functions that become equal are added up.  And
 * where a writer does not know the number of calls, it is -1. */
#include "report/pstats_rows.h"

#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/group.h"
#include "base/grow.h"
#include "base/map.h"
#include "base/text.h"
#include "profile/caller.h"

static const double UNKNOWN_CALLS = -1;

typedef struct maker {
    rn_pstats_rows *out;
    const rn_profile *profile;
    bool strip;
    uint32_t *row_of; /* [function] */
    rn_buffer scratch;
    rn_map links;           /* (caller, callee) → link */
    uint32_t *changed_by;   /* [link]: the function whose callers changed it last … */
    rn_pstats_link *before; /* [link]: … and what it was before that */
} maker;

/* ---- functions -------------------------------------------------------------------------------- */

static rn_bytes file_of(const rn_profile *profile, const rn_function_info *info, bool strip)
{
    rn_bytes file = rn_profile_string(profile, info->file);
    if (info->flags & RN_FLAG_BUILTIN)
        return RN_LITERAL("~");
    if (info->module)
        return rn_profile_string(profile, info->module);
    for (size_t i = strip ? file.size : 0; i > 0; i--)
        if (file.data[i - 1] == '/')
            return rn_bytes_slice(file, i, file.size);
    return file;
}

/* Code that was run as a whole has the code object for a name and no line. */
static void put_code(rn_buffer *out, const rn_profile *profile, const rn_function_info *info)
{
    rn_put_text(out, "<code object ");
    rn_put(out, rn_profile_string(profile, info->name));
    rn_put_text(out, ", file \"");
    rn_put(out, rn_profile_string(profile, info->file));
    rn_put_text(out, "\", line ");
    rn_put_uint(out, info->line);
    rn_put_char(out, '>');
}

size_t rn_pstats_put_name(rn_buffer *out, const rn_profile *profile, uint32_t function, bool strip)
{
    const rn_function_info *info = &profile->functions[function];
    rn_bytes name = rn_profile_string(profile, info->name);
    if (info->flags & RN_FLAG_BUILTIN && info->line == 0) {
        bool is_marked = name.size > 1 && name.data[0] == '<' && name.data[name.size - 1] == '>';
        rn_put_text(out, is_marked ? "{" : "");
        rn_put(out, is_marked ? rn_bytes_slice(name, 1, name.size - 1) : name);
        rn_put_text(out, is_marked ? "}" : "");
        return 0;
    }
    rn_put(out, file_of(profile, info, strip));
    rn_put_char(out, ':');
    rn_put_uint(out, info->module ? 0 : info->line);
    rn_put_char(out, '(');
    size_t name_at = out->size;
    if (info->module)
        put_code(out, profile, info);
    else
        rn_put(out, name);
    rn_put_char(out, ')');
    return name_at;
}

static bool add_row(maker *m, uint32_t function)
{
    const rn_function_info *info = &m->profile->functions[function];
    m->scratch.size = 0;
    size_t name_at = rn_pstats_put_name(&m->scratch, m->profile, function, m->strip);
    /* odd names of built-ins may look like another function's file, line and name */
    size_t size = m->scratch.size;
    rn_put_char(&m->scratch, info->flags & RN_FLAG_BUILTIN ? '~' : ' ');
    uint32_t id = m->scratch.failed
                      ? RN_NONE
                      : rn_intern_add(&m->out->texts, (rn_bytes){m->scratch.data, m->scratch.size});
    if (id == RN_NONE)
        return false;
    m->row_of[function] = id - 1;
    if (id - 1 < m->out->row_count)
        return true;
    rn_bytes text = {rn_intern_get(&m->out->texts, id).data, size};
    bool has_frame = name_at > 0;
    m->out->rows[m->out->row_count++] = (rn_pstats_row){
        .file = file_of(m->profile, info, m->strip),
        .name = has_frame ? rn_bytes_slice(text, name_at, size - 1)
                          : rn_profile_string(m->profile, info->name),
        .line = info->module ? 0 : info->line,
        .text = text,
    };
    return true;
}

static double calls_or_unknown(const double *calls, uint32_t index)
{
    return calls && !isnan(calls[index]) ? calls[index] : UNKNOWN_CALLS;
}

static void add_entry(maker *m, uint32_t function)
{
    const rn_profile *p = m->profile;
    rn_pstats_row *row = &m->out->rows[m->row_of[function]];
    m->out->entry_count += !row->is_entry;
    row->is_entry = true;
    row->primitive_calls += calls_or_unknown(p->primitive_calls, function);
    row->calls += calls_or_unknown(p->calls, function);
    row->self += fmax(p->function_self[0][function], 0);
    row->total += fmax(p->function_total[0][function], 0);
}

static bool add_rows(maker *m)
{
    uint32_t count = m->profile->function_count;
    m->row_of = rn_array_new(count, sizeof *m->row_of);
    m->out->rows = rn_array_new(count, sizeof *m->out->rows);
    if (!m->row_of || !m->out->rows || !rn_intern_init(&m->out->texts))
        return false;
    for (uint32_t f = 0; f < count; f++) {
        if (!add_row(m, f))
            return false;
        if (rn_is_recorded(m->profile, 0, f))
            add_entry(m, f);
    }
    return true;
}

/* ---- callers ---------------------------------------------------------------------------------- */

static rn_pstats_link link_of(const rn_profile *p, uint32_t arc)
{
    return (rn_pstats_link){
        .is_counted_only = isnan(p->arc_self[0][arc]) && isnan(p->arc_primitive_calls[arc]),
        .primitive_calls = calls_or_unknown(p->arc_primitive_calls, arc),
        .calls = calls_or_unknown(p->arc_calls, arc),
        .self = fmax(p->arc_self[0][arc], 0),
        .total = fmax(p->arc_total[0][arc], 0),
    };
}

static bool add_link(maker *m, uint32_t arc)
{
    const rn_arc_info *info = &m->profile->arcs[arc];
    uint32_t caller = m->row_of[info->caller], callee = m->row_of[info->callee];
    bool is_new;
    uint32_t *id = rn_map_put(&m->links, rn_map_pair(caller, callee), m->out->link_count, &is_new);
    if (!id)
        return false;
    rn_pstats_link *link = &m->out->links[*id];
    if (is_new) {
        m->out->link_count++;
        *link = (rn_pstats_link){.caller = caller, .callee = callee};
    }
    if (is_new || m->changed_by[*id] != info->callee)
        m->before[*id] = *link;
    m->changed_by[*id] = info->callee;
    rn_pstats_link more = link_of(m->profile, arc);
    const rn_pstats_link *before = &m->before[*id];
    link->is_counted_only = more.is_counted_only;
    link->primitive_calls = before->primitive_calls + more.primitive_calls;
    link->calls = before->calls + more.calls;
    link->self = before->self + more.self;
    link->total = before->total + more.total;
    return true;
}

/* Arcs by callee, the callees in their order, so that each function's callers come together. */
static bool add_links(maker *m)
{
    const rn_profile *p = m->profile;
    uint32_t *first = rn_array_new((size_t)p->function_count + 1, sizeof *first);
    uint32_t *order = rn_array_new(p->arc_count, sizeof *order);
    m->out->links = rn_array_new(p->arc_count, sizeof *m->out->links);
    m->changed_by = rn_array_new(p->arc_count, sizeof *m->changed_by);
    m->before = rn_array_new(p->arc_count, sizeof *m->before);
    bool enough = first && order && m->out->links && m->changed_by && m->before;
    if (enough && p->arc_count)
        rn_group(first, order, &p->arcs[0].callee, 2, p->arc_count, p->function_count);
    for (uint32_t i = 0; enough && i < p->arc_count; i++)
        enough = add_link(m, order[i]);
    free(first);
    free(order);
    return enough;
}

bool rn_pstats_rows_group(rn_pstats_rows *out)
{
    size_t count = (size_t)out->row_count + 1, stride = sizeof *out->links / sizeof(uint32_t);
    out->first_caller = rn_array_zero(count, sizeof *out->first_caller);
    out->first_callee = rn_array_zero(count, sizeof *out->first_callee);
    out->by_callee = rn_array_new(out->link_count, sizeof *out->by_callee);
    out->by_caller = rn_array_new(out->link_count, sizeof *out->by_caller);
    if (!out->first_caller || !out->first_callee || !out->by_callee || !out->by_caller)
        return false;
    if (out->link_count) {
        rn_group(out->first_caller, out->by_callee, &out->links[0].callee, stride, out->link_count,
                 out->row_count);
        rn_group(out->first_callee, out->by_caller, &out->links[0].caller, stride, out->link_count,
                 out->row_count);
    }
    return true;
}

/* ---- life ------------------------------------------------------------------------------------- */

render_status rn_pstats_rows_init(rn_pstats_rows *rows, const rn_profile *profile, bool strip,
                                  rn_report *report)
{
    *rows = (rn_pstats_rows){.regex_steps = profile->regex_steps};
    maker m = {.out = rows, .profile = profile, .strip = strip};
    bool enough = add_rows(&m) && add_links(&m) && rn_pstats_rows_group(rows);
    free(m.row_of);
    free(m.changed_by);
    free(m.before);
    rn_map_finish(&m.links);
    rn_buffer_finish(&m.scratch);
    return enough ? RENDER_OK : rn_fail_memory(report);
}

void rn_pstats_rows_finish(rn_pstats_rows *rows)
{
    rn_intern_finish(&rows->texts);
    free(rows->rows);
    free(rows->links);
    free(rows->first_caller);
    free(rows->first_callee);
    free(rows->by_callee);
    free(rows->by_caller);
}
