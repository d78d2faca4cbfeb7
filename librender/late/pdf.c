/* PDF and PostScript by cairo, text as text.  One px is 3/4 pt.  Dates are fixed: the same scene
 * gives the same bytes.
 *
 * A page side of more than 14,400 pt is more than PDF readers show, so larger scenes are drawn
 * smaller; nothing is lost by that in a format that can be zoomed. */
#include <cairo-pdf.h>
#include <cairo-ps.h>
#include <math.h>

#include "late/fonts.h"
#include "late/painter.h"
#include "late/parts.h"
#include "output/output.h"

enum { HEAD_BYTES = 4096 }; /* of PostScript, with the date */

#define PT_PER_PX 0.75
#define SIDE_MAX_PT 14400.0
#define FIXED_DATE "2000-01-01T00:00:00Z"

typedef enum page_kind { PAGE_PDF, PAGE_PS, PAGE_EPS } page_kind;

/* cairo writes the time of day as "%%CreationDate: …" into the first lines of PostScript. */
static void drop_date(rn_buffer *page)
{
    static const char mark[] = "%%CreationDate:";
    size_t head = page->size < HEAD_BYTES ? page->size : HEAD_BYTES;
    char *line = head ? memmem(page->data, head, mark, sizeof mark - 1) : NULL;
    char *end = page->data + page->size;
    char *next = line ? memchr(line, '\n', (size_t)(end - line)) : NULL;
    if (!next)
        return;
    next++;
    memmove(line, next, (size_t)(end - next));
    page->size -= (size_t)(next - line);
}

static cairo_status_t take(void *user, const unsigned char *data, unsigned size)
{
    rn_buffer *page = user;
    rn_put(page, (rn_bytes){(const char *)data, size});
    return page->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

/* A comment of the document structuring conventions: one line of ASCII, at most 255 bytes. */
static void set_ps_title(cairo_surface_t *surface, const char *title)
{
    char comment[200] = "%%Title: ";
    size_t size = strlen(comment);
    for (; *title && size < sizeof comment - 1; title++)
        comment[size++] = *title >= ' ' && *title < 0x7f ? *title : '?';
    comment[size] = '\0';
    cairo_ps_surface_dsc_comment(surface, comment);
}

static cairo_surface_t *open_surface(rn_buffer *out, page_kind page, const rn_scene *scene,
                                     double width, double height)
{
    cairo_surface_t *surface;
    if (page == PAGE_PDF) {
        surface = cairo_pdf_surface_create_for_stream(take, out, width, height);
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, FIXED_DATE);
        if (scene->title)
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, scene->title);
        if (scene->description)
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, scene->description);
        return surface;
    }
    surface = cairo_ps_surface_create_for_stream(take, out, width, height);
    cairo_ps_surface_set_eps(surface, page == PAGE_EPS);
    if (scene->title)
        set_ps_title(surface, scene->title);
    return surface;
}

static cairo_status_t paint_page(rn_buffer *out, page_kind page, const rn_scene *scene)
{
    double scale = PT_PER_PX * scene->zoom;
    double longer = fmax(scene->width, scene->height) * scale;
    if (longer > SIDE_MAX_PT)
        scale *= SIDE_MAX_PT / longer;
    rn_fonts_take();
    cairo_surface_t *surface =
        open_surface(out, page, scene, scene->width * scale, scene->height * scale);
    cairo_t *cairo = cairo_create(surface);
    cairo_scale(cairo, scale, scale);
    rn_paint_scene(cairo, scene, page == PAGE_PDF);
    cairo_show_page(cairo);
    cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    rn_fonts_give();
    return status;
}

/* The whole page is made before any of it goes out: whoever takes it may draw himself. */
static render_status write_page(const rn_scene *scene, page_kind page, render_sink sink,
                                rn_report *report)
{
    if (scene->failed)
        return rn_fail_memory(report);
    rn_buffer out = {0};
    cairo_status_t drawn = paint_page(&out, page, scene);
    if (page != PAGE_PDF)
        drop_date(&out);
    if (drawn == CAIRO_STATUS_SUCCESS)
        rn_flush(&out, sink, 0, report);
    else if (drawn == CAIRO_STATUS_NO_MEMORY || out.failed)
        rn_fail_memory(report);
    else
        rn_fail(report, RENDER_ERROR_IO, 0, 0, "cannot paint: %s", cairo_status_to_string(drawn));
    rn_buffer_finish(&out);
    return report->error.status;
}

render_status rn_write_pdf(const rn_scene *scene, double scale, render_sink sink, rn_report *report)
{
    (void)scale;
    return write_page(scene, PAGE_PDF, sink, report);
}

render_status rn_write_ps(const rn_scene *scene, double scale, render_sink sink, rn_report *report)
{
    (void)scale;
    return write_page(scene, PAGE_PS, sink, report);
}

render_status rn_write_eps(const rn_scene *scene, double scale, render_sink sink, rn_report *report)
{
    (void)scale;
    return write_page(scene, PAGE_EPS, sink, report);
}
