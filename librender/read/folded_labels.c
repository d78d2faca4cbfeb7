/* The frames that tell it:
 *
 *     process 41:"python a.py"     thread (7123)     thread (0x7f12): worker     py-spy
 *     tid:7123                                                                   profiling.sampling
 *     java-41   java-41/7123                                                     a command with its numbers
 *
 * With child processes the last of several counts. */
#include "read/folded_labels.h"

#include "base/number.h"

typedef struct found {
    rn_bytes process, pid, tid, thread;
} found;

/* Digits, from `from` on. */
static rn_bytes digits_at(rn_bytes text, size_t from)
{
    size_t end = from;
    while (end < text.size && text.data[end] >= '0' && text.data[end] <= '9')
        end++;
    return rn_bytes_slice(text, from, end);
}

static rn_bytes rest_after(rn_bytes text, rn_bytes part)
{
    return rn_bytes_slice(text, (size_t)(part.data + part.size - text.data), text.size);
}

/* process 41:"python a.py" */
static bool take_process(found *f, rn_bytes text)
{
    static const rn_bytes word = RN_LITERAL("process ");
    if (!rn_bytes_start(text, word))
        return false;
    f->pid = digits_at(text, word.size);
    rn_bytes rest = rest_after(text, f->pid);
    if (rest.size > 3 && rest.data[0] == ':' && rest.data[1] == '"' &&
        rest.data[rest.size - 1] == '"')
        f->process = rn_bytes_slice(rest, 2, rest.size - 1);
    return true;
}

/* thread (7123): worker */
static bool take_thread(found *f, rn_bytes text)
{
    static const rn_bytes word = RN_LITERAL("thread ("), tid = RN_LITERAL("tid:"),
                          end = RN_LITERAL("): ");
    if (rn_bytes_start(text, tid)) {
        f->tid = rn_bytes_slice(text, tid.size, text.size);
        return true;
    }
    if (!rn_bytes_start(text, word))
        return false;
    f->tid = digits_at(text, word.size);
    const char *name = memmem(text.data, text.size, end.data, end.size);
    if (name)
        f->thread = rn_bytes_slice(text, (size_t)(name + end.size - text.data), text.size);
    return true;
}

/* Cuts SEPARATOR and digits off the end. */
static bool cut_number(rn_bytes *text, char separator, rn_bytes *digits)
{
    size_t at = text->size;
    while (at && text->data[at - 1] >= '0' && text->data[at - 1] <= '9')
        at--;
    if (at == text->size || at < 2 || text->data[at - 1] != separator)
        return false;
    *digits = rn_bytes_slice(*text, at, text->size);
    text->size = at - 1;
    return true;
}

/* java-41/7123 */
static void take_command(found *f, rn_bytes text)
{
    rn_bytes head = text, digits;
    f->process = text;
    if (cut_number(&head, '/', &f->tid) && !cut_number(&head, '-', &digits)) {
        f->tid.size = 0;
        return;
    }
    head = text;
    if (f->tid.size)
        cut_number(&head, '/', &digits);
    if (cut_number(&head, '-', &f->pid))
        f->process = head;
}

static size_t add_text(rn_label *items, size_t count, rn_bytes key, rn_bytes text)
{
    items[count] = (rn_label){.key = key, .text = text};
    return count + (text.size > 0);
}

static size_t add_number(rn_label *items, size_t count, rn_bytes key, rn_bytes digits)
{
    uint64_t number = 0;
    bool is_there = rn_number_parse_uint(digits, &number) && number <= INT64_MAX;
    items[count] = (rn_label){.key = key, .is_number = true, .number = (int64_t)number};
    return count + is_there;
}

size_t rn_folded_labels(const rn_stack_text *s, const rn_stack_line *line,
                        rn_label items[RN_FOLDED_LABELS_MAX])
{
    found f = {0};
    size_t at = 0, count = 0;
    if (s->has_commands)
        take_command(&f, rn_stack_text_frame(s, line, at++));
    while (at < line->depth && take_process(&f, rn_stack_text_frame(s, line, at)))
        at++;
    if (at < line->depth)
        take_thread(&f, rn_stack_text_frame(s, line, at));
    count = add_text(items, count, RN_LITERAL("process"), f.process);
    count = add_number(items, count, RN_LITERAL("pid"), f.pid);
    count = add_number(items, count, RN_LITERAL("tid"), f.tid);
    return add_text(items, count, RN_LITERAL("thread"), f.thread);
}
