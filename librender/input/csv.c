/* See csv.h. */
#include "input/csv.h"

static bool is_blank(const rn_csv *csv, char c)
{
    return (c == ' ' || c == '\t') && c != csv->delimiter;
}

static const char *skip_blanks(const rn_csv *csv, const char *at, const char *end)
{
    while (at < end && is_blank(csv, *at))
        at++;
    return at;
}

static const char *find(const char *at, const char *end, char c)
{
    const char *found = at < end ? memchr(at, c, (size_t)(end - at)) : NULL;
    return found ? found : end;
}

static rn_bytes without_blanks_behind(const rn_csv *csv, const char *start, const char *end)
{
    while (end > start && is_blank(csv, end[-1]))
        end--;
    return (rn_bytes){start, (size_t)(end - start)};
}

static uint32_t clamp(size_t count)
{
    return count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

/* The field whose opening quote stands before `at`; returns where what follows it begins. */
static const char *take_quoted(const rn_csv *csv, const char *at, const char *end, size_t indent,
                               rn_csv_field *field)
{
    const char *start = skip_blanks(csv, at, end), *quote = find(start, end, '"');
    *field = (rn_csv_field){.indent = clamp(indent + (size_t)(start - at)), .is_quoted = true};
    while (quote + 1 < end && quote[1] == '"') {
        field->has_quotes = true;
        quote = find(quote + 2, end, '"');
    }
    field->text = without_blanks_behind(csv, start, quote);
    return find(quote, end, csv->delimiter);
}

static const char *take_field(const rn_csv *csv, const char *at, const char *end,
                              rn_csv_field *field)
{
    const char *start = skip_blanks(csv, at, end);
    size_t indent = (size_t)(start - at);
    if (start < end && *start == '"' && !csv->is_plain)
        return take_quoted(csv, start + 1, end, indent, field);
    const char *stop = find(start, end, csv->delimiter);
    *field =
        (rn_csv_field){.text = without_blanks_behind(csv, start, stop), .indent = clamp(indent)};
    return stop;
}

static void split(rn_csv *csv)
{
    const char *at = csv->line.data, *end = at + csv->line.size;
    rn_csv_field spare;
    csv->count = 0;
    for (;; at++) {
        rn_csv_field *field = csv->count < RN_CSV_FIELDS ? &csv->fields[csv->count] : &spare;
        at = take_field(csv, at, end, field);
        csv->count++;
        if (at == end)
            return;
    }
}

static bool is_blank_line(rn_bytes line)
{
    size_t at = 0;
    while (at < line.size && (line.data[at] == ' ' || line.data[at] == '\t'))
        at++;
    return at == line.size;
}

void rn_csv_init(rn_csv *csv, rn_lines lines, char delimiter)
{
    csv->lines = lines;
    csv->line = RN_LITERAL("");
    csv->delimiter = delimiter;
    csv->is_plain = false;
    csv->count = 0;
    csv->scratch = (rn_buffer){0};
}

void rn_csv_finish(rn_csv *csv)
{
    rn_buffer_finish(&csv->scratch);
}

bool rn_csv_next(rn_csv *csv)
{
    do {
        if (!rn_lines_next(&csv->lines, &csv->line))
            return false;
    } while (is_blank_line(csv->line));
    split(csv);
    return true;
}

rn_bytes rn_csv_text(rn_csv *csv, size_t index)
{
    if (index >= csv->count || index >= RN_CSV_FIELDS)
        return RN_LITERAL("");
    rn_csv_field field = csv->fields[index];
    if (!field.has_quotes)
        return field.text;
    csv->scratch.size = 0;
    for (size_t i = 0; i < field.text.size; i++) {
        rn_put_char(&csv->scratch, field.text.data[i]);
        i += field.text.data[i] == '"' && i + 1 < field.text.size;
    }
    return rn_buffer_bytes(&csv->scratch);
}

char rn_csv_heading(rn_bytes line, rn_bytes first)
{
    static const char delimiters[] = {',', ';', '\t'};
    bool is_quoted = line.size && line.data[0] == '"';
    if (is_quoted)
        line = rn_bytes_slice(line, 1, line.size);
    if (!rn_bytes_start(line, first))
        return 0;
    line = rn_bytes_slice(line, first.size, line.size);
    if (is_quoted && line.size && line.data[0] == '"')
        line = rn_bytes_slice(line, 1, line.size);
    for (size_t i = 0; line.size && i < sizeof delimiters; i++)
        if (line.data[0] == delimiters[i])
            return delimiters[i];
    return 0;
}
