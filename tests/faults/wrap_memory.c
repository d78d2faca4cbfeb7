/* See wrap_memory.h. */
#include "wrap_memory.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS_MAX = 1 << 20 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uintptr_t blocks[BLOCKS_MAX]; /* open addressing; 1: was taken once */
static size_t held, count, failing;
static bool failing_for_good;

void *__real_malloc(size_t size);
void *__real_calloc(size_t number, size_t size);
void *__real_realloc(void *block, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t number, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void __wrap_free(void *block);
char *__wrap_strdup(const char *text);

void wrap_fail(size_t which, int for_good)
{
    failing = which;
    failing_for_good = for_good;
    count = 0;
}

size_t wrap_count(void)
{
    return count;
}

size_t wrap_held(void)
{
    return held;
}

static size_t slot_of(const void *block)
{
    return (size_t)(((uintptr_t)block >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 44) % BLOCKS_MAX;
}

static void add(void *block)
{
    if (!block)
        return;
    if (held == BLOCKS_MAX / 2) {
        fputs("more blocks than this test counts\n", stderr);
        abort();
    }
    pthread_mutex_lock(&lock);
    size_t slot = slot_of(block);
    while (blocks[slot] > 1)
        slot = (slot + 1) % BLOCKS_MAX;
    blocks[slot] = (uintptr_t)block;
    held++;
    pthread_mutex_unlock(&lock);
}

/* What other libraries allocated is not there. */
static void take_out(const void *block)
{
    pthread_mutex_lock(&lock);
    for (size_t slot = slot_of(block); block && blocks[slot]; slot = (slot + 1) % BLOCKS_MAX)
        if (blocks[slot] == (uintptr_t)block) {
            blocks[slot] = 1;
            held--;
            break;
        }
    pthread_mutex_unlock(&lock);
}

static bool fails(void)
{
    size_t number = __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);
    bool failed = failing && (failing_for_good ? number >= failing : number == failing);
    if (failed)
        errno = ENOMEM;
    return failed;
}

void *__wrap_malloc(size_t size)
{
    void *block = fails() ? NULL : __real_malloc(size);
    add(block);
    return block;
}

void *__wrap_calloc(size_t number, size_t size)
{
    void *block = fails() ? NULL : __real_calloc(number, size);
    add(block);
    return block;
}

void *__wrap_realloc(void *block, size_t size)
{
    if (fails())
        return NULL;
    take_out(block);
    void *grown = __real_realloc(block, size);
    add(grown ? grown : block);
    return grown;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    void *block = fails() ? NULL : __real_aligned_alloc(alignment, size);
    add(block);
    return block;
}

char *__wrap_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = __wrap_malloc(size);
    return copy ? memcpy(copy, text, size) : NULL;
}

void __wrap_free(void *block)
{
    take_out(block);
    __real_free(block);
}
