/* The rules at the head of librender.h: who owns what, which thread calls whom, and what is left alone.  Much
 * of it only shows under AddressSanitizer, which also finds what is not freed. */
#include <fcntl.h>
#include <locale.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../sinks.h"

static const char *sample_path(const char *name)
{
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", TEST_SOURCE_DIR, name);
    return path;
}

static render_profile *read_sample(const char *name)
{
    render_profile *profile;
    assert_int_equal(render_profile_read_file(&profile, sample_path(name), NULL, NULL), RENDER_OK);
    return profile;
}

/* The profile as data, and a call graph of it, as one number. */
static uint64_t hash_of(const render_profile *profile)
{
    uint64_t hash = 0;
    render_sink sink = {hash_bytes, &hash};
    assert_int_equal(render_export(profile, "json", NULL, sink, NULL), RENDER_OK);
    assert_int_equal(render_draw(profile, "graph", "svg", NULL, sink, NULL), RENDER_OK);
    return hash;
}

/* ---- ownership -------------------------------------------------------------------------------- */

static void nothing_can_be_freed(void **state)
{
    (void)state;
    render_profile_free(NULL);
    render_merger_free(NULL);
    render_output_discard(NULL);
    render_annotations_free(NULL);
}

static void free_and_compare(render_profile *made, render_profile *first, render_profile *second)
{
    uint64_t hash = hash_of(made);
    render_profile_free(first);
    render_profile_free(second);
    assert_int_equal(hash_of(made), hash);
    render_profile_free(made);
}

static void new_profiles_hold_nothing_of_old_ones(void **state)
{
    (void)state;
    render_profile *made, *first, *second;
    first = read_sample("profiles/flask.prof");
    second = read_sample("profiles/django.prof");
    assert_int_equal(render_profile_compare(&made, first, second, NULL), RENDER_OK);
    free_and_compare(made, first, second);

    first = read_sample("profiles/flask.prof");
    assert_int_equal(render_profile_filter(&made, first, NULL, NULL), RENDER_OK);
    free_and_compare(made, first, NULL);

    render_merger *merger;
    assert_int_equal(render_merger_new(&merger, NULL), RENDER_OK);
    for (int i = 0; i < 2; i++) {
        first = read_sample(i ? "profiles/flask.prof" : "profiles/django.prof");
        assert_int_equal(render_merger_add(merger, first, NULL), RENDER_OK);
        render_profile_free(first);
    }
    assert_int_equal(render_merger_finish(&made, merger, NULL), RENDER_OK);
    free_and_compare(made, NULL, NULL);
}

/* A copy that is gone, and was something else before, when the call is over. */
static char *lend(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    assert_non_null(copy);
    return strcpy(copy, text);
}

static void take_back(char *text)
{
    memset(text, '?', strlen(text));
    free(text);
}

static void strings_are_used_during_the_call_only(void **state)
{
    (void)state;
    render_profile *profile, *filtered;
    render_read_options read;
    render_filter_options filter;
    char *path = lend(sample_path("format/folded/ok/annotated.folded")), *format = lend("folded"),
         *unit = lend("crumbs"), *hidden = lend("zzz");
    render_read_options_init(&read);
    read.format = format;
    read.count_name = unit;
    assert_int_equal(render_profile_read_file(&profile, path, &read, NULL), RENDER_OK);
    take_back(path);
    take_back(format);
    take_back(unit);
    render_filter_options_init(&filter);
    filter.hide = hidden;
    assert_int_equal(render_profile_filter(&filtered, profile, &filter, NULL), RENDER_OK);
    take_back(hidden);
    const render_facts *facts = render_profile_facts(profile);
    assert_int_equal(facts->metric_count, 1);
    assert_string_equal(facts->metrics[0].unit, "crumbs");
    assert_string_equal(facts->format, "folded");
    assert_int_equal(facts->warning_count, 0);
    facts = render_profile_facts(filtered);
    assert_int_equal(facts->warning_count, 1);
    assert_non_null(strstr(facts->warnings[0], "zzz"));
    hash_of(filtered);
    render_profile_free(filtered);
    render_profile_free(profile);
}

