/* The size of a page. */
#ifndef CLI_PAGE_SIZE_H
#define CLI_PAGE_SIZE_H

#include <stdbool.h>

/* px: nothing can be read on less, nothing can be made that is more. */
enum { PAGE_LEAST = 100, PAGE_MOST = 30000 };

/* Reads WIDTHxHEIGHT in px, in, cm, mm or pt, or the name of a paper (A0 to A6, letter, legal, tabloid),
 * perhaps with "-landscape", into width and height in px.  False when it is no such size. */
bool cli_read_page(const char *text, double size[2]);

#endif
