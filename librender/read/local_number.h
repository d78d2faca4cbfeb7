/* Numbers as programs print them in the user's language. */
#ifndef RN_LOCAL_NUMBER_H
#define RN_LOCAL_NUMBER_H

#include "base/bytes.h"

/* A whole number, its digits perhaps in groups: '2,893,824', '2.893.824', '2 893 824' (also with the
 * blanks that do not break), '28,93,824'.  Other numbers are read as rn_local_number_parse does. */
bool rn_local_count_parse(rn_bytes text, double *value);

/* A number with a point or a comma: '91.25', '91,25', '1.234,5', '1,234.5', '1 234,5'.  A sign that is
 * there once stands before the fraction. */
bool rn_local_number_parse(rn_bytes text, double *value);

#endif
