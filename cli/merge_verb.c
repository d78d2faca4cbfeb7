/* profdraw merge: several profiles become one file, or one for each group of them.
 *
 * A group has the name of its folder, or the part of the files' names before the last numeric parts:
 * 'GET.questionnaire' for 'GET.questionnaire.31ms.1571053121.prof'. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "inputs.h"
#include "profiles.h"
#include "tables.h"
#include "verbs.h"

typedef struct member {
    cli_file file;
    char *group;
    size_t place; /* among the files */
} member;

typedef struct grouping {
    const cli_verb *verb;
    const cli_settings *settings;
    const char *suffix; /* of the files to write */
    member *members;    /* by group, then as they were found */
    size_t count;
    cli_notes notes;
    size_t written;
} grouping;

/* ---- names of groups -------------------------------------------------------------------------- */

static bool is_one_of(const char *text, size_t size, const char *words)
{
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, " ");
        if (size == length && memcmp(at, text, size) == 0)
            return true;
        at += length + strspn(at + length, " ");
    }
    return size == 0;
}

/* 1571053121, 31ms */
static bool is_numeric(const char *part, size_t size)
{
    size_t digits = 0;
    while (digits < size && isdigit((unsigned char)part[digits]))
        digits++;
    return digits && is_one_of(part + digits, size - digits, "ns us ms s");
}

static char *name_part(const char *path)
{
    const char *name = strcmp(path, "-") == 0 ? "stdin" : cli_base_name(path);
    size_t size = cli_stem_size(name);
    for (size_t at = size; at-- > 1;) {
        if (!strchr(".-_", name[at]))
            continue;
        if (!is_numeric(name + at + 1, size - at - 1))
            break;
        size = at;
    }
    return strndup(name, size);
}

static char *folder_name(const char *path)
{
    const char *name = cli_base_name(path);
    char *folder = name > path ? strndup(path, (size_t)(name - path)) : strdup(".");
    char *whole = folder ? realpath(folder, NULL) : NULL;
    char *group = strdup(whole && whole[1] ? cli_base_name(whole) : "profile");
    free(folder);
    free(whole);
    return group;
}

/* ---- groups ----------------------------------------------------------------------------------- */

static char *output_path(const grouping *g, const char *group)
{
    const char *folder = g->settings->output;
    size_t size = strlen(folder) + strlen(group) + strlen(g->suffix) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s%s", folder, group, g->suffix);
    return path;
}

static int by_group(const void *a, const void *b)
{
    const member *x = a, *y = b;
    int order = strcmp(x->group, y->group);
    return order ? order : x->place < y->place ? -1 : 1;
}

/* A file found in a folder that an earlier run has written there. */
static bool is_own_output(const grouping *g, const member *m)
{
    if (!m->file.folder)
        return false;
    char *output = output_path(g, m->group);
    bool is_own = output && cli_is_same_file(output, m->file.path);
    free(output);
    return is_own;
}

static bool find_members(grouping *g)
{
    const cli_settings *s = g->settings;
    g->members = calloc(s->file_count, sizeof *g->members);
    for (size_t i = 0; g->members && i < s->file_count; i++) {
        const char *path = s->files[i].path;
        member m = {s->files[i],
                    s->group_by == GROUP_BY_FOLDER ? folder_name(path) : name_part(path), i};
        if (!m.group)
            return false;
        if (is_own_output(g, &m))
            free(m.group);
        else
            g->members[g->count++] = m;
    }
    return g->members != NULL;
}

static size_t group_end(const grouping *g, size_t first)
{
    size_t end = first + 1;
    while (end < g->count && strcmp(g->members[end].group, g->members[first].group) == 0)
        end++;
    return end;
}

/* ---- writing ---------------------------------------------------------------------------------- */

static int make_folder(const char *path)
{
    struct stat info;
    if (mkdir(path, 0777) == 0 || (stat(path, &info) == 0 && S_ISDIR(info.st_mode)))
        return EXIT_FINE;
    render_error error = {.status = RENDER_ERROR_IO};
    snprintf(error.message, sizeof error.message, "cannot be made a folder: %s", strerror(errno));
    return cli_fail(path, &error);
}

static int merge_files(grouping *g, cli_settings *one)
{
    int status;
    render_profile *profile = cli_read_files(one, &g->notes, &status);
    if (!profile)
        return status;
    status = make_folder(g->settings->output);
    if (status == EXIT_FINE)
        status = cli_draw_profile(g->verb, one, profile);
    render_profile_free(profile);
    g->written += status == EXIT_FINE;
    return status;
}

static int merge_group(grouping *g, size_t first, size_t end)
{
    cli_settings one = *g->settings;
    char *output = output_path(g, g->members[first].group);
    one.file_count = end - first;
    one.files = calloc(one.file_count, sizeof *one.files);
    one.output = output;
    for (size_t i = 0; one.files && i < one.file_count; i++)
        one.files[i] = g->members[first + i].file;
    int status = one.files && output ? merge_files(g, &one) : cli_fail_memory();
    free(one.files);
    free(output);
    return status;
}

static int merge_groups(grouping *g)
{
    int status = EXIT_FINE;
    for (size_t i = 0, end; status == EXIT_FINE && i < g->count; i = end) {
        end = group_end(g, i);
        status = merge_group(g, i, end);
    }
    if (status == EXIT_FINE && g->written)
        cli_notes_print(&g->notes, g->settings->quiet);
    else if (status == EXIT_FINE)
        status = cli_fail_unread(g->settings, &g->notes);
    return status;
}

static int find_suffix(grouping *g, char suffix[16])
{
    const char *type = g->settings->type;
    const render_info *row = cli_find_row(render_writers, type, "");
    if (row && row->suffixes) {
        snprintf(suffix, 16, "%.*s", (int)strcspn(row->suffixes, " "), row->suffixes);
        g->suffix = suffix;
        return EXIT_FINE;
    }
    return cli_usage(g->verb, "merge cannot write '%s'", type);
}

int cli_merge(const cli_verb *verb, const cli_settings *given)
{
    cli_settings settings = *given;
    grouping g = {.verb = verb, .settings = &settings};
    char suffix[16];
    if (!settings.group_by)
        return cli_draw(verb, given);
    settings.type = settings.type ? settings.type : "pstats";
    if (!settings.output || strcmp(settings.output, "-") == 0)
        return cli_usage(verb, "--group-by wants -o FOLDER");
    int status = find_suffix(&g, suffix);
    if (status == EXIT_FINE)
        status = find_members(&g) ? EXIT_FINE : cli_fail_memory();
    if (status == EXIT_FINE) {
        qsort(g.members, g.count, sizeof *g.members, by_group);
        status = merge_groups(&g);
    }
    for (size_t i = 0; i < g.count; i++)
        free(g.members[i].group);
    free(g.members);
    cli_notes_finish(&g.notes);
    return status;
}
