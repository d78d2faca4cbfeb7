/* Holds memory in four ways: from one place, from two callers of one place, in a recursion, in many small places. */
#include <stdlib.h>
#include <string.h>
static char *held[400];
static int count;
__attribute__((noinline)) static void hold(size_t n) { held[count] = malloc(n); memset(held[count], 1, n); count++; }
__attribute__((noinline)) static void load_table(void) { for (int i = 0; i < 40; i++) hold(1000); }
__attribute__((noinline)) static void load_index(void) { for (int i = 0; i < 20; i++) hold(500); }
__attribute__((noinline)) static void deep(int n) { if (n) { deep(n - 1); hold(2000); } }
__attribute__((noinline)) static void crumb_a(void) { hold(24); }
__attribute__((noinline)) static void crumb_b(void) { hold(40); }
__attribute__((noinline)) static void crumb_c(void) { held[count++] = strdup("a small piece of text"); }
int main(void)
{
    load_table();
    load_index();
    deep(3);
    crumb_a();
    crumb_b();
    crumb_c();
    while (count)
        free(held[--count]);
    load_index();
    return held[0][3] - 1;
}
