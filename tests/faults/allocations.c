/* Everything that the library does, with each of its allocations failing in turn: the call says that
 * memory ran out, and nothing is left behind.
 *
 *     faults_allocations FOLDER-OF-TESTS [SCENARIO]
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../sinks.h"
#include "wrap_memory.h"

/* What is done while allocations fail. */
typedef struct scenario {
    render_status (*run)(const struct scenario *scenario);
    const char *name;    /* a view, writer, …: what `run` does it with */
    const char *surface; /* of draw */
    const render_profile *profile;
    const char *path; /* of read */
} scenario;

/* Failing one after the other, at most so many of a scenario, evenly spread over all of them. */
enum { TRIED_MAX = 400 };

static const char *only;
static size_t tried, wrong;

static void complain(const scenario *s, size_t which, size_t all, const char *what, int status)
{
    fprintf(stderr, "%s %s %s: allocation %zu of %zu: %s (status %d)\n", s->name,
            s->surface ? s->surface : "", s->path ? s->path : "", which, all, what, status);
    wrong++;
}

static void run_with(const scenario *s, size_t which, size_t all, bool for_good)
{
    size_t held = wrap_held();
    wrap_fail(which, for_good);
    render_status status = s->run(s);
    wrap_fail(0, false);
    tried++;
    if (status != RENDER_ERROR_MEMORY)
        complain(s, which, all, "is not told as running out of memory", (int)status);
    if (wrap_held() != held)
        complain(s, which, all, "leaves blocks behind", (int)status);
}

static void run(const scenario *s)
{
    if (only && strcmp(only, s->name) != 0)
        return;
    s->run(s); /* what is made once for a process */
    wrap_fail(0, false);
    render_status status = s->run(s);
    size_t all = wrap_count();
    if (status != RENDER_OK)
        complain(s, 0, all, "fails of itself", (int)status);
    size_t step = all / TRIED_MAX + 1;
    for (size_t which = 1; which <= all; which += step) {
        run_with(s, which, all, false);
        run_with(s, which, all, true);
    }
}

/* ---- what is done ----------------------------------------------------------------------------- */

static render_status read_file(const scenario *s)
{
    render_profile *profile;
    render_read_options options;
    render_read_options_init(&options);
    options.format = strcmp(s->name, "read") == 0 ? NULL : s->name;
    options.thread_count = 1;
    options.keep_order = true;
    render_status status = render_profile_read_file(&profile, s->path, &options, NULL);
    render_profile_free(profile);
    return status;
}

static render_status draw(const scenario *s)
{
    return render_draw(s->profile, s->name, s->surface, NULL, nowhere, NULL);
}

static render_status export(const scenario *s)
{
    return render_export(s->profile, s->name, NULL, nowhere, NULL);
}

static render_status report(const scenario *s)
{
    static const render_section sections[] = {RENDER_SECTION_STATS, RENDER_SECTION_CALLERS,
                                              RENDER_SECTION_CALLEES};
    render_report_options options;
    render_report_options_init(&options);
    options.type = s->name;
    options.sections = sections;
    options.section_count = 3;
    options.sort = "total";
    return render_report(s->profile, &options, nowhere, NULL);
}

static render_status filter(const scenario *s)
{
    render_profile *profile;
    render_filter_options options;
    render_filter_options_init(&options);
    options.focus = options.hide = "e";
    options.group = "module";
    options.fold_recursion = options.reverse = true;
    render_status status = render_profile_filter(&profile, s->profile, &options, NULL);
    render_profile_free(profile);
    return status;
}

static render_status filter_below(const scenario *s)
{
    render_profile *profile;
    render_filter_options options;
    render_filter_options_init(&options);
    options.root = "*";
    options.depth = 3;
    render_status status = render_profile_filter(&profile, s->profile, &options, NULL);
    render_profile_free(profile);
    return status;
}

static render_status compare(const scenario *s)
{
    render_profile *profile;
    render_status status = render_profile_compare(&profile, s->profile, s->profile, NULL);
    render_profile_free(profile);
    return status;
}

static render_status merge(const scenario *s)
{
    render_merger *merger;
    render_profile *profile;
    render_status status = render_merger_new(&merger, NULL);
    for (int i = 0; status == RENDER_OK && i < 2; i++)
        status = render_merger_add(merger, s->profile, NULL);
    if (status != RENDER_OK) {
        render_merger_free(merger);
        return status;
    }
    status = render_merger_finish(&profile, merger, NULL);
    render_profile_free(profile);
    return status;
}

static render_status judge(const scenario *s)
{
    static const char *const rules[] = {"self(e) > 5%", "total(m)? > 1"};
    render_verdict verdicts[2];
    return render_judge(s->profile, NULL, rules, 2, verdicts, NULL);
}

static render_status draw_panels(const scenario *s)
{
    render_panel panels[] = {{s->profile, "one"}, {s->profile, "two"}};
    render_draw_options options;
    render_draw_options_init(&options);
    options.panels = RENDER_PANELS_INPUTS;
    options.inputs = panels;
    options.input_count = 2;
    return render_draw(NULL, "icicle", "svg", &options, nowhere, NULL);
}

