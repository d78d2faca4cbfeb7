static volatile unsigned sum;

static __attribute__((noinline)) void hot(unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        sum += i * i;
}

static __attribute__((noinline)) void shared(unsigned n)
{
    hot(n);
    sum++;
}

static __attribute__((noinline)) void left(unsigned n)
{
    shared(n);
    sum++;
}

static __attribute__((noinline)) void right(unsigned n)
{
    shared(3 * n);
    sum++;
}

static __attribute__((noinline)) void recurse(unsigned depth, unsigned n)
{
    if (depth)
        recurse(depth - 1, n);
    else {
        left(n);
        right(n);
    }
    sum++;
}

int main(void)
{
    for (int i = 0; i < 400; i++)
        recurse(5, 100000);
    return 0;
}