static void descriptors_stay_open(void **state)
{
    (void)state;
    render_profile *profile;
    int descriptor = open(sample_path("profiles/flask.prof"), O_RDONLY);
    assert_true(descriptor >= 0);
    assert_int_equal(render_profile_read_descriptor(&profile, descriptor, NULL, NULL), RENDER_OK);
    assert_int_not_equal(fcntl(descriptor, F_GETFD), -1);
    close(descriptor);
    render_profile_free(profile);
}

/* The bytes are gone, and were something else before, when the call is over. */
static void bytes_are_only_used_during_the_call(void **state)
{
    (void)state;
    static const char *const samples[] = {"profiles/flask.prof", "format/pprof/ok/labels.pb.gz",
                                          "format/folded/ok/utf16-little.folded"};
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        render_profile *expected = read_sample(samples[i]), *profile;
        char *bytes = malloc(1 << 20);
        FILE *f = fopen(sample_path(samples[i]), "rb");
        assert_true(bytes && f);
        size_t size = fread(bytes, 1, 1 << 20, f);
        assert_true(feof(f));
        fclose(f);
        assert_int_equal(render_profile_read_memory(&profile, bytes, size, NULL, NULL), RENDER_OK);
        memset(bytes, '?', size);
        free(bytes);
        assert_int_equal(hash_of(profile), hash_of(expected));
        render_profile_free(expected);
        render_profile_free(profile);
    }
    render_profile *none;
    assert_int_equal(render_profile_read_memory(&none, NULL, 0, NULL, NULL), RENDER_ERROR_EMPTY);
    assert_null(none);
}

/* ---- threads ---------------------------------------------------------------------------------- */

typedef struct callers {
    pthread_t self;
    unsigned count, strangers;
} callers;

static void note(void *user)
{
    callers *c = user;
    c->count++;
    c->strangers += !pthread_equal(c->self, pthread_self());
}

static void note_stage(void *user, const char *stage)
{
    (void)stage;
    note(user);
}

static bool note_bytes(void *user, const void *data, size_t size)
{
    (void)data;
    (void)size;
    note(user);
    return true;
}

/* Enough text to be read by several threads. */
static void write_long_text(int descriptor)
{
    FILE *file = fdopen(descriptor, "w");
    assert_non_null(file);
    for (int i = 0; i < 200000; i++)
        fprintf(file, "main;function_%d;another_function_%d %d\n", i % 1000, i % 77, i);
    assert_int_equal(fclose(file), 0);
}

static void functions_are_called_by_the_thread_that_called(void **state)
{
    (void)state;
    char path[] = "/tmp/test_ownership-XXXXXX";
    write_long_text(mkstemp(path));
    callers stages = {.self = pthread_self()}, bytes = stages, warnings = stages;
    render_stages told = {note_stage, &stages};
    render_read_options read;
    render_draw_options draw;
    render_profile *profile;
    render_read_options_init(&read);
    read.thread_count = 4;
    read.stages = &told;
    assert_int_equal(render_profile_read_file(&profile, path, &read, NULL), RENDER_OK);
    unlink(path);
    render_draw_options_init(&draw);
    draw.stages = &told;
    draw.scale = 1e6; /* which is lowered with a warning */
    draw.warn = note_stage;
    draw.warn_user = &warnings;
    assert_int_equal(
        render_draw(profile, "icicle", "png", &draw, (render_sink){note_bytes, &bytes}, NULL),
        RENDER_OK);
    render_profile_free(profile);
    assert_true(stages.count > 5 && bytes.count > 0 && warnings.count > 0);
    assert_int_equal(stages.strangers + bytes.strangers + warnings.strangers, 0);
}

typedef struct looks {
    const render_profile *profile;
    render_draw_options options;
    uint64_t hash;
} looks;

