/* The table of options, and the parser and the help that follow from it. */
#include "options.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef enum value_kind {
    VALUE_FLAG,
    VALUE_NO_FLAG, /* takes a flag back */
    VALUE_TEXT,
    VALUE_NUMBER,  /* above 0 */
    VALUE_AMOUNT,  /* 0 or more */
    VALUE_SUM,     /* above 0, however large */
    VALUE_PERCENT, /* 0 … 100, kept as 0 … 1 */
    VALUE_COUNT,   /* a whole number, at least `least` */
    VALUE_CHOICE,  /* one of `choices`, kept as its index + `least` */
    VALUE_SECTION, /* no value: `least` is a section of the report */
    VALUE_LIMIT,   /* a restriction of the report: a count or, with a point or exponent, a share */
    VALUE_MATCH,   /* a restriction of the report: a regular expression */
    VALUE_RULE,    /* of --fail-if */
    VALUE_PATH,    /* of the filter */
    VALUE_WORD,    /* no value: the option's own name is kept, or `choices` */
    VALUE_LINE,    /* of a call graph's boxes */
    VALUE_TIME,    /* such as 250ms, kept in s */
    VALUE_LENGTH,  /* px, or with % a share: the member behind */
    VALUE_UNUSED,  /* any value, which changes nothing */
    VALUE_BYTES,   /* a number of bytes, at least 1, also such as 64k or 1M (by 1024) */
    VALUE_BITS,    /* no value: `least` holds bits to set */
    VALUE_SYMBOL,  /* one more function for --skip-after */
} value_kind;

typedef struct option {
    const char *name;
    char letter;
    unsigned verbs;
    value_kind kind;
    size_t offset; /* in cli_settings */
    const char *argument, *help;
    int least;
    const char *choices; /* blank-separated */
} option;

#define AT(member) offsetof(cli_settings, member)

