// Threads with blanks and parentheses in their names, and C++ that has them in its symbols.
#include <pthread.h>

namespace {

volatile double sum;

struct Value {
    void spend(int count);
};

__attribute__((noinline)) void Value::spend(int count)
{
    for (int i = 0; i < count; i++)
        sum = sum + i;
}

struct Pointer {
    Value value;
    Value *operator->();
    void operator()(const char *name, int count);
};

__attribute__((noinline)) Value *Pointer::operator->()
{
    for (int i = 0; i < 3000000; i++)
        sum = sum + i;
    return &value;
}

__attribute__((noinline)) void Pointer::operator()(const char *name, int count)
{
    pthread_setname_np(pthread_self(), name);
    (*this)->spend(count);
    sum = sum + 1;
}

void *work(void *name)
{
    Pointer()(static_cast<const char *>(name), 4000000);
    return nullptr;
}

} // namespace

int main()
{
    static char first[] = "my worker", second[] = "pool (2) x: y";
    pthread_t threads[2];
    pthread_create(&threads[0], nullptr, work, first);
    pthread_create(&threads[1], nullptr, work, second);
    for (pthread_t thread : threads)
        pthread_join(thread, nullptr);
    return 0;
}
