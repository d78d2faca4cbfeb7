/* Runs a fuzz target on files and on the files of folders, once each: its test where there is no fuzzer.
 * Files larger than a fuzzer's inputs are left out. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { INPUT_MAX = 16384 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t tried;

/* The end of the input is the end of its memory. */
static void run_bytes(const uint8_t *bytes, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        abort();
    memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    tried++;
}

static void run_file(const char *path)
{
    static uint8_t bytes[INPUT_MAX + 1];
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(bytes, 1, sizeof bytes, file) : sizeof bytes;
    if (file)
        fclose(file);
    if (size <= INPUT_MAX)
        run_bytes(bytes, size);
}

static void run_folder(const char *folder)
{
    struct dirent *entry;
    DIR *list = opendir(folder);
    while (list && (entry = readdir(list))) {
        char path[2048];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.')
            run_file(path);
    }
    if (list)
        closedir(list);
}

int main(int count, char **arguments)
{
    for (int i = 1; i < count; i++) {
        struct stat about;
        if (stat(arguments[i], &about) == 0 && S_ISDIR(about.st_mode))
            run_folder(arguments[i]);
        else
            run_file(arguments[i]);
    }
    printf("%zu inputs\n", tried);
    return tried == 0;
}
