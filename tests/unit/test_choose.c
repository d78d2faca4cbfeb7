/* The filters that choose samples and frames, against the results that pprof prints for the same, and
 * what must hold under any of them. */
#include "random_profile.h"

#include "analyze/tree.h"
#include "filter/filter.h"
#include "read_text.h"

#define F "main;a;lib;leaf 40\nmain;b;lib;leaf 20\nmain;a;c 10\nmain;lib 5\nother 25\n"

static rn_profile *filtered(const rn_profile *from, const render_filter_options *options,
                            rn_report *report)
{
    rn_profile *out;
    rn_filter(&out, from, options, report);
    assert_int_equal(out != NULL, report->error.status == RENDER_OK);
    if (out)
        assert_null(rn_profile_check(out));
    return out;
}

static void check(const char *text, render_filter_options options, const char *want)
{
    rn_report report = {0};
    rn_profile *from = read_text(&rn_format_folded, text, &report);
    options.size = sizeof options;
    options.depth = -1;
    rn_profile *out = filtered(from, &options, &report);
    if (!want) {
        assert_null(out);
        assert_int_equal(report.error.status, RENDER_ERROR_EMPTY);
    } else {
        if (!out)
            fail_msg("%s", report.error.message);
        assert_stacks(out, 0, want);
        assert_true(out->metrics[0].total ==
                    (options.relative_shares ? rn_profile_sum(out, 0) : from->metrics[0].total));
    }
    rn_profile_free(out);
    rn_profile_free(from);
    rn_report_finish(&report);
}

#define OPTIONS(...) ((render_filter_options){__VA_ARGS__})

static void chooses_samples(void **state)
{
    (void)state;
    check(F, OPTIONS(.focus = "lib"), "main;a;lib;leaf 40\nmain;b;lib;leaf 20\nmain;lib 5\n");
    check(F, OPTIONS(.focus = "=lib", .relative_shares = true),
          "main;a;lib;leaf 40\nmain;b;lib;leaf 20\nmain;lib 5\n");
    check(F, OPTIONS(.ignore = "lib"), "main;a;c 10\nother 25\n");
    check(F, OPTIONS(.focus = "main", .ignore = "^c$"),
          "main;a;lib;leaf 40\nmain;b;lib;leaf 20\nmain;lib 5\n");
    check(F, OPTIONS(.focus = "nomatch"), NULL);
    check(F, OPTIONS(.ignore = "."), NULL);
    check(F, OPTIONS(.show_from = "lib"), "lib 5\nlib;leaf 60\n");
    check("A;B;C;B 3\nA;C 1\n", OPTIONS(.show_from = "B"), "B;C;B 3\n");
}

static void chooses_frames(void **state)
{
    (void)state;
    check(F, OPTIONS(.hide = "lib"),
          "main 5\nmain;a;leaf 40\nmain;b;leaf 20\nmain;a;c 10\nother 25\n");
    check(F, OPTIONS(.hide = "leaf"),
          "main;a;lib 40\nmain;b;lib 20\nmain;a;c 10\nmain;lib 5\nother 25\n");
    check(F, OPTIONS(.show = "lib|main"), "main 10\nmain;lib 65\n");
    check(F, OPTIONS(.prune_from = "lib"),
          "main;a;lib 40\nmain;b;lib 20\nmain;a;c 10\nmain;lib 5\nother 25\n");
    check("a;x;b;x;c 1\na;b 2\n", OPTIONS(.prune_from = "x"), "a;x;b;x 1\na;b 2\n");
    check(F, OPTIONS(.hide = "."), NULL);
    check(F, OPTIONS(.hide = "nomatch"),
          "main;a;lib;leaf 40\nmain;b;lib;leaf 20\nmain;a;c 10\nmain;lib 5\nother 25\n");
}

static void looks_into_files_and_modules(void **state)
{
    (void)state;
    static const char *const paths[] = {"app/", "libz"};
#define P "main (app/m.py:3);libz.so`inflate;helper (lib/h.py:1) 4\nplain;gone (x.c:2) 1\n"
    check(P, OPTIONS(.focus = "h\\.py"),
          "main (app/m.py:3);libz.so`inflate;helper (lib/h.py:1) 4\n");
    check(P, OPTIONS(.paths = paths, .path_count = 2),
          "main (app/m.py:3);libz.so`inflate 4\nplain 1\n");
}

