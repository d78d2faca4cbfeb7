/* Recursion, a cycle, a library, inlined code of another file, and calls by pointer. */
#include <stdlib.h>

#include "square.h"
#include "text.h"

static int step(int n)
{
    return n + 1;
}

static int fib(int n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static int descending(const void *a, const void *b)
{
    return *(const int *)b - *(const int *)a;
}

int work(void)
{
    int values[32];
    for (int i = 0; i < 32; i++)
        values[i] = square(step(i)) % 17;
    qsort(values, 32, sizeof *values, descending);
    return fib(9) + text_even(11) + text_odd(4) + text_sum(values, 32);
}

int main(void)
{
    return work() == 0;
}
