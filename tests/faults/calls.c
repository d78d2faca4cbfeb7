/* Reading and writing files, with each system call failing in turn: the library says so, an existing
 * file stays as it is, and nothing is left beside it.  Calls that are done in bits change nothing.
 *
 *     faults_calls FOLDER-OF-TESTS */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../sinks.h"
#include "wrap_calls.h"

static char folder[] = "/tmp/profdraw-faults-XXXXXX";
static size_t tried, wrong;

static void complain(const char *what, size_t which, const char *how)
{
    const char *name = wrap_failed_call();
    fprintf(stderr, "%s: call %zu (%s): %s\n", what, which, name ? name : "none failed", how);
    wrong++;
}

static const char *in_folder(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

/* Some calls can be done without: a file that cannot be mapped is read, a file that cannot be made
 * without a name gets one at once. */
static bool is_dispensable(const char *name)
{
    static const char *const names[] = {"mmap", "lseek", "open", "close", "linkat"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Whether a run with the call `which` failing ended as it should. */
static void check_status(const char *what, size_t which, render_status status)
{
    const char *name = wrap_failed_call();
    bool may_go_well = !name || is_dispensable(name), may_fail = name;
    tried++;
    if (status == RENDER_OK ? !may_go_well : !may_fail || status != RENDER_ERROR_IO)
        complain(what, which, status == RENDER_OK ? "is not told" : "another status");
}

/* ---- reading ---------------------------------------------------------------------------------- */

typedef struct input {
    const char *what, *path;
    bool is_piped;
} input;

static uint64_t hash_of(const render_profile *profile)
{
    uint64_t hash = 0;
    if (profile)
        render_export(profile, "json", NULL, (render_sink){hash_bytes, &hash}, NULL);
    return hash;
}

/* The reading end of a pipe that a process of its own fills with the file. */
static int open_pipe(const char *path, pid_t *child)
{
    int ends[2];
    if (pipe(ends) < 0)
        return -1;
    *child = fork();
    if (*child == 0) {
        signal(SIGPIPE, SIG_DFL);
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp("cat", "cat", path, NULL);
        _exit(1);
    }
    close(ends[1]);
    return ends[0];
}

/* The hash of what was read, 0 when it was not. */
static uint64_t read_input(const input *in, size_t which, int number)
{
    render_profile *profile;
    render_read_options options;
    render_status status;
    render_read_options_init(&options);
    options.temporary = folder;
    wrap_fail_call(which, number);
    if (in->is_piped) {
        pid_t child = -1;
        int end = open_pipe(in->path, &child);
        wrap_fail_call(which, number);
        status = render_profile_read_descriptor(&profile, end, &options, NULL);
        close(end);
        waitpid(child, NULL, 0);
    } else {
        status = render_profile_read_file(&profile, in->path, &options, NULL);
    }
    check_status(in->what, which, status);
    uint64_t hash = hash_of(profile);
    if ((status == RENDER_OK) != (hash != 0))
        complain(in->what, which, "status and profile do not fit");
    render_profile_free(profile);
    return hash;
}

static void check_input(const input *in)
{
    static const size_t pieces[] = {61, 1000};
    uint64_t whole = read_input(in, 0, 0);
    bool done = false;
    for (size_t which = 1; !done; which++) {
        uint64_t hash = read_input(in, which, EIO);
        if (hash && hash != whole)
            complain(in->what, which, "reads another profile");
        done = !wrap_failed_call();
    }
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        wrap_split(pieces[i]);
        if (read_input(in, 0, 0) != whole)
            complain(in->what, pieces[i], "in bits it is another profile");
        wrap_split(0);
    }
}

/* So much that what comes through a pipe is spooled to a file. */
static bool make_folded(const char *path)
{
    enum { LINE_COUNT = 200000 };
    FILE *file = fopen(path, "w");
    for (int i = 0; file && i < LINE_COUNT; i++)
        fprintf(file, "main;some_function_%d;leaf %d\n", i % 100, i % 7 + 1);
    return file && fclose(file) == 0;
}

static void check_inputs(const char *tests)
{
    char packed[512], text[512];
    snprintf(packed, sizeof packed, "%s/format/pprof/ok/cpu.pb.gz", tests);
    snprintf(text, sizeof text, "%s/format/pstats/ok/cprofile-3.11.prof", tests);
    const char *large = in_folder("large.folded");
    if (!make_folded(large)) {
        complain("large.folded", 0, "cannot be made");
        return;
    }
    check_input(&(input){"a packed file", packed, false});
    check_input(&(input){"a small file", text, false});
    check_input(&(input){"a small pipe", text, true});
    check_input(&(input){"a large file", large, false});
    check_input(&(input){"a large pipe", large, true});
    remove(large);
}

/* ---- writing ---------------------------------------------------------------------------------- */

static const char old_text[] = "what was there before\n";

static bool put_old(const char *path)
{
    FILE *file = fopen(path, "w");
    return file && fputs(old_text, file) >= 0 && fclose(file) == 0;
}

static bool is_old(const char *path)
{
    char text[64] = "";
    FILE *file = fopen(path, "r");
    size_t size = file ? fread(text, 1, sizeof text, file) : 0;
    if (file)
        fclose(file);
    return size == sizeof old_text - 1 && memcmp(text, old_text, size) == 0;
}

static size_t file_count(void)
{
    size_t count = 0;
    DIR *list = opendir(folder);
    for (struct dirent *entry; list && (entry = readdir(list));)
        count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
    if (list)
        closedir(list);
    return count;
}

static render_status write_picture(const render_profile *profile, const char *path)
{
    render_output *output;
    render_sink sink;
    render_status status = render_output_open(&output, &sink, path, NULL);
    if (status != RENDER_OK)
        return status;
    status = render_draw(profile, "flame", "svg", NULL, sink, NULL);
    if (status == RENDER_OK)
        return render_output_commit(output, NULL);
    render_output_discard(output);
    return status;
}

/* With every call failing, over a file that exists. */
static void check_output(const render_profile *profile, int number)
{
    const char *path = in_folder("out.svg");
    bool done = false;
    for (size_t which = 1; !done; which++) {
        if (!put_old(path))
            complain("output", which, "cannot be prepared");
        wrap_fail_call(which, number);
        render_status status = write_picture(profile, path);
        check_status("output", which, status);
        if (is_old(path) != (status != RENDER_OK))
            complain("output", which, "the file and the status do not fit");
        if (file_count() != 1)
            complain("output", which, "something is left beside the file");
        done = !wrap_failed_call();
    }
    remove(path);
}

static uint64_t file_hash(const char *path)
{
    uint64_t hash = 0;
    FILE *file = fopen(path, "r");
    for (int c; file && (c = getc(file)) != EOF;)
        hash_bytes(&hash, &(char){(char)c}, 1);
    if (file)
        fclose(file);
    return hash;
}

static void check_split_output(const render_profile *profile)
{
    const char *path = in_folder("out.svg");
    wrap_fail_call(0, 0);
    write_picture(profile, path);
    uint64_t whole = file_hash(path);
    wrap_split(100);
    if (write_picture(profile, path) || file_hash(path) != whole)
        complain("output", 0, "in bits it is another file");
    wrap_split(0);
    remove(path);
}

int main(int count, char **arguments)
{
    char path[512];
    render_profile *profile;
    if (count < 2 || !mkdtemp(folder))
        return 2;
    signal(SIGPIPE, SIG_IGN);
    snprintf(path, sizeof path, "%s/format/pstats/ok/cprofile-3.11.prof", arguments[1]);
    if (render_profile_read_file(&profile, path, NULL, NULL) != RENDER_OK)
        return 2;
    check_output(profile, EIO);
    check_output(profile, ENOSPC);
    check_split_output(profile);
    check_inputs(arguments[1]);
    render_profile_free(profile);
    rmdir(folder);
    printf("%zu runs, %zu not as they should be\n", tried, wrong);
    return wrong != 0;
}
