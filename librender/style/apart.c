/* Sorted names branch where neighbours differ.  A name shows the words at the bytes where it branches off from others
 * of its group: two names have the same branches up to the one where they part, and differ there.  Where there are
 * too many, or no difference at all, a number tells them apart. */
#include "style/apart.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/grow.h"

/* The branch of two that are the same. */
static const size_t NOWHERE = SIZE_MAX;

enum { BRANCHES_MAX = 3, BEFORE_MAX = 16, AFTER_MAX = 28 };

static const char ELLIPSIS[] = "\xe2\x80\xa6";

static int compare_shown(const void *left, const void *right)
{
    const rn_alike *a = *(rn_alike *const *)left, *b = *(rn_alike *const *)right;
    int order = rn_bytes_compare(a->shown, b->shown);
    if (!order)
        order = rn_bytes_compare(a->full, b->full);
    return order ? order : a < b ? -1 : a > b;
}

static bool continues(rn_bytes text, size_t at)
{
    return at < text.size && (text.data[at] & 0xc0) == 0x80;
}

/* Where two texts differ first, at the start of a character. */
static size_t branch_of(rn_bytes a, rn_bytes b)
{
    size_t at = 0, size = a.size < b.size ? a.size : b.size;
    while (at < size && a.data[at] == b.data[at])
        at++;
    while (at > 0 && (continues(a, at) || continues(b, at)))
        at--;
    return at;
}

/* ---- the words at branches -------------------------------------------------------------------- */

typedef struct branches {
    size_t at[BRANCHES_MAX]; /* in order */
    int count;
} branches;

static void add_branch(branches *b, size_t at)
{
    int i = 0;
    while (i < b->count && b->at[i] < at)
        i++;
    if (at == NOWHERE || i == BRANCHES_MAX || (i < b->count && b->at[i] == at))
        return;
    if (b->count < BRANCHES_MAX)
        b->count++;
    for (int k = b->count - 1; k > i; k--)
        b->at[k] = b->at[k - 1];
    b->at[i] = at;
}

/* branch[i] is that of names i and i + 1; a name and a farther one part at the least between them. */
static branches branches_of(const size_t *branch, size_t count, size_t i, size_t least)
{
    branches found = {.count = 0};
    for (size_t k = i, low = NOWHERE; k > 0 && low > least; k--) {
        low = branch[k - 1] < low ? branch[k - 1] : low;
        add_branch(&found, low);
    }
    for (size_t k = i, low = NOWHERE; k + 1 < count && low > least; k++) {
        low = branch[k] < low ? branch[k] : low;
        add_branch(&found, low);
    }
    return found;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c & 0x80;
}

static size_t begin_of_word(rn_bytes text, size_t at)
{
    size_t begin = at;
    while (begin > 0 && at - begin < BEFORE_MAX && is_word(text.data[begin - 1]))
        begin--;
    while (continues(text, begin) && begin < at)
        begin++;
    return begin;
}

static size_t end_of_word(rn_bytes text, size_t at)
{
    size_t end = at < text.size ? at + 1 : at;
    while (end < text.size && end - at < AFTER_MAX && is_word(text.data[end]))
        end++;
    while (continues(text, end))
        end++;
    return end;
}

static void put_words(rn_buffer *out, rn_bytes text, const branches *found)
{
    size_t shown = 0;
    for (int i = 0; i < found->count; i++) {
        size_t begin = begin_of_word(text, found->at[i]), end = end_of_word(text, found->at[i]);
        begin = begin < shown + sizeof ELLIPSIS ? shown : begin;
        rn_put_text(out, begin > shown ? ELLIPSIS : "");
        rn_put(out, rn_bytes_slice(text, begin, end > begin ? end : begin));
        shown = end > shown ? end : shown;
    }
    rn_put_text(out, shown < text.size ? ELLIPSIS : "");
}

/* ---- groups ----------------------------------------------------------------------------------- */

