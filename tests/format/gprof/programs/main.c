/* Recursion, a cycle that is entered in two places, and static functions of one name. */
#include "other.h"

static volatile unsigned sink;

static void step(unsigned rounds)
{
    for (unsigned i = 0; i < rounds * 1000; i++)
        sink += i;
}

unsigned fib(unsigned n)
{
    step(1);
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

void parse(unsigned n)
{
    step(20000);
    fib(n);
    other_even(7);
}

int main(void)
{
    for (unsigned i = 0; i < 3; i++)
        parse(16);
    other_odd(4);
    step(10000);
    return 0;
}
