/* V8's profiles of time, as Node and Chrome write them since 2016, and before:
 *
 *     {"nodes": [{"id": 1, "callFrame": {…}, "hitCount": 0, "children": [2]}, …],
 *      "startTime": 1000, "endTime": 9000, "samples": [2, 2, …], "timeDeltas": [200, 1250, …]}
 *
 *     {"head": {"functionName": "(root)", "url": "", …, "children": [{…}]},
 *      "startTime": 1.5, "endTime": 9.5, "samples": [2, 2, …], "timestamps": [1500200, …]}
 *
 * Times are in us, but for startTime and endTime of the old form.  Members come in any order.  Profiles
 * in a Chrome trace are read by trace.c. */
#include "read/formats.h"
#include "read/json_tree.h"
#include "read/v8_profile.h"

static int sniff(rn_bytes head, bool whole)
{
    rn_bytes node = rn_json_find_item(rn_json_find_key(head, "nodes"));
    rn_bytes old = rn_json_find_key(head, "head");
    bool has_samples = rn_json_find_key(head, "samples").size || !whole;
    if (rn_json_find_key(node, "callFrame").size)
        return has_samples ? 95 : 70;
    if (rn_json_find_key(node, "id").size && rn_json_find_key(node, "hitCount").size)
        return has_samples ? 80 : 60;
    if (rn_json_find_key(old, "functionName").size)
        return rn_json_find_key(old, "hitCount").size || has_samples ? 95 : 60;
    return 0;
}

static bool take_all(rn_v8_profile *p, rn_json *json)
{
    if (!rn_json_expect(json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(json) == RN_JSON_KEY)
        if (!rn_v8_take_profile_member(p, json))
            return false;
    if (json->token != RN_JSON_OBJECT_END || !rn_json_expect(json, RN_JSON_END, "the end"))
        return false;
    if (rn_v8_has_samples(p))
        return true;
    rn_fail(json->report, RENDER_ERROR_EMPTY, 0, 0, "no samples");
    return false;
}

static render_status read_cpuprofile(rn_bytes input, rn_builder *builder, rn_report *report)
{
    rn_v8_frames frames = {.builder = builder};
    rn_v8_profile profile = {.frames = &frames};
    rn_json json;
    rn_json_init(&json, input, rn_json_tree_nesting(builder), report);
    uint32_t track = rn_builder_track(builder, RN_LITERAL("main"));
    if (take_all(&profile, &json) && rn_v8_add_profile(&profile, 0, track, 0))
        rn_report_sum_up(report, "record(s)");
    rn_json_finish(&json);
    rn_v8_profile_finish(&profile);
    rn_v8_frames_finish(&frames);
    return report->error.status;
}

const rn_format rn_format_cpuprofile = {
    .info = &rn_format_infos[RN_FORMAT_cpuprofile],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_cpuprofile,
};
