/* JSON in C without backslashes: ' stands for ". */
#ifndef SINGLE_QUOTES_H
#define SINGLE_QUOTES_H

#include "base/bytes.h"

/* Holds until the next call. */
static inline const char *json_of(const char *text)
{
    static char json[8192];
    size_t size = strlen(text);
    if (size >= sizeof json)
        return "too long";
    for (size_t i = 0; i <= size; i++)
        json[i] = (char)(text[i] == '\'' ? '"' : text[i]);
    return json;
}

#endif
