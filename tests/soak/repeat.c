/* Many profiles in one process: reads, draws and frees the same file again and again, and fails when the process
 * holds more memory at the end than after the first tenth.
 *
 *     repeat FILE TIMES */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

#include "../sinks.h"

/* What a warm process may still grow by: caches of fontconfig and pango. */
enum { SLACK_BYTES = 4 << 20 };

static bool run(const char *path, int number)
{
    static const char *const views[] = {"graph", "flame", "icicle", "sunburst"};
    static const char *const surfaces[] = {"svg", "png", "pdf"};
    render_profile *profile;
    if (render_profile_read_file(&profile, path, NULL, NULL) != RENDER_OK)
        return false;
    render_status status =
        render_draw(profile, views[number % 4], surfaces[number % 3], NULL, nowhere, NULL);
    if (status == RENDER_OK)
        status = render_report(profile, NULL, nowhere, NULL);
    render_profile_free(profile);
    return status == RENDER_OK;
}

static size_t held(void)
{
    return mallinfo2().uordblks + mallinfo2().hblkhd;
}

int main(int count, char **arguments)
{
    int times = count > 2 ? atoi(arguments[2]) : 0;
    size_t before = 0;
    for (int i = 0; i < times; i++) {
        if (!run(arguments[1], i))
            return 2;
        if (i == times / 10)
            before = held();
    }
    printf("%d profiles: %zu bytes after a tenth, %zu at the end\n", times, before, held());
    return times < 20 || held() > before + SLACK_BYTES;
}
