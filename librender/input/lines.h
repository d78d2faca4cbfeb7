/* Text line by line, without copying: lines end in LF or CRLF, or, when there is no LF at all, in CR. */
#ifndef RN_LINES_H
#define RN_LINES_H

#include "base/bytes.h"

typedef struct rn_lines {
    rn_bytes input;
    size_t at;
    size_t start;    /* of the line at hand */
    uint64_t number; /* of it, from 1 */
    char end;        /* what ends a line */
} rn_lines;

static inline rn_lines rn_lines_of(rn_bytes input)
{
    bool feeds = input.size && memchr(input.data, '\n', input.size);
    return (rn_lines){.input = input, .end = feeds ? '\n' : '\r'};
}

/* The next line without its end; false after the last. */
static inline bool rn_lines_next(rn_lines *lines, rn_bytes *line)
{
    if (lines->at >= lines->input.size)
        return false;
    const char *start = lines->input.data + lines->at;
    size_t left = lines->input.size - lines->at;
    const char *end = memchr(start, lines->end, left);
    size_t size = end ? (size_t)(end - start) : left;
    lines->start = lines->at;
    lines->at += size + 1;
    lines->number++;
    if (size && start[size - 1] == '\r')
        size--;
    *line = (rn_bytes){start, size};
    return true;
}

#endif
