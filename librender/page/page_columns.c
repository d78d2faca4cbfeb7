/* What all metrics of a page have in common: names, places and calls of functions, and who calls whom. */
#include "page/page_json.h"
#include "page/page_maker.h"
#include "style/names.h"

/* ---- columns ---------------------------------------------------------------------------------- */

static void put_number_item(rn_buffer *out, const void *user, size_t index)
{
    rn_put_json_number(out, ((const double *)user)[index]);
}

void rn_put_page_column(rn_page_maker *m, const char *key, size_t count)
{
    rn_put_json_column(m->out, key, count, put_number_item, m->column);
}

static void put_null(rn_page_maker *m, const char *key)
{
    rn_put_json_key(m->out, key);
    rn_put_text(m->out, "null");
}

void rn_put_page_functions(rn_page_maker *m, const char *key, const double *values)
{
    uint32_t count = m->data->functions->count;
    if (!values) {
        put_null(m, key);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        m->column[i] = values[rn_page_function_at(m, i)];
    rn_put_page_column(m, key, count);
}

void rn_put_page_arcs_column(rn_page_maker *m, const char *key, const double *values)
{
    uint32_t count = m->data->functions->arc_count;
    if (!values) {
        put_null(m, key);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        m->column[i] = values[m->data->functions->arcs[i]];
    rn_put_page_column(m, key, count);
}

/* ---- texts of functions ------------------------------------------------------------------------ */

typedef rn_bytes (*text_of)(rn_page_maker *m, uint32_t function);

static rn_bytes name_of(rn_page_maker *m, uint32_t function)
{
    return rn_function_name(m->profile, function);
}

static rn_bytes short_label_of(rn_page_maker *m, uint32_t function)
{
    m->text.size = 0;
    rn_put_short_label(&m->text, m->profile, function);
    return rn_buffer_bytes(&m->text);
}

static rn_bytes label_of(rn_page_maker *m, uint32_t function)
{
    m->text.size = 0;
    rn_put_label(&m->text, m->profile, function, m->ambiguous[function]);
    return rn_buffer_bytes(&m->text);
}

static rn_bytes module_of(rn_page_maker *m, uint32_t function)
{
    return rn_profile_string(m->profile, m->profile->functions[function].module);
}

static rn_bytes file_of(rn_page_maker *m, uint32_t function)
{
    return rn_profile_string(m->profile, m->profile->functions[function].file);
}

static rn_bytes link_of(rn_page_maker *m, uint32_t function)
{
    m->text.size = 0;
    rn_view_put_link(&m->text, m->data->view, function);
    return rn_buffer_bytes(&m->text);
}

static void put_texts(rn_page_maker *m, const char *key, text_of text)
{
    for (uint32_t i = 0; i < m->data->functions->count; i++) {
        uint32_t id = rn_intern_add(&m->strings, text(m, rn_page_function_at(m, i)));
        m->enough &= id != RN_NONE;
        m->column[i] = id;
    }
    rn_put_page_column(m, key, m->data->functions->count);
}

static void put_places(rn_page_maker *m)
{
    uint32_t count = m->data->functions->count;
    for (uint32_t i = 0; i < count; i++)
        m->column[i] = m->profile->functions[rn_page_function_at(m, i)].line;
    rn_put_page_column(m, "line", count);
    for (uint32_t i = 0; i < count; i++)
        m->column[i] = m->profile->functions[rn_page_function_at(m, i)].kind;
    rn_put_page_column(m, "kind", count);
}

void rn_put_page_names(rn_page_maker *m)
{
    put_texts(m, "name", name_of);
    put_texts(m, "short", short_label_of);
    put_texts(m, "label", label_of);
    put_texts(m, "module", module_of);
    put_texts(m, "file", file_of);
    if (rn_view_has_links(m->data->view))
        put_texts(m, "link", link_of);
    else
        put_null(m, "link");
    put_places(m);
}

void rn_put_page_calls(rn_page_maker *m)
{
    rn_put_page_functions(m, "calls", m->profile->calls);
    rn_put_page_functions(m, "primitive", m->profile->primitive_calls);
    rn_put_page_functions(m, "base_calls", m->profile->base_calls);
}

/* ---- arcs ------------------------------------------------------------------------------------- */

void rn_put_page_arcs(rn_page_maker *m)
{
    const rn_page_functions *f = m->data->functions;
    for (uint32_t i = 0; i < f->arc_count; i++)
        m->column[i] = f->place[f->graph->arcs[f->arcs[i]].caller];
    rn_put_page_column(m, "caller", f->arc_count);
    for (uint32_t i = 0; i < f->arc_count; i++)
        m->column[i] = f->place[f->graph->arcs[f->arcs[i]].callee];
    rn_put_page_column(m, "callee", f->arc_count);
    rn_put_page_arcs_column(m, "calls", f->graph->arc_calls);
}
