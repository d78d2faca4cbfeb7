/* What a zip archive says of itself: the directory at its end, entry by entry.  Nothing is allocated, and every
 * place is checked against the bytes that are there. */
#ifndef RN_ZIP_DIRECTORY_H
#define RN_ZIP_DIRECTORY_H

#include "base/bytes.h"

enum { RN_ZIP_STORED = 0, RN_ZIP_DEFLATED = 8 };

typedef struct rn_zip_entry {
    rn_bytes name; /* as it stands there */
    uint16_t method;
    bool is_encrypted;
    uint32_t checksum;
    uint64_t size;
    uint64_t packed_size;
    uint64_t header; /* where the member's own header is */
} rn_zip_entry;

/* A walk through the directory. */
typedef struct rn_zip_directory {
    rn_bytes bytes;    /* the archive */
    size_t at, end;    /* of the next entry, of the directory */
    uint64_t left;     /* entries */
    const char *wrong; /* what is damaged; NULL: nothing so far */
} rn_zip_directory;

/* Where the directory begins. */
rn_zip_directory rn_zip_directory_of(rn_bytes archive);

/* The next entry; false at the end, and when something is wrong. */
bool rn_zip_directory_next(rn_zip_directory *directory, rn_zip_entry *entry);

/* The packed bytes of a member; false when they are not in the archive, with *wrong saying why. */
bool rn_zip_data(rn_bytes archive, const rn_zip_entry *entry, rn_bytes *data, const char **wrong);

#endif