static void folds_and_groups(void **state)
{
    (void)state;
    check("a;a;b;b;a 1\na;b 2\n", OPTIONS(.fold_recursion = true), "a;b 2\na;b;a 1\n");
    check("process 7:\"x\";thread (1): t;f 1\nthread (2): u;f 2\n", OPTIONS(.merge_threads = true),
          "f 3\n");
    check("z::A<b::c>::f(d::e);z::A<b::c>::g;y::h;plain 3\n", OPTIONS(.group = "class"),
          "z::A<b::c>;y;plain 3\n");
    check("<tokio::T as std::X>::go;core::fmt::write;net/http.(*conn).serve;java.util.List.add 1\n",
          OPTIONS(.group = "package"), "tokio;core;net/http;java.util 1\n");
    check("f (/usr/lib/python3/dist-packages/flask/app.py:1);g (/n/node_modules/@a/b/c.js:2) 1\n",
          OPTIONS(.group = "package"), "flask;@a/b 1\n");
    check("libc.so`f;libc.so`g;h 1\n", OPTIONS(.group = "module"), "libc.so;h 1\n");
    check("get_user;set_user;other 2\n", OPTIONS(.group = "^(get|set)_"), "get;set;other 2\n");
    check("ab;ac;x 2\n", OPTIONS(.group = "^a"), "a;x 2\n");
}

static void callers_and_callees_become_estimates(void **state)
{
    (void)state;
    static const char calls[] =
        "events: Ir\nfn=main\n1 10\ncfn=a\ncalls=1 2\n1 50\ncfn=b\ncalls=1 3\n1 70\n"
        "fn=a\n2 20\ncfn=c\ncalls=1 4\n2 30\nfn=b\n3 10\ncfn=c\ncalls=1 4\n3 60\n"
        "fn=c\n4 90\n";
    rn_report report = {0};
    rn_tree *tree;
    rn_profile *from = read_text(&rn_format_callgrind, calls, &report);
    render_filter_options options = {.size = sizeof options, .depth = -1, .hide = "=a"};
    rn_profile *out = filtered(from, &options, &report);
    assert_non_null(out);
    assert_stacks(out, 0, "main 30\nmain;b 10\nmain;c 30\nmain;b;c 60\n");
    assert_int_equal(rn_tree_new(&tree, out, 0, 0, &report), RENDER_OK);
    assert_true(tree->estimated);
    for (uint32_t n = 1; n < tree->count; n++) {
        bool is_c = rn_bytes_equal(rn_function_name(out, tree->function[n]), RN_LITERAL("c"));
        assert_int_equal(tree->flags[n] & RN_NODE_ESTIMATED, is_c ? RN_NODE_ESTIMATED : 0);
    }
    rn_tree_free(tree);
    rn_profile_free(out);
    rn_profile_free(from);
    rn_report_finish(&report);
}

/* Under every filter the roots add up to what is left, and that is never more than there was; where only
 * frames are chosen and a frame of each sample stays, nothing is lost. */
static void costs_add_up(void **state)
{
    (void)state;
    random_source source = {7};
    for (int round = 0; round < 2000; round++) {
        rn_report report = {0};
        rn_profile *from = random_stacks(&source, 30);
        char pattern[8], other[8];
        snprintf(pattern, sizeof pattern, "f%u", pick(&source, 12));
        snprintf(other, sizeof other, "=f%u", pick(&source, 12));
        render_filter_options options = {.size = sizeof options, .depth = -1};
        const char **members[] = {&options.focus, &options.ignore,     &options.hide,
                                  &options.show,  &options.prune_from, &options.show_from,
                                  &options.group};
        *members[pick(&source, 7)] = pattern;
        *members[pick(&source, 7)] = pick(&source, 2) ? other : "f";
        options.fold_recursion = pick(&source, 2);
        rn_profile *out = filtered(from, &options, &report);
        for (uint32_t m = 0; out && m < out->metric_count; m++) {
            double left = rn_profile_sum(out, m), all = rn_profile_sum(from, m);
            rn_tree *tree;
            assert_int_equal(rn_tree_new(&tree, out, m, 0, &report), RENDER_OK);
            assert_near(tree->total[0], left);
            assert_true(left <= all * (1 + 1e-12));
            assert_near(out->metrics[m].total, from->metrics[m].total);
            if (!options.focus && !options.ignore && !options.hide && !options.show &&
                !options.show_from && !options.prune_from)
                assert_near(left, all - rn_stack_self(from, m, 0));
            rn_tree_free(tree);
        }
        rn_profile_free(out);
        rn_profile_free(from);
        rn_report_finish(&report);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chooses_samples),
        cmocka_unit_test(chooses_frames),
        cmocka_unit_test(looks_into_files_and_modules),
        cmocka_unit_test(folds_and_groups),
        cmocka_unit_test(callers_and_callees_become_estimates),
        cmocka_unit_test(costs_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