static const option options[] = {
    {"output", 'o', FOR_INPUT, VALUE_TEXT, AT(output), "FILE",
     "write to FILE; its suffix chooses the type (- or none: standard output)", 0, NULL},
    {"type", 'T', FOR_REPORT, VALUE_TEXT, AT(report.type), "TYPE",
     "text (default), markdown, csv, json or html, whatever the suffix of -o", 0, NULL},
    {"type", 'T', FOR_READING, VALUE_TEXT, AT(type), "TYPE",
     "output type, whatever the suffix: svg png pdf ps eps json folded pstats pprof callgrind "
     "speedscope dot",
     0, NULL},
    {"format", 'f', FOR_INPUT, VALUE_TEXT, AT(read.format), "FORMAT",
     "input format (see 'profdraw formats'); default: detected", 0, NULL},
    {"match", 0, FOR_DRAWING | FOR_MERGE, VALUE_TEXT, AT(match), "PATTERN",
     "of folders, only the files whose name fits this glob, such as 'GET.index*'", 0, NULL},
    {"group-by", 0, FOR_MERGE, VALUE_CHOICE, AT(group_by), "WHAT",
     "one file in the folder -o for each folder (also those in folders), or each name-part: "
     "GET.index of GET.index.31ms.1571053121.prof",
     GROUP_BY_NAME_PART, "name-part folder"},
    {"metric", 0, FOR_INPUT, VALUE_TEXT, AT(draw.metric), "NAME",
     "which value of the profile; default: its first", 0, NULL},
    {"time", 0, FOR_INPUT, VALUE_WORD, AT(draw.metric), NULL, "the same as --metric time", 0, NULL},
    {"ticks", 0, FOR_INPUT, VALUE_WORD, AT(draw.metric), NULL,
     "of GHC's reports: the same, since each tick stands for some time", 0, "time"},
    {"bytes", 0, FOR_INPUT, VALUE_WORD, AT(draw.metric), NULL, "the same as --metric bytes", 0,
     NULL},
    {"strict", 0, FOR_INPUT, VALUE_FLAG, AT(read.strict), NULL,
     "a broken record, or file of a folder, is an error instead of being left out", 0, NULL},
    {"no-demangle", 0, FOR_DRAWING | FOR_REPORT, VALUE_FLAG, AT(read.mangled), NULL,
     "names of C++, Rust and D functions as the linker sees them", 0, NULL},
    {"demangle", 0, FOR_CONVERT, VALUE_FLAG, AT(demangle), NULL,
     "names of C++, Rust and D functions as the source has them, not as the input does", 0, NULL},
    {"tree-value", 0, FOR_INPUT, VALUE_CHOICE, AT(read.tree_value), "WHAT",
     "what a call's value is in trees of d3-flame-graph: total, with all below it, or self; "
     "default: "
     "auto, self in trees of perf",
     RENDER_TREE_AUTO, "auto total self"},
    {"keep-order", 0, FOR_CONVERT, VALUE_FLAG, AT(read.keep_order), NULL,
     "keep what ran when, too, where input and output can (see 'profdraw formats')", 0, NULL},
    {"states", 0, FOR_INPUT, VALUE_TEXT, AT(read.states), "STATE[,STATE...]",
     "dumps of threads: which threads count: running io blocked waiting other all; default: Java's "
     "only while they run, others always",
     0, NULL},
    {"pid", 0, FOR_INPUT, VALUE_FLAG, AT(read.pid), NULL,
     "dumps of threads: stacks begin with the process; perf: with 'command-PID'", 0, NULL},
    {"tid", 0, FOR_INPUT, VALUE_FLAG, AT(read.tid), NULL,
     "dumps of threads: stacks begin with the thread's number, too; perf: with 'command-PID/TID'",
     0, NULL},
    {"include-tname", 0, FOR_INPUT, VALUE_NO_FLAG, AT(read.no_thread_names), NULL,
     "dumps of threads: stacks begin with the thread's name (default)", 0, NULL},
    {"no-include-tname", 0, FOR_INPUT, VALUE_FLAG, AT(read.no_thread_names), NULL,
     "dumps of threads: no thread names", 0, NULL},
    {"include-tid", 0, FOR_INPUT, VALUE_FLAG, AT(read.thread_numbers), NULL,
     "Java: keep the number at the end of thread names, such as pool-1-thread-7", 0, NULL},
    {"shorten-pkgs", 0, FOR_INPUT, VALUE_FLAG, AT(read.shorten_packages), NULL,
     "Java: j.l.Thread.run instead of java.lang.Thread.run", 0, NULL},
    {"no-pkgs", 0, FOR_INPUT, VALUE_FLAG, AT(read.no_packages), NULL,
     "Java: names without packages", 0, NULL},
    {"no-modules", 0, FOR_INPUT, VALUE_FLAG, AT(read.no_modules), NULL,
     "VTune, sample: functions of one name are one, whatever their module", 0, NULL},
    {"size", 0, FOR_INPUT, VALUE_FLAG, AT(read.by_size), NULL,
     "VTune, of memory: by the size of allocations, not by their number", 0, NULL},
    {"includeoffset", 0, FOR_INPUT, VALUE_FLAG, AT(read.include_offset), NULL,
     "DTrace, SystemTap, bpftrace, strace: offsets into functions stay in their names", 0, NULL},
    {"trace-key", 0, FOR_INPUT, VALUE_CHOICE, AT(read.trace_key), "KEY",
     "what tells functions in a Chrome trace apart: auto (default), name, name+args, name+detail",
     RENDER_TRACE_KEY_AUTO, "auto name name+args name+detail"},
    {"async", 0, FOR_INPUT, VALUE_FLAG, AT(read.async_spans), NULL,
     "asynchronous spans of a Chrome trace, too", 0, NULL},
    {"spans", 0, FOR_INPUT, VALUE_FLAG, AT(read.spans), NULL,
     "the spans of a Chrome trace, also when it holds a CPU profile", 0, NULL},
    {"idle", 0, FOR_INPUT, VALUE_FLAG, AT(read.idle), NULL,
     "keep the time in which nothing ran (Node, Chrome)", 0, NULL},
    {"gc-on-stack", 0, FOR_INPUT, VALUE_FLAG, AT(read.gc_on_stack), NULL,
     "garbage collection is called by what it interrupts (the same)", 0, NULL},
    {"nthreads", 0, FOR_INPUT, VALUE_COUNT, AT(read.thread_count), "N",
     "threads that read large text; 0: as many as there are processors (default)", 0, NULL},
    {"unit", 0, FOR_INPUT, VALUE_TEXT, AT(read.count_name), "UNIT",
     "folded text: what its numbers count, such as us, bytes, calls; default: samples", 0, NULL},
    {"command-first", 0, FOR_INPUT, VALUE_FLAG, AT(read.command_first), NULL,
     "folded text: the first frame of each is a command, not a function", 0, NULL},
    {"flamechart", 0, FOR_CONVERT | FOR_CHART, VALUE_FLAG, AT(read.line_order), NULL,
     "folded text: --keep-order, with the lines in the order of time", 0, NULL},
    {"tagroot", 0, FOR_INPUT, VALUE_TEXT, AT(read.tag_roots), "KEY[,KEY...]",
     "labels of samples as frames at the root (pprof's own; perf: process pid tid cpu event)", 0,
     NULL},
    {"tagleaf", 0, FOR_INPUT, VALUE_TEXT, AT(read.tag_leaves), "KEY[,KEY...]",
     "the same at the leaf", 0, NULL},
    {"tagfocus", 0, FOR_INPUT, VALUE_TEXT, AT(read.tag_focus), "[KEY=]REGEX",
     "only samples with such a label; or [KEY=]RANGE, such as 32kb, :64kb, 4mb:, 1kb:64mb", 0,
     NULL},
    {"tagignore", 0, FOR_INPUT, VALUE_TEXT, AT(read.tag_ignore), "[KEY=]REGEX",
     "only samples without such a label", 0, NULL},
    {"own-drop-frames", 0, FOR_INPUT, VALUE_CHOICE, AT(read.drop_frames), "WHEN",
     "pprof: cut the frames that the profile itself asks to drop: always, never, auto (default: in "
     "CPU profiles of gperftools)",
     RENDER_DROP_FRAMES_AUTO, "auto always never"},
    {"event-filter", 0, FOR_INPUT, VALUE_TEXT, AT(read.event), "EVENT",
     "perf: only samples of this event; default: all of them, the first one first", 0, NULL},
    {"event", 0, FOR_INPUT, VALUE_TEXT, AT(read.event), "EVENT", "the same as --event-filter", 0,
     NULL},
    {"addrs", 0, FOR_INPUT, VALUE_FLAG, AT(read.addresses), NULL,
     "perf: unknown symbols as '[module <address>]'", 0, NULL},
    {"skip-after", 0, FOR_INPUT, VALUE_SYMBOL, 0, "SYMBOL",
     "perf: leave out what called this function, and the command; may be repeated", 0, NULL},
    {"srcline", 0, FOR_INPUT, VALUE_FLAG, AT(read.source_lines), NULL,
     "perf: each line of source (perf script -F +srcline) is a function of its own", 0, NULL},
    {"context", 0, FOR_INPUT, VALUE_FLAG, AT(read.source_lines), NULL, "the same as --srcline", 0,
     NULL},
    {"kernel", 0, FOR_CONVERT, VALUE_BITS, AT(draw.marks), NULL,
     "folded text: mark frames of the kernel with _[k]; without any of these options all that is "
     "known is marked",
     RENDER_MARK_KERNEL, NULL},
    {"jit", 0, FOR_CONVERT, VALUE_BITS, AT(draw.marks), NULL,
     "folded text: mark compiled code of interpreters with _[j]", RENDER_MARK_JIT, NULL},
    {"inline", 0, FOR_CONVERT, VALUE_BITS, AT(draw.marks), NULL,
     "folded text: mark inlined frames with _[i]", RENDER_MARK_INLINED, NULL},
    {"all", 0, FOR_CONVERT, VALUE_BITS, AT(draw.marks), NULL, "the same as --kernel --jit",
     RENDER_MARK_KERNEL | RENDER_MARK_JIT, NULL},
    {"verbose", 'v', FOR_INPUT, VALUE_FLAG, AT(verbose), NULL,
     "say which format was detected, and why", 0, NULL},
    {"quiet", 'q', FOR_INPUT, VALUE_FLAG, AT(quiet), NULL, "no warnings", 0, NULL},
    {"help", 'h', FOR_INPUT | FOR_LIST, VALUE_FLAG, AT(help), NULL, "this text", 0, NULL},

    {"focus", 0, FOR_INPUT, VALUE_TEXT, AT(filter.focus), "REGEX",
     "only samples with a frame whose name, file or module this is found in (=NAME is literal)", 0,
     NULL},
    {"ignore", 0, FOR_INPUT, VALUE_TEXT, AT(filter.ignore), "REGEX", "no samples with such a frame",
     0, NULL},
    {"show-from", 0, FOR_INPUT, VALUE_TEXT, AT(filter.show_from), "REGEX",
     "only such frames and what they call", 0, NULL},
    {"prune-from", 0, FOR_INPUT, VALUE_TEXT, AT(filter.prune_from), "REGEX",
     "nothing that such frames call", 0, NULL},
    {"hide", 0, FOR_INPUT, VALUE_TEXT, AT(filter.hide), "REGEX",
     "no such frames; their cost stays with their callers", 0, NULL},
    {"drop-frames", 0, FOR_INPUT, VALUE_TEXT, AT(filter.hide), "REGEX", "the same", 0, NULL},
    {"show", 0, FOR_INPUT, VALUE_TEXT, AT(filter.show), "REGEX", "only such frames", 0, NULL},
    {"path", 'p', FOR_INPUT, VALUE_PATH, 0, "PATH",
     "only frames whose file or module holds PATH, and those that have neither; repeatable", 0,
     NULL},
    {"threads", 0, FOR_INPUT, VALUE_CHOICE, AT(threads), "HOW",
     "split (default): threads and processes are frames, as the input has them; merge: they are "
     "not",
     0, "split merge"},
    {"group", 0, FOR_INPUT, VALUE_TEXT, AT(filter.group), "WHAT",
     "frames become their module, file, class or package, or what this regex finds in the name", 0,
     NULL},
    {"recursion", 0, FOR_INPUT, VALUE_CHOICE, AT(recursion), "HOW",
     "keep (default), or fold: a function that directly calls itself is one frame", 0, "keep fold"},
    {"relative", 0, FOR_INPUT, VALUE_FLAG, AT(filter.relative_shares), NULL,
     "shares are of what the filters leave, not of the whole profile", 0, NULL},
    {"root", 'z', FOR_INPUT, VALUE_TEXT, AT(filter.root), "PATTERN",
     "only what these functions call, directly or not (a name or glob; =NAME is literal)", 0, NULL},
    {"leaf", 'l', FOR_INPUT, VALUE_TEXT, AT(filter.leaf), "PATTERN",
     "only what calls these functions, directly or not", 0, NULL},
    {"depth", 0, FOR_INPUT, VALUE_COUNT, AT(filter.depth), "N",
     "at most N calls below the roots (above --leaf); -1: all (default)", -1, NULL},

    {"base", 0, FOR_DRAWING | FOR_REPORT, VALUE_TEXT, AT(base), "OLD",
     "compare with this profile, or folder of profiles: what it was before", 0, NULL},
    {"fail-if", 0, FOR_DRAWING | FOR_REPORT, VALUE_RULE, 0, "RULE",
     "exit status 3 when it holds of a function: 'self(REGEX) > 5%', 'total(=NAME) >= 200ms', "
     "'calls(REGEX)? > 1000' ('?': may fit none), with --base 'total(REGEX) > +10%'; repeatable",
     0, NULL},

    {"title", 0, FOR_DRAWING, VALUE_TEXT, AT(draw.title), "TEXT",
     "default: the kind of picture; empty: none", 0, NULL},
    {"subtitle", 0, FOR_DRAWING, VALUE_TEXT, AT(draw.subtitle), "TEXT",
     "default: the input's name; empty: none", 0, NULL},
    {"no-legend", 0, FOR_DRAWING, VALUE_FLAG, AT(draw.no_legend), NULL, "leave the legend out", 0,
     NULL},
    {"theme", 0, FOR_READING, VALUE_TEXT, AT(draw.theme), "THEME",
     "light (default), dark, auto (SVG follows the reader's setting), print", 0, NULL},
    {"colormap", 'c', FOR_READING, VALUE_TEXT, AT(draw.colormap), "MAP",
     "colours by name (see 'profdraw themes'); default: the theme's", 0, NULL},
    {"color-by", 0, FOR_READING, VALUE_CHOICE, AT(draw.color_by), "WHAT",
     "what colour says: total (default), self, module, name; a call graph that is compared: change",
     RENDER_COLOR_BY_TOTAL, "total self module name"},
    {"font", 0, FOR_DRAWING, VALUE_TEXT, AT(draw.font), "FAMILY", "font family", 0, NULL},
    {"link", 0, FOR_DRAWING, VALUE_TEXT, AT(draw.link), "URL",
     "where functions lead to in SVG and PDF: 'https://host/blob/main/{file}#L{line}' (also "
     "{name}, "
     "{module})",
     0, NULL},
    {"scale", 0, FOR_DRAWING, VALUE_NUMBER, AT(draw.scale), "F",
     "raster pixels per px of PNG; default 1, use 2 for sharp screens", 0, NULL},
    {"skew", 0, FOR_GRAPH | FOR_CONVERT, VALUE_NUMBER, AT(draw.skew), "S",
     "below 1 lifts the colours of small shares; default 1", 0, NULL},

    {"node-thres", 'n', FOR_GRAPH | FOR_CONVERT, VALUE_PERCENT, AT(draw.node_threshold), "PERCENT",
     "leave out functions below this share of the total; default 0.5", 0, NULL},
    {"edge-thres", 'e', FOR_GRAPH | FOR_CONVERT, VALUE_PERCENT, AT(draw.edge_threshold), "PERCENT",
     "leave out arcs below this share of the total; default 0.1", 0, NULL},
    {"max-nodes", 0, FOR_GRAPH | FOR_CONVERT, VALUE_COUNT, AT(draw.max_nodes), "N",
     "at most N functions, those that tell most (by pprof's entropy); default: all that reach -n",
     1, NULL},
    {"strip", 's', FOR_GRAPH | FOR_CONVERT, VALUE_FLAG, AT(draw.strip), NULL,
     "cut arguments and template parameters from names", 0, NULL},
    {"wrap", 'w', FOR_GRAPH | FOR_CONVERT, VALUE_FLAG, AT(draw.wrap), NULL,
     "break long names into lines", 0, NULL},
    {"total", 0, FOR_GRAPH | FOR_CONVERT, VALUE_CHOICE, AT(total), "HOW",
     "callratios or callstacks: for gprof2dot's users; totals are always as exact as the input", 0,
     "callratios callstacks"},
    {"node-label", 0, FOR_GRAPH | FOR_CONVERT, VALUE_LINE, 0, "WHAT",
     "a line of boxes: self-time, self-time-percentage, total-time, total-time-percentage; "
     "repeatable; default: both shares, total cost, calls",
     0, "self-time self-time-percentage total-time total-time-percentage"},
    {"show-samples", 0, FOR_GRAPH | FOR_CONVERT, VALUE_FLAG, AT(draw.show_samples), NULL,
     "one more line in boxes: own cost", 0, NULL},
    {"time-format", 0, FOR_GRAPH | FOR_CONVERT, VALUE_TEXT, AT(draw.time_format), "FORMAT",
     "times in seconds, as printf has it: '%.3f s'; default: with a unit that fits", 0, NULL},
    {"list-functions", 0, FOR_GRAPH, VALUE_TEXT, AT(draw.list_functions), "PATTERN",
     "draw nothing, but list on standard error what would be: '+' all with numbers, a glob, "
     "'%PATTERN' with their costs",
     0, NULL},
    {"direction", 0, FOR_GRAPH | FOR_CONVERT, VALUE_CHOICE, AT(draw.direction), "WHERE",
     "calls lead from top to bottom (TB, default), left to right (LR), BT or RL", 0, "TB LR BT RL"},
    {"compare", 0, FOR_GRAPH, VALUE_FLAG, AT(compare), NULL,
     "of two inputs, compare the second with the first: the same as --base FIRST SECOND", 0, NULL},
    {"compare-tolerance", 0, FOR_GRAPH | FOR_CONVERT, VALUE_PERCENT, AT(draw.tolerance), "PERCENT",
     "changes up to this share of the total are not told; default 0.1", 0, NULL},
    {"compare-only-slower", 0, FOR_GRAPH | FOR_CONVERT, VALUE_FLAG, AT(only_slower), NULL,
     "tell only of functions that cost more than before", 0, NULL},
    {"compare-only-faster", 0, FOR_GRAPH | FOR_CONVERT, VALUE_FLAG, AT(only_faster), NULL,
     "tell only of functions that cost less than before", 0, NULL},
    {"compare-color-by-difference", 0, FOR_GRAPH | FOR_CONVERT, VALUE_FLAG, AT(by_change), NULL,
     "colour says how the total cost changed: the default of comparisons", 0, NULL},
    {"color-nodes-by-selftime", 0, FOR_GRAPH | FOR_CONVERT, VALUE_FLAG, AT(by_self), NULL,
     "the same as --color-by self", 0, NULL},

    {"width", 0, FOR_DRAWING, VALUE_NUMBER, AT(draw.width), "PX",
     "width in px; default 1200; a call graph has its natural size unless that is wider", 0, NULL},
    {"row-height", 0, FOR_ROWS, VALUE_NUMBER, AT(draw.row_height), "PX",
     "height of one row of flame graph or icicle in px; default 18", 0, NULL},
    {"height", 0, FOR_STACKED, VALUE_NUMBER, AT(draw.row_height), "PX", "the same", 0, NULL},
    {"min-width", 0, FOR_ROWS, VALUE_LENGTH, AT(draw.min_width), "PX",
     "narrower boxes go into one '… n more' box; default 0.5; 0.1%: of the total", 0, NULL},
    {"minwidth", 0, FOR_STACKED, VALUE_LENGTH, AT(draw.min_width), "PX", "the same", 0, NULL},
    {"min-share", 0, FOR_CELLS | FOR_CONVERT, VALUE_PERCENT, AT(draw.min_share), "PERCENT",
     "an estimated tree ends below this share of the total; default 0.1", 0, NULL},
    {"max-depth", 0, FOR_ROWS, VALUE_COUNT, AT(draw.max_depth), "N",
     "levels drawn; default: all that have room", 1, NULL},
    {"from", 0, FOR_CHART, VALUE_TIME, AT(draw.from), "TIME",
     "begin so long after the profile does: 250ms, 1.5s; default 0", 0, NULL},
    {"to", 0, FOR_CHART, VALUE_TIME, AT(draw.to), "TIME", "end so long after the profile begins", 0,
     NULL},
    {"order", 0, FOR_CELLS, VALUE_CHOICE, AT(draw.order), "ORDER",
     "siblings by name (flame's default), weight (icicle's and sunburst's), first (as in the "
     "input)",
     RENDER_ORDER_NAME, "name weight first"},

    {"inverted", 'i', FOR_STACKED, VALUE_FLAG, AT(draw.inverted), NULL, "the total at the top", 0,
     NULL},
    {"reverse", 0, FOR_CELLS, VALUE_FLAG, AT(filter.reverse), NULL,
     "stacks begin with their leaf: who called the functions that cost most", 0, NULL},
    {"flamechart", 0, FOR_STACKED, VALUE_FLAG, AT(draw.in_order), NULL,
     "folded text: in the order of its lines; only neighbours become one box", 0, NULL},
    {"negate", 0, FOR_CELLS, VALUE_FLAG, AT(draw.negate), NULL,
     "of a comparison: the colours of more and less change places", 0, NULL},
    {"colors", 0, FOR_CELLS, VALUE_TEXT, AT(draw.colormap), "PALETTE",
     "the same as --colormap: hot mem io red green blue yellow purple aqua orange, or by kind of "
     "function: java js perl python rust wakeup chain",
     0, NULL},
    {"color", 0, FOR_CELLS, VALUE_TEXT, AT(draw.colormap), "PALETTE", "the same", 0, NULL},
    {"hash", 0, FOR_CELLS, VALUE_FLAG, AT(draw.name_hash), NULL,
     "palettes: like shades for names that begin and end alike", 0, NULL},
    {"bgcolors", 0, FOR_CELLS, VALUE_TEXT, AT(draw.background), "COLOR",
     "of the page: #rrggbb, yellow, blue, green or grey; default: the theme's", 0, NULL},
    {"fonttype", 0, FOR_STACKED, VALUE_TEXT, AT(draw.font), "FAMILY", "the same as --font", 0,
     NULL},
    {"fontsize", 0, FOR_STACKED, VALUE_NUMBER, AT(draw.font_size), "PX",
     "of labels, at most what a row has room for; default 12", 0, NULL},
    {"countname", 0, FOR_CELLS, VALUE_TEXT, AT(read.count_name), "UNIT",
     "folded text: what its numbers count; default samples; us, ms, bytes … are shown as such", 0,
     NULL},
    {"factor", 0, FOR_CELLS, VALUE_NUMBER, AT(read.factor), "F",
     "folded text: multiply its numbers", 0, NULL},
    {"total", 0, FOR_CELLS, VALUE_SUM, AT(draw.total), "N",
     "what the whole width stands for, when that is more than there is (before --factor)", 0, NULL},
    {"nametype", 0, FOR_CELLS, VALUE_TEXT, AT(draw.name_type), "TEXT",
     "before the function in tooltips; default: nothing", 0, NULL},
    {"notes", 0, FOR_CELLS, VALUE_TEXT, AT(draw.notes), "TEXT",
     "added to the description for those who do not see the picture", 0, NULL},
    {"cp", 0, FOR_STACKED, VALUE_FLAG, AT(unused), NULL,
     "changes nothing, as what follows: a name has the same colour in every picture", 0, NULL},
    {"random", 0, FOR_STACKED, VALUE_FLAG, AT(unused), NULL, "shades follow names", 0, NULL},
    {"deterministic", 0, FOR_STACKED, VALUE_FLAG, AT(unused), NULL, "the same", 0, NULL},
    {"colordiffusion", 0, FOR_STACKED, VALUE_FLAG, AT(unused), NULL,
     "the default colours tell the share", 0, NULL},
    {"fontwidth", 0, FOR_STACKED, VALUE_UNUSED, 0, "F", "text is measured", 0, NULL},
    {"encoding", 0, FOR_STACKED, VALUE_UNUSED, 0, "NAME", "always UTF-8", 0, NULL},
    {"truncate-text-right", 0, FOR_STACKED, VALUE_FLAG, AT(unused), NULL,
     "labels keep the part that tells most", 0, NULL},
    {"no-sort", 0, FOR_STACKED, VALUE_FLAG, AT(unused), NULL, "lines may come in any order", 0,
     NULL},
    {"pretty-xml", 0, FOR_STACKED, VALUE_FLAG, AT(unused), NULL, "a box is a line", 0, NULL},
    {"no-javascript", 0, FOR_STACKED, VALUE_FLAG, AT(unused), NULL, "the default", 0, NULL},
    {"search-color", 0, FOR_STACKED, VALUE_UNUSED, 0, "COLOR", "found boxes have an outline", 0,
     NULL},
    {"uicolor", 0, FOR_STACKED, VALUE_UNUSED, 0, "COLOR", "controls fit the page", 0, NULL},
    {"stroke-color", 0, FOR_STACKED, VALUE_UNUSED, 0, "COLOR", "boxes have gaps", 0, NULL},

    {"markdown", 0, FOR_REPORT, VALUE_WORD, AT(report.type), NULL,
     "tables for pull requests and job summaries", 0, NULL},
    {"csv", 0, FOR_REPORT, VALUE_WORD, AT(report.type), NULL, "tables for spreadsheets", 0, NULL},
    {"json", 0, FOR_REPORT, VALUE_WORD, AT(report.type), NULL, "tables for programs", 0, NULL},
    {"html", 0, FOR_REPORT, VALUE_WORD, AT(report.type), NULL,
     "a page with tables to sort and search", 0, NULL},
    {"max-bytes", 0, FOR_REPORT, VALUE_BYTES, AT(report.max_bytes), "N",
     "list only as many functions as fit into N bytes (64k, 1M)", 0, NULL},
    {"tolerance", 0, FOR_REPORT, VALUE_PERCENT, AT(report.tolerance), "PERCENT",
     "with --base, leave out functions that changed by no more than this share; default 0.1", 0,
     NULL},
    {"stats", 0, FOR_REPORT, VALUE_SECTION, 0, NULL, "what each function cost (default)",
     RENDER_SECTION_STATS, NULL},
    {"callers", 0, FOR_REPORT, VALUE_SECTION, 0, NULL, "who called each function",
     RENDER_SECTION_CALLERS, NULL},
    {"callees", 0, FOR_REPORT, VALUE_SECTION, 0, NULL, "what each function called",
     RENDER_SECTION_CALLEES, NULL},
    {"sort", 0, FOR_REPORT, VALUE_TEXT, AT(report.sort), "KEY[,KEY...]",
     "calls cumulative (total) filename line module name nfl pcalls stdname time (self); default: "
     "Python's dumps as in the file, others by total",
     0, NULL},
    {"reverse", 0, FOR_REPORT, VALUE_FLAG, AT(report.reverse), NULL, "sort the other way round", 0,
     NULL},
    {"strip-dirs", 0, FOR_REPORT, VALUE_FLAG, AT(report.strip_folders), NULL,
     "file names without folders", 0, NULL},
    {"limit", 0, FOR_REPORT, VALUE_LIMIT, 0, "N",
     "only the first N functions; 0.3: the first 30 %; applied in turn with --match", 0, NULL},
    {"match", 0, FOR_REPORT, VALUE_MATCH, 0, "REGEX",
     "only functions in whose file:line(name) this is found (Python's syntax)", 0, NULL},
};

