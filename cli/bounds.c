/* See bounds.h. */
#include "bounds.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "option_table.h"

typedef struct limit {
    const char *name;
    size_t offset; /* in cli_settings */
    bool is_wide;  /* uint64_t, else uint32_t */
    uint64_t least, most;
} limit;

#define READ(member) CLI_AT(read.limits.member)

static const limit limits[] = {
    {"decoded-bytes", READ(decoded_bytes), true, 1, INT64_MAX},
    {"codec-layers", READ(codec_layers), false, 0, 100},
    {"expansion", READ(expansion), false, 1, UINT32_MAX},
    {"nesting", READ(nesting), false, 1, 1000},
    {"stack-depth", READ(stack_depth), false, 1, INT32_MAX},
    {"name-bytes", READ(name_bytes), false, 16, INT32_MAX},
    {"functions", READ(functions), false, 1, INT32_MAX},
    {"stacks", READ(stacks), false, 1, INT32_MAX},
    {"regex-steps", READ(regex_steps), false, 1, INT32_MAX},
    {"scene-items", CLI_AT(draw.scene_items), false, 1, UINT32_MAX},
    {"graph-nodes", CLI_AT(draw.graph_nodes), false, 1, UINT32_MAX},
    {"layout-work", CLI_AT(draw.layout_work), false, 1, INT32_MAX},
    {"raster-pixels", CLI_AT(draw.raster_pixels), false, 1, INT32_MAX},
};

enum { LIMIT_COUNT = sizeof limits / sizeof *limits };

static const limit *find_limit(const char *name, size_t size)
{
    for (size_t i = 0; i < LIMIT_COUNT; i++)
        if (strlen(limits[i].name) == size && memcmp(limits[i].name, name, size) == 0)
            return &limits[i];
    return NULL;
}

static int fail_name(const cli_verb *verb, const char *text, size_t size)
{
    char names[400];
    size_t used = 0;
    for (size_t i = 0; i < LIMIT_COUNT && used < sizeof names; i++)
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i ? " " : "",
                                 limits[i].name);
    return cli_usage(verb, "--limits wants NAME=VALUE with one of: %s; not '%.*s'", names,
                     (int)size, text);
}

/* One NAME=VALUE of `size` bytes. */
static int set_limit(const cli_verb *verb, const char *text, size_t size, cli_settings *settings)
{
    const char *equals = memchr(text, '=', size);
    const limit *l = equals ? find_limit(text, (size_t)(equals - text)) : NULL;
    uint64_t value;
    if (!l)
        return fail_name(verb, text, size);
    const char *end = cli_parse_bytes(equals + 1, &value);
    if (end != text + size || value < l->least || value > l->most)
        return cli_usage(verb, "--limits %s wants a whole number from %llu to %llu, not '%.*s'",
                         l->name, (unsigned long long)l->least, (unsigned long long)l->most,
                         (int)(text + size - equals - 1), equals + 1);
    void *to = (char *)settings + l->offset;
    if (l->is_wide)
        *(uint64_t *)to = value;
    else
        *(uint32_t *)to = (uint32_t)value;
    return EXIT_FINE;
}

int cli_set_limits(const cli_verb *verb, const char *text, cli_settings *settings)
{
    for (;;) {
        size_t size = strcspn(text, ",");
        int status = set_limit(verb, text, size, settings);
        if (status || !text[size])
            return status;
        text += size + 1;
    }
}
