/* Workers take the next file that nobody has, unless it is too far ahead of what was handed over: memory
 * must not grow with the number of files.  Without a second processor, or a second file, the caller reads
 * itself. */
#include "read_ahead.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS_MAX = 16, AHEAD_OF_EACH = 2 };

typedef struct slot {
    render_profile *profile;
    render_error error;
    bool is_done;
} slot;

struct cli_read_ahead {
    const cli_settings *settings;
    pthread_mutex_t lock;
    pthread_cond_t has_changed;
    pthread_t threads[THREADS_MAX];
    size_t thread_count, slot_count;
    slot slots[THREADS_MAX * AHEAD_OF_EACH]; /* file i: slot i % slot_count */
    size_t taken, given;                     /* files */
    bool is_over;
};

static void read_file(const cli_settings *settings, size_t file, slot *out)
{
    const char *path = settings->files[file].path;
    if (strcmp(path, "-") == 0)
        render_profile_read_descriptor(&out->profile, STDIN_FILENO, &settings->read, &out->error);
    else
        render_profile_read_file(&out->profile, path, &settings->read, &out->error);
}

/* ---- workers ---------------------------------------------------------------------------------- */

static bool may_take(const cli_read_ahead *a)
{
    return a->taken < a->settings->file_count && a->taken < a->given + a->slot_count;
}

/* Takes a file; false when there is none left.  The lock is held. */
static bool take(cli_read_ahead *a, size_t *file)
{
    while (!a->is_over && a->taken < a->settings->file_count && !may_take(a))
        pthread_cond_wait(&a->has_changed, &a->lock);
    if (a->is_over || !may_take(a))
        return false;
    *file = a->taken++;
    return true;
}

static void *work(void *user)
{
    cli_read_ahead *a = user;
    size_t file;
    pthread_mutex_lock(&a->lock);
    while (take(a, &file)) {
        slot *s = &a->slots[file % a->slot_count];
        pthread_mutex_unlock(&a->lock);
        read_file(a->settings, file, s);
        pthread_mutex_lock(&a->lock);
        s->is_done = true;
        pthread_cond_broadcast(&a->has_changed);
    }
    pthread_mutex_unlock(&a->lock);
    return NULL;
}

static size_t wanted_threads(const cli_settings *settings)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = processors > 1 ? (size_t)processors : 0;
    if (settings->file_count < 2)
        return 0;
    count = count < settings->file_count ? count : settings->file_count;
    return count < THREADS_MAX ? count : THREADS_MAX;
}

/* ---- for the caller --------------------------------------------------------------------------- */

cli_read_ahead *cli_read_ahead_new(const cli_settings *settings)
{
    cli_read_ahead *a = calloc(1, sizeof *a);
    if (!a)
        return NULL;
    a->settings = settings;
    pthread_mutex_init(&a->lock, NULL);
    pthread_cond_init(&a->has_changed, NULL);
    size_t wanted = wanted_threads(settings);
    a->slot_count = wanted * AHEAD_OF_EACH;
    pthread_mutex_lock(&a->lock);
    while (a->thread_count < wanted &&
           pthread_create(&a->threads[a->thread_count], NULL, work, a) == 0)
        a->thread_count++;
    pthread_mutex_unlock(&a->lock);
    return a;
}

static slot wait_for_next(cli_read_ahead *a)
{
    pthread_mutex_lock(&a->lock);
    slot *s = &a->slots[a->given % a->slot_count], done;
    while (!s->is_done)
        pthread_cond_wait(&a->has_changed, &a->lock);
    done = *s;
    *s = (slot){0};
    a->given++;
    pthread_cond_broadcast(&a->has_changed);
    pthread_mutex_unlock(&a->lock);
    return done;
}

render_profile *cli_read_ahead_next(cli_read_ahead *a, render_error *error)
{
    slot done = {0};
    if (a->thread_count)
        done = wait_for_next(a);
    else
        read_file(a->settings, a->given++, &done);
    *error = done.error;
    return done.profile;
}

void cli_read_ahead_free(cli_read_ahead *a)
{
    if (!a)
        return;
    pthread_mutex_lock(&a->lock);
    a->is_over = true;
    pthread_cond_broadcast(&a->has_changed);
    pthread_mutex_unlock(&a->lock);
    for (size_t i = 0; i < a->thread_count; i++)
        pthread_join(a->threads[i], NULL);
    for (size_t i = 0; i < a->slot_count; i++)
        render_profile_free(a->slots[i].profile);
    pthread_cond_destroy(&a->has_changed);
    pthread_mutex_destroy(&a->lock);
    free(a);
}
