/* The patterns must fit whole names, as pprof simplifies them: without the '.' before names of PPC, and
 * without arguments. */
#include "read/pprof_drop.h"

#include "base/text.h"

/* Real patterns take some hundreds of steps for a name: what an input brings gets this part of what a user's patterns
 * may take. */
enum { STEPS_PART = 100 };

static bool compile(rn_pprof_drop *d, rn_regex **out, rn_bytes pattern)
{
    rn_buffer whole = {0};
    rn_put_text(&whole, "\\A(?:");
    rn_put(&whole, pattern);
    rn_put_text(&whole, ")\\Z");
    render_status status =
        whole.failed ? RENDER_ERROR_MEMORY : rn_regex_new(out, rn_buffer_bytes(&whole), d->steps);
    rn_buffer_finish(&whole);
    if (status == RENDER_ERROR_MEMORY)
        rn_fail_memory(d->report);
    else if (status)
        rn_warn(d->report, "the frames to drop are no regular expression: none is dropped");
    return status == RENDER_OK;
}

static void forget(rn_pprof_drop *d)
{
    rn_regex_free(d->drop);
    rn_regex_free(d->keep);
    d->drop = d->keep = NULL;
}

void rn_pprof_drop_init(rn_pprof_drop *d, rn_bytes drop_frames, rn_bytes keep_frames,
                        const render_limits *limits, rn_report *report)
{
    *d = (rn_pprof_drop){.steps = limits->regex_steps / STEPS_PART + 1, .report = report};
    if (!rn_text_is_clean(drop_frames) || !rn_text_is_clean(keep_frames))
        rn_warn(report, "the frames to drop are no clean text: none is dropped");
    else if (!drop_frames.size || !compile(d, &d->drop, drop_frames) ||
             (keep_frames.size && !compile(d, &d->keep, keep_frames)))
        forget(d);
}

void rn_pprof_drop_finish(rn_pprof_drop *d)
{
    forget(d);
    rn_buffer_finish(&d->name);
}

/* Where the arguments begin: at the first '(' that is not part of a name. */
static size_t find_arguments(rn_bytes name)
{
    static const rn_bytes anonymous = RN_LITERAL("(anonymous namespace)"),
                          call = RN_LITERAL("operator()");
    for (size_t at = 0; at < name.size; at++) {
        rn_bytes rest = rn_bytes_slice(name, at, name.size);
        if (rn_bytes_start(rest, anonymous))
            at += anonymous.size - 1;
        else if (rn_bytes_start(rest, call))
            at += call.size - 1;
        else if (name.data[at] == '(')
            return at;
    }
    return name.size;
}

static bool fits(rn_pprof_drop *d, const rn_regex *regex)
{
    bool found;
    render_status status = rn_regex_search(regex, rn_buffer_bytes(&d->name), &found);
    if (status == RENDER_ERROR_MEMORY)
        rn_fail_memory(d->report);
    if (status == RENDER_OK)
        return found;
    rn_warn(d->report, "the search for frames to drop takes too long: it is given up");
    forget(d);
    return false;
}

bool rn_pprof_drop_matches(rn_pprof_drop *d, rn_bytes name)
{
    bool latin1;
    if (!d->drop || name.size == 0)
        return false;
    if (name.data[0] == '.')
        name = rn_bytes_slice(name, 1, name.size);
    d->name.size = 0;
    rn_text_repair(&d->name, rn_bytes_slice(name, 0, find_arguments(name)), &latin1);
    return fits(d, d->drop) && !(d->keep && fits(d, d->keep));
}
