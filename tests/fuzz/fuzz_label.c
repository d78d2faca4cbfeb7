/* How names become labels: each line of the input is a function; parts between tabs are its name, file and module. */
#include "style/names.h"
#include "style/strip.h"

#include "base/demangle.h"
#include "base/limits.h"
#include "base/words.h"
#include "profile/builder.h"
#include "promise.h"
#include "scene/fit.h"
#include "style/apart.h"
#include "style/shorten.h"
#include "style/strip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FUNCTIONS_MAX = 50 };

static rn_profile *make_profile(rn_bytes text, rn_report *report)
{
    render_limits limits;
    rn_profile *profile = NULL;
    rn_limits_init(&limits);
    rn_builder *builder = rn_builder_new(RN_STACKS, &limits, report);
    promise(builder, "memory for a builder");
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("s"));
    for (uint32_t i = 0; text.size && i < FUNCTIONS_MAX; i++) {
        rn_bytes line = rn_cut_part(&text, '\n');
        rn_function_key key = {.line = i};
        key.name = rn_cut_part(&line, '\t');
        key.file = rn_cut_part(&line, '\t');
        key.module = line;
        uint32_t frame = rn_builder_frame(builder, rn_builder_function(builder, &key), 0);
        rn_builder_add_self(builder, rn_builder_push(builder, 0, frame), 0, 1);
    }
    rn_builder_finish(builder, &profile);
    return profile;
}

/* Tails of tails, down to what has none. */
static void cut_tails(rn_bytes name)
{
    while (name.size) {
        rn_bytes tail = rn_name_tail(name);
        promise(tail.size < name.size && is_inside(tail, name), "a tail is a part of the name");
        promise(!tail.size || rn_bytes_end(name, tail), "a tail ends as the name does");
        promise(rn_text_is_clean(tail), "a tail is whole characters");
        name = tail;
    }
}

static void fit(rn_measure *measure, rn_bytes label)
{
    rn_buffer out = {0};
    for (double width = 1; width < 400; width *= 3) {
        double used = rn_fit_text(measure, label, 12, false, width, &out);
        promise(used <= width, "what is made to fit does");
        promise((used > 0) == (out.size > 0), "what is shown has a width");
        promise(rn_text_is_clean(rn_buffer_bytes(&out)), "characters are not split");
    }
    rn_buffer_finish(&out);
}

static void check_label(rn_measure *measure, rn_buffer *label)
{
    promise(rn_text_is_clean(rn_buffer_bytes(label)), "labels are clean");
    cut_tails(rn_buffer_bytes(label));
    fit(measure, rn_buffer_bytes(label));
    label->size = 0;
}

static void shorten(rn_measure *measure, rn_bytes name)
{
    rn_buffer label = {0};
    for (int step = 0; step < RN_SHORTEN_STEPS; step++) {
        rn_put_shortened(&label, name, step);
        promise(!name.size || label.size, "a shortened name is one");
        check_label(measure, &label);
    }
    rn_buffer_finish(&label);
}

/* All as if they looked the same. */
static void tell_apart(const rn_profile *profile)
{
    rn_arena arena = RN_ARENA_EMPTY;
    rn_alike names[FUNCTIONS_MAX];
    uint32_t count =
        profile->function_count < FUNCTIONS_MAX ? profile->function_count : FUNCTIONS_MAX;
    for (uint32_t f = 0; f < count; f++)
        names[f] = (rn_alike){{"", 0}, rn_function_name(profile, f), NULL};
    promise(rn_tell_apart(names, count, &arena), "memory for what tells apart");
    for (uint32_t f = 0; f < count; f++) {
        promise(rn_text_is_clean(rn_bytes_of(names[f].apart ? names[f].apart : "")),
                "what tells apart is whole characters");
        for (uint32_t g = 0; g < f; g++)
            promise(strcmp(names[f].apart, names[g].apart) != 0, "no two are told alike");
    }
    rn_arena_finish(&arena);
}

static void make_labels(const rn_profile *profile, rn_measure *measure, uint32_t function)
{
    rn_buffer label = {0};
    for (uint8_t ambiguous = 0; ambiguous < 3; ambiguous++) {
        rn_put_label(&label, profile, function, ambiguous);
        check_label(measure, &label);
    }
    rn_put_short_label(&label, profile, function);
    check_label(measure, &label);
    rn_put_full_name(&label, profile, function);
    check_label(measure, &label);
    rn_put_tooltip_name(&label, profile, function);
    check_label(measure, &label);
    rn_put_stripped(&label, rn_function_name(profile, function));
    promise(label.size <= rn_function_name(profile, function).size,
            "to strip makes nothing longer");
    check_label(measure, &label);
    shorten(measure, rn_function_name(profile, function));
    if (rn_demangle(&label, rn_function_name(profile, function)))
        promise(label.size, "a name that is turned back is one");
    rn_buffer_finish(&label);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rn_report report = {0};
    rn_profile *profile = make_profile((rn_bytes){(const char *)data, size}, &report);
    rn_measure *measure = rn_measure_new_fixed();
    promise(measure, "memory for widths");
    uint8_t *ambiguous = profile ? rn_names_ambiguous(profile) : NULL;
    for (uint32_t f = 0; ambiguous && f < profile->function_count; f++)
        make_labels(profile, measure, f);
    bool *alike = ambiguous ? rn_names_alike_stripped(profile, ambiguous) : NULL;
    if (alike && profile->function_count)
        tell_apart(profile);
    free(alike);
    free(ambiguous);
    rn_measure_free(measure);
    rn_profile_free(profile);
    rn_report_finish(&report);
    return 0;
}
