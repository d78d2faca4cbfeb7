/* Computes, faults pages in, and calls what is inlined. */
#include <stdlib.h>

static volatile double sum;

static inline __attribute__((always_inline)) void add(int count)
{
    for (int i = 0; i < count; i++)
        sum += i * 0.5;
}

__attribute__((noinline)) static void hot(int count)
{
    add(count);
}

__attribute__((noinline)) static void warm(int count)
{
    for (int i = 0; i < count; i++)
        sum += i;
}

__attribute__((noinline)) static int fact(int n)
{
    warm(200);
    return n < 2 ? 1 : fact(n - 1) * n;
}

__attribute__((noinline)) static void touch(size_t size)
{
    char *page = malloc(size);
    for (size_t at = 0; at < size; at += 4096)
        page[at] = 1;
    free(page);
}

int main(void)
{
    for (int i = 0; i < 600; i++) {
        hot(30000);
        warm(10000);
        fact(12);
        touch(200000);
    }
    return 0;
}