enum { OPTION_COUNT = sizeof options / sizeof *options };

int cli_usage(const cli_verb *verb, const char *format, ...)
{
    va_list arguments;
    fputs("profdraw: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "; see 'profdraw %s%s--help'\n", verb ? verb->name : "", verb ? " " : "");
    return EXIT_USAGE;
}

int cli_fail_memory(void)
{
    fputs("profdraw: out of memory\n", stderr);
    return EXIT_FAILED;
}

/* ---- values ----------------------------------------------------------------------------------- */

/* The index of a word in a blank-separated list, -1 when it is not there. */
static int find_choice(const char *choices, const char *word)
{
    size_t size = strlen(word);
    int index = 0;
    for (const char *at = choices; *at; index++) {
        size_t length = strcspn(at, " ");
        if (length == size && memcmp(at, word, size) == 0)
            return index;
        at += length + strspn(at + length, " ");
    }
    return -1;
}

/* Wide enough for every picture that can be made. */
#define LARGEST 1000000
#define STRING(number) STRING_OF(number)
#define STRING_OF(number) #number

static int set_number(const cli_verb *verb, const option *o, const char *text, double *to)
{
    static const char *const wanted[] = {
        [VALUE_NUMBER] = "a number above 0, up to " STRING(LARGEST),
        [VALUE_AMOUNT] = "a number from 0 to " STRING(LARGEST),
        [VALUE_LENGTH] = "a number from 0 to " STRING(LARGEST) ", or a percentage",
        [VALUE_PERCENT] = "a percentage from 0 to 100",
    };
    char *end;
    double value = strtod(text, &end);
    bool is_percent = o->kind == VALUE_PERCENT;
    bool fits = value >= 0 && value <= (is_percent ? 100 : LARGEST);
    if (end == text || *end || !fits || (o->kind == VALUE_NUMBER && value == 0))
        return cli_usage(verb, "--%s wants %s, not '%s'", o->name, wanted[o->kind], text);
    *to = is_percent ? value / 100 : value;
    return EXIT_FINE;
}

static int set_count(const cli_verb *verb, const option *o, const char *text, int *to)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < o->least || value > 1000000000)
        return cli_usage(verb, "--%s wants a whole number from %d, not '%s'", o->name, o->least,
                         text);
    *to = (int)value;
    return EXIT_FINE;
}

