/* A library: cycles, and a static function that has a namesake in the program. */
#include "text.h"

static int step(int n)
{
    return n - 1;
}

int text_odd(int n)
{
    return n == 0 ? 0 : text_even(step(n));
}

int text_even(int n)
{
    return n == 0 ? 1 : text_odd(step(n));
}

int text_sum(const int *values, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += values[i];
    return sum;
}
