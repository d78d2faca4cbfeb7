/* Walks through the samples that every format must read, tests/format/NAME/ok, decoded. */
#ifndef EACH_SAMPLE_H
#define EACH_SAMPLE_H

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "input/source.h"
#include "read/formats.h"

typedef void check_sample(const rn_format *format, const char *path, rn_bytes input);

static inline void check_decoded(const rn_format *format, const char *path, check_sample *check)
{
    render_limits limits;
    rn_report report = {0};
    rn_source source;
    rn_buffer told = {0};
    rn_limits_init(&limits);
    assert_int_equal(rn_source_open(&source, path, NULL, &limits, &report), RENDER_OK);
    assert_int_equal(rn_source_decode(&source, NULL, &limits, &told, &report), RENDER_OK);
    check(format, path, source.bytes);
    rn_source_close(&source);
    rn_report_finish(&report);
    rn_buffer_finish(&told);
}

static inline void each_sample(check_sample *check)
{
    for (size_t i = 0; i < RN_FORMAT_COUNT; i++) {
        char folder[1024], path[2048];
        size_t count = 0;
        snprintf(folder, sizeof folder, "%s/format/%s/ok", TEST_SOURCE_DIR, rn_format_infos[i].name);
        DIR *list = opendir(folder);
        if (!list)
            fail_msg("%s is missing", folder);
        for (struct dirent *entry; (entry = readdir(list));) {
            if (entry->d_name[0] == '.')
                continue;
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            check_decoded(rn_formats[i], path, check);
            count++;
        }
        closedir(list);
        assert_true(count > 0);
    }
}

#endif
