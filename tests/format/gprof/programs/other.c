#include "other.h"

static volatile unsigned sink;

static void step(unsigned rounds)
{
    for (unsigned i = 0; i < rounds * 1000; i++)
        sink += i;
}

unsigned other_odd(unsigned n)
{
    step(4000);
    return n == 0 ? 0 : other_even(n - 1);
}

unsigned other_even(unsigned n)
{
    step(2000);
    return n == 0 ? 1 : other_odd(n - 1);
}
