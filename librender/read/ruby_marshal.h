/* Reads what Ruby's Marshal.dump writes, token by token, as input/json.h reads JSON and with its tokens:
 *
 *     04 08            version 4.8
 *     {  N pairs       hash          [  N items       array       }  hash, and its default at the end
 *     :  symbol        ;  N          the symbol number N
 *     "  string        I" string N   with N variables (its encoding)
 *     i  number        l+ N numbers of 16 bits        f  float, as text
 *     0 T F            @  N          the object number N
 *
 * Numbers and sizes N are packed: a small one is one byte off by five, others follow their size.  Hashes,
 * arrays, strings, floats and the numbers of 'l' are objects and count as they begin.
 *
 * Left out: objects of classes, which nobody should make from a file, and links to hashes and arrays,
 * which read as null. */
#ifndef RN_RUBY_MARSHAL_H
#define RN_RUBY_MARSHAL_H

#include "input/json.h"

typedef struct rn_ruby_level {
    uint64_t left; /* values still to come, two for a pair */
    bool is_hash, has_default;
} rn_ruby_level;

typedef struct rn_ruby {
    rn_bytes input;
    size_t at;
    rn_json_token token;
    /* Of STRING and KEY, a slice of the input.  Empty for keys that are no text. */
    rn_bytes text;
    double number;  /* of NUMBER, and of a KEY that is one; else NaN */
    uint64_t whole; /* the same, when it is a whole number from 0 on; else UINT64_MAX */
    rn_ruby_level *levels;
    size_t depth, level_capacity, limit;
    size_t *symbols, *objects; /* where they begin */
    size_t symbol_count, symbol_capacity, object_count, object_capacity;
    rn_report *report;
} rn_ruby;

void rn_ruby_init(rn_ruby *ruby, rn_bytes input, uint32_t nesting, rn_report *report);
void rn_ruby_finish(rn_ruby *ruby);

/* The next token, also in ruby->token.  RN_JSON_ERROR stays and has filled the report. */
rn_json_token rn_ruby_next(rn_ruby *ruby);

/* After a KEY or inside an array: steps over the whole next value. */
bool rn_ruby_skip(rn_ruby *ruby);

#endif
