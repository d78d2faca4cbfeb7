/* Reads Python's marshal format value by value, without building objects.
 *
 *   value = code byte (| 0x80: "remember me"), then its payload, little-endian
 *   29 03 fa 07 "tiny.py" e9 01000000 da 01 "f"   the tuple ("tiny.py", 1, "f")
 *   72 02000000                                   the remembered value number 2
 *
 * Numbers and texts come out as values.  Containers come out as a shape and a count: the reader
 * above walks the ones it knows, and rn_marshal_skip walks any other.  A remembered container gets
 * its number before its members are read, and may be referred to only once it is complete; what it
 * stood for is the reader's own (`kind` from RN_MARSHAL_OWN on).
 *
 * Code objects have no length and four layouts over Python's history; a dump does not say which.
 * The caller sets `layout` and tries again with another one when reading fails.
 *
 * Left out: bytes codes of versions after 5, arbitrary precision (numbers saturate at 64 bits). */
#ifndef RN_MARSHAL_H
#define RN_MARSHAL_H

#include "base/intern.h"
#include "librender.h"

enum { RN_MARSHAL_LAYOUTS = 4 };

typedef enum rn_marshal_kind {
    RN_MARSHAL_OPEN,   /* a container that is not complete yet */
    RN_MARSHAL_NUMBER, /* number; True, False, None and complex numbers are none */
    RN_MARSHAL_TEXT,   /* index: of rn_marshal.texts; also bytes */
    RN_MARSHAL_CODE,   /* index: of rn_marshal.codes */
    RN_MARSHAL_OTHER,
    RN_MARSHAL_OWN, /* the first kind for the reader's own containers */
} rn_marshal_kind;

typedef struct rn_marshal_value {
    uint32_t kind;
    union {
        double number;
        uint64_t index;
    };
} rn_marshal_value;

typedef enum rn_marshal_shape {
    RN_MARSHAL_VALUE,    /* complete: `value` */
    RN_MARSHAL_SEQUENCE, /* `count` values follow */
    RN_MARSHAL_DICT,     /* keys and values follow, ended by RN_MARSHAL_END */
    RN_MARSHAL_CODE_OBJECT,
    RN_MARSHAL_END,
} rn_marshal_shape;

typedef struct rn_marshal_token {
    rn_marshal_shape shape;
    uint32_t count;
    uint32_t slot;   /* where to remember the container, or RN_NONE */
    uint64_t offset; /* of its first byte */
    rn_marshal_value value;
} rn_marshal_token;

typedef struct rn_marshal_code {
    uint32_t file, name; /* texts */
    uint32_t line;
} rn_marshal_code;

typedef struct rn_marshal_level rn_marshal_level;

typedef struct rn_marshal {
    rn_bytes input;
    size_t at;
    uint32_t nesting; /* the limit */
    uint32_t depth;   /* containers open now */
    int layout;       /* of code objects: 0 to RN_MARSHAL_LAYOUTS - 1 */
    bool met_code;
    bool saturated; /* a number did not fit in 64 bits */

    rn_intern texts;
    rn_marshal_value *slots; /* what 'r' refers to */
    size_t slot_count, slot_capacity;
    uint32_t *interned; /* what Python 2's 'R' refers to */
    size_t interned_count, interned_capacity;
    rn_marshal_code *codes;
    size_t code_count, code_capacity;
    rn_marshal_level *levels; /* of rn_marshal_skip */
    size_t level_capacity;

    render_error error; /* of the first failure */
} rn_marshal;

/* False when memory is out. */
bool rn_marshal_init(rn_marshal *m, rn_bytes input, uint32_t nesting, int layout);
void rn_marshal_finish(rn_marshal *m);

/* Notes the first error; returns false. */
bool rn_marshal_fail(rn_marshal *m, render_status status, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
bool rn_marshal_fail_memory(rn_marshal *m);

/* All of these return false after an error, which is then in `error`. */
bool rn_marshal_next(rn_marshal *m, rn_marshal_token *token);

/* The next value when it is a number or a reference to one, as nearly all are, and is not to be remembered.  False
 * with nothing taken when it is something else: rn_marshal_next then says what. */
bool rn_marshal_try_number(rn_marshal *m, double *number);
/* The same of a reference to a value of that kind. */
bool rn_marshal_try_reference(rn_marshal *m, uint32_t kind, uint64_t *index);

/* Around the members of a container that the reader walks itself. */
bool rn_marshal_enter(rn_marshal *m, const rn_marshal_token *token);
void rn_marshal_leave(rn_marshal *m, const rn_marshal_token *token, rn_marshal_value value);

/* Reads the rest of the value that begins with `token`; *value is RN_MARSHAL_OTHER for any container
 * but a code object. */
bool rn_marshal_skip(rn_marshal *m, const rn_marshal_token *token, rn_marshal_value *value);

#endif
