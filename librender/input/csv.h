/* A cursor over tables as text: a row a line, fields between delimiters, with or without quotes:
 *
 *     Function Stack,CPU Time:Self,Module
 *       "f<a, b>",0.016612,a.out
 *
 * Blanks around a field, and those at the start of a quoted one, are no part of it but counted.  A
 * quote is doubled within quotes.  Nothing is copied but fields with such quotes.  A row ends with its
 * line also within quotes: no profiler has line breaks in names. */
#ifndef RN_CSV_H
#define RN_CSV_H

#include "base/buffer.h"
#include "input/lines.h"

enum { RN_CSV_FIELDS = 512 };

typedef struct rn_csv_field {
    rn_bytes text;   /* as written: see rn_csv_text */
    uint32_t indent; /* blanks before it, outside and inside of quotes; saturates */
    bool is_quoted;
    bool has_quotes; /* doubled ones */
} rn_csv_field;

typedef struct rn_csv {
    rn_lines lines;
    rn_bytes line;
    char delimiter;
    bool is_plain;                      /* '"' is a character as any other */
    rn_csv_field fields[RN_CSV_FIELDS]; /* of the row at hand */
    size_t count;                       /* those beyond RN_CSV_FIELDS are not kept */
    rn_buffer scratch;
} rn_csv;

/* `lines` stands where the first row begins. */
void rn_csv_init(rn_csv *csv, rn_lines lines, char delimiter);
void rn_csv_finish(rn_csv *csv);

/* The next row that is not blank; false after the last. */
bool rn_csv_next(rn_csv *csv);

/* The text of a field, "" when the row has none there; holds until the next call. */
rn_bytes rn_csv_text(rn_csv *csv, size_t index);

/* The delimiter of a heading whose first field is `first`, quoted or not; 0 when it is none. */
char rn_csv_heading(rn_bytes line, rn_bytes first);

#endif
