/* See guard.h.  What the handler calls is safe in one.  Nothing is left behind: the files that are being
 * written have no names yet. */
#include "guard.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const cli_settings *guarded;
static off_t *sizes; /* of the files, when the reading began */

static off_t size_of(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 ? about.st_size : 0;
}

static void put(const char *text, size_t size)
{
    ssize_t ignored = write(STDERR_FILENO, text, size);
    (void)ignored;
}

static void put_clean(const char *text)
{
    for (; *text; text++)
        put((unsigned char)*text < 0x20 || *text == 0x7f ? "?" : text, 1);
}

static const char *find_shortened(void)
{
    for (size_t i = 0; sizes && i < guarded->file_count; i++)
        if (size_of(guarded->files[i].path) < sizes[i])
            return guarded->files[i].path;
    return "an input";
}

static void tell_and_end(int number)
{
    static const char before[] = "profdraw: ", after[] = ": became shorter while it was read\n";
    (void)number;
    put(before, sizeof before - 1);
    put_clean(find_shortened());
    put(after, sizeof after - 1);
    _exit(EXIT_FAILED);
}

void cli_guard_files(const cli_settings *settings)
{
    guarded = settings;
    sizes = malloc((settings->file_count + 1) * sizeof *sizes);
    for (size_t i = 0; sizes && i < settings->file_count; i++)
        sizes[i] = size_of(settings->files[i].path);
    signal(SIGBUS, tell_and_end);
}
