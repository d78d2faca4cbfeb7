/* The display list: one growing array of items, strings and path steps in the scene's arena. */
#include "scene/scene.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/grow.h"
#include "base/text.h"

void rn_scene_init(rn_scene *scene)
{
    *scene = (rn_scene){.zoom = 1, .item_limit = SIZE_MAX, .pixel_limit = RN_PIXELS_MAX};
    if (RN_GROW(scene->paints, scene->paint_capacity, 1)) {
        scene->paints[0] = (rn_paint){0, 0};
        scene->paint_count = 1;
    } else {
        scene->failed = true;
    }
}

void rn_scene_finish(rn_scene *scene)
{
    free(scene->paints);
    free(scene->items);
    rn_map_finish(&scene->paint_index);
    rn_map_finish(&scene->claims);
    rn_arena_finish(&scene->arena);
    *scene = (rn_scene){0};
}

uint32_t rn_scene_paint(rn_scene *scene, rn_paint paint)
{
    /* Inverted, the one key that a map cannot hold is the fully transparent paint. */
    uint64_t key = ~rn_map_pair(paint.light, paint.dark);
    bool is_new = false;
    if (key == UINT64_MAX || scene->failed)
        return RN_NO_PAINT;
    uint32_t *index = rn_map_put(&scene->paint_index, key, (uint32_t)scene->paint_count, &is_new);
    if (!index || !RN_GROW(scene->paints, scene->paint_capacity, scene->paint_count + 1)) {
        scene->failed = true;
        return RN_NO_PAINT;
    }
    if (is_new)
        scene->paints[scene->paint_count++] = paint;
    return *index;
}

static rn_item *add(rn_scene *scene, rn_item item)
{
    scene->is_full |= scene->item_count >= scene->item_limit;
    if (!scene->is_full && !scene->failed &&
        !RN_GROW(scene->items, scene->item_capacity, scene->item_count + 1))
        scene->failed = true;
    rn_item *added =
        scene->is_full || scene->failed ? &scene->dummy : &scene->items[scene->item_count++];
    *added = item;
    return added;
}

/* A copy; NULL stays NULL, and so does the empty string. */
static const char *copy(rn_scene *scene, rn_bytes text)
{
    if (!text.size || scene->failed)
        return NULL;
    char *copied = rn_arena_copy(&scene->arena, text);
    if (!copied)
        scene->failed = true;
    return copied;
}

rn_item *rn_scene_open(rn_scene *scene, const char *css_class, const char *id, rn_bytes title,
                       rn_bytes link)
{
    rn_item *item = add(scene, (rn_item){.kind = RN_ITEM_GROUP});
    item->u.group.css_class = copy(scene, rn_bytes_of(css_class));
    item->u.group.id = copy(scene, rn_bytes_of(id));
    item->u.group.title = copy(scene, title);
    item->u.group.link = copy(scene, link);
    return item;
}

void rn_scene_open_disc(rn_scene *scene, double x, double y)
{
    rn_item *item = add(scene, (rn_item){.kind = RN_ITEM_GROUP});
    item->u.group.is_disc = true;
    item->u.group.x = x;
    item->u.group.y = y;
}

bool rn_scene_claim(rn_scene *scene, rn_claim claim, const char *text)
{
    bool is_new = false;
    /* without its highest bit, it is never the one key that a map cannot hold */
    uint64_t key = XXH3_64bits_withSeed(text, strlen(text), claim) >> 1;
    scene->failed |= !rn_map_put(&scene->claims, key, 0, &is_new);
    return is_new;
}

void rn_scene_close(rn_scene *scene)
{
    add(scene, (rn_item){.kind = RN_ITEM_GROUP_END});
}

rn_item *rn_scene_box(rn_scene *scene, double x, double y, double width, double height,
                      uint32_t fill)
{
    rn_item item = {.kind = RN_ITEM_BOX, .fill = fill, .u.box = {x, y, width, height, 0}};
    return add(scene, item);
}

rn_item *rn_scene_sector(rn_scene *scene, double x, double y, double inner, double outer,
                         double from, double to, uint32_t fill)
{
    rn_item item = {.kind = RN_ITEM_SECTOR, .fill = fill};
    item.u.sector.x = x;
    item.u.sector.y = y;
    item.u.sector.inner = inner;
    item.u.sector.outer = outer;
    item.u.sector.from = from;
    item.u.sector.to = to;
    return add(scene, item);
}

rn_item *rn_scene_path(rn_scene *scene, const rn_path_step *steps, size_t count, uint32_t fill)
{
    rn_item item = {.kind = RN_ITEM_PATH, .fill = fill};
    rn_path_step *copied = NULL;
    if (count && !scene->failed) {
        if (count <= SIZE_MAX / sizeof *steps)
            copied = rn_arena_alloc(&scene->arena, count * sizeof *steps);
        if (copied)
            memcpy(copied, steps, count * sizeof *steps);
        else
            scene->failed = true;
    }
    item.u.path.steps = copied;
    item.u.path.count = copied ? count : 0;
    return add(scene, item);
}

/* The blocks of marks that are set above or below the character before them. */
static bool is_stacked_mark(uint32_t code)
{
    return (code >= 0x300 && code < 0x370) || (code >= 0x1ab0 && code < 0x1b00) ||
           (code >= 0x1dc0 && code < 0x1e00) || (code >= 0x20d0 && code < 0x2100) ||
           (code >= 0xfe20 && code < 0xfe30);
}

/* Marks have no width, but a tower of them leaves its box at the top: languages need two at most. */
static void put_without_towers(rn_buffer *out, rn_bytes text)
{
    enum { MARKS_MAX = 2 };
    size_t length;
    int marks = 0;
    for (size_t at = 0; at < text.size; at += length) {
        uint32_t code = rn_text_decode(rn_bytes_slice(text, at, text.size), &length);
        marks = is_stacked_mark(code) ? marks + 1 : 0;
        if (marks <= MARKS_MAX)
            rn_put(out, rn_bytes_slice(text, at, at + length));
    }
}

static bool is_ascii(rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] > 0x7e)
            return false;
    return true;
}

/* Text goes to pango, which wants clean UTF-8 and says so on standard error. */
static const char *copy_clean(rn_scene *scene, rn_bytes text)
{
    bool clean = rn_text_is_clean(text), latin1 = false;
    if (clean && is_ascii(text))
        return copy(scene, text);
    rn_buffer repaired = {0}, low = {0};
    if (!clean) {
        rn_text_repair(&repaired, text, &latin1);
        text = rn_buffer_bytes(&repaired);
    }
    put_without_towers(&low, text);
    const char *copied = copy(scene, rn_buffer_bytes(&low));
    scene->failed |= repaired.failed || low.failed;
    rn_buffer_finish(&repaired);
    rn_buffer_finish(&low);
    return copied;
}

rn_item *rn_scene_text(rn_scene *scene, double x, double y, double size, rn_anchor anchor,
                       uint32_t fill, rn_bytes string, double width)
{
    rn_item item = {.kind = RN_ITEM_TEXT, .fill = fill};
    const char *copied = copy_clean(scene, string);
    item.u.text.x = x;
    item.u.text.y = y;
    item.u.text.size = size;
    item.u.text.width = width;
    item.u.text.anchor = anchor;
    item.u.text.string = copied ? copied : "";
    return add(scene, item);
}
