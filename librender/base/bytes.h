/* A borrowed slice of bytes: what readers hold of the input, and how strings travel inside the
 * library.  Slices are not NUL-terminated. */
#ifndef RN_BYTES_H
#define RN_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct rn_bytes {
    const char *data;
    size_t size;
} rn_bytes;

#define RN_LITERAL(text) ((rn_bytes){(text), sizeof(text) - 1})

static inline rn_bytes rn_bytes_of(const char *text)
{
    return (rn_bytes){text ? text : "", text ? strlen(text) : 0};
}

static inline bool rn_bytes_equal(rn_bytes a, rn_bytes b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bool rn_bytes_start(rn_bytes text, rn_bytes prefix)
{
    return text.size >= prefix.size && memcmp(text.data, prefix.data, prefix.size) == 0;
}

static inline bool rn_bytes_end(rn_bytes text, rn_bytes suffix)
{
    return text.size >= suffix.size &&
           memcmp(text.data + text.size - suffix.size, suffix.data, suffix.size) == 0;
}

/* The part from `from` up to (not including) `to`; the caller keeps both inside. */
static inline rn_bytes rn_bytes_slice(rn_bytes text, size_t from, size_t to)
{
    return (rn_bytes){from ? text.data + from : text.data, to - from}; /* NULL + 0 is not defined */
}

/* Line `index` of a text, without its end; false past the last. */
static inline bool rn_bytes_line(rn_bytes text, size_t index, rn_bytes *line)
{
    for (;; index--) {
        const char *end = text.size ? (const char *)memchr(text.data, '\n', text.size) : NULL;
        size_t size = end ? (size_t)(end - text.data) : text.size;
        *line = (rn_bytes){text.data, size};
        if (index == 0)
            return true;
        if (!end)
            return false;
        text = rn_bytes_slice(text, size + 1, text.size);
    }
}

/* A path without its folders, whatever they are separated by. */
static inline rn_bytes rn_bytes_base_name(rn_bytes path)
{
    size_t start = path.size;
    while (start && path.data[start - 1] != '/' && path.data[start - 1] != '\\')
        start--;
    return rn_bytes_slice(path, start, path.size);
}

/* Where the last `part` begins; text.size when there is none. */
static inline size_t rn_bytes_find_last(rn_bytes text, rn_bytes part)
{
    for (size_t at = text.size; at-- > 0;)
        if (rn_bytes_start(rn_bytes_slice(text, at, text.size), part))
            return at;
    return text.size;
}

/* Byte order, as memcmp, a prefix first. */
static inline int rn_bytes_compare(rn_bytes a, rn_bytes b)
{
    size_t common = a.size < b.size ? a.size : b.size;
    int order = common ? memcmp(a.data, b.data, common) : 0;
    if (order)
        return order;
    return a.size < b.size ? -1 : a.size > b.size;
}

#endif
