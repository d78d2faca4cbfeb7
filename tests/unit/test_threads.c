/* Threads that read, draw and write at the same time, some of them from one profile: each gets the same
 * bytes as if it were alone.  Under ThreadSanitizer this is also the test for races. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../sinks.h"

enum { THREAD_COUNT = 6, ROUNDS = 2 };

static const char *const samples[] = {
    "format/pstats/ok/cprofile-3.11.prof",
    "format/pprof/ok/cpu.pb.gz",
    "format/speedscope/ok/evented.speedscope.json",
};

enum { SAMPLE_COUNT = sizeof samples / sizeof *samples };

static render_profile *read_sample(const char *name)
{
    char path[1024];
    render_profile *profile;
    render_read_options options;
    render_read_options_init(&options);
    options.keep_order = true;
    snprintf(path, sizeof path, "%s/%s", TEST_SOURCE_DIR, name);
    render_profile_read_file(&profile, path, &options, NULL);
    return profile;
}

/* Everything that can be made of a profile, as one number. */
static uint64_t hash_all(const render_profile *profile)
{
    static const char *const surfaces[] = {"svg", "png", "pdf"};
    uint64_t hash = 0;
    render_sink sink = {hash_bytes, &hash};
    size_t view_count, writer_count;
    const render_info *views = render_views(&view_count);
    const render_info *writers = render_writers(&writer_count);
    render_filter_options filter;
    render_profile *filtered;
    for (size_t v = 0; v < view_count; v++)
        for (size_t s = 0; s < sizeof surfaces / sizeof *surfaces; s++)
            render_draw(profile, views[v].name, surfaces[s], NULL, sink, NULL);
    for (size_t i = 0; i < writer_count; i++)
        render_export(profile, writers[i].name, NULL, sink, NULL);
    render_report(profile, NULL, sink, NULL);
    render_filter_options_init(&filter);
    filter.hide = "a";
    if (render_profile_filter(&filtered, profile, &filter, NULL) == RENDER_OK)
        render_export(filtered, "json", NULL, sink, NULL);
    render_profile_free(filtered);
    return hash;
}

typedef struct work {
    const render_profile *shared;
    uint64_t wanted[SAMPLE_COUNT], wanted_shared;
    unsigned wrong;
    size_t first; /* which sample this thread begins with */
} work;

static void *run(void *user)
{
    work *w = user;
    for (size_t i = 0; i < ROUNDS; i++) {
        size_t at = (w->first + i) % SAMPLE_COUNT;
        render_profile *own = read_sample(samples[at]);
        w->wrong += !own || hash_all(own) != w->wanted[at];
        w->wrong += hash_all(w->shared) != w->wanted_shared;
        render_profile_free(own);
    }
    return NULL;
}

static void agree_with_one_thread(void **state)
{
    (void)state;
    work works[THREAD_COUNT] = {{0}};
    pthread_t threads[THREAD_COUNT];
    render_profile *shared = read_sample(samples[0]);
    assert_non_null(shared);
    works[0] = (work){.shared = shared, .wanted_shared = hash_all(shared)};
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        render_profile *profile = read_sample(samples[i]);
        assert_non_null(profile);
        works[0].wanted[i] = hash_all(profile);
        render_profile_free(profile);
    }
    for (size_t i = 0; i < THREAD_COUNT; i++) {
        works[i] = works[0];
        works[i].first = i;
        assert_int_equal(pthread_create(&threads[i], NULL, run, &works[i]), 0);
    }
    for (size_t i = 0; i < THREAD_COUNT; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(works[i].wrong, 0);
    }
    render_profile_free(shared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(agree_with_one_thread)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