static void *draw_looks(void *user)
{
    looks *l = user;
    render_draw(l->profile, "flame", "svg", &l->options, (render_sink){hash_bytes, &l->hash}, NULL);
    return NULL;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void rules_may_be_used_by_several_threads(void **state)
{
    (void)state;
    enum { COUNT = 4 };
    char path[] = "/tmp/test_ownership-XXXXXX";
    render_annotations *annotations = NULL;
    looks all[COUNT] = {{.profile = read_sample("profiles/flask.prof")}};
    pthread_t threads[COUNT];
    close(mkstemp(path));
    write_file(path, "render -> #7fb3a0, Templates\n");
    assert_int_equal(render_annotations_read_file(&annotations, RENDER_COLOR_RULES, path, NULL),
                     RENDER_OK);
    write_file(path, "render_template\tclass=template\n");
    assert_int_equal(render_annotations_read_file(&annotations, RENDER_NAME_ATTRIBUTES, path, NULL),
                     RENDER_OK);
    unlink(path);
    render_draw_options_init(&all[0].options);
    all[0].options.annotations = annotations;
    for (int i = 0; i < COUNT; i++) {
        all[i] = (looks){.profile = all[0].profile, .options = all[0].options};
        assert_int_equal(pthread_create(&threads[i], NULL, draw_looks, &all[i]), 0);
    }
    for (int i = 0; i < COUNT; i++) {
        pthread_join(threads[i], NULL);
        assert_true(all[i].hash && all[i].hash == all[0].hash);
    }
    render_annotations_free(annotations);
    render_profile_free((render_profile *)all[0].profile);
}

static void a_child_process_goes_on(void **state)
{
    (void)state;
    render_profile *profile = read_sample("profiles/flask.prof");
    uint64_t hash = hash_of(profile);
    pid_t child = fork();
    if (child == 0)
        _exit(hash_of(profile) == hash ? 0 : 1);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    render_profile_free(profile);
}

/* ---- what is left alone ----------------------------------------------------------------------- */

static void use_everything(void)
{
    render_profile *profile = read_sample("profiles/flask.prof");
    size_t view_count, writer_count;
    const render_info *views = render_views(&view_count);
    const render_info *writers = render_writers(&writer_count);
    for (size_t v = 0; v < view_count; v++)
        render_draw(profile, views[v].name, "svg", NULL, nowhere, NULL);
    for (size_t i = 0; i < writer_count; i++)
        render_export(profile, writers[i].name, NULL, nowhere, NULL);
    render_report(profile, NULL, nowhere, NULL);
    render_page(profile, "graph", NULL, NULL, nowhere, NULL);
    render_draw(profile, "no such view", "svg", NULL, nowhere, NULL);
    render_profile_free(profile);
    assert_int_not_equal(
        render_profile_read_file(&profile, sample_path("unit/test_ownership.c"), NULL, NULL),
        RENDER_OK);
}

static void nothing_is_printed(void **state)
{
    (void)state;
    int kept[2] = {dup(1), dup(2)};
    FILE *said = tmpfile();
    struct stat after;
    fflush(NULL);
    assert_true(said && dup2(fileno(said), 1) == 1 && dup2(fileno(said), 2) == 2);
    use_everything();
    fflush(NULL);
    dup2(kept[0], 1);
    dup2(kept[1], 2);
    close(kept[0]);
    close(kept[1]);
    assert_int_equal(fstat(fileno(said), &after), 0);
    fclose(said);
    assert_int_equal(after.st_size, 0);
}

static void the_locale_stays_what_it_was(void **state)
{
    (void)state;
    char *before = setlocale(LC_ALL, "C.UTF-8") ? lend(setlocale(LC_ALL, NULL)) : NULL;
    if (!before)
        skip();
    use_everything();
    assert_string_equal(setlocale(LC_ALL, NULL), before);
    take_back(before);
    setlocale(LC_ALL, "C");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_can_be_freed),
        cmocka_unit_test(new_profiles_hold_nothing_of_old_ones),
        cmocka_unit_test(strings_are_used_during_the_call_only),
        cmocka_unit_test(descriptors_stay_open),
        cmocka_unit_test(bytes_are_only_used_during_the_call),
        cmocka_unit_test(functions_are_called_by_the_thread_that_called),
        cmocka_unit_test(rules_may_be_used_by_several_threads),
        cmocka_unit_test(a_child_process_goes_on),
        cmocka_unit_test(nothing_is_printed),
        cmocka_unit_test(the_locale_stays_what_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
