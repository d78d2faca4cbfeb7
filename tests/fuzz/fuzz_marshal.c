/* Python's marshal format, in each of its layouts, and Ruby's. */
#include "read/marshal.h"

#include "promise.h"
#include "read/ruby_marshal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NESTING = 64 };

static void check_python(rn_marshal *m)
{
    rn_marshal_token token;
    rn_marshal_value value;
    size_t at = 0;
    while (m->at < m->input.size && rn_marshal_next(m, &token) &&
           rn_marshal_skip(m, &token, &value)) {
        promise(m->at > at, "a value has bytes");
        promise(m->depth == 0, "a value that was skipped is closed");
        promise(value.kind != RN_MARSHAL_TEXT || value.index < m->texts.count, "a text is there");
        promise(value.kind != RN_MARSHAL_CODE || value.index < m->code_count,
                "a code object is there");
        at = m->at;
    }
    promise(m->at <= m->input.size, "nothing is read behind the end");
    promise(!m->error.status || rn_text_is_clean(rn_bytes_of(m->error.message)),
            "messages are clean");
}

static void walk_ruby(rn_bytes input, bool skips)
{
    rn_report report = {0};
    rn_ruby ruby;
    rn_ruby_init(&ruby, input, NESTING, &report);
    while (rn_ruby_next(&ruby) > RN_JSON_END) {
        promise(ruby.depth <= NESTING, "the bound of nesting");
        promise(is_inside(ruby.text, input), "a text lies in the input");
        size_t depth = ruby.depth;
        if (skips && ruby.token == RN_JSON_KEY && rn_ruby_skip(&ruby))
            promise(ruby.depth == depth, "a value that was skipped is closed");
    }
    promise_report(&report, ruby.token == RN_JSON_ERROR);
    rn_ruby_finish(&ruby);
    rn_report_finish(&report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rn_bytes input = {(const char *)data, size};
    for (int layout = 0; layout < RN_MARSHAL_LAYOUTS; layout++) {
        rn_marshal m;
        promise(rn_marshal_init(&m, input, NESTING, layout), "memory for a reader");
        check_python(&m);
        rn_marshal_finish(&m);
    }
    walk_ruby(input, false);
    walk_ruby(input, true);
    return 0;
}
