/* Allocates in three ways: kept, freed at once, in a recursion. */
#include <stdlib.h>
#include <string.h>
static char *kept[40];
__attribute__((noinline)) static char *make(size_t n) { char *p = malloc(n); memset(p, 1, n); return p; }
__attribute__((noinline)) static void keep(void) { for (int i = 0; i < 40; i++) kept[i] = make(1000); }
__attribute__((noinline)) static void churn(void) { for (int i = 0; i < 500; i++) free(make(64)); }
__attribute__((noinline)) static void deep(int n) { if (n) { deep(n - 1); free(make(10)); } }
int main(void) { keep(); churn(); deep(3); return kept[7][3] - 1; }
