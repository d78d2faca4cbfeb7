/* Units by their short names and the words that profilers write.  Sizes are whole numbers of the
 * smallest unit, so that factors upwards are exact. */
#include "base/unit.h"

typedef enum dimension { TIME, BYTES } dimension;

typedef struct unit {
    rn_bytes name;
    dimension dimension;
    double size;
} unit;

#define TEXT(name)                                                                                 \
    {                                                                                              \
        (name), sizeof(name) - 1                                                                   \
    }

static const unit units[] = {
    {TEXT("ns"), TIME, 1},
    {TEXT("nanosecond"), TIME, 1},
    {TEXT("nanoseconds"), TIME, 1},
    {TEXT("us"), TIME, 1e3},
    {TEXT("\xc2\xb5s"), TIME, 1e3},
    {TEXT("\xce\xbcs"), TIME, 1e3},
    {TEXT("microsecond"), TIME, 1e3},
    {TEXT("microseconds"), TIME, 1e3},
    {TEXT("ms"), TIME, 1e6},
    {TEXT("millisecond"), TIME, 1e6},
    {TEXT("milliseconds"), TIME, 1e6},
    {TEXT("s"), TIME, 1e9},
    {TEXT("sec"), TIME, 1e9},
    {TEXT("second"), TIME, 1e9},
    {TEXT("seconds"), TIME, 1e9},
    {TEXT("min"), TIME, 60e9},
    {TEXT("minutes"), TIME, 60e9},
    {TEXT("h"), TIME, 3600e9},
    {TEXT("hours"), TIME, 3600e9},
    {TEXT("B"), BYTES, 1},
    {TEXT("b"), BYTES, 1},
    {TEXT("byte"), BYTES, 1},
    {TEXT("bytes"), BYTES, 1},
    {TEXT("KiB"), BYTES, 0x1p10},
    {TEXT("kB"), BYTES, 0x1p10},
    {TEXT("KB"), BYTES, 0x1p10},
    {TEXT("kb"), BYTES, 0x1p10},
    {TEXT("kilobytes"), BYTES, 0x1p10},
    {TEXT("MiB"), BYTES, 0x1p20},
    {TEXT("MB"), BYTES, 0x1p20},
    {TEXT("mb"), BYTES, 0x1p20},
    {TEXT("megabytes"), BYTES, 0x1p20},
    {TEXT("GiB"), BYTES, 0x1p30},
    {TEXT("GB"), BYTES, 0x1p30},
    {TEXT("gb"), BYTES, 0x1p30},
    {TEXT("gigabytes"), BYTES, 0x1p30},
};

static const unit *find_unit(rn_bytes name)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (name.size && name.data[0] == units[i].name.data[0] &&
            rn_bytes_equal(name, units[i].name))
            return &units[i];
    return NULL;
}

double rn_unit_factor(rn_bytes from, rn_bytes to)
{
    if (rn_bytes_equal(from, to))
        return 1;
    const unit *a = find_unit(from), *b = a ? find_unit(to) : NULL;
    return b && a->dimension == b->dimension ? a->size / b->size : 0;
}
