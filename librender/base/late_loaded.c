/* librender-late, opened when it is first needed: see late.h.
 *
 * It lies beside librender, or where the loader looks for libraries, and stays open until the process ends, because
 * fontconfig and GLib cannot be taken out of one. */
#include "base/late.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const rn_late *opened;
static char problem[256];

/* Beside what this function is in.  The loader would look there, too, by the RUNPATH, but not when a sanitizer opens
 * libraries in its place.  A program that was found by PATH is known to the loader by its bare name only. */
static void *open_beside(void)
{
    Dl_info self;
    if (!dladdr(__extension__(void *) rn_late_get, &self))
        return NULL;
    char *file = realpath(strchr(self.dli_fname, '/') ? self.dli_fname : "/proc/self/exe", NULL);
    if (!file)
        return NULL;
    char path[4096];
    int folder = (int)(strrchr(file, '/') - file);
    int size = snprintf(path, sizeof path, "%.*s/%s", folder, file, RN_LATE_FILE);
    free(file);
    return size < (int)sizeof path ? dlopen(path, RTLD_LAZY | RTLD_LOCAL) : NULL;
}

static void open_library(void)
{
    void *library = open_beside();
    if (!library)
        library = dlopen(RN_LATE_FILE, RTLD_LAZY | RTLD_LOCAL);
    const rn_late *table = library ? dlsym(library, "rn_late_table") : NULL;
    if (!table)
        snprintf(problem, sizeof problem, "%s", dlerror());
    else if (strcmp(table->version, RENDER_VERSION) != 0)
        snprintf(problem, sizeof problem, "%s is of version %s, not %s", RN_LATE_FILE,
                 table->version, RENDER_VERSION);
    else
        opened = table;
}

const rn_late *rn_late_get(rn_report *report)
{
    pthread_once(&once, open_library);
    if (!opened)
        rn_fail(report, RENDER_ERROR_IO, 0, 0, "cannot be drawn or unpacked: %s", problem);
    return opened;
}