/* A number without a unit counts seconds, or whatever the profile counts. */
static int set_time(const cli_verb *verb, const option *o, const char *text, double *to)
{
    static const struct {
        const char *unit;
        double seconds;
    } units[] = {{"", 1},      {"s", 1},    {"ms", 1e-3}, {"us", 1e-6},
                 {"ns", 1e-9}, {"min", 60}, {"h", 3600}};
    char *end;
    double value = strtod(text, &end);
    for (size_t i = 0; end > text && value >= 0 && i < sizeof units / sizeof *units; i++)
        if (strcmp(end, units[i].unit) == 0) {
            *to = value * units[i].seconds;
            return EXIT_FINE;
        }
    return cli_usage(verb, "--%s wants a time such as 250ms or 1.5s, not '%s'", o->name, text);
}

static int set_bytes(const cli_verb *verb, const option *o, const char *text, uint64_t *to)
{
    char *end;
    unsigned long long value = strtoull(text, &end, 10);
    const char *factors = "kMG", *factor = *end ? strchr(factors, *end) : NULL;
    int shift = factor ? 10 * (int)(factor - factors + 1) : 0;
    if (text[0] < '0' || text[0] > '9' || end[factor != NULL] || value == 0 ||
        value > UINT64_MAX >> shift >> 1)
        return cli_usage(verb, "--%s wants a number of bytes such as 65536, 64k or 1M, not '%s'",
                         o->name, text);
    *to = value << shift;
    return EXIT_FINE;
}

