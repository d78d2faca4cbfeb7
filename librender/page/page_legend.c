/* What colours mean, as in the legends of pictures. */
#include "page/page_json.h"
#include "page/page_maker.h"
#include "style/theme.h"
#include "view/color_key.h"
#include "view/color_legend.h"

enum { SCALE_STEPS = 36 };

static void put_scale_item(rn_buffer *out, const void *user, size_t index)
{
    rn_put_page_paint(out, rn_color_at(user, (double)index / (SCALE_STEPS - 1)));
}

/* [name, share of the own costs, colours] */
static void put_key_item(rn_buffer *out, const void *user, size_t index)
{
    const rn_color_key_item *item = &((const rn_color_key *)user)->items[index];
    rn_put_char(out, '[');
    rn_put_json_text(out, item->label);
    rn_put_char(out, ',');
    rn_put_json_number(out, item->share);
    rn_put_char(out, ',');
    rn_put_page_paint(out, item->paint);
    rn_put_char(out, ']');
}

static void put_title(rn_page_maker *m, const rn_tint *tint)
{
    rn_put_json_key(m->out, "title");
    m->text.size = 0;
    if (tint->input->colormap->palette)
        rn_put_text(&m->text, "colour ");
    rn_put_text(&m->text, rn_color_title(tint));
    rn_put_json_text(m->out, rn_buffer_bytes(&m->text));
}

/* [least, most] */
static void put_ends(rn_page_maker *m, const rn_tint *tint)
{
    rn_buffer least = {0}, most = {0};
    rn_color_put_ends(tint, &least, &most);
    rn_put_json_key(m->out, "ends");
    rn_put_char(m->out, '[');
    rn_put_json_text(m->out, rn_buffer_bytes(&least));
    rn_put_char(m->out, ',');
    rn_put_json_text(m->out, rn_buffer_bytes(&most));
    rn_put_char(m->out, ']');
    m->enough &= !least.failed && !most.failed;
    rn_buffer_finish(&least);
    rn_buffer_finish(&most);
}

static void put_more(rn_page_maker *m, const rn_tint *tint, const rn_color_key *key)
{
    rn_buffer text = {0};
    rn_color_put_more(tint, key, &text);
    rn_put_json_key(m->out, "more");
    rn_put_json_text(m->out, rn_buffer_bytes(&text));
    m->enough &= !text.failed;
    rn_buffer_finish(&text);
}

void rn_put_page_legend(rn_page_maker *m)
{
    const rn_tint *tint = m->data->tint;
    rn_color_key key = {0};
    if (rn_tint_is_grouped(tint) && !rn_color_key_init(&key, tint))
        m->enough = false;
    rn_put_json_key(m->out, "legend");
    rn_put_char(m->out, '{');
    put_title(m, tint);
    rn_put_json_column(m->out, "scale", rn_color_has_scale(tint) ? SCALE_STEPS : 0, put_scale_item,
                       tint);
    put_ends(m, tint);
    rn_put_json_column(m->out, "keys", key.count, put_key_item, &key);
    put_more(m, tint, &key);
    rn_put_char(m->out, '}');
}
