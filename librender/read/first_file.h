/* The file that a function was first seen in, for formats that tell a line of source with each frame.
 * Code from other files is inlined there: were a file of a line the function's, it would fall apart. */
#ifndef RN_FIRST_FILE_H
#define RN_FIRST_FILE_H

#include "profile/builder.h"

typedef struct rn_first_files {
    rn_intern owners; /* name, module and flags */
    uint32_t *files;  /* [of owners]: of names */
    size_t capacity;
    rn_intern names;
} rn_first_files;

/* False when memory is out. */
bool rn_first_files_init(rn_first_files *files);
void rn_first_files_finish(rn_first_files *files);

/* The first `file` that was given for the function of this name, module and flags.  False when memory is
 * out. */
bool rn_first_file(rn_first_files *files, const rn_function_key *key, rn_bytes file,
                   rn_bytes *first);

#endif
