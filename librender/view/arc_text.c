/* A text item for every few letters, as many as look bent although they are straight: not every reader of SVG knows
 * text on a path, or how to turn each letter of a text. */
#include "view/arc_text.h"

#include <math.h>

#include "base/text.h"
#include "scene/fit.h"

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

/* What letters that stand straight may turn away from the arc together, and leave it by. */
static const double MOST_TURN = 0.09, MOST_GAP = 0.3;

static double width_of(rn_measure *measure, const rn_arc_text *how, rn_bytes text)
{
    return rn_measure_width(measure, text, how->size, how->bold);
}

static bool is_straight(const rn_arc_text *how, double width)
{
    return width <= MOST_TURN * how->radius && width * width <= 8 * MOST_GAP * how->radius;
}

/* So much of the beginning of `text` as is drawn in one; of blanks all that follow each other. */
static rn_bytes take_letters(rn_measure *measure, const rn_arc_text *how, rn_bytes text)
{
    size_t size = 0, length;
    bool is_blank = text.data[0] == ' ';
    while (size < text.size && (text.data[size] == ' ') == is_blank) {
        rn_text_decode(rn_bytes_slice(text, size, text.size), &length);
        rn_bytes longer = rn_bytes_slice(text, 0, size + length);
        if (size && !is_blank && !is_straight(how, width_of(measure, how, longer)))
            break;
        size += length;
    }
    return rn_bytes_slice(text, 0, size);
}

static void draw_letters(rn_scene *scene, const rn_arc_text *how, rn_bytes letters, double middle,
                         double width)
{
    bool is_low = cos(how->angle) < 0;
    double sense = is_low ? -1 : 1, base = how->radius - sense * RN_TEXT_DROP * how->size;
    double angle = how->angle + sense * middle / how->radius;
    rn_item *item = rn_scene_text(scene, how->x + base * sin(angle), how->y - base * cos(angle),
                                  how->size, RN_MIDDLE, how->fill, letters, width);
    item->u.text.angle = angle + (is_low ? acos(-1) : 0);
    item->u.text.bold = how->bold;
}

void rn_arc_text_draw(rn_scene *scene, rn_measure *measure, const rn_arc_text *how, rn_bytes text)
{
    double whole = 0;
    for (rn_bytes rest = text; rest.size;) {
        rn_bytes letters = take_letters(measure, how, rest);
        whole += width_of(measure, how, letters);
        rest = rn_bytes_slice(rest, letters.size, rest.size);
    }
    double from = -whole / 2;
    for (rn_bytes rest = text; rest.size;) {
        rn_bytes letters = take_letters(measure, how, rest);
        double width = width_of(measure, how, letters);
        if (letters.data[0] != ' ')
            draw_letters(scene, how, letters, from + width / 2, width);
        from += width;
        rest = rn_bytes_slice(rest, letters.size, rest.size);
    }
}
