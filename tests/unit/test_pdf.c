/* PDF and PostScript: the right kind of file, the same bytes every time, links and titles. */
#include <zlib.h>

#include "surface_helpers.h"

enum { UNPACKED_MAX = 1 << 20 };

/* Puts what a packed stream holds behind the file; what is no such stream adds nothing. */
static void unpack(rn_buffer *out, const char *packed, const char *end)
{
    char *plain = malloc(UNPACKED_MAX);
    z_stream z = {.next_in = (Bytef *)packed,
                  .avail_in = (uInt)(end - packed),
                  .next_out = (Bytef *)plain,
                  .avail_out = UNPACKED_MAX};
    assert_non_null(plain);
    assert_int_equal(inflateInit(&z), Z_OK);
    inflate(&z, Z_FINISH);
    inflateEnd(&z);
    rn_put(out, (rn_bytes){plain, z.total_out});
    free(plain);
}

/* A PDF with all that is packed in it behind it: cairo 1.18 packs pages and links, too. */
static rn_buffer written_pdf(const rn_scene *scene, double scale)
{
    static const char begin[] = "\nstream\n";
    rn_buffer file = written("pdf", scene, scale), out = {0};
    const char *end = file.data + file.size, *at = file.data;
    rn_put(&out, rn_buffer_bytes(&file));
    while ((at = memmem(at, (size_t)(end - at), begin, sizeof begin - 1))) {
        at += sizeof begin - 1;
        unpack(&out, at, end);
    }
    rn_buffer_finish(&file);
    return out;
}

static bool has(const rn_buffer *out, const char *part)
{
    return memmem(out->data, out->size, part, strlen(part)) != NULL;
}

static void test_pdf(void **state)
{
    (void)state;
    rn_scene scene;
    scene_of_everything(&scene);
    rn_buffer out = written_pdf(&scene, 3);
    assert_int_equal(strncmp(out.data, "%PDF-1.", 7), 0);
    assert_true(has(&out, "/URI (https://example.org/?f=m.py&l='5')"));
    assert_true(has(&out, "/MediaBox [ 0 0 150 75 ]"));
    assert_true(has(&out, "20000101000000"));
    assert_true(has(&out, "/FontFile"));
    rn_buffer_finish(&out);
    rn_scene_finish(&scene);
}

static void test_huge_page(void **state)
{
    (void)state;
    rn_scene scene;
    scene_of_everything(&scene);
    scene.width = 200000;
    rn_buffer out = written_pdf(&scene, 1);
    assert_true(has(&out, "/MediaBox [ 0 0 14400 "));
    rn_buffer_finish(&out);
    rn_scene_finish(&scene);
}

static void test_postscript(void **state)
{
    (void)state;
    rn_scene scene;
    scene_of_everything(&scene);
    rn_buffer out = written("ps", &scene, 1);
    assert_int_equal(strncmp(out.data, "%!PS-Adobe-3.0\n", 15), 0);
    assert_true(has(&out, "%%Title: One <of> \"everything\" & more\n"));
    assert_false(has(&out, "CreationDate"));
    rn_buffer_finish(&out);
    out = written("eps", &scene, 1);
    assert_int_equal(strncmp(out.data, "%!PS-Adobe-3.0 EPSF-3.0\n", 24), 0);
    assert_false(has(&out, "CreationDate"));
    rn_buffer_finish(&out);
    rn_scene_finish(&scene);
}

static void test_hostile_titles(void **state)
{
    (void)state;
    rn_scene scene;
    scene_of_everything(&scene);
    char title[1000];
    memset(title, 'x', sizeof title - 1);
    memcpy(title, "a\n%%EOF\xc3\xa9", 9);
    title[sizeof title - 1] = '\0';
    scene.title = title;
    rn_buffer out = written("ps", &scene, 1);
    assert_true(has(&out, "%%Title: a?%%EOF??xxx"));
    rn_buffer_finish(&out);
    out = written("pdf", &scene, 1);
    assert_int_equal(strncmp(out.data, "%PDF-1.", 7), 0);
    rn_buffer_finish(&out);
    scene.title = scene.description = NULL;
    scene.font = NULL;
    check_repeats("pdf", &scene);
    rn_scene_finish(&scene);
}

static void test_failures(void **state)
{
    (void)state;
    static const char *const names[] = {"pdf", "ps", "eps"};
    rn_scene scene;
    scene_of_everything(&scene);
    for (size_t i = 0; i < 3; i++) {
        check_repeats(names[i], &scene);
        check_refusal(names[i], &scene);
        check_memory(names[i], &scene);
    }
    rn_scene_finish(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pdf),        cmocka_unit_test(test_huge_page),
        cmocka_unit_test(test_postscript), cmocka_unit_test(test_hostile_titles),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