static int set_sum(const cli_verb *verb, const option *o, const char *text, double *to)
{
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end || !(value > 0 && value <= 1e300))
        return cli_usage(verb, "--%s wants a number above 0, not '%s'", o->name, text);
    *to = value;
    return EXIT_FINE;
}

/* Without the % at its end. */
static int set_share(const cli_verb *verb, const option *o, const char *text, double *to)
{
    option percent = *o;
    char number[64];
    percent.kind = VALUE_PERCENT;
    snprintf(number, sizeof number, "%.*s", (int)strcspn(text, "%"), text);
    return set_number(verb, &percent, number, to);
}

/* Pixels in one member, or a percentage in the next. */
static int set_length(const cli_verb *verb, const option *o, const char *text, double *to)
{
    size_t size = strlen(text);
    if (size > 1 && size < 60 && strchr(text, '%') == text + size - 1)
        return set_share(verb, o, text, to + 1);
    return set_number(verb, o, text, to);
}

static int set_choice(const cli_verb *verb, const option *o, const char *text, int *to)
{
    int index = find_choice(o->choices, text);
    if (index < 0)
        return cli_usage(verb, "--%s wants one of: %s; not '%s'", o->name, o->choices, text);
    *to = index + o->least;
    return EXIT_FINE;
}

static int add_restriction(cli_settings *settings, render_restriction restriction)
{
    settings->restrictions[settings->report.restriction_count++] = restriction;
    return EXIT_FINE;
}

