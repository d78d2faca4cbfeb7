/* Threads with names and arguments that are hard to read back, inlined calls, and a signal. */
#include <algorithm>
#include <csignal>
#include <functional>
#include <pthread.h>
#include <string>
#include <unistd.h>
#include <vector>

#define NOINLINE __attribute__((noinline))

volatile long sink;

namespace {
struct Shape {
    NOINLINE long area(int n) const
    {
        for (;;)
            sink += n;
    }
};
} // namespace

static inline long inner(const std::string &text, int n)
{
    return Shape().area(n) + (long)text.size();
}

template <class T> NOINLINE long apply(std::function<long(T)> f, T x)
{
    return f(x);
}

struct Call {
    int factor;
    long operator()(int n) const
    {
        return inner("a \") at b.c:1", n * factor);
    }
};

NOINLINE long recurse(int depth, const char *text)
{
    return depth ? 1 + recurse(depth - 1, text) : apply<int>(Call{3}, 4);
}

static void *work(void *)
{
    return (void *)recurse(3, "x (y) at z.c:9\n");
}

static void handle(int)
{
    pause();
}

static void *raise_signal(void *)
{
    pthread_setname_np(pthread_self(), "signalled");
    raise(SIGUSR1);
    return nullptr;
}

int main()
{
    pthread_t threads[3];
    signal(SIGUSR1, handle);
    pthread_create(&threads[0], nullptr, work, nullptr);
    pthread_setname_np(threads[0], "wor\"ker (1)");
    pthread_create(&threads[1], nullptr, work, nullptr);
    pthread_create(&threads[2], nullptr, raise_signal, nullptr);
    std::vector<int> numbers{3, 1, 2};
    std::sort(numbers.begin(), numbers.end(), [](int a, int b) { return pause(), a < b; });
}
