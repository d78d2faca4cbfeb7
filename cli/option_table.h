/* What an option is; the table of all of them, and what its values do to the settings. */
#ifndef CLI_OPTION_TABLE_H
#define CLI_OPTION_TABLE_H

#include "options.h"

#include <stddef.h>

typedef enum value_kind {
    VALUE_FLAG,
    VALUE_NO_FLAG, /* takes a flag back */
    VALUE_TEXT,
    VALUE_NUMBER,  /* above 0 */
    VALUE_AMOUNT,  /* 0 or more */
    VALUE_SUM,     /* above 0, however large */
    VALUE_PERCENT, /* 0 … 100, kept as 0 … 1 */
    VALUE_COUNT,   /* a whole number, at least `least` */
    VALUE_CHOICE,  /* one of `choices`, kept as its index + `least` */
    VALUE_SECTION, /* no value: `least` is a section of the report */
    VALUE_LIMIT,   /* a restriction of the report: a count or, with a point or exponent, a share */
    VALUE_MATCH,   /* a restriction of the report: a regular expression */
    VALUE_RULE,    /* of --fail-if */
    VALUE_PATH,    /* of the filter */
    VALUE_WORD,    /* no value: the option's own name is kept, or `choices` */
    VALUE_LINE,    /* of a call graph's boxes */
    VALUE_TIME,    /* such as 250ms, kept in s */
    VALUE_LENGTH,  /* px, or with % a share: the member behind */
    VALUE_UNUSED,  /* any value, which changes nothing */
    VALUE_BYTES,   /* a number of bytes, at least 1, also such as 64k or 1M (by 1024) */
    VALUE_BITS,    /* no value: `least` holds bits to set */
    VALUE_SYMBOL,  /* one more function for --skip-after */
    VALUE_LIMITS,  /* NAME=VALUE,… */
    VALUE_PAGE,    /* a size such as 800x600 or A4: width, and height in the member behind */
} value_kind;

typedef struct cli_option {
    const char *name;
    char letter;
    unsigned verbs;
    value_kind kind;
    size_t offset; /* in cli_settings */
    const char *argument, *help;
    int least;
    const char *choices; /* blank-separated */
} cli_option;

/* The place of a setting. */
#define CLI_AT(member) offsetof(cli_settings, member)

extern const cli_option cli_options[];
extern const int cli_option_count;

/* The index of a word in a blank-separated list, -1 when it is not there. */
int cli_find_word(const char *words, const char *word, size_t size);

/* A whole number, also such as 64k, 1M or 2G (by 1024).  Returns what stands behind it, or `text` and
 * leaves *out as it is when that is none. */
const char *cli_parse_bytes(const char *text, uint64_t *out);

/* Whether an option is followed by a value. */
bool cli_takes_value(const cli_option *o);

/* Sets what an option stands for; text is NULL when it takes no value.  Returns the exit status: a
 * value that does not fit has been told. */
int cli_set_value(const cli_verb *verb, const cli_option *o, const char *text,
                  cli_settings *settings);

#endif