static int add_limit(const cli_verb *verb, const option *o, const char *text,
                     cli_settings *settings)
{
    char *end;
    double amount = strtod(text, &end);
    if (end == text || *end || strspn(text, "+-.0123456789eE") != strlen(text))
        return cli_usage(verb, "--%s wants a count or a share such as 0.3, not '%s'", o->name,
                         text);
    bool is_share = strpbrk(text, ".eE");
    return add_restriction(
        settings,
        (render_restriction){is_share ? RENDER_KEEP_SHARE : RENDER_KEEP_COUNT, amount, NULL});
}

static int add_section(cli_settings *settings, render_section section)
{
    render_report_options *report = &settings->report;
    for (size_t i = 0; i < report->section_count; i++)
        if (settings->sections[i] == section)
            return EXIT_FINE;
    settings->sections[report->section_count++] = section;
    return EXIT_FINE;
}

static int add_line(const cli_verb *verb, const option *o, const char *text, cli_settings *settings)
{
    int line = 0, status = set_choice(verb, o, text, &line);
    if (status)
        return status;
    for (size_t i = 0; i < settings->draw.node_line_count; i++)
        if (settings->node_lines[i] == (render_node_line)line)
            return EXIT_FINE;
    settings->node_lines[settings->draw.node_line_count++] = (render_node_line)line;
    settings->draw.node_lines = settings->node_lines;
    return EXIT_FINE;
}

