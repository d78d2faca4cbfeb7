/* Output files.  The bytes go to a file without a name in the target's folder, so that nothing is left
 * of a process that is killed.  At the end it is named ".profdraw-PID-N" and renamed: readers of the
 * target see the old file or the new one, whole.  File systems that have no files without names get
 * the name at once.  What is no regular file (a pipe,
 * a device) is written directly, and so is everything below /dev and /proc, where a name stands for
 * something that is open already. */
#include "output/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/descriptor.h"

enum { LINKS_MAX = 40, NAMES_TRIED = 10000 };

struct render_output {
    int descriptor;
    int failure;     /* the errno of the first write that failed */
    char *target;    /* links resolved; NULL: written directly */
    char *temporary; /* NULL: without a name yet */
};

/* ---- names ------------------------------------------------------------------------------------ */

/* The length of the folder's part of a path, with its '/'. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash + 1 - path) : 0;
}

static char *join(const char *path, size_t length, const char *name)
{
    size_t size = strlen(name) + 1;
    char *joined = malloc(length + size);
    if (joined) {
        memcpy(joined, path, length);
        memcpy(joined + length, name, size);
    }
    return joined;
}

/* What the symbolic link `path` names, seen from where `path` is seen from; NULL on failure. */
static char *read_link(const char *path)
{
    char name[4096];
    ssize_t size = readlink(path, name, sizeof name - 1);
    if (size < 0)
        return NULL;
    name[size] = '\0';
    return join(path, name[0] == '/' ? 0 : folder_length(path), name);
}

/* The file that `path` leads to, which need not exist; NULL, with errno, on failure. */
static char *resolve(const char *path)
{
    char *target = join(path, 0, path);
    for (int i = 0; target && i < LINKS_MAX; i++) {
        struct stat about;
        if (lstat(target, &about) < 0 || !S_ISLNK(about.st_mode))
            return target;
        char *next = read_link(target);
        free(target);
        target = next;
    }
    if (target) {
        free(target);
        errno = ELOOP;
    }
    return NULL;
}

/* ---- opening ---------------------------------------------------------------------------------- */

static bool is_written_directly(const char *path, bool exists, const struct stat *about)
{
    rn_bytes name = rn_bytes_of(path);
    return (exists && !S_ISREG(about->st_mode)) || rn_bytes_start(name, RN_LITERAL("/dev/")) ||
           rn_bytes_start(name, RN_LITERAL("/proc/"));
}

static bool open_directly(render_output *output, const char *path)
{
    output->descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    return output->descriptor >= 0;
}

static bool create(render_output *output, const char *name)
{
    output->descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    return output->descriptor >= 0;
}

static bool give_name(render_output *output, const char *name)
{
    char self[64];
    snprintf(self, sizeof self, "/proc/self/fd/%d", output->descriptor);
    return linkat(AT_FDCWD, self, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
}

/* Tries names beside the target until `take` has one that did not exist. */
static bool find_name(render_output *output, bool (*take)(render_output *, const char *))
{
    for (int i = 0; i < NAMES_TRIED; i++) {
        char name[64];
        snprintf(name, sizeof name, ".profdraw-%ld-%d", (long)getpid(), i);
        output->temporary = join(output->target, folder_length(output->target), name);
        if (!output->temporary)
            return false;
        if (take(output, output->temporary))
            return true;
        free(output->temporary);
        output->temporary = NULL;
        if (errno != EEXIST)
            return false;
    }
    return false;
}

/* Without /proc it could not be named later. */
static bool open_unnamed(render_output *output, const char *folder)
{
    if (access("/proc/self/fd", X_OK) < 0)
        return false;
    output->descriptor = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    return output->descriptor >= 0;
}

static bool open_beside(render_output *output, const char *path, bool exists,
                        const struct stat *about)
{
    if (exists && access(path, W_OK) < 0)
        return false;
    output->target = resolve(path);
    if (!output->target)
        return false;
    size_t length = folder_length(output->target);
    char *folder = join(output->target, length, length ? "" : ".");
    bool opened = folder && (open_unnamed(output, folder) || find_name(output, create));
    free(folder);
    if (!opened)
        return false;
    return !exists || fchmod(output->descriptor, about->st_mode & 07777) == 0;
}

static render_status fail(render_error *error, int number)
{
    render_status status = number == ENOMEM ? RENDER_ERROR_MEMORY : RENDER_ERROR_IO;
    if (error) {
        *error = (render_error){.status = status};
        snprintf(error->message, sizeof error->message, "cannot be written: %s", strerror(number));
    }
    return status;
}

static bool take(void *user, const void *data, size_t size)
{
    render_output *output = user;
    if (!output->failure && !rn_write_all(output->descriptor, data, size))
        output->failure = errno;
    if (output->failure)
        errno = output->failure;
    return output->failure == 0;
}

render_status render_output_open(render_output **out, render_sink *sink, const char *path,
                                 render_error *error)
{
    struct stat about;
    bool exists = stat(path, &about) == 0;
    *out = NULL;
    render_output *output = calloc(1, sizeof *output);
    if (!output)
        return fail(error, ENOMEM);
    output->descriptor = -1;
    bool opened = is_written_directly(path, exists, &about)
                      ? open_directly(output, path)
                      : open_beside(output, path, exists, &about);
    if (!opened) {
        int number = errno;
        render_output_discard(output);
        return fail(error, number);
    }
    *out = output;
    *sink = (render_sink){take, output};
    return RENDER_OK;
}

/* ---- writing ---------------------------------------------------------------------------------- */

static void free_output(render_output *output)
{
    free(output->target);
    free(output->temporary);
    free(output);
}

render_status render_output_commit(render_output *output, render_error *error)
{
    int failure = output->failure;
    if (!failure && output->target && !output->temporary && !find_name(output, give_name))
        failure = errno;
    if (close(output->descriptor) < 0 && !failure)
        failure = errno;
    output->descriptor = -1;
    if (!failure && output->target && rename(output->temporary, output->target) < 0)
        failure = errno;
    if (failure) {
        render_output_discard(output);
        return fail(error, failure);
    }
    free_output(output);
    return RENDER_OK;
}

void render_output_discard(render_output *output)
{
    if (!output)
        return;
    if (output->descriptor >= 0)
        close(output->descriptor);
    if (output->temporary)
        unlink(output->temporary);
    free_output(output);
}

bool rn_flush(rn_buffer *buffer, render_sink sink, size_t at_least, rn_report *report)
{
    if (buffer->failed) {
        rn_fail_memory(report);
        return false;
    }
    if (buffer->size == 0 || buffer->size < at_least)
        return true;
    errno = 0;
    if (!sink.write(sink.user, buffer->data, buffer->size)) {
        rn_fail(report, RENDER_ERROR_IO, 0, 0, "cannot be written%s%s", errno ? ": " : "",
                errno ? strerror(errno) : "");
        return false;
    }
    buffer->size = 0;
    return true;
}
