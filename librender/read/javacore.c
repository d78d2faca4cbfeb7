/* Javacores, the thread dumps of IBM's and Eclipse OpenJ9's Java.  Every line begins with a tag:
 *
 *     3XMTHREADINFO      "main" J9VMThread:0x16F00, java/lang/Thread:0xFFF, state:R, prio=5
 *     3XMTHREADINFO1            (native thread ID:0x1A2B, native priority:0x5, …)
 *     3XMTHREADINFO3           Java callstack:
 *     4XESTACKTRACE                at java/util/List.add(List.java:127(Compiled Code))
 *     3XMTHREADINFO3           Native callstack:
 *
 * Each thread with frames counts once in each dump, however often the dump lists it; only threads in
 * state R do, unless --states says otherwise.
 *
 * Left out: native frames, CPU times, locks, and all that is said of other things than threads. */
#include "base/words.h"
#include "read/dump.h"
#include "read/formats.h"
#include "read/java_frame.h"

static const char THREAD[] = "3XMTHREADINFO ";
static const char NUMBER[] = "3XMTHREADINFO1 ";
static const char PART[] = "3XMTHREADINFO3 ";
static const char FRAME[] = "4XESTACKTRACE ";
static const char SECTION[] = "0SECTION ";

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    while (rn_lines_next(&l, &line)) {
        if (rn_bytes_start(line, rn_bytes_of(THREAD)) ||
            rn_bytes_start(line, RN_LITERAL("1TIFILENAME ")))
            return 95;
        if (rn_cut_prefix(&line, SECTION) && rn_contains(line, " subcomponent dump routine"))
            return 95;
    }
    return 0;
}

/* ---- threads ---------------------------------------------------------------------------------- */

typedef struct reader {
    rn_dump dump;
    rn_java_frames frames;
    rn_dump_thread thread;
    rn_bytes identity; /* of the thread at hand: all that its line says before its state */
    rn_bytes current;  /* the same of the one that is listed first, as "Current thread" */
    bool is_current, in_thread, is_repeated;
} reader;

static unsigned state_of(rn_bytes text)
{
    static const struct {
        const char *word;
        unsigned state;
    } words[] = {
        {"R", RN_STATE_RUNNING}, {"CW", RN_STATE_WAITING}, {"P", RN_STATE_WAITING},
        {"B", RN_STATE_BLOCKED}, {"MW", RN_STATE_BLOCKED}, {"S", RN_STATE_OTHER},
        {"Z", RN_STATE_OTHER},
    };
    size_t size = 0;
    while (size < text.size && text.data[size] >= 'A' && text.data[size] <= 'Z')
        size++;
    text.size = size;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (rn_bytes_equal(text, rn_bytes_of(words[i].word)))
            return words[i].state;
    return RN_STATE_UNKNOWN;
}

static void finish_thread(void *user)
{
    reader *r = user;
    if (r->in_thread && !r->is_repeated)
        rn_dump_take(&r->dump, &r->thread, 1);
    r->dump.depth = 0;
    r->in_thread = false;
}

/* '"name" J9VMThread:0x16F00, …, state:R, prio=5'; older: '"name" (TID:0x16F00, …, state:R, …) prio=5' */
static void begin_thread(reader *r, rn_bytes text)
{
    size_t quote, state = 0;
    finish_thread(r);
    text = rn_trim_start(text);
    r->thread = (rn_dump_thread){.name = {"", 0}};
    r->identity = text;
    if (rn_find(text, RN_LITERAL(", state:"), &state)) {
        r->thread.state = state_of(rn_bytes_slice(text, state + 8, text.size));
        r->identity.size = state;
    }
    if (text.size && text.data[0] == '"' && rn_find_last_char(r->identity, '"', &quote) && quote)
        r->thread.name = rn_java_thread_name(&r->frames, rn_bytes_slice(text, 1, quote));
    r->in_thread = true;
    r->is_repeated = !r->is_current && state && rn_bytes_equal(r->identity, r->current);
    if (r->is_current && state)
        r->current = r->identity;
}

/* '(native thread ID:0x1A2B, native priority:0x5, …)' */
static void take_number(reader *r, rn_bytes text)
{
    size_t at;
    if (!rn_find(text, RN_LITERAL("native thread ID:"), &at))
        return;
    text = rn_bytes_slice(text, at + 17, text.size);
    if (rn_find_char(text, ',', &at))
        text.size = at;
    r->thread.tid = text;
}

static render_status take_frame(reader *r, const rn_lines *l, rn_bytes text)
{
    text = rn_trim(text);
    if (!r->in_thread || r->is_repeated)
        return RENDER_OK;
    if (!rn_cut_prefix(&text, "at "))
        return rn_skip(r->dump.report, l->start, l->number, "no frame of Java");
    const rn_java_known *known = rn_java_frames_get(&r->frames, text);
    if (!known)
        return rn_dump_status(&r->dump);
    if (known->frame == RN_NONE)
        return rn_skip(r->dump.report, l->start, l->number, "no frame of Java");
    rn_dump_add(&r->dump, known->frame);
    return RENDER_OK;
}

/* ---- the file --------------------------------------------------------------------------------- */

static render_status take_line(void *user, const rn_lines *l, rn_bytes line)
{
    reader *r = user;
    if (rn_cut_prefix(&line, FRAME))
        return take_frame(r, l, line);
    if (rn_cut_prefix(&line, THREAD)) {
        begin_thread(r, line);
    } else if (rn_cut_prefix(&line, NUMBER)) {
        take_number(r, line);
    } else if (rn_cut_prefix(&line, PART)) {
        if (rn_bytes_equal(rn_trim(line), RN_LITERAL("Native callstack:")))
            finish_thread(r);
    } else if (rn_cut_prefix(&line, SECTION)) {
        finish_thread(r);
        r->current = (rn_bytes){0};
    } else if (rn_bytes_start(line, RN_LITERAL("1XMCURTHDINFO "))) {
        r->is_current = true;
    } else if (rn_bytes_start(line, RN_LITERAL("1XM"))) {
        r->is_current = false;
    }
    return RENDER_OK;
}

static const rn_dump_reader HOW = {RN_STATE_RUNNING, take_line, finish_thread};

static render_status read_javacore(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {0};
    rn_java_frames_init(&r.frames, builder, report);
    render_status status = rn_dump_read(&r.dump, &HOW, input, builder, report, &r);
    rn_java_frames_finish(&r.frames);
    return status;
}

const rn_format rn_format_javacore = {
    .info = &rn_format_infos[RN_FORMAT_javacore],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_javacore,
};
