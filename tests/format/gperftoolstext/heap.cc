// Allocates in two functions, one of them behind recursion, frees some of it, and writes what tcmalloc
// sampled and how its heap grew.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <gperftools/malloc_extension.h>

static std::vector<void *> kept;

__attribute__((noinline)) static void keep(int n)
{
    for (int i = 0; i < n; i++)
        kept.push_back(malloc(1000 + i % 7 * 100));
}

__attribute__((noinline)) static void churn(int n)
{
    for (int i = 0; i < n; i++) {
        std::string text(5000, 'x');
        if (text.size() == 3)
            keep(1);
    }
}

__attribute__((noinline)) static void deep(int depth)
{
    if (depth) {
        deep(depth - 1);
    } else {
        keep(2000);
        churn(3000);
    }
    asm volatile("");
}

static void write(const char *name, const std::string &text)
{
    FILE *file = fopen(name, "w");
    fputs(text.c_str(), file);
    fclose(file);
}

int main()
{
    deep(4);
    keep(8000);
    std::string sample, growth;
    MallocExtension::instance()->GetHeapSample(&sample);
    write("sample", sample);
    MallocExtension::instance()->GetHeapGrowthStacks(&growth);
    write("growth", growth);
    for (size_t i = 0; i < kept.size(); i += 2)
        free(kept[i]);
    return 0;
}
