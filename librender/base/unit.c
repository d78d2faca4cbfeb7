/* Units by their short names and the words that profilers write.  Sizes are whole numbers of the
 * smallest unit, so that factors upwards are exact. */
#include "base/unit.h"

typedef enum dimension { TIME, BYTES } dimension;

typedef struct unit {
    const char *name;
    dimension dimension;
    double size;
} unit;

static const unit units[] = {
    {"ns", TIME, 1},
    {"nanosecond", TIME, 1},
    {"nanoseconds", TIME, 1},
    {"us", TIME, 1e3},
    {"\xc2\xb5s", TIME, 1e3},
    {"\xce\xbcs", TIME, 1e3},
    {"microsecond", TIME, 1e3},
    {"microseconds", TIME, 1e3},
    {"ms", TIME, 1e6},
    {"millisecond", TIME, 1e6},
    {"milliseconds", TIME, 1e6},
    {"s", TIME, 1e9},
    {"sec", TIME, 1e9},
    {"second", TIME, 1e9},
    {"seconds", TIME, 1e9},
    {"min", TIME, 60e9},
    {"minutes", TIME, 60e9},
    {"h", TIME, 3600e9},
    {"hours", TIME, 3600e9},
    {"B", BYTES, 1},
    {"b", BYTES, 1},
    {"byte", BYTES, 1},
    {"bytes", BYTES, 1},
    {"KiB", BYTES, 0x1p10},
    {"kB", BYTES, 0x1p10},
    {"KB", BYTES, 0x1p10},
    {"kb", BYTES, 0x1p10},
    {"kilobytes", BYTES, 0x1p10},
    {"MiB", BYTES, 0x1p20},
    {"MB", BYTES, 0x1p20},
    {"mb", BYTES, 0x1p20},
    {"megabytes", BYTES, 0x1p20},
    {"GiB", BYTES, 0x1p30},
    {"GB", BYTES, 0x1p30},
    {"gb", BYTES, 0x1p30},
    {"gigabytes", BYTES, 0x1p30},
};

static const unit *find_unit(rn_bytes name)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (rn_bytes_equal(name, rn_bytes_of(units[i].name)))
            return &units[i];
    return NULL;
}

double rn_unit_factor(rn_bytes from, rn_bytes to)
{
    if (rn_bytes_equal(from, to))
        return 1;
    const unit *a = find_unit(from), *b = find_unit(to);
    return a && b && a->dimension == b->dimension ? a->size / b->size : 0;
}
