/* An input is a file, or a folder, which stands for its files with the suffix of a readable format (with
 * --format: all its files), by name.  Left out of a folder: hidden files, what --match does not
 * fit, and the file that is being written.  Folders in a folder are entered for --group-by folder
 * only, links to folders never. */
#include "inputs.h"

#include <dirent.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "profiles.h"

typedef struct finder {
    cli_settings *settings;
    size_t capacity;
    const char *argument; /* the folder that is being searched */
    char **folders;       /* in it, still to be searched */
    size_t folder_count, folder_capacity;
} finder;

/* ---- names ------------------------------------------------------------------------------------ */

const char *cli_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

/* The size of the name before one of the suffixes, or `size`. */
static size_t size_before(const char *name, size_t size, const char *suffixes)
{
    for (const char *at = suffixes; *at;) {
        size_t length = strcspn(at, " ");
        if (size > length && memcmp(name + size - length, at, length) == 0)
            return size - length;
        at += length + strspn(at + length, " ");
    }
    return size;
}

size_t cli_stem_size(const char *name)
{
    size_t size = size_before(name, strlen(name), ".gz .zst .zip");
    size_t count;
    const render_info *formats = render_formats(&count);
    for (size_t i = 0; i < count; i++) {
        const char *suffixes = formats[i].suffixes;
        size_t stem = suffixes ? size_before(name, size, suffixes) : size;
        if (stem < size)
            return stem;
    }
    return strlen(name);
}

bool cli_is_same_file(const char *a, const char *b)
{
    struct stat first, second;
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

static char *join(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    bool ends = folder[0] && folder[strlen(folder) - 1] == '/';
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s%s%s", folder, ends ? "" : "/", name);
    return path;
}

/* ---- searching -------------------------------------------------------------------------------- */

static int fail(const char *name, render_status status, const char *message)
{
    render_error error = {.status = status};
    snprintf(error.message, sizeof error.message, "%s", message);
    return cli_fail(name, &error);
}

/* Takes the path over. */
static int add_file(finder *f, char *path)
{
    cli_settings *s = f->settings;
    if (path && s->file_count == f->capacity) {
        size_t capacity = f->capacity * 2 + 16;
        cli_file *files = realloc(s->files, capacity * sizeof *files);
        if (files) {
            s->files = files;
            f->capacity = capacity;
        }
    }
    if (!path || s->file_count == f->capacity) {
        free(path);
        return cli_fail_memory();
    }
    s->files[s->file_count++] = (cli_file){path, f->argument};
    return EXIT_FINE;
}

/* Takes the path over. */
static int add_folder(finder *f, char *path)
{
    if (path && f->folder_count == f->folder_capacity) {
        size_t capacity = f->folder_capacity * 2 + 16;
        char **folders = realloc(f->folders, capacity * sizeof *folders);
        if (folders) {
            f->folders = folders;
            f->folder_capacity = capacity;
        }
    }
    if (!path || f->folder_count == f->folder_capacity) {
        free(path);
        return cli_fail_memory();
    }
    f->folders[f->folder_count++] = path;
    return EXIT_FINE;
}

static bool is_wanted(const cli_settings *settings, const char *name)
{
    bool is_readable = settings->read.format || cli_stem_size(name) < strlen(name);
    return is_readable && (!settings->match || fnmatch(settings->match, name, 0) == 0);
}

static bool is_output(const cli_settings *settings, const char *path)
{
    return settings->output && cli_is_same_file(path, settings->output);
}

/* Takes the path over. */
static int add_entry(finder *f, char *path)
{
    const cli_settings *s = f->settings;
    struct stat info;
    bool is_there = path && lstat(path, &info) == 0;
    if (is_there && S_ISDIR(info.st_mode) && s->group_by == GROUP_BY_FOLDER && !is_output(s, path))
        return add_folder(f, path);
    is_there = path && stat(path, &info) == 0;
    if (is_there && S_ISREG(info.st_mode) && is_wanted(s, cli_base_name(path)) &&
        !is_output(s, path))
        return add_file(f, path);
    int status = path ? EXIT_FINE : cli_fail_memory();
    free(path);
    return status;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const cli_file *)a)->path, ((const cli_file *)b)->path);
}

static int search_folder(finder *f, const char *folder)
{
    size_t first = f->settings->file_count;
    struct dirent *entry;
    DIR *listing = opendir(folder);
    if (!listing)
        return fail(folder, RENDER_ERROR_IO, "the folder cannot be read");
    int status = EXIT_FINE;
    while (status == EXIT_FINE && (entry = readdir(listing)))
        if (entry->d_name[0] != '.')
            status = add_entry(f, join(folder, entry->d_name));
    closedir(listing);
    if (f->settings->file_count > first)
        qsort(f->settings->files + first, f->settings->file_count - first,
              sizeof *f->settings->files, by_path);
    return status;
}

static int fail_empty(const cli_settings *settings, const char *folder)
{
    if (!settings->match)
        return fail(folder, RENDER_ERROR_EMPTY,
                    "the folder holds no file with the suffix of a readable format");
    char message[200];
    snprintf(message, sizeof message, "the folder holds no readable file that fits '%.100s'",
             settings->match);
    return fail(folder, RENDER_ERROR_EMPTY, message);
}

static int search(finder *f, char *argument)
{
    size_t first = f->settings->file_count;
    f->argument = argument;
    int status = search_folder(f, argument);
    while (f->folder_count) {
        char *folder = f->folders[--f->folder_count];
        if (status == EXIT_FINE)
            status = search_folder(f, folder);
        free(folder);
    }
    f->argument = NULL;
    if (status == EXIT_FINE && f->settings->file_count == first)
        status = fail_empty(f->settings, argument);
    return status;
}

static bool is_folder(const char *path)
{
    struct stat info;
    return strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static int find_in_folder(finder *f, const cli_verb *verb, char *folder)
{
    if (verb->kind == FOR_CONVERT)
        return fail(folder, RENDER_ERROR_IO, "is a directory; 'profdraw merge' adds up its files");
    return search(f, folder);
}

int cli_find_files(const cli_verb *verb, cli_settings *settings)
{
    finder f = {.settings = settings};
    int status = EXIT_FINE;
    for (size_t i = 0; status == EXIT_FINE && i < settings->input_count; i++) {
        char *input = settings->inputs[i];
        status = is_folder(input) ? find_in_folder(&f, verb, input) : add_file(&f, strdup(input));
    }
    free(f.folders);
    return status;
}

void cli_free_files(cli_settings *settings)
{
    for (size_t i = 0; i < settings->file_count; i++)
        free(settings->files[i].path);
    free(settings->files);
}
