/* Recursion, a function with two callers and a hot leaf. */
static int leaf(int n)
{
    int sum = 0;
    for (int i = 0; i < 1000; i++)
        sum += i * n;
    return sum;
}

static int recurse(int n)
{
    return n ? recurse(n - 1) + leaf(n) : 0;
}

static int shared(int n)
{
    return leaf(n) + recurse(2);
}

static int first(int n)
{
    return shared(n);
}

static int second(int n)
{
    return shared(n) + leaf(n);
}

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 4; i++)
        sum += first(i) + second(i);
    return sum == 0;
}
