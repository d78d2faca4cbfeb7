/* Thread dumps of Java: jstack, jcmd PID Thread.print, and what SIGQUIT makes a program print.
 *
 *     Full thread dump OpenJDK 64-Bit Server VM (17.0.15 mixed mode, sharing):
 *
 *     "pool-1-thread-2" #13 prio=5 os_prio=0 tid=0x00007f51 nid=0x47d4 runnable  [0x00007f50]
 *        java.lang.Thread.State: RUNNABLE
 *             at Busy.hot(Busy.java:4)
 *             - locked <0x000000069ec02f40> (a java.lang.Object)
 *             at java.lang.Thread.run(java.base@17.0.15/Thread.java:840)
 *
 * Also jhsdb's frames, ' - Busy.hot(int) @bci=25, line=4 (Compiled frame)', and the text of jcmd's
 * Thread.dump_to_file, which has virtual threads: '#22 "name" virtual RUNNABLE 2026-01-01T12:00:00Z'.
 *
 * Each thread with frames counts once in each dump.  Only those that run do, unless --states says
 * otherwise: "runnable" threads of the JVM itself, and those that wait in a system call, do not.  What
 * is listed again after a deadlock is not counted again.
 *
 * Left out: locks, times, JSON of Thread.dump_to_file, native frames of jhsdb's --mixed. */
#include "base/words.h"
#include "read/dump.h"
#include "read/formats.h"
#include "read/java_frame.h"

/* ---- threads ---------------------------------------------------------------------------------- */

typedef struct header {
    rn_bytes name, tid;
    unsigned state;
} header;