typedef struct parser {
    const cli_verb *verb;
    char **arguments;
    int count, at;
    cli_settings *settings;
} parser;

/* Whether an option is one of the filter's. */
static bool is_of_filter(const option *o)
{
    bool is_member =
        o->offset >= AT(filter) && o->offset < AT(filter) + sizeof(render_filter_options);
    return is_member || o->kind == VALUE_PATH || o->offset == AT(threads) ||
           o->offset == AT(recursion);
}

static int set_value(const parser *p, const option *o, const char *text)
{
    void *to = (char *)p->settings + o->offset;
    p->settings->filters |= is_of_filter(o);
    switch (o->kind) {
    case VALUE_FLAG:
        *(bool *)to = true;
        return EXIT_FINE;
    case VALUE_NO_FLAG:
        *(bool *)to = false;
        return EXIT_FINE;
    case VALUE_TEXT:
        *(const char **)to = text;
        return EXIT_FINE;
    case VALUE_COUNT:
        return set_count(p->verb, o, text, to);
    case VALUE_CHOICE:
        return set_choice(p->verb, o, text, to);
    case VALUE_SECTION:
        return add_section(p->settings, (render_section)o->least);
    case VALUE_LIMIT:
        return add_limit(p->verb, o, text, p->settings);
    case VALUE_MATCH:
        return add_restriction(p->settings, (render_restriction){RENDER_KEEP_MATCH, 0, text});
    case VALUE_PATH:
        p->settings->paths[p->settings->filter.path_count++] = text;
        return EXIT_FINE;
    case VALUE_RULE:
        p->settings->rules[p->settings->rule_count++] = text;
        return EXIT_FINE;
    case VALUE_LINE:
        return add_line(p->verb, o, text, p->settings);
    case VALUE_WORD:
        *(const char **)to = o->choices ? o->choices : o->name;
        return EXIT_FINE;
    case VALUE_TIME:
        return set_time(p->verb, o, text, to);
    case VALUE_BYTES:
        return set_bytes(p->verb, o, text, to);
    case VALUE_LENGTH:
        return set_length(p->verb, o, text, to);
    case VALUE_SUM:
        return set_sum(p->verb, o, text, to);
    case VALUE_UNUSED:
        return EXIT_FINE;
    case VALUE_BITS:
        *(unsigned *)to |= (unsigned)o->least;
        return EXIT_FINE;
    case VALUE_SYMBOL:
        p->settings->skip_after[p->settings->read.skip_after_count++] = text;
        return EXIT_FINE;
    case VALUE_NUMBER:
    case VALUE_AMOUNT:
    case VALUE_PERCENT:
        break;
    }
    return set_number(p->verb, o, text, to);
}

