// Calls the system from two functions, one of them recursive, from a child and, without an argument,
// from a second thread.
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace demo {
__attribute__((noinline)) int nap(unsigned us, const char *why)
{
    int result = usleep(us);
    asm volatile("");
    return result + !why;
}

struct Files {
    __attribute__((noinline)) int touch(int depth)
    {
        if (depth) {
            int result = touch(depth - 1);
            asm volatile("");
            return result + 1;
        }
        int file = open("/dev/null", O_RDONLY);
        close(file);
        return file;
    }
};
} // namespace demo

static void *run(void *)
{
    for (int i = 0; i < 3; i++)
        demo::nap(20000, "in a thread");
    return nullptr;
}

static void on_alarm(int)
{
    if (write(1, "alarm\n", 6) < 0)
        _exit(1);
}

int main(int count, char **)
{
    demo::Files files;
    pthread_t thread;
    signal(SIGUSR1, on_alarm);
    if (count == 1)
        pthread_create(&thread, nullptr, run, nullptr);
    for (int i = 0; i < 3; i++)
        files.touch(3);
    raise(SIGUSR1);
    demo::nap(30000, "in main");
    pid_t child = fork();
    if (child == 0) {
        demo::nap(1000, "in a child");
        _exit(3);
    }
    waitpid(child, nullptr, 0);
    if (count == 1)
        pthread_join(thread, nullptr);
    return 0;
}
