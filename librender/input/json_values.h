/* Values that readers of JSON formats expect: each call takes the next token and fails, with a message
 * that says what was expected, when it is another.  And the keys of JSON that only its beginning is
 * there of, for detection. */
#ifndef RN_JSON_VALUES_H
#define RN_JSON_VALUES_H

#include "input/json.h"

/* Fails with "expected WHAT"; always false. */
bool rn_json_refuse(rn_json *json, const char *what);

bool rn_json_expect(rn_json *json, rn_json_token token, const char *what);

/* True when the KEY at hand is `key`. */
static inline bool rn_json_is_key(const rn_json *json, const char *key)
{
    return rn_bytes_equal(json->text, rn_bytes_of(key));
}

/* Notes where the value of the KEY at hand begins, for rn_json_seek, and passes it. */
bool rn_json_note(rn_json *json, size_t *at);

/* Takes an object, the whole of a text, and notes in `at` where the values of the members begin that `names` lists; the
 * first `optional` of them may be missing, and are 0 then. */
bool rn_json_note_members(rn_json *json, const char *const *names, size_t count, size_t optional,
                          size_t *at);

/* A number; infinite when it is beyond the range of a double. */
bool rn_json_next_number(rn_json *json, double *number);

/* The NUMBER at hand as an index below `count`. */
bool rn_json_take_index(rn_json *json, size_t count, const char *what, size_t *index);

/* A line: 0 for null and what cannot be one. */
bool rn_json_next_line(rn_json *json, uint32_t *line);

/* A string, or null for "". */
bool rn_json_next_text(rn_json *json, rn_buffer *text);

/* The value of `raw`, which json->raw was, after what `text` holds; nothing when memory is out. */
void rn_json_unescape(rn_bytes raw, rn_buffer *text);

static inline rn_bytes rn_json_text(const rn_buffer *text)
{
    return (rn_bytes){text->size ? text->data : "", text->size};
}

/* The text from the value of `key` on, a key of the outermost object of `head`, which may be cut
 * anywhere; empty when it is not there.  Allocates nothing, checks little. */
rn_bytes rn_json_find_key(rn_bytes head, const char *key);

/* The text from the first item of the array on that `head` begins with; empty when it is none. */
rn_bytes rn_json_find_item(rn_bytes head);

#endif