/* ---- arguments -------------------------------------------------------------------------------- */

static const option *find_long(const cli_verb *verb, const char *name, size_t size)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (options[i].verbs & verb->kind && strlen(options[i].name) == size &&
            memcmp(options[i].name, name, size) == 0)
            return &options[i];
    return NULL;
}

static const option *find_letter(const cli_verb *verb, char letter)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (options[i].verbs & verb->kind && options[i].letter == letter)
            return &options[i];
    return NULL;
}

static bool takes_value(const option *o)
{
    return o->kind != VALUE_FLAG && o->kind != VALUE_NO_FLAG && o->kind != VALUE_SECTION &&
           o->kind != VALUE_WORD && o->kind != VALUE_BITS;
}

static int take_value(parser *p, const option *o, const char *attached)
{
    if (!takes_value(o))
        return set_value(p, o, NULL);
    if (attached)
        return set_value(p, o, attached);
    if (p->at == p->count)
        return cli_usage(p->verb, "--%s wants a value", o->name);
    return set_value(p, o, p->arguments[p->at++]);
}

static int parse_long(parser *p, const char *text)
{
    size_t size = strcspn(text, "=");
    const option *o = find_long(p->verb, text, size);
    if (!o)
        return cli_usage(p->verb, "%s has no option --%.*s", p->verb->name, (int)size, text);
    if (!takes_value(o) && text[size])
        return cli_usage(p->verb, "--%s takes no value", o->name);
    return take_value(p, o, text[size] ? text + size + 1 : NULL);
}

static int parse_letters(parser *p, const char *text)
{
    for (; *text; text++) {
        const option *o = find_letter(p->verb, *text);
        if (!o)
            return cli_usage(p->verb, "%s has no option -%c", p->verb->name, *text);
        if (takes_value(o))
            return take_value(p, o, text[1] ? text + 1 : NULL);
        int status = take_value(p, o, NULL);
        if (status)
            return status;
    }
    return EXIT_FINE;
}

/* gprof2dot's order: the old file first. */
static int take_base(const cli_verb *verb, cli_settings *settings)
{
    if (settings->base || settings->input_count != 2)
        return cli_usage(verb, "--compare wants two inputs, the old one first, and no --base");
    settings->base = settings->inputs[0];
    settings->inputs[0] = settings->inputs[1];
    settings->input_count = 1;
    return EXIT_FINE;
}

/* Options that are other names of others. */
static int settle(const cli_verb *verb, cli_settings *settings)
{
    if (settings->by_change)
        settings->draw.color_by = RENDER_COLOR_BY_CHANGE;
    if (settings->by_self)
        settings->draw.color_by = RENDER_COLOR_BY_SELF;
    if (settings->only_slower && settings->only_faster)
        return cli_usage(verb,
                         "--compare-only-slower and --compare-only-faster exclude each other");
    if (settings->only_slower)
        settings->draw.changes = RENDER_CHANGES_MORE;
    if (settings->only_faster)
        settings->draw.changes = RENDER_CHANGES_LESS;
    return settings->compare && !settings->help ? take_base(verb, settings) : EXIT_FINE;
}

int cli_parse(const cli_verb *verb, int count, char **arguments, cli_settings *settings)
{
    parser p = {.verb = verb, .arguments = arguments, .count = count, .settings = settings};
    bool options_ended = false;
    while (p.at < count) {
        char *argument = arguments[p.at++];
        int status = EXIT_FINE;
        if (options_ended || argument[0] != '-' || !argument[1])
            settings->inputs[settings->input_count++] = argument;
        else if (strcmp(argument, "--") == 0)
            options_ended = true;
        else if (argument[1] == '-')
            status = parse_long(&p, argument + 2);
        else
            status = parse_letters(&p, argument + 1);
        if (status)
            return status;
    }
    settings->read.keep_order |= settings->read.line_order;
    settings->read.skip_after = settings->skip_after;
    return settle(verb, settings);
}

/* ---- help ------------------------------------------------------------------------------------- */

void cli_print_verb_help(const cli_verb *verb, FILE *out)
{
    fprintf(out, "usage: profdraw %s%s\n\n%s\n\n", verb->name, verb->arguments, verb->purpose);
    for (int i = 0; i < OPTION_COUNT; i++) {
        const option *o = &options[i];
        if (!(o->verbs & verb->kind))
            continue;
        char left[64];
        snprintf(left, sizeof left, "%c%c%s--%s%s%s", o->letter ? '-' : ' ',
                 o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name,
                 o->argument ? " " : "", o->argument ? o->argument : "");
        fprintf(out, "  %-30s %s\n", left, o->help);
    }
}
