/* Output files: whole or not at all. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "output/output.h"

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/test_output-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

/* Fails when anything but `kept` files is left. */
static void assert_file_count(size_t kept)
{
    size_t count = 0;
    DIR *list = opendir(folder);
    assert_non_null(list);
    for (struct dirent *entry; (entry = readdir(list));)
        count += strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
    closedir(list);
    assert_int_equal(count, kept);
}

enum { PATH_SIZE = 512 };

static void put_path(char path[PATH_SIZE], const char *name)
{
    snprintf(path, PATH_SIZE, "%s/%s", folder, name);
}

static const char *in_folder(const char *name)
{
    static char path[PATH_SIZE];
    put_path(path, name);
    return path;
}

static int remove_folder(void **state)
{
    (void)state;
    DIR *list = opendir(folder);
    for (struct dirent *entry; (entry = readdir(list));)
        unlink(in_folder(entry->d_name));
    closedir(list);
    return rmdir(folder);
}

static void put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_content(const char *path, const char *want)
{
    char got[256] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t size = fread(got, 1, sizeof got - 1, file);
    got[size] = '\0';
    fclose(file);
    assert_string_equal(got, want);
}

typedef struct opened {
    render_output *file;
    render_sink sink;
} opened;

static opened open_output(const char *path)
{
    opened output;
    render_error error;
    assert_int_equal(render_output_open(&output.file, &output.sink, path, &error), RENDER_OK);
    return output;
}

static void put(opened output, const char *text)
{
    assert_true(output.sink.write(output.sink.user, text, strlen(text)));
}

static void appears_on_commit(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    put_path(path, "new");
    opened output = open_output(path);
    put(output, "one ");
    put(output, "two");
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(render_output_commit(output.file, NULL), RENDER_OK);
    assert_content(path, "one two");
    assert_file_count(1);
}

static void keeps_the_old_file_until_then(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct stat about;
    put_path(path, "old");
    put_file(path, "old");
    chmod(path, 0640);
    opened output = open_output(path);
    put(output, "new");
    assert_content(path, "old");
    render_output_discard(output.file);
    assert_content(path, "old");
    assert_file_count(1);
    output = open_output(path);
    put(output, "new");
    assert_int_equal(render_output_commit(output.file, NULL), RENDER_OK);
    assert_content(path, "new");
    stat(path, &about);
    assert_int_equal(about.st_mode & 0777, 0640);
}

static void follows_links(void **state)
{
    (void)state;
    char link[PATH_SIZE], path[PATH_SIZE];
    struct stat about;
    put_path(path, "file");
    put_path(link, "link");
    assert_int_equal(symlink("file", link), 0);
    for (int i = 0; i < 2; i++) { /* the file is missing, then there */
        opened output = open_output(link);
        put(output, i ? "b" : "a");
        assert_int_equal(render_output_commit(output.file, NULL), RENDER_OK);
        lstat(link, &about);
        assert_true(S_ISLNK(about.st_mode));
        assert_content(path, i ? "b" : "a");
    }
    assert_file_count(2);
}

static void two_at_once_do_not_meet(void **state)
{
    (void)state;
    opened a = open_output(in_folder("a")), b = open_output(in_folder("b"));
    put(a, "1");
    put(b, "2");
    assert_int_equal(render_output_commit(a.file, NULL), RENDER_OK);
    assert_int_equal(render_output_commit(b.file, NULL), RENDER_OK);
    assert_content(in_folder("a"), "1");
    assert_content(in_folder("b"), "2");
}

static void assert_not_opened(const char *path, const char *message)
{
    render_output *output;
    render_sink sink;
    render_error error;
    assert_int_equal(render_output_open(&output, &sink, path, &error), RENDER_ERROR_IO);
    assert_null(output);
    assert_string_equal(error.message, message);
}

static void says_why_it_cannot_be_opened(void **state)
{
    (void)state;
    assert_not_opened(in_folder("no/such/file"), "cannot be written: No such file or directory");
    assert_not_opened(folder, "cannot be written: Is a directory");
    assert_int_equal(symlink("loop", in_folder("loop")), 0);
    assert_not_opened(in_folder("loop"), "cannot be written: Too many levels of symbolic links");
}

static void full_devices_are_errors(void **state)
{
    (void)state;
    render_error error;
    if (access("/dev/full", W_OK) < 0)
        skip();
    opened output = open_output("/dev/full");
    rn_report report = {0};
    rn_buffer buffer = {0};
    rn_put_text(&buffer, "text");
    assert_true(rn_flush(&buffer, output.sink, 100, &report));
    assert_false(rn_flush(&buffer, output.sink, 0, &report));
    assert_int_equal(report.error.status, RENDER_ERROR_IO);
    assert_string_equal(report.error.message, "cannot be written: No space left on device");
    assert_int_equal(render_output_commit(output.file, &error), RENDER_ERROR_IO);
    assert_string_equal(error.message, "cannot be written: No space left on device");
    rn_buffer_finish(&buffer);
    rn_report_finish(&report);
}

static void writes_pipes_directly(void **state)
{
    (void)state;
    char path[PATH_SIZE], got[8] = "";
    put_path(path, "pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    FILE *reader = fopen(path, "r+");
    assert_non_null(reader);
    opened output = open_output(path);
    put(output, "text\n");
    assert_int_equal(render_output_commit(output.file, NULL), RENDER_OK);
    assert_non_null(fgets(got, sizeof got, reader));
    assert_string_equal(got, "text\n");
    fclose(reader);
    assert_file_count(1);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(appears_on_commit),
        IN_FOLDER(keeps_the_old_file_until_then),
        IN_FOLDER(follows_links),
        IN_FOLDER(two_at_once_do_not_meet),
        IN_FOLDER(says_why_it_cannot_be_opened),
        IN_FOLDER(full_devices_are_errors),
        IN_FOLDER(writes_pipes_directly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