static int compare_apart(const void *left, const void *right)
{
    const rn_alike *a = *(rn_alike *const *)left, *b = *(rn_alike *const *)right;
    int order = strcmp(a->apart, b->apart);
    return order ? order : compare_shown(left, right);
}

static int compare_words(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

typedef struct numbering {
    const char **words; /* [count]: what told the names of the group apart so far, sorted */
    size_t count;
    rn_buffer text;
    rn_arena *arena;
} numbering;

/* The words with the next number that makes no other name's words of them. */
static const char *next_number(numbering *n, const char *words, size_t *number)
{
    do {
        n->text.size = 0;
        rn_put_text(&n->text, words);
        rn_put_text(&n->text, *words ? " #" : "#");
        rn_put_uint(&n->text, ++*number);
        rn_put_char(&n->text, '\0');
        if (n->text.failed)
            return NULL;
    } while (bsearch(&n->text.data, n->words, n->count, sizeof *n->words, compare_words));
    return rn_arena_copy(n->arena, rn_bytes_of(n->text.data));
}

static bool number_sorted(rn_alike **names, numbering *n)
{
    for (size_t i = 0, end; i < n->count; i = end) {
        size_t number = 0;
        for (end = i + 1; end < n->count && strcmp(n->words[end], n->words[i]) == 0;)
            end++;
        for (size_t k = i; end - i > 1 && k < end; k++) {
            names[k]->apart = next_number(n, n->words[i], &number);
            if (!names[k]->apart)
                return false;
        }
    }
    return true;
}

static bool number_equal(rn_alike **names, size_t count, rn_arena *arena)
{
    numbering n = {.words = rn_array_new(count, sizeof *n.words), .count = count, .arena = arena};
    if (!n.words)
        return false;
    qsort(names, count, sizeof(*names), compare_apart);
    for (size_t i = 0; i < count; i++)
        n.words[i] = names[i]->apart;
    bool done = number_sorted(names, &n);
    rn_buffer_finish(&n.text);
    free(n.words);
    return done;
}

static bool part_group(rn_alike **names, size_t count, size_t *branch, rn_arena *arena)
{
    rn_buffer text = {0};
    size_t least = NOWHERE;
    bool done = true;
    for (size_t i = 0; i + 1 < count; i++) {
        branch[i] = rn_bytes_equal(names[i]->full, names[i + 1]->full)
                        ? NOWHERE
                        : branch_of(names[i]->full, names[i + 1]->full);
        least = branch[i] < least ? branch[i] : least;
    }
    for (size_t i = 0; done && i < count; i++) {
        branches found = branches_of(branch, count, i, least);
        text.size = 0;
        put_words(&text, names[i]->full, &found);
        if (rn_bytes_equal(rn_buffer_bytes(&text), rn_bytes_of(ELLIPSIS)))
            text.size = 0;
        names[i]->apart = text.failed ? NULL : rn_arena_copy(arena, rn_buffer_bytes(&text));
        done = names[i]->apart;
    }
    rn_buffer_finish(&text);
    return done && number_equal(names, count, arena);
}

bool rn_tell_apart(rn_alike *names, size_t count, rn_arena *arena)
{
    rn_alike **sorted = rn_array_new(count, sizeof(*sorted));
    size_t *branch = rn_array_new(count, sizeof *branch);
    bool done = sorted && branch;
    for (size_t i = 0; done && i < count; i++) {
        names[i].apart = NULL;
        sorted[i] = &names[i];
    }
    if (done && count)
        qsort(sorted, count, sizeof(*sorted), compare_shown);
    for (size_t i = 0, end; done && i < count; i = end) {
        for (end = i + 1; end < count && rn_bytes_equal(sorted[end]->shown, sorted[i]->shown);)
            end++;
        if (end - i > 1)
            done = part_group(sorted + i, end - i, branch, arena);
    }
    free(sorted);
    free(branch);
    return done;
}
