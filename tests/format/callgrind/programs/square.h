static inline __attribute__((always_inline)) int square(int n)
{
    return n * n;
}