static unsigned state_of_word(rn_bytes text)
{
    static const struct {
        const char *word;
        unsigned state;
    } words[] = {
        {"RUNNABLE", RN_STATE_RUNNING}, {"BLOCKED", RN_STATE_BLOCKED},
        {"WAITING", RN_STATE_WAITING},  {"TIMED_WAITING", RN_STATE_WAITING},
        {"NEW", RN_STATE_OTHER},        {"TERMINATED", RN_STATE_OTHER},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (rn_bytes_start(text, rn_bytes_of(words[i].word)))
            return words[i].state;
    return RN_STATE_UNKNOWN;
}

/* What stands behind the name of a thread says what it does, too. */
static unsigned state_of_header(rn_bytes text)
{
    static const struct {
        const char *part;
        unsigned state;
    } parts[] = {
        {"for monitor entry", RN_STATE_BLOCKED},
        {"on monitor entry", RN_STATE_BLOCKED},
        {"waiting on condition", RN_STATE_WAITING},
        {"in Object.wait()", RN_STATE_WAITING},
        {"sleeping", RN_STATE_WAITING},
        {"runnable", RN_STATE_RUNNING},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (rn_contains(text, parts[i].part))
            return parts[i].state;
    return RN_STATE_UNKNOWN;
}

/* What stands behind 'nid='. */
static rn_bytes native_id(rn_bytes text)
{
    size_t at;
    if (!rn_find(text, RN_LITERAL(" nid="), &at))
        return (rn_bytes){"", 0};
    text = rn_bytes_slice(text, at + 5, text.size);
    if (rn_find_char(text, ' ', &at))
        text.size = at;
    return text;
}

/* '"name" #13 prio=5 tid=0x00007f51 nid=0x47d4 runnable'; the name may hold quotes. */
static bool parse_header(rn_bytes line, header *out)
{
    size_t end;
    if (line.size < 2 || line.data[0] != '"' || !rn_find_last_char(line, '"', &end) || end == 0)
        return false;
    rn_bytes rest = rn_bytes_slice(line, end + 1, line.size);
    if (!rn_contains(rest, " tid=") && !rn_contains(rest, " nid="))
        return false;
    *out = (header){rn_bytes_slice(line, 1, end), native_id(rest), state_of_header(rest)};
    return true;
}

/* '#22 "name" virtual RUNNABLE 2026-01-01T12:00:00Z', before JDK 25 without the state */
static bool parse_numbered_header(rn_bytes line, header *out)
{
    size_t end;
    if (!rn_cut_prefix(&line, "#") || !rn_cut_digits(&line).size || !rn_cut_prefix(&line, " \"") ||
        !rn_find_last_char(line, '"', &end))
        return false;
    rn_bytes rest = rn_trim_start(rn_bytes_slice(line, end + 1, line.size));
    if (rn_cut_prefix(&rest, "virtual"))
        rest = rn_trim_start(rest);
    *out = (header){.name = rn_bytes_slice(line, 0, end), .state = state_of_word(rest)};
    return true;
}

/* 'Thread 23541: (state = IN_NATIVE)', of jstack -F before JDK 9 */
static bool parse_plain_header(rn_bytes line, header *out)
{
    *out = (header){.state = RN_STATE_RUNNING};
    if (!rn_cut_prefix(&line, "Thread "))
        return false;
    out->tid = rn_cut_digits(&line);
    if (!out->tid.size || !rn_cut_prefix(&line, ": (state = "))
        return false;
    if (rn_bytes_start(line, RN_LITERAL("BLOCKED")))
        out->state = RN_STATE_BLOCKED;
    return true;
}

/* Of the JVM itself, which calls them runnable. */
static bool is_background(rn_bytes name)
{
    return (name.size && name.data[0] == 'C' && rn_contains(name, "CompilerThread")) ||
           rn_bytes_start(name, RN_LITERAL("Signal Dispatcher")) ||
           rn_bytes_start(name, RN_LITERAL("Service Thread")) ||
           rn_bytes_start(name, RN_LITERAL("Attach Listener"));
}

/* ---- the contest of formats ------------------------------------------------------------------- */

static bool starts_dump(rn_bytes line)
{
    return rn_bytes_start(line, RN_LITERAL("Full thread dump "));
}

static int bid_for_line(rn_bytes line, bool *is_numbered)
{
    header h;
    if (starts_dump(line))
        return 95;
    if (parse_header(line, &h) || parse_plain_header(line, &h))
        return 90;
    rn_bytes text = rn_trim_start(line);
    bool is_frame = text.size < line.size && (rn_cut_prefix(&text, "at ") || *is_numbered) &&
                    rn_java_is_frame(text);
    int bid = *is_numbered && is_frame ? 85 : 0;
    *is_numbered = parse_numbered_header(line, &h);
    return bid;
}

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    int best = 0;
    bool is_numbered = false;
    while (best < 90 && rn_lines_next(&l, &line)) {
        int bid = bid_for_line(line, &is_numbered);
        best = bid > best ? bid : best;
    }
    return best;
}

/* ---- the file --------------------------------------------------------------------------------- */

typedef struct reader {
    rn_dump dump;
    rn_java_frames frames;
    rn_dump_thread thread;
    bool in_thread, in_repeat;
    bool is_numbered; /* frames of the thread may have no 'at' */
    bool leaf_waits;
    unsigned header_state;
} reader;

static void finish_thread(void *user)
{
    reader *r = user;
    unsigned *state = &r->thread.state;
    if (*state == RN_STATE_UNKNOWN || (*state == RN_STATE_RUNNING && r->header_state))
        *state = r->header_state;
    if (*state == RN_STATE_RUNNING && r->leaf_waits)
        *state = RN_STATE_IO;
    if (*state == RN_STATE_RUNNING && is_background(r->thread.name))
        *state = RN_STATE_OTHER;
    if (r->in_thread)
        rn_dump_take(&r->dump, &r->thread, 1);
    r->in_thread = r->in_repeat = false;
}

static void begin_thread(reader *r, const header *h, bool is_numbered)
{
    finish_thread(r);
    rn_bytes name = rn_java_thread_name(&r->frames, h->name);
    r->thread = (rn_dump_thread){.name = name, .tid = h->tid};
    r->header_state = h->state;
    r->in_thread = true;
    r->is_numbered = is_numbered;
    r->leaf_waits = false;
}

static render_status take_frame(reader *r, const rn_lines *l, rn_bytes text)
{
    if (r->in_repeat)
        return RENDER_OK;
    if (!r->in_thread)
        return rn_skip(r->dump.report, l->start, l->number, "a frame outside of a thread");
    const rn_java_known *known = rn_java_frames_get(&r->frames, text);
    if (!known)
        return rn_dump_status(&r->dump);
    if (known->frame == RN_NONE)
        return rn_skip(r->dump.report, l->start, l->number, "no frame of Java");
    if (r->dump.depth == 0)
        r->leaf_waits = known->waits;
    rn_dump_add(&r->dump, known->frame);
    return RENDER_OK;
}

/* An indented line: a frame, or what else is said of the thread. */
static render_status take_detail(reader *r, const rn_lines *l, rn_bytes text)
{
    if (rn_cut_prefix(&text, "at "))
        return take_frame(r, l, text);
    if (rn_bytes_start(text, RN_LITERAL("- "))) {
        bool is_frame = rn_contains(text, " @bci=");
        return is_frame ? take_frame(r, l, rn_trim_start(rn_bytes_slice(text, 2, text.size)))
                        : RENDER_OK;
    }
    if (rn_cut_prefix(&text, "java.lang.Thread.State: ")) {
        r->thread.state = state_of_word(text);
    } else if (rn_bytes_start(text, RN_LITERAL("Mounted virtual thread"))) {
        rn_dump_settle(&r->dump, &r->thread);
    } else if (r->is_numbered && r->in_thread && rn_java_is_frame(text)) {
        return take_frame(r, l, text);
    }
    return RENDER_OK;
}

static render_status take_line(void *user, const rn_lines *l, rn_bytes line)
{
    reader *r = user;
    header h;
    rn_bytes text = rn_trim_start(line);
    if (text.size == 0) {
        finish_thread(r);
    } else if (text.size < line.size) {
        return take_detail(r, l, text);
    } else if (line.data[0] == '"') {
        if (parse_header(line, &h)) {
            begin_thread(r, &h, false);
        } else {
            finish_thread(r);
            r->in_repeat = true;
        }
    } else if (parse_numbered_header(line, &h)) {
        begin_thread(r, &h, true);
    } else if (parse_plain_header(line, &h)) {
        begin_thread(r, &h, false);
    }
    return RENDER_OK;
}

static const rn_dump_reader HOW = {RN_STATE_RUNNING, take_line, finish_thread};

static render_status read_jstack(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {0};
    rn_java_frames_init(&r.frames, builder, report);
    render_status status = rn_dump_read(&r.dump, &HOW, input, builder, report, &r);
    rn_java_frames_finish(&r.frames);
    return status;
}

const rn_format rn_format_jstack = {
    .info = &rn_format_infos[RN_FORMAT_jstack],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_jstack,
};
