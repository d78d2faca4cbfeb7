/* Collects what the script of an interactive picture has to know. */
#include "view/live.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/text.h"
#include "style/names.h"

static bool is_on(const rn_live *live)
{
    return live->input->options->interactive;
}

void rn_live_init(rn_live *live, const rn_view_input *input, const uint8_t *ambiguous,
                  const char *view, double whole)
{
    bool is_whole = whole == floor(whole) && whole >= 1 && whole <= RN_LIVE_UNIT;
    *live =
        (rn_live){.input = input, .ambiguous = ambiguous, .unit = is_whole ? whole : RN_LIVE_UNIT};
    if (!is_on(live))
        return;
    live->name = rn_array_zero((size_t)input->profile->function_count + 1, sizeof *live->name);
    live->failed = !live->name;
    rn_put_text(&live->head, "{\"view\":\"");
    rn_put_text(&live->head, view);
    rn_put_text(&live->head, "\",\"unit\":");
    rn_put_double(&live->head, live->unit);
    rn_put_text(&live->names, ",\"names\":[\"all\"");
    rn_put_text(&live->notes, "],\"notes\":[\"\"");
    live->name_count = 1;
}

void rn_live_set(rn_live *live, const char *key, double value)
{
    if (!is_on(live))
        return;
    rn_put_text(&live->head, ",\"");
    rn_put_text(&live->head, key);
    rn_put_text(&live->head, "\":");
    rn_put_double(&live->head, value);
}

/* Line ends are the only characters of tooltips that JSON wants to be escaped. */
static void put_note(rn_live *live)
{
    rn_buffer note = {0};
    if (live->put_note)
        live->put_note(live->user, &note, live->count);
    rn_put_text(&live->notes, ",\"");
    for (size_t i = 0; i < note.size; i++) {
        if (note.data[i] == '\n')
            rn_put_text(&live->notes, "\\n");
        else
            rn_put_char(&live->notes, note.data[i]);
    }
    rn_put_char(&live->notes, '"');
    live->failed |= note.failed;
    rn_buffer_finish(&note);
}

static int64_t name_of(rn_live *live, uint32_t function)
{
    rn_buffer label = {0};
    if (function == RN_LIVE_ALL)
        return 0;
    if (function == RN_LIVE_MORE)
        return -1;
    if (!live->name[function]) {
        live->name[function] = ++live->name_count;
        rn_put_label(&label, live->input->profile, function, live->ambiguous[function]);
        rn_put_char(&live->names, ',');
        rn_put_json_string(&live->names, rn_buffer_bytes(&label));
        live->failed |= label.failed;
        rn_buffer_finish(&label);
        put_note(live);
    }
    return live->name[function] - 1;
}

static void put_whole(rn_live *live, int64_t value)
{
    if (live->cells.size)
        rn_put_char(&live->cells, ',');
    if (value < 0)
        rn_put_char(&live->cells, '-');
    rn_put_uint(&live->cells, (uint64_t)(value < 0 ? -value : value));
}

void rn_live_add(rn_live *live, uint32_t function, int64_t parent, double from, double to)
{
    if (!is_on(live) || live->failed)
        return;
    int64_t start = llround(from * live->unit), end = llround(fmax(to, 0) * live->unit);
    put_whole(live, name_of(live, function));
    put_whole(live, parent - live->parent);
    put_whole(live, start - live->end);
    put_whole(live, end - start);
    live->parent = parent;
    live->end = end;
    live->count++;
}

void rn_live_finish(rn_live *live, rn_scene *scene)
{
    if (is_on(live)) {
        rn_put(&live->head, rn_buffer_bytes(&live->names));
        rn_put(&live->head, rn_buffer_bytes(&live->notes));
        rn_put_text(&live->head, "],\"cells\":[");
        rn_put(&live->head, rn_buffer_bytes(&live->cells));
        rn_put_text(&live->head, "]}");
        scene->live = rn_arena_copy(&scene->arena, rn_buffer_bytes(&live->head));
        scene->failed |= live->failed || live->head.failed || live->names.failed ||
                         live->notes.failed || live->cells.failed || !scene->live;
    }
    rn_buffer_finish(&live->head);
    rn_buffer_finish(&live->names);
    rn_buffer_finish(&live->notes);
    rn_buffer_finish(&live->cells);
    free(live->name);
}
