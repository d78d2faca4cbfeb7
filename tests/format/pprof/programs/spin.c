/* Computes, for gperftools' CPU profiler. */
static volatile double sum;

__attribute__((noinline)) static void leaf(int count)
{
    for (int i = 0; i < count; i++)
        sum += i * 0.5;
}

__attribute__((noinline)) static void twice(int count)
{
    leaf(count);
    leaf(count);
}

int main(void)
{
    for (int i = 0; i < 300; i++) {
        twice(100000);
        leaf(100000);
    }
    return 0;
}
