/* What boxes of a call graph say.  Names are shortened one by one; those that come out alike get what tells
 * them apart, and are written once more. */
#include <stdlib.h>

#include "base/grow.h"
#include "base/text.h"
#include "style/apart.h"
#include "style/names.h"
#include "view/callgraph.h"

/* Of a label that is compared. */
enum { LABEL_BYTES_MAX = 1 << 16 };

static bool make_label(rn_callgraph *c, uint32_t n, const char *apart)
{
    uint32_t f = c->function[n];
    rn_figures figures = rn_callgraph_figures(c, f);
    rn_node_name name = {f, c->ambiguous[f], c->alike_stripped && c->alike_stripped[f], apart};
    return rn_node_label_make(&c->labels[n], &c->arena, c->input, &figures, &name);
}

static bool keep_text(rn_callgraph *c, rn_bytes *to)
{
    to->data = c->text.failed ? NULL : rn_arena_copy(&c->arena, rn_buffer_bytes(&c->text));
    to->size = c->text.size;
    return to->data;
}

/* Boxes without lines that are names look like nothing else. */
static bool describe(rn_callgraph *c, uint32_t n, rn_alike *out)
{
    const rn_node_label *label = &c->labels[n];
    c->text.size = 0;
    for (int i = label->name_begin; i < label->name_end; i++) {
        rn_put_text(&c->text, label->lines[i].text);
        rn_put_char(&c->text, '\n');
    }
    if (label->name_begin == label->name_end)
        rn_put_uint(&c->text, n);
    if (!keep_text(c, &out->shown))
        return false;
    c->text.size = 0;
    rn_put_label(&c->text, c->input->profile, c->function[n], c->ambiguous[c->function[n]]);
    c->text.size = rn_text_cut(rn_buffer_bytes(&c->text), LABEL_BYTES_MAX).size;
    return keep_text(c, &out->full);
}

bool rn_callgraph_name_nodes(rn_callgraph *c)
{
    rn_alike *names = rn_array_new(c->node_count, sizeof *names);
    bool done = names;
    for (uint32_t n = 0; done && n < c->node_count; n++)
        done = make_label(c, n, NULL) && describe(c, n, &names[n]);
    done = done && rn_tell_apart(names, c->node_count, &c->arena);
    for (uint32_t n = 0; done && n < c->node_count; n++)
        if (names[n].apart)
            done = make_label(c, n, names[n].apart);
    free(names);
    return done;
}
