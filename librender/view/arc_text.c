/* One text item a letter: not every reader of SVG knows text on a path. */
#include "view/arc_text.h"

#include <math.h>

#include "base/text.h"

/* From the middle of the letters down to their baseline, in font sizes. */
static const double DROP = 0.34;

bool rn_arc_text_can(rn_bytes text)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {{0x20, 0x24f},    {0x370, 0x482},   {0x48a, 0x52f},   {0x2010, 0x2027},
                  {0x2030, 0x205e}, {0x2070, 0x20c0}, {0x2100, 0x23ff}, {0x2460, 0x27ff},
                  {0x3000, 0x3029}, {0x3030, 0x3098}, {0x309b, 0x9fff}, {0xac00, 0xd7a3},
                  {0xff01, 0xffe6}};
    size_t length;
    for (size_t at = 0; at < text.size; at += length) {
        uint32_t code = rn_text_decode(rn_bytes_slice(text, at, text.size), &length);
        bool fits = false;
        for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
            fits |= code >= ranges[i].first && code <= ranges[i].last;
        if (!fits)
            return false;
    }
    return true;
}

static double width_of(rn_measure *measure, const rn_arc_text *how, rn_bytes letter)
{
    return rn_measure_width(measure, letter, how->size, how->bold);
}

void rn_arc_text_draw(rn_scene *scene, rn_measure *measure, const rn_arc_text *how, rn_bytes text)
{
    bool is_low = cos(how->angle) < 0;
    double sense = is_low ? -1 : 1, base = how->radius - sense * DROP * how->size, whole = 0;
    size_t length;
    for (size_t at = 0; at < text.size; at += length) {
        rn_text_decode(rn_bytes_slice(text, at, text.size), &length);
        whole += width_of(measure, how, rn_bytes_slice(text, at, at + length));
    }
    double from = -whole / 2;
    for (size_t at = 0; at < text.size; at += length) {
        rn_text_decode(rn_bytes_slice(text, at, text.size), &length);
        rn_bytes letter = rn_bytes_slice(text, at, at + length);
        double width = width_of(measure, how, letter);
        double angle = how->angle + sense * (from + width / 2) / how->radius;
        from += width;
        if (letter.data[0] == ' ')
            continue;
        rn_item *item = rn_scene_text(scene, how->x + base * sin(angle), how->y - base * cos(angle),
                                      how->size, RN_MIDDLE, how->fill, letter, width);
        item->u.text.angle = angle + (is_low ? acos(-1) : 0);
        item->u.text.bold = how->bold;
    }
}
