/* Stages are told one after the other, in one thread: what passes between two of them, on the wall and
 * on all processors, belongs to the first.  What passes before main, the loading of libraries, is not
 * seen from here. */
#include "timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { STAGES_MAX = 24 };

typedef struct row {
    const char *stage; /* of static storage */
    double wall, cpu;  /* s */
} row;

struct cli_timing {
    render_stages stages;
    row rows[STAGES_MAX];
    size_t count;
    row *current;
    double wall, cpu; /* when the current one began */
};

static double seconds(clockid_t clock)
{
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static row *find_row(cli_timing *t, const char *stage)
{
    for (size_t i = 0; i < t->count; i++)
        if (strcmp(t->rows[i].stage, stage) == 0)
            return &t->rows[i];
    if (t->count == STAGES_MAX)
        return &t->rows[STAGES_MAX - 1];
    t->rows[t->count].stage = stage;
    return &t->rows[t->count++];
}

/* Where the current stage ends, and the next one begins. */
static void take_time(cli_timing *t)
{
    double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    t->current->wall += wall - t->wall;
    t->current->cpu += cpu - t->cpu;
    t->wall = wall;
    t->cpu = cpu;
}

void cli_begin_stage(cli_timing *timing, const char *stage)
{
    if (!timing)
        return;
    take_time(timing);
    timing->current = find_row(timing, stage);
}

static void begin(void *user, const char *stage)
{
    cli_begin_stage(user, stage);
}

cli_timing *cli_timing_new(void)
{
    cli_timing *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    t->stages = (render_stages){begin, t};
    t->current = find_row(t, "prepare");
    t->wall = seconds(CLOCK_MONOTONIC);
    t->cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    return t;
}

void cli_timing_free(cli_timing *timing)
{
    free(timing);
}

const render_stages *cli_timing_stages(const cli_timing *timing)
{
    return timing ? &timing->stages : NULL;
}

static void print_row(const row *r, double whole)
{
    fprintf(stderr, "  %-10s %10.3f ms %5.1f %% %10.3f ms\n", r->stage, r->wall * 1e3,
            whole > 0 ? r->wall / whole * 100 : 0, r->cpu * 1e3);
}

void cli_timing_print(cli_timing *t)
{
    row whole = {.stage = "total"};
    struct rusage usage = {0};
    if (!t)
        return;
    take_time(t);
    getrusage(RUSAGE_SELF, &usage);
    for (size_t i = 0; i < t->count; i++) {
        whole.wall += t->rows[i].wall;
        whole.cpu += t->rows[i].cpu;
    }
    fprintf(stderr, "  %-10s %13s %7s %13s\n", "stage", "wall", "", "processors");
    for (size_t i = 0; i < t->count; i++)
        print_row(&t->rows[i], whole.wall);
    print_row(&whole, whole.wall);
    fprintf(stderr, "  %-10s %10.1f MB, pages of the input with it\n", "peak",
            (double)usage.ru_maxrss * 1024 / 1e6);
}
