/* The end of the directory is looked for from the end of the archive, since a comment may follow it:
 *
 *     member:     PK 3 4 … name size, extra size | name | extra | data
 *     entry:      PK 1 2 … method, checksum, sizes, where its member is | name | extra | comment
 *     end:        PK 5 6 … entries, size and place of the directory | comment
 *
 * Numbers that do not fit are all ones there; then they stand in an extra field (zip64), and those of the end
 * in an end of their own (PK 6 6), which a locator (PK 6 7) before the usual one leads to.
 *
 * Left out: archives in several parts. */
#include "input/zip_directory.h"

enum {
    MEMBER_SIZE = 30,
    ENTRY_SIZE = 46,
    END_SIZE = 22,
    LARGE_END_SIZE = 56,
    LOCATOR_SIZE = 20,
    COMMENT_MAX = 65535,
    EXTRA_LARGE = 1, /* the id of zip64's extra field */
    ENCRYPTED = 1
};

#define MEMBER_MAGIC RN_LITERAL("PK\x03\x04")
#define ENTRY_MAGIC RN_LITERAL("PK\x01\x02")
#define END_MAGIC RN_LITERAL("PK\x05\x06")
#define LARGE_END_MAGIC RN_LITERAL("PK\x06\x06")
#define LOCATOR_MAGIC RN_LITERAL("PK\x06\x07")

/* `count` bytes, the lowest first. */
static uint64_t number_at(rn_bytes bytes, size_t at, size_t count)
{
    uint64_t value = 0;
    for (size_t i = count; i-- > 0;)
        value = value << 8 | (unsigned char)bytes.data[at + i];
    return value;
}

/* Whether a record of that size begins there. */
static bool has_record(rn_bytes bytes, uint64_t at, size_t size, rn_bytes magic)
{
    return at <= bytes.size && bytes.size - at >= size &&
           rn_bytes_start(rn_bytes_slice(bytes, (size_t)at, bytes.size), magic);
}

/* ---- the end ---------------------------------------------------------------------------------- */

/* SIZE_MAX when there is none. */
static size_t find_end(rn_bytes bytes)
{
    for (size_t back = END_SIZE; back <= bytes.size && back <= END_SIZE + COMMENT_MAX; back++) {
        size_t at = bytes.size - back;
        if (has_record(bytes, at, END_SIZE, END_MAGIC) &&
            number_at(bytes, at + 20, 2) <= back - END_SIZE)
            return at;
    }
    return SIZE_MAX;
}

/* Where the end for large numbers is; SIZE_MAX when there is none. */
static size_t find_large_end(rn_bytes bytes, size_t end)
{
    size_t locator = end - LOCATOR_SIZE;
    if (end < LOCATOR_SIZE || !has_record(bytes, locator, LOCATOR_SIZE, LOCATOR_MAGIC))
        return SIZE_MAX;
    uint64_t at = number_at(bytes, locator + 8, 8);
    return has_record(bytes, at, LARGE_END_SIZE, LARGE_END_MAGIC) ? (size_t)at : SIZE_MAX;
}

rn_zip_directory rn_zip_directory_of(rn_bytes archive)
{
    rn_zip_directory d = {.bytes = archive};
    size_t end = find_end(archive);
    if (end == SIZE_MAX) {
        d.wrong = "Not a zip archive";
        return d;
    }
    size_t large = find_large_end(archive, end);
    bool is_large = large != SIZE_MAX;
    uint64_t parts = number_at(archive, end + 4, 4);
    uint64_t size = is_large ? number_at(archive, large + 40, 8) : number_at(archive, end + 12, 4);
    uint64_t at = is_large ? number_at(archive, large + 48, 8) : number_at(archive, end + 16, 4);
    d.left = is_large ? number_at(archive, large + 32, 8) : number_at(archive, end + 10, 2);
    if (parts && !is_large)
        d.wrong = "it is in several parts";
    else if (at > end || size > end - at || d.left > size / ENTRY_SIZE)
        d.wrong = "its directory is not where it should be";
    d.at = d.wrong ? 0 : (size_t)at;
    d.end = d.wrong ? 0 : (size_t)(at + size);
    return d;
}

/* ---- entries ---------------------------------------------------------------------------------- */

/* Takes the number from the extra field when it does not fit where it stands. */
static bool enlarge(rn_bytes *extra, uint64_t *number)
{
    if (*number != UINT32_MAX)
        return true;
    if (extra->size < 8)
        return false;
    *number = number_at(*extra, 0, 8);
    *extra = rn_bytes_slice(*extra, 8, extra->size);
    return true;
}

/* The field of that id in some extra fields; empty when it is not there. */
static rn_bytes find_extra(rn_bytes fields, uint64_t id)
{
    while (fields.size >= 4) {
        size_t size = (size_t)number_at(fields, 2, 2), end = size + 4;
        if (end > fields.size)
            break;
        if (number_at(fields, 0, 2) == id)
            return rn_bytes_slice(fields, 4, end);
        fields = rn_bytes_slice(fields, end, fields.size);
    }
    return RN_LITERAL("");
}

static bool fail(rn_zip_directory *d)
{
    d->wrong = "an entry of its directory is broken";
    return false;
}

bool rn_zip_directory_next(rn_zip_directory *d, rn_zip_entry *entry)
{
    if (d->wrong || !d->left)
        return false;
    rn_bytes rest = {d->bytes.data + d->at, d->end - d->at};
    if (!has_record(rest, 0, ENTRY_SIZE, ENTRY_MAGIC))
        return fail(d);
    size_t name = (size_t)number_at(rest, 28, 2), extra = (size_t)number_at(rest, 30, 2);
    size_t comment = (size_t)number_at(rest, 32, 2);
    if (rest.size - ENTRY_SIZE < name + extra + comment)
        return fail(d);
    *entry = (rn_zip_entry){.name = {rest.data + ENTRY_SIZE, name},
                            .method = (uint16_t)number_at(rest, 10, 2),
                            .is_encrypted = number_at(rest, 8, 2) & ENCRYPTED,
                            .checksum = (uint32_t)number_at(rest, 16, 4),
                            .packed_size = number_at(rest, 20, 4),
                            .size = number_at(rest, 24, 4),
                            .header = number_at(rest, 42, 4)};
    rn_bytes large = find_extra((rn_bytes){rest.data + ENTRY_SIZE + name, extra}, EXTRA_LARGE);
    if (!enlarge(&large, &entry->size) || !enlarge(&large, &entry->packed_size) ||
        !enlarge(&large, &entry->header))
        return fail(d);
    d->at += ENTRY_SIZE + name + extra + comment;
    d->left--;
    return true;
}

bool rn_zip_data(rn_bytes archive, const rn_zip_entry *entry, rn_bytes *data, const char **wrong)
{
    *wrong = "a member is not where it should be";
    if (!has_record(archive, entry->header, MEMBER_SIZE, MEMBER_MAGIC))
        return false;
    size_t at = (size_t)entry->header;
    size_t start = at + MEMBER_SIZE + (size_t)number_at(archive, at + 26, 2) +
                   (size_t)number_at(archive, at + 28, 2);
    if (start > archive.size || entry->packed_size > archive.size - start)
        return false;
    *data = rn_bytes_slice(archive, start, start + (size_t)entry->packed_size);
    return true;
}
