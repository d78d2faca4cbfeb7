/* Runs the samples of every reader through it, and what becomes of them when they are damaged: the
 * part of fuzzing that needs no fuzzer.
 *
 *     replay FOLDER     with FOLDER/<format>/ok and FOLDER/<format>/bad for every format
 *
 * Samples in ok must be read, those in bad refused.  Damaged ones may be either, but must neither
 * crash nor make a profile that is inconsistent. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "read_once.h"

enum { CUTS = 16, FLIPS = 64 };

static bool load(const char *path, rn_buffer *out)
{
    char chunk[65536];
    size_t got;
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        rn_put(out, (rn_bytes){chunk, got});
    fclose(file);
    return !out->failed;
}

static void replay_cuts(const rn_format *format, rn_bytes input)
{
    for (size_t i = 0; i < CUTS; i++)
        read_once(format, rn_bytes_slice(input, 0, input.size * i / CUTS), true);
    if (input.size)
        read_once(format, rn_bytes_slice(input, 0, input.size - 1), true);
}

/* Bytes change by a fixed sequence (Knuth's MMIX generator), one a kilobyte but at least one. */
static void replay_flips(const rn_format *format, rn_bytes input)
{
    uint64_t state = input.size;
    rn_buffer damaged = {0};
    for (int round = 0; round < FLIPS && input.size; round++) {
        damaged.size = 0;
        rn_put(&damaged, input);
        for (size_t i = 0; i <= input.size / 1024; i++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            damaged.data[(state >> 33) % input.size] ^= (char)(1 + (state >> 20) % 255);
        }
        read_once(format, rn_buffer_bytes(&damaged), true);
    }
    rn_buffer_finish(&damaged);
}

static void replay_line_ends(const rn_format *format, rn_bytes input)
{
    rn_buffer text = {0};
    for (size_t i = 0; i < input.size; i++) {
        if (input.data[i] == '\n')
            rn_put_char(&text, '\r');
        rn_put_char(&text, input.data[i]);
    }
    read_once(format, rn_buffer_bytes(&text), true);
    rn_buffer_finish(&text);
}

static bool replay_packed(const rn_format *format, rn_bytes input)
{
    uLong size = compressBound(input.size) + 64;
    char *packed = malloc(size);
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)input.data,
                       .avail_in = (uInt)input.size,
                       .next_out = (Bytef *)packed,
                       .avail_out = (uInt)size};
    if (!packed || deflateInit2(&stream, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK ||
        deflate(&stream, Z_FINISH) != Z_STREAM_END)
        abort();
    rn_bytes output = {packed, stream.total_out};
    bool read = read_once(format, output, true);
    read_once(format, rn_bytes_slice(output, 0, output.size / 2), true);
    deflateEnd(&stream);
    free(packed);
    return read;
}

static bool replay(const rn_format *format, const char *path, bool good)
{
    rn_buffer content = {0};
    if (!load(path, &content)) {
        printf("%s: cannot be loaded\n", path);
        return false;
    }
    rn_bytes input = rn_buffer_bytes(&content);
    bool as_expected = read_once(format, input, true) == good;
    if (!as_expected)
        printf("%s: %s\n", path, good ? "is not read" : "is read");
    if (as_expected && replay_packed(format, input) != good) {
        printf("%s: is another thing when packed\n", path);
        as_expected = false;
    }
    replay_cuts(format, input);
    replay_flips(format, input);
    replay_line_ends(format, input);
    rn_buffer_finish(&content);
    return as_expected;
}

/* False when a sample is not as it should be, or when there is none. */
static bool replay_folder(const rn_format *format, const char *root, bool good)
{
    char folder[4096], path[8192];
    snprintf(folder, sizeof folder, "%s/%s/%s", root, format->info->name, good ? "ok" : "bad");
    DIR *list = opendir(folder);
    size_t count = 0;
    bool passed = true;
    for (struct dirent *entry; list && (entry = readdir(list));) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        passed &= replay(format, path, good);
        count++;
    }
    if (list)
        closedir(list);
    printf("%s: %zu samples\n", folder, count);
    return passed && count;
}

int main(int argc, char **argv)
{
    bool passed = argc == 2;
    for (size_t i = 0; i < RN_FORMAT_COUNT && argc == 2; i++) {
        passed &= replay_folder(rn_formats[i], argv[1], true);
        passed &= replay_folder(rn_formats[i], argv[1], false);
    }
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