/* Both kinds; each is read a second time over the first. */
static render_status annotate(const scenario *s)
{
    static const struct {
        render_annotation_kind kind;
        const char *file;
    } files[] = {{RENDER_COLOR_RULES, "color_rules.txt"}, {RENDER_NAME_ATTRIBUTES, "names.txt"}};
    render_annotations *annotations = NULL;
    render_status status = RENDER_OK;
    for (int i = 0; status == RENDER_OK && i < 4; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/faults/%s", s->path, files[i % 2].file);
        status = render_annotations_read_file(&annotations, files[i % 2].kind, path, NULL);
    }
    render_draw_options options;
    render_draw_options_init(&options);
    options.annotations = annotations;
    if (status == RENDER_OK)
        status = render_draw(s->profile, "flame", "svg", &options, nowhere, NULL);
    render_annotations_free(annotations);
    return status;
}

static render_status write_file(const scenario *s)
{
    render_output *output;
    render_sink sink;
    char path[] = "/tmp/profdraw-faults-XXXXXX";
    int descriptor = mkstemp(path);
    FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (!file)
        return RENDER_ERROR_IO;
    fclose(file);
    (void)s;
    render_status status = render_output_open(&output, &sink, path, NULL);
    if (status == RENDER_OK)
        status = render_output_commit(output, NULL);
    remove(path);
    return status;
}

/* ---- all of it -------------------------------------------------------------------------------- */

/* Charts are of profiles with an order in time. */
static void run_profile(const render_profile *profile, bool in_order)
{
    size_t view_count, surface_count, writer_count, report_count;
    const render_info *views = render_views(&view_count);
    const render_info *surfaces = render_surfaces(&surface_count);
    const render_info *writers = render_writers(&writer_count);
    const render_info *reports = render_reports(&report_count);
    for (size_t v = 0; v < view_count; v++)
        for (size_t i = 0; i < surface_count; i++)
            if (in_order || strcmp(views[v].name, "chart") != 0)
                run(&(scenario){draw, views[v].name, surfaces[i].name, profile, NULL});
    for (size_t i = 0; i < writer_count; i++)
        run(&(scenario){export, writers[i].name, NULL, profile, NULL});
    for (size_t i = 0; i < report_count; i++)
        run(&(scenario){report, reports[i].name, NULL, profile, NULL});
    run(&(scenario){filter, "filter", NULL, profile, NULL});
    run(&(scenario){filter_below, "filter-below", NULL, profile, NULL});
    run(&(scenario){compare, "compare", NULL, profile, NULL});
    run(&(scenario){merge, "merge", NULL, profile, NULL});
    run(&(scenario){judge, "judge", NULL, profile, NULL});
    run(&(scenario){draw_panels, "panels", NULL, profile, NULL});
}

static bool find_smallest(const char *folder, char *path, size_t room)
{
    struct dirent *entry;
    off_t smallest = 0;
    DIR *list = opendir(folder);
    while (list && (entry = readdir(list))) {
        struct stat about;
        char candidate[1024];
        snprintf(candidate, sizeof candidate, "%s/%s", folder, entry->d_name);
        bool is_smaller = entry->d_name[0] != '.' && stat(candidate, &about) == 0 &&
                          about.st_size > 0 && (!smallest || about.st_size < smallest);
        if (!is_smaller)
            continue;
        smallest = about.st_size;
        snprintf(path, room, "%s", candidate);
    }
    if (list)
        closedir(list);
    return smallest > 0;
}

static void run_reader(const char *tests, const char *format)
{
    char folder[512], path[1024];
    snprintf(folder, sizeof folder, "%s/format/%s/ok", tests, format);
    if (find_smallest(folder, path, sizeof path))
        run(&(scenario){read_file, format, NULL, NULL, path});
    else
        complain(&(scenario){.name = format}, 0, 0, "has no sample", 0);
}

static render_profile *load(const char *tests, const char *name)
{
    render_profile *profile;
    render_read_options options;
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", tests, name);
    render_read_options_init(&options);
    options.keep_order = true;
    if (render_profile_read_file(&profile, path, &options, NULL) != RENDER_OK)
        complain(&(scenario){.name = name}, 0, 0, "cannot be read", 0);
    return profile;
}

int main(int count, char **arguments)
{
    if (count < 2)
        return 2;
    only = count > 2 ? arguments[2] : NULL;
    static const char *const profiles[] = {"format/pstats/ok/cprofile-3.11.prof",
                                           "format/speedscope/ok/evented.speedscope.json"};
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
        render_profile *profile = load(arguments[1], profiles[i]);
        if (profile) {
            run_profile(profile, i == 1);
            run(&(scenario){annotate, "annotate", NULL, profile, arguments[1]});
        }
        render_profile_free(profile);
    }
    size_t format_count;
    const render_info *formats = render_formats(&format_count);
    for (size_t i = 0; i < format_count; i++)
        run_reader(arguments[1], formats[i].name);
    run(&(scenario){write_file, "output", NULL, NULL, NULL});
    printf("%zu failures, %zu not as they should be\n", tried, wrong);
    return wrong != 0;
}
