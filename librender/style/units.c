/* Values with units, rounded to what a reader can take in. */
#include "style/units.h"

#include <math.h>

#include "base/unit.h"

typedef struct named_size {
    const char *name;
    double size; /* in the family's base unit */
} named_size;

/* What measures the same, in steps from small to large. */
typedef struct unit_family {
    rn_bytes base;
    const named_size *steps;
    size_t step_count;
    const char *zero;
    bool whole; /* there are no parts of the first step */
} unit_family;

static const named_size time_steps[] = {
    {"ns", 1e-9}, {"\xc2\xb5s", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"min", 60}, {"h", 3600},
};

static const named_size byte_steps[] = {
    {"B", 1}, {"KiB", 0x1p10}, {"MiB", 0x1p20}, {"GiB", 0x1p30}, {"TiB", 0x1p40}, {"PiB", 0x1p50},
};

/* Decimals of moments in one unit; what needs more is told in a smaller one. */
enum { MOMENT_DIGITS = 3 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const unit_family families[] = {
    {{"s", 1}, time_steps, COUNT(time_steps), "0 s", false},
    {{"B", 1}, byte_steps, COUNT(byte_steps), "0 B", true},
};

static const unit_family *family_of(rn_bytes unit, double *size)
{
    for (size_t f = 0; f < COUNT(families); f++) {
        *size = rn_unit_factor(unit, families[f].base);
        if (*size > 0)
            return &families[f];
    }
    return NULL;
}

/* `value` to three significant digits: 1.53, 24.1, 153. */
static void put_three_digits(rn_buffer *out, double value)
{
    double size = fabs(value);
    rn_put_decimal(out, value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

static size_t step_of(double value, const unit_family *family)
{
    size_t i = 0;
    while (i + 1 < family->step_count) {
        double next = family->steps[i + 1].size / family->steps[i].size;
        /* What would be written as 1000 ms or 60.0 s is 1.00 of the next unit. */
        if (fabs(value) / family->steps[i].size < next - (next < 100 ? 0.05 : 0.5))
            break;
        i++;
    }
    return i;
}

static void put_stepped(rn_buffer *out, double value, const unit_family *family)
{
    size_t i = step_of(value, family);
    double shown = value / family->steps[i].size;
    if (fabs(shown) >= 999.5 || (i == 0 && family->whole))
        rn_put_count(out, shown);
    else
        put_three_digits(out, shown);
    rn_put_char(out, ' ');
    rn_put_text(out, family->steps[i].name);
}

/* "samples", but "1 sample". */
static void put_noun(rn_buffer *out, rn_bytes unit, bool one)
{
    if (!unit.size)
        return;
    if (one && unit.size > 2 && rn_bytes_end(unit, RN_LITERAL("s")) &&
        !rn_bytes_end(unit, RN_LITERAL("ss")) && !rn_bytes_end(unit, RN_LITERAL("ses")))
        unit.size--;
    rn_put_char(out, ' ');
    rn_put(out, unit);
}

static void put_counted(rn_buffer *out, double value, rn_bytes unit)
{
    static const struct {
        double size;
        const char *sign;
    } large[] = {{1e15, " P"}, {1e12, " T"}, {1e9, " G"}, {1e6, " M"}};
    double size = fabs(value);
    if (size < 1e7) {
        if (size < 100 && value != floor(value))
            rn_put_fixed(out, value, size < 9.995 ? 2 : 1);
        else
            rn_put_count(out, value);
    } else {
        size_t i = 0;
        while (i < COUNT(large) - 1 && size < large[i].size * 0.9995)
            i++;
        put_three_digits(out, value / large[i].size);
        rn_put_text(out, large[i].sign);
    }
    put_noun(out, unit, value == 1);
}

void rn_put_value(rn_buffer *out, double value, rn_bytes unit)
{
    double size = 1;
    const unit_family *family = family_of(unit, &size);
    if (!isfinite(value))
        rn_put_text(out, "unknown");
    else if (!family)
        put_counted(out, value, unit);
    else if (value == 0)
        rn_put_text(out, family->zero);
    else
        put_stepped(out, value * size, family);
}

/* How many decimals a multiple of `step` has, up to MOMENT_DIGITS; -1: more. */
static int digits_of(double step)
{
    for (int digits = 0; digits <= MOMENT_DIGITS; digits++, step *= 10)
        if (step >= 0.5 && fabs(step - round(step)) < 1e-6 * step)
            return digits;
    return -1;
}

void rn_put_moment(rn_buffer *out, double value, rn_bytes unit, double largest, double step)
{
    double size = 1;
    const unit_family *family = family_of(unit, &size);
    size_t i = family ? step_of(largest * size, family) : 0;
    while (i && digits_of(step * size / family->steps[i].size) < 0)
        i--;
    double in_step = family ? size / family->steps[i].size : 1;
    int digits = digits_of(step * in_step);
    double shown = value * in_step;
    if (!isfinite(shown)) {
        rn_put_text(out, "unknown");
        return;
    }
    /* what is left of a difference is no negative zero */
    if (fabs(shown) < step * in_step / 2)
        shown = 0;
    rn_put_fixed(out, shown, digits < 0 ? MOMENT_DIGITS : digits);
    if (!family)
        put_noun(out, unit, value == 1);
    else {
        rn_put_char(out, ' ');
        rn_put_text(out, family->steps[i].name);
    }
}

void rn_put_share(rn_buffer *out, double share)
{
    double percent = share * 100, size = fabs(percent);
    if (!isfinite(percent)) {
        rn_put_text(out, "unknown");
        return;
    }
    if (size != 0 && size < 0.005)
        rn_put_text(out, percent < 0 ? "-<0.01" : "<0.01");
    else if (size == 0 || (size >= 99.95 && size < 100.05))
        rn_put_fixed(out, percent, 0);
    else if (size < 9.995 && fabs(round(size * 10) - round(size * 100) / 10) > 1e-9)
        rn_put_decimal(out, percent, 2);
    else
        rn_put_decimal(out, percent, 1);
    rn_put_text(out, " %");
}

void rn_put_threshold(rn_buffer *out, double share)
{
    rn_put_fixed(out, share * 100, 6);
    rn_put_text(out, " %");
}

void rn_put_count(rn_buffer *out, double count)
{
    double size = floor(fabs(count) + 0.5);
    if (!(size < 9e18)) {
        rn_put_double(out, count);
        return;
    }
    char text[32]; /* 19 digits and 6 commas */
    size_t at = sizeof text, digits = 0;
    uint64_t left = (uint64_t)size;
    do {
        if (digits && digits % 3 == 0)
            text[--at] = ',';
        text[--at] = (char)('0' + left % 10);
        digits++;
    } while (left /= 10);
    if (count < 0 && size > 0)
        text[--at] = '-';
    rn_put(out, (rn_bytes){text + at, sizeof text - at});
}

void rn_put_signed(rn_buffer *out, double value, rn_bytes unit)
{
    rn_put_text(out, value > 0 ? "+" : value < 0 ? "\xe2\x88\x92" : "\xc2\xb1");
    rn_put_value(out, fabs(value), unit);
}
