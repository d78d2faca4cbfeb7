/* Works three seconds: in two functions with a common callee, one of them recursive, and in the kernel. */
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static volatile double sink;
static char buffer[1 << 20];

__attribute__((noinline)) static void burn(int n)
{
    for (int i = 0; i < n * 1000; i++)
        sink += sqrt(i);
}

__attribute__((noinline)) static void parse(int depth)
{
    if (depth == 0)
        return;
    burn(1);
    parse(depth - 1);
    sink += depth;
}

__attribute__((noinline)) static void emit(int zero)
{
    burn(3);
    if (read(zero, buffer, sizeof buffer) < 0)
        exit(1);
}

int main(void)
{
    int zero = open("/dev/zero", O_RDONLY);
    for (time_t end = time(NULL) + 3; time(NULL) < end;) {
        parse(5);
        emit(zero);
    }
    return 0;
}
