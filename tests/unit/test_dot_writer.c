/* The graph in Graphviz' language: read back by its own parser, names and all. */
#include <string.h>
#include <unistd.h>

#include <cgraph.h>

#include "make_profile.h"
#include "write/writers.h"

typedef struct text {
    char *data;
    size_t size;
} text;

static bool collect(void *user, const void *data, size_t size)
{
    text *t = user;
    t->data = realloc(t->data, t->size + size + 1);
    assert_non_null(t->data);
    memcpy(t->data + t->size, data, size);
    t->size += size;
    t->data[t->size] = '\0';
    return true;
}

static render_status write_dot(text *out, const rn_profile *profile,
                               const render_draw_options *options)
{
    rn_report report = {0};
    *out = (text){NULL, 0};
    render_status status = rn_write_dot(profile, 0, options, (render_sink){collect, out}, &report);
    assert_int_equal(status, report.error.status);
    rn_report_finish(&report);
    return status;
}

static text write_all(const rn_profile *profile)
{
    text out;
    render_draw_options options;
    render_draw_options_init(&options);
    options.node_threshold = options.edge_threshold = 0;
    assert_int_equal(write_dot(&out, profile, &options), RENDER_OK);
    return out;
}

static Agraph_t *parse(const text *t)
{
    agreseterrors();
    Agraph_t *graph = agmemread(t->data);
    assert_non_null(graph);
    assert_int_equal(agerrors(), 0);
    return graph;
}

static Agnode_t *node_with(Agraph_t *graph, const char *label)
{
    for (Agnode_t *n = agfstnode(graph); n; n = agnxtnode(graph, n))
        if (strncmp(agget(n, (char *)"label"), label, strlen(label)) == 0)
            return n;
    fail_msg("no node '%s'", label);
    return NULL;
}

static rn_profile *make_program(void)
{
    static const made_function functions[] = {
        {"main", 1, 1, 10, 100}, {"parse", 24, 12, 50, 60}, {"send", 3, 3, 29.9, 30}};
    static const made_arc arcs[] = {
        {"main", "parse", 12, 50, 60}, {"parse", "parse", 12, 9, 9}, {"main", "send", 3, 30, 30}};
    return MAKE_ARCS(functions, arcs);
}

static void test_graph(void **state)
{
    (void)state;
    rn_profile *profile = make_program();
    text out = write_all(profile);
    Agraph_t *graph = parse(&out);
    assert_int_equal(agnnodes(graph), 3);
    assert_int_equal(agnedges(graph), 3);
    Agnode_t *n = node_with(graph, "parse");
    assert_string_equal(agget(n, (char *)"label"),
                        "parse\\n60.0 % (50.0 %)\\n1.00 min \xc2\xb7 24\xc3\x97");
    assert_non_null(strstr(agget(n, (char *)"tooltip"), "total: 1.00 min"));
    assert_int_equal(strlen(agget(n, (char *)"fillcolor")), 7);
    Agedge_t *e = agedge(graph, node_with(graph, "main"), n, NULL, 0);
    assert_non_null(e);
    assert_string_equal(agget(e, (char *)"label"), "60.0 %\\n12\xc3\x97");
    assert_string_equal(agget(e, (char *)"penwidth"), "2.60");
    assert_string_equal(agget(graph, (char *)"label"),
                        "Call graph\\ntime: 1.67 min in total\\n3 of 3 functions (89.9 % of the "
                        "total is their own), 3 of 3 arcs");
    agclose(graph);
    free(out.data);
    rn_profile_free(profile);
}

/* What Graphviz makes of a label: its escapes resolved. */
static char *unescaped(const char *label)
{
    char *out = malloc(strlen(label) + 1), *to = out;
    assert_non_null(out);
    for (; *label; label++) {
        if (*label == '\\') {
            label++;
            *to++ = *label == 'n' ? '\n' : *label;
        } else if (strncmp(label, "&amp;", 5) == 0) {
            *to++ = '&';
            label += 4;
        } else {
            *to++ = *label;
        }
    }
    *to = '\0';
    return out;
}

static const char *const hostile[] = {
    "graph",
    "strict",
    "node",
    "",
    "0",
    "a\"b",
    "a\\",
    "a\\\"; } digraph {",
    "\\N \\G \\L",
    "<b>not html</b>",
    "<<table>>",
    "&lt;&amp;&#65;",
    "// no comment",
    "/* no comment */",
    "# no preprocessor",
    "a -> b; c -- d",
    "label=\"x\"",
    "\\n\\l\\r",
    "h\xc3\xa9llo \xe4\xb8\xad\xe6\x96\x87",
    "100 %d %s %n",
};

