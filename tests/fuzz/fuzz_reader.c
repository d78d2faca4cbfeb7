/* The fuzz target of one reader, whose name is FUZZ_FORMAT.  Built with clang -fsanitize=fuzzer. */
#include "read_once.h"

#include "read/stranger.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rn_bytes input = {(const char *)data, size};
    const rn_format *format = rn_format_find(FUZZ_FORMAT);
    rn_buffer words = {0};
    format->sniff(input, size % 2);
    rn_format_detect(input, "x.json", &words);
    rn_stranger_tell(input, "x.json", &words);
    rn_buffer_finish(&words);
    read_once(format, input, false);
    return 0;
}
