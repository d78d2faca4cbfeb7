/* End to end: bytes become a profile of whatever format they look like, and that every picture, every file
 * and every report, in small sizes. */
#include <stdint.h>

#include "../sinks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void draw_all(const render_profile *profile, size_t seed)
{
    render_draw_options options;
    size_t view_count, surface_count;
    const render_info *views = render_views(&view_count);
    const render_info *surfaces = render_surfaces(&surface_count);
    render_draw_options_init(&options);
    options.width = 240;
    options.scale = 0.25;
    options.graph_nodes = 40;
    options.interactive = seed & 1;
    options.color_by = seed % (RENDER_COLOR_BY_CHANGE + 1);
    options.font = seed % 8 ? "fixed" : NULL;
    options.node_threshold = seed & 4 ? 0 : 0.005;
    /* one surface a view: inputs of other sizes bring the others */
    for (size_t v = 0; v < view_count; v++)
        render_draw(profile, views[v].name, surfaces[(seed + v) % surface_count].name, &options,
                    nowhere, NULL);
}

static void write_all(const render_profile *profile)
{
    static const render_section sections[] = {RENDER_SECTION_STATS, RENDER_SECTION_CALLERS,
                                              RENDER_SECTION_CALLEES};
    size_t writer_count, report_count;
    const render_info *writers = render_writers(&writer_count);
    const render_info *reports = render_reports(&report_count);
    render_report_options options;
    render_report_options_init(&options);
    options.sections = sections;
    options.section_count = 3;
    for (size_t i = 0; i < writer_count; i++)
        render_export(profile, writers[i].name, NULL, nowhere, NULL);
    for (size_t i = 0; i < report_count; i++) {
        options.type = reports[i].name;
        render_report(profile, &options, nowhere, NULL);
    }
}

static void combine(const render_profile *profile)
{
    render_profile *made;
    render_merger *merger;
    if (render_profile_compare(&made, profile, profile, NULL) == RENDER_OK)
        draw_all(made, 4);
    render_profile_free(made);
    if (render_merger_new(&merger, NULL) != RENDER_OK)
        return;
    if (render_merger_add(merger, profile, NULL) != RENDER_OK ||
        render_merger_add(merger, profile, NULL) != RENDER_OK) {
        render_merger_free(merger);
    } else if (render_merger_finish(&made, merger, NULL) == RENDER_OK) {
        write_all(made);
        render_profile_free(made);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    render_profile *profile;
    render_read_options options;
    render_read_options_init(&options);
    options.keep_order = true;
    options.thread_count = 1;
    options.limits.decoded_bytes = 1 << 22;
    options.limits.stack_depth = 200;
    options.limits.stacks = options.limits.functions = 2000;
    if (render_profile_read_memory(&profile, data, size, &options, NULL) == RENDER_OK) {
        draw_all(profile, size);
        write_all(profile);
        combine(profile);
    }
    render_profile_free(profile);
    return 0;
}
