/* A regular expression, which is the first line, in the lines below. */
#include "base/regex.h"

#include "base/words.h"
#include "promise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { STEPS = 10000 };

static void search(const rn_regex *regex, rn_bytes line)
{
    rn_buffer clean = {0};
    bool latin1 = false, found;
    rn_bytes part;
    rn_text_repair(&clean, line, &latin1);
    rn_bytes text = rn_buffer_bytes(&clean);
    render_status status = rn_regex_search(regex, text, &found);
    promise(status == RENDER_OK || status == RENDER_ERROR_LIMIT, "a search ends, or says why not");
    promise(!status || !found, "what was given up was not found");
    promise(rn_regex_find(regex, text, &part) == status, "to find is as hard as to search");
    promise(found || !part.size, "what is not there has no text");
    promise(is_inside(part, text), "what was found lies in the text");
    promise(rn_text_is_clean(part), "what was found is whole characters");
    rn_buffer_finish(&clean);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rn_bytes rest = {(const char *)data, size};
    rn_bytes pattern = rn_cut_part(&rest, '\n');
    rn_regex *regex;
    render_status status = rn_regex_new(&regex, pattern, STEPS);
    promise(status == RENDER_OK || (status == RENDER_ERROR_ARGUMENT && !regex),
            "a pattern is taken or refused");
    if (status)
        return 0;
    while (rest.size)
        search(regex, rn_cut_part(&rest, '\n'));
    rn_regex_free(regex);
    return 0;
}
