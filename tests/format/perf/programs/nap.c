/* Sleeps, for the events of the scheduler. */
#include <time.h>

int main(void)
{
    for (long i = 1; i <= 5; i++)
        nanosleep(&(struct timespec){0, i * 1000000}, NULL);
    return 0;
}