static void test_hostile_names(void **state)
{
    (void)state;
    enum { COUNT = sizeof hostile / sizeof *hostile };
    made_function functions[COUNT];
    made_arc arcs[COUNT];
    for (int i = 0; i < COUNT; i++) {
        functions[i] = (made_function){hostile[i], 1, 1, 1, COUNT - i};
        arcs[i] = (made_arc){hostile[i], hostile[(i + 1) % COUNT], 1, 1, 1};
    }
    rn_profile *profile = make_arcs(functions, COUNT, arcs, COUNT);
    text out = write_all(profile);
    Agraph_t *graph = parse(&out);
    assert_int_equal(agnnodes(graph), COUNT);
    assert_int_equal(agnedges(graph), COUNT);
    int found = 0;
    for (Agnode_t *n = agfstnode(graph); n; n = agnxtnode(graph, n)) {
        char *label = unescaped(agget(n, (char *)"label"));
        assert_int_equal(aghtmlstr(agget(n, (char *)"label")), 0);
        *strchr(label, '\n') = '\0';
        for (int i = 0; i < COUNT; i++)
            found += strcmp(label, *hostile[i] ? hostile[i] : "(unknown)") == 0;
        free(label);
    }
    assert_int_equal(found, COUNT);
    agclose(graph);
    free(out.data);
    rn_profile_free(profile);
}

static void test_endless_name(void **state)
{
    (void)state;
    enum { SIZE = 100000 };
    char *name = malloc(SIZE + 1);
    assert_non_null(name);
    for (int i = 0; i < SIZE; i += 2)
        memcpy(name + i, "\xc3\xa9", 2);
    name[SIZE] = '\0';
    made_function functions[] = {{name, 1, 1, 1, 1}};
    rn_profile *profile = make_arcs(functions, 1, NULL, 0);
    text out = write_all(profile);
    Agraph_t *graph = parse(&out);
    assert_int_equal(agnnodes(graph), 1);
    assert_true(out.size < 12000);
    agclose(graph);
    free(out.data);
    free(name);
    rn_profile_free(profile);
}

static void test_thresholds(void **state)
{
    (void)state;
    render_draw_options options;
    render_draw_options_init(&options);
    rn_profile *profile = make_program();
    text out;
    options.node_threshold = 0.5;
    assert_int_equal(write_dot(&out, profile, &options), RENDER_OK);
    Agraph_t *graph = parse(&out);
    assert_int_equal(agnnodes(graph), 2);
    agclose(graph);
    free(out.data);
    options.node_threshold = 1.1;
    assert_int_equal(write_dot(&out, profile, &options), RENDER_ERROR_EMPTY);
    assert_int_equal(out.size, 0);
    free(out.data);
    rn_profile_free(profile);
}

static void test_looks(void **state)
{
    (void)state;
    render_draw_options options;
    render_draw_options_init(&options);
    rn_profile *profile = make_program();
    text out;
    options.colormap = "color";
    options.title = "";
    assert_int_equal(write_dot(&out, profile, &options), RENDER_OK);
    Agraph_t *graph = parse(&out);
    assert_string_equal(agget(node_with(graph, "main"), (char *)"fillcolor"), "#ff0000");
    assert_null(strstr(out.data, "Call graph"));
    agclose(graph);
    free(out.data);
    options.theme = "no such theme";
    assert_int_equal(write_dot(&out, profile, &options), RENDER_ERROR_ARGUMENT);
    options.theme = NULL;
    options.colormap = "no such map";
    assert_int_equal(write_dot(&out, profile, &options), RENDER_ERROR_ARGUMENT);
    rn_profile_free(profile);
}

static bool refuse(void *user, const void *data, size_t size)
{
    (void)data;
    (void)size;
    ++*(int *)user;
    return false;
}

static void test_refused_output(void **state)
{
    (void)state;
    int asked = 0;
    rn_report report = {0};
    render_draw_options options;
    render_draw_options_init(&options);
    rn_profile *profile = make_program();
    assert_int_equal(rn_write_dot(profile, 0, &options, (render_sink){refuse, &asked}, &report),
                     RENDER_ERROR_IO);
    assert_int_equal(asked, 1);
    rn_report_finish(&report);
    rn_profile_free(profile);
}

/* The program itself draws it without a word. */
static void test_dot_program(void **state)
{
    (void)state;
    if (system("command -v dot >/dev/null 2>&1") != 0) {
        print_message("skipped: dot is not installed\n");
        skip();
    }
    char path[] = "/tmp/profdraw-dot-XXXXXX", command[128], said[256] = "";
    int file = mkstemp(path);
    rn_profile *profile = make_program();
    text out = write_all(profile);
    assert_int_equal(write(file, out.data, out.size), out.size);
    close(file);
    snprintf(command, sizeof command, "dot -Tsvg -o %s.svg %s 2>&1", path, path);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t size = fread(said, 1, sizeof said - 1, pipe);
    assert_int_equal(pclose(pipe), 0);
    assert_int_equal(size, 0);
    unlink(path);
    snprintf(command, sizeof command, "%s.svg", path);
    assert_int_equal(unlink(command), 0);
    free(out.data);
    rn_profile_free(profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_graph),        cmocka_unit_test(test_hostile_names),
        cmocka_unit_test(test_endless_name), cmocka_unit_test(test_thresholds),
        cmocka_unit_test(test_looks),        cmocka_unit_test(test_refused_output),
        cmocka_unit_test(test_dot_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
