/* Which types there are, and how a report comes to fit into so many bytes: by listing fewer functions.
 * How many fit is found by halving. */
#include "report/reports.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/info.h"
#include "base/text.h"
#include "profile/merge.h"
#include "report/pstats_text.h"

/* clang-format off */
#define ROWS(ROW) \
    ROW(rn_put_text_report, "text", "text, for terminals; of Python's dumps as pstats prints it", ".txt") \
    ROW(rn_put_markdown_report, "markdown", "Markdown tables, for pull requests and job summaries", \
        ".md .markdown") \
    ROW(rn_put_csv_report, "csv", "comma-separated values, for spreadsheets", ".csv") \
    ROW(rn_put_json_report, "json", "JSON, for programs", ".json")
#define INFO(put, id, words, endings) {.name = (id), .title = (words), .suffixes = (endings)},
#define REPORT_TYPE(put, id, words, endings) {put},
/* clang-format on */

const render_info rn_report_type_infos[] = {ROWS(INFO)};
const rn_report_type rn_report_types[] = {ROWS(REPORT_TYPE)};
const size_t rn_report_type_count = sizeof rn_report_types / sizeof *rn_report_types;

const rn_report_type *rn_report_type_find(const char *name)
{
    size_t i = rn_info_find(rn_report_type_infos, rn_report_type_count, name ? name : "text");
    return i < rn_report_type_count ? &rn_report_types[i] : NULL;
}

bool rn_report_flush(rn_report_writer *w)
{
    return rn_flush(&w->out, w->sink, RN_FLUSH_BYTES, w->report);
}

void rn_put_clean(rn_buffer *out, const char *text)
{
    bool is_latin1;
    if (rn_text_is_clean(rn_bytes_of(text)))
        rn_put_text(out, text);
    else
        rn_text_repair(out, rn_bytes_of(text), &is_latin1);
}

void rn_put_rule_lines(rn_buffer *out, const render_report_options *options)
{
    for (size_t i = 0; i < options->rule_count; i++) {
        rn_put_text(out, options->verdicts[i].is_tripped ? "tripped  " : "kept     ");
        rn_put_text(out, options->rules[i]);
        rn_put_text(out, "  ");
        rn_put_text(out, options->verdicts[i].found);
        rn_put_char(out, '\n');
    }
}

/* ---- one report ------------------------------------------------------------------------------- */

static render_status write_table(const rn_report_type *type, const rn_profile *profile,
                                 uint32_t metric, const render_report_options *options,
                                 render_sink sink, rn_report *report)
{
    rn_table table;
    rn_report_writer w = {.table = &table, .options = options, .sink = sink, .report = report};
    if (rn_table_init(&table, profile, metric, options, report) == RENDER_OK) {
        type->put(&w);
        rn_flush(&w.out, sink, 0, report);
    }
    rn_buffer_finish(&w.out);
    rn_table_finish(&table);
    return report->error.status;
}

static bool is_pstats_text(const rn_report_type *type, const rn_profile *profile, uint32_t metric)
{
    return type == rn_report_types && profile->metrics[metric].base == RN_NONE &&
           rn_is_like_pstats(profile, metric);
}

static render_status write_whole(const rn_report_type *type, const rn_profile *profile,
                                 uint32_t metric, const render_report_options *options,
                                 render_sink sink, rn_report *report)
{
    if (is_pstats_text(type, profile, metric))
        return rn_pstats_write(profile, options, sink, report);
    return write_table(type, profile, metric, options, sink, report);
}

/* ---- as many functions as fit ----------------------------------------------------------------- */

typedef struct fitting {
    const rn_report_type *type;
    const rn_profile *profile;
    uint32_t metric;
    render_report_options options;
    render_restriction *restrictions; /* those asked for, and a count */
    rn_report *report;
} fitting;

static bool collect(void *user, const void *data, size_t size)
{
    rn_put(user, (rn_bytes){data, size});
    return true;
}

/* The report of the first `count` functions; false when it failed or is too long. */
static bool try_count(fitting *f, uint32_t count, rn_buffer *out)
{
    f->restrictions[f->options.restriction_count - 1].amount = count;
    out->size = 0;
    write_whole(f->type, f->profile, f->metric, &f->options, (render_sink){collect, out},
                f->report);
    if (out->failed)
        rn_fail_memory(f->report);
    return !f->report->error.status && out->size <= f->options.max_bytes;
}

static void find_most(fitting *f, rn_buffer *out)
{
    uint32_t fits = 0, most = f->profile->function_count;
    if (try_count(f, most, out))
        return;
    while (fits + 1 < most && !f->report->error.status) {
        uint32_t middle = fits + (most - fits) / 2;
        if (try_count(f, middle, out))
            fits = middle;
        else
            most = middle;
    }
    if (!f->report->error.status && !try_count(f, fits, out))
        rn_fail(f->report, RENDER_ERROR_LIMIT, 0, 0,
                "the report does not fit into %llu bytes even without functions",
                (unsigned long long)f->options.max_bytes);
}

static render_status write_fitting(const rn_report_type *type, const rn_profile *profile,
                                   uint32_t metric, const render_report_options *options,
                                   render_sink sink, rn_report *report)
{
    rn_buffer out = {0};
    size_t count = options->restriction_count;
    fitting f = {type, profile, metric, *options, NULL, report};
    f.restrictions = rn_array_new(count + 1, sizeof *f.restrictions);
    if (!f.restrictions)
        return rn_fail_memory(report);
    if (count)
        memcpy(f.restrictions, options->restrictions, count * sizeof *f.restrictions);
    f.restrictions[count] = (render_restriction){.kind = RENDER_KEEP_COUNT};
    f.options.restrictions = f.restrictions;
    f.options.restriction_count = count + 1;
    find_most(&f, &out);
    if (!report->error.status)
        rn_flush(&out, sink, 0, report);
    rn_buffer_finish(&out);
    free(f.restrictions);
    return report->error.status;
}

/* ---- without folders -------------------------------------------------------------------------- */

rn_profile *rn_report_strip_folders(const rn_profile *profile, rn_report *report)
{
    rn_profile *stripped = NULL;
    rn_merger *merger = rn_merger_new(report);
    if (!merger) {
        rn_fail_memory(report);
        return NULL;
    }
    rn_merger_strip_folders(merger);
    if (rn_merger_add(merger, profile) == RENDER_OK)
        rn_merger_finish(merger, &stripped);
    rn_merger_free(merger);
    return stripped;
}

render_status rn_report_write(const rn_report_type *type, const rn_profile *profile,
                              uint32_t metric, const render_report_options *options,
                              render_sink sink, rn_report *report)
{
    rn_profile *stripped = NULL;
    if (options->strip_folders && !is_pstats_text(type, profile, metric)) {
        profile = stripped = rn_report_strip_folders(profile, report);
        if (!profile)
            return report->error.status;
    }
    if (options->max_bytes)
        write_fitting(type, profile, metric, options, sink, report);
    else
        write_whole(type, profile, metric, options, sink, report);
    rn_profile_free(stripped);
    return report->error.status;
}
