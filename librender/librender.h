/** @file
 * librender: turns profiles into pictures.
 *
 * A profile is read (render_profile_read_*), optionally merged, compared and filtered, and then drawn
 * (render_draw, render_page), written as data (render_export) or told in words (render_report).  Profiles
 * never change once they exist: a filter, a merge or a comparison makes a new one.
 *
 * Calls
 *   - A function that can fail returns a render_status.  On failure its out-pointer is NULL, and its
 *     render_error (which may be NULL) says where and why.
 *   - NULL instead of an option struct means the defaults.  Option structs start with their own size and have
 *     an _init function; a program that was built with a shorter struct gets the defaults of what it lacks.
 *   - Strings are UTF-8.  Strings from an input are repaired to valid UTF-8 without control characters when
 *     they are read.
 *   - Costs are in the unit of their metric, lengths in px (1/96 inch), shares from 0 to 1, sizes in bytes.
 *   - Nothing is printed, no environment or clock is read, the process is never ended.
 *
 * Ownership
 *   - What an out-pointer was set to belongs to the caller, who ends it by a function of its type: _free,
 *     _finish, _commit or _discard.  _free and _discard take NULL.
 *   - What is passed in stays the caller's and is only used during the call: options, the strings in them, paths,
 *     rules, profiles, descriptors.  A new profile holds nothing of the profiles that it was made of, so that those
 *     may be freed in any order.
 *   - Strings that are returned belong to the handle they came from and live as long as it does; those
 *     of render_version, and rows of render_info, live as long as the library.
 *   - Bytes that a render_sink is given are valid during its call.
 *
 * Memory
 *   - Memory that runs out is RENDER_ERROR_MEMORY: no half of a result, nothing lost, and the library goes on
 *     working.  (What cairo, Pango and Graphviz do then is theirs: some of it ends the process.)
 *   - What an input asks for is bounded by render_limits, what a picture needs by render_draw_options.
 *   - Nothing is kept between calls but fonts, which are opened once.
 *
 * Threads
 *   - All functions may be called by any number of threads at once.
 *   - Finished render_profile and render_annotations may be used by several threads at the same time, until
 *     they are freed.  A render_merger, a render_output and a render_sink belong to one thread
 *     at a time.
 *   - Functions that were passed in (of a sink, stages, warn) are called by the thread that made the call, before
 *     it returns.
 *   - Text is measured and call graphs are laid out by one thread at a time; the rest goes on side by side.
 *   - Graphviz sets the process' LC_NUMERIC while it lays out, and sets it back; the calling thread never sees it.
 *   - After fork() the child may go on only when no other thread was in a call. */
#ifndef LIBRENDER_H
#define LIBRENDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Of this header; render_version() tells that of the library. */
#define RENDER_VERSION "0.1.0"

/** Stands before each function of the interface: nothing else leaves the library. */
#if defined(__GNUC__)
#define RENDER_API __attribute__((visibility("default")))
#else
#define RENDER_API
#endif

/* ---- status and errors ------------------------------------------------------------------------ */

/** What a call came to. */
typedef enum render_status {
    RENDER_OK = 0,               /**< done */
    RENDER_ERROR_ARGUMENT,       /**< an option or name that does not exist or does not fit */
    RENDER_ERROR_IO,             /**< cannot be opened, read or written */
    RENDER_ERROR_UNKNOWN_FORMAT, /**< no reader takes it */
    RENDER_ERROR_MALFORMED,      /**< a known format, but broken */
    RENDER_ERROR_LIMIT,          /**< larger than render_limits allows */
    RENDER_ERROR_EMPTY,          /**< nothing in it, or nothing left after a filter */
    RENDER_ERROR_MEMORY,         /**< no memory is left */
} render_status;

/** Why a call failed: all zero when it did not. */
typedef struct render_error {
    render_status status; /**< what the call returned */
    uint64_t offset;      /**< in bytes of the decoded input, from 0; 0 also when it says nothing */
    uint64_t line;        /**< of text, from 1; 0: says nothing */
    char message[256];    /**< one line, without the file's name and without line end */
} render_error;

/** The library's version, "MAJOR.MINOR.PATCH". */
RENDER_API const char *render_version(void);

/* ---- stages ----------------------------------------------------------------------------------- */

/** Told when a stage of the work begins, for those who want to know where time goes: the library itself
 * sees no clock. */
typedef struct render_stages {
    /** `stage` is a constant such as "decode", "read", "analyze", "view", "surface" */
    void (*begin)(void *user, const char *stage);
    void *user; /**< handed on to `begin` */
} render_stages;

/* ---- limits ----------------------------------------------------------------------------------- */

/** Bounds on what an input may ask for; reaching one is RENDER_ERROR_LIMIT, except stack_depth and
 * name_bytes, which cut.  render_read_options_init sets the defaults.  Those of pictures are in
 * render_draw_options. */
typedef struct render_limits {
    uint64_t decoded_bytes; /**< after gzip, zstd and so on; default 64 GiB */
    uint32_t codec_layers;  /**< gzip in zstd and so on; default 2 */
    uint32_t expansion;     /**< decoded/encoded after the first 16 MiB; default 1000 */
    uint32_t nesting;       /**< of JSON or marshal values; default 64 */
    /** frames kept of one stack; deeper ones end in "(truncated)"; default 2,000,000 */
    uint32_t stack_depth;
    uint32_t name_bytes; /**< kept of one name; default 16 MiB */
    uint32_t functions;  /**< distinct functions; default, and at most, 2^31 - 1 */
    uint32_t stacks;     /**< distinct stacks; the same */
    /** of the search for a pattern in one text of the profile, or of what is made of it; default
     * 1,000,000.  For patterns that an input brings a hundredth */
    uint32_t regex_steps;
} render_limits;

/* ---- reading ---------------------------------------------------------------------------------- */

/** What was measured: functions, who called whom or whole stacks, and what they cost.  It never changes. */
typedef struct render_profile render_profile;

/** What the value of a call is, in trees that do not say it. */
typedef enum render_tree_value {
    RENDER_TREE_AUTO,  /**< in perf's, which have short keys, its own; else total */
    RENDER_TREE_TOTAL, /**< it holds those of the calls below */
    RENDER_TREE_SELF,  /**< it does not */
} render_tree_value;

/** What tells functions in a Chrome trace apart besides their names. */
typedef enum render_trace_key {
    RENDER_TRACE_KEY_AUTO,   /**< in clang's traces their details, else nothing */
    RENDER_TRACE_KEY_NAME,   /**< nothing */
    RENDER_TRACE_KEY_ARGS,   /**< all of "args" */
    RENDER_TRACE_KEY_DETAIL, /**< "detail" in "args" */
} render_trace_key;

/** When the pattern of frames to drop that a pprof profile brings is applied: of those that carry it,
 * gperftools' CPU profiles mean it for everybody. */
typedef enum render_drop_frames {
    RENDER_DROP_FRAMES_AUTO,   /**< in CPU profiles of gperftools */
    RENDER_DROP_FRAMES_ALWAYS, /**< in all */
    RENDER_DROP_FRAMES_NEVER,  /**< in none */
} render_drop_frames;

/** How to read.  What is said of one format or another is nothing to those that do not carry it. */
typedef struct render_read_options {
    size_t size;           /**< of this struct, in bytes */
    const char *format;    /**< a name of render_formats(); NULL: detect */
    const char *temporary; /**< folder for spooled input; NULL: /tmp */
    bool strict;      /**< a broken record fails the read instead of being skipped and counted */
    bool strip_paths; /**< files and modules without the folders that they lie in */
    bool mangled;     /**< keep the linker's names of C++, Rust and D functions as they are */
    bool keep_order;  /**< keep what ran when, too, where the format tells */
    unsigned thread_count; /**< that read large text; 0: as many as there are processors */
    /* Dumps of threads */
    /** which threads count, separated by commas: running, io (waits in the system), blocked,
     * waiting, other, all; NULL: Java's only while they run, others always */
    const char *states;
    bool pid; /**< a frame for the process; in perf script in the command's: 'COMMAND-PID' */
    bool tid; /**< the number of the thread in its frame; in perf script: 'COMMAND-PID/TID' */
    bool no_thread_names; /**< no frames for threads */
    /** Java: threads whose names differ in the number at their end are not one */
    bool thread_numbers;
    bool shorten_packages; /**< Java: 'j.l.Thread.run' */
    bool no_packages;      /**< Java: 'Thread.run' */
    bool no_modules;     /**< VTune, sample: functions of one name are one, whatever their module */
    bool by_size;        /**< VTune, of memory: the size of allocations first, not their number */
    bool include_offset; /**< DTrace, SystemTap, bpftrace, strace: offsets stay in names: f+0x1f */
    render_tree_value tree_value; /**< trees of d3-flame-graph */
    bool idle;                    /**< V8: keep the time in which nothing ran */
    bool gc_on_stack;             /**< V8: the garbage collector is called by what it interrupts */
    render_trace_key trace_key;   /**< Chrome traces */
    bool async_spans; /**< Chrome traces: also asynchronous spans, each category a thread */
    bool spans;       /**< Chrome traces with a CPU profile: the spans instead of it */
    /* folded text */
    bool line_order;        /**< its lines stand in the order in time; see in_order */
    const char *count_name; /**< the unit of its numbers; NULL: "samples" */
    double factor;          /**< its numbers are multiplied by this; default 1 */
    bool command_first;     /**< its stacks begin with a command: a process, and no function */
    /* Labels of samples: pprof's own; process, pid, tid, cpu and event of perf script; process, pid,
     * tid and thread of folded stacks; profile, pid, tid and thread of speedscope's format; process of
     * gprof2dot's. */
    /** keys, separated by commas, whose values become frames at the root, the first one
     * outermost; NULL: none, as with what follows */
    const char *tag_roots;
    const char *tag_leaves; /**< the same at the leaf, the last one innermost */
    /** only samples with such a label, as pprof's -tagfocus: [KEY=]REGEX,… (with a key: any
     * matches its value; without: each matches some 'key:value'), or a range of numbers: 32kb,
     * :64kb, 4mb:, 1kb:64mb */
    const char *tag_focus;
    const char *tag_ignore; /**< only samples without */
    /* perf script */
    const char *event; /**< only samples of this event, with its modifiers or without; NULL: all */
    bool addresses;    /**< an unknown symbol is '[module 0x1f]' instead of '[module]' */
    bool source_lines; /**< a function is another one at each of its lines of source */
    const char *const *skip_after;  /**< functions whose callers are left out, with the command */
    size_t skip_after_count;        /**< how many these are */
    render_drop_frames drop_frames; /**< pprof */
    render_limits limits;           /**< what an input may ask for */
    const render_stages *stages;    /**< NULL: nobody; told by the thread that reads */
    /** what only one picture needs: stacks that have at least this share (0 to 1) of the total, as
     * render_draw_least_share says.  Then a profile may lack others: it can be drawn by that view and those options, and
     * by others that need no more, but is RENDER_ERROR_ARGUMENT to all other functions that take a profile and return a
     * status.  0 (the default): nothing is left out */
    double least_share;
} render_read_options;

/** Sets the defaults of this version. */
RENDER_API void render_read_options_init(render_read_options *options);

/** Reads a profile from a file.  `path` may be anything that can be opened and read, also a pipe or
 * /dev/stdin.  gzip, zstd, xz, bzip2, lz4 and zip archives of one file are decoded.  The caller frees *out.
 * Any error of render_status can come of it; RENDER_ERROR_ARGUMENT: an option names or holds what does not
 * exist.
 *
 * A large regular file is mapped.  When another process shortens it during the call, the kernel raises
 * SIGBUS: a program that reads files which others write to catches that, or passes a pipe. */
RENDER_API render_status render_profile_read_file(render_profile **out, const char *path,
                                                  const render_read_options *options,
                                                  render_error *error);

/** The same from an open file descriptor, read to its end and left open. */
RENDER_API render_status render_profile_read_descriptor(render_profile **out, int descriptor,
                                                        const render_read_options *options,
                                                        render_error *error);

/** The same from `size` bytes in memory, which are only used during the call. */
RENDER_API render_status render_profile_read_memory(render_profile **out, const void *data,
                                                    size_t size, const render_read_options *options,
                                                    render_error *error);

/** Frees a profile and all that was borrowed from it.  NULL is allowed. */
RENDER_API void render_profile_free(render_profile *profile);

/** One of the values that a profile holds for each function, such as time and calls. */
typedef struct render_metric {
    const char *name; /**< such as "time" */
    const char *unit; /**< such as "s", "bytes" or "samples" */
    double total;     /**< of the whole profile, in that unit */
    const char *base; /**< of a comparison: the metric that holds what it was before; else NULL */
} render_metric;

/** What a profile says of itself.  All of it is borrowed from the profile. */
typedef struct render_facts {
    /** that was read, as render_formats names it; of a merge that of its first profile */
    const char *format;
    const char *detection;        /**< one line on why that format was taken */
    const render_metric *metrics; /**< the first one is the default */
    size_t metric_count;          /**< how many these are: at least 1 */
    /** what was skipped or is doubtful in the input, or found nothing in a filter: lines without line end */
    const char *const *warnings;
    size_t warning_count; /**< how many these are */
} render_facts;

/** What there is to know of a profile before it is drawn. */
RENDER_API const render_facts *render_profile_facts(const render_profile *profile);

/* ---- merging ---------------------------------------------------------------------------------- */

/** Adds profiles up, one after the other: equal stacks, or equal functions and arcs, become one.  Values
 * of metrics with the same name are added, times in the unit of the first profile; metrics that not
 * all profiles have are dropped.  What was added may be freed: a merger grows with what is different
 * in the profiles, not with their number. */
typedef struct render_merger render_merger;

/** Makes an empty merger, which render_merger_finish or render_merger_free frees. */
RENDER_API render_status render_merger_new(render_merger **out, render_error *error);
/** Adds a profile, which may be freed then.  RENDER_ERROR_ARGUMENT when no metric is common, or when stacks
 * would have to be added to arcs.  After a failure the merger can only be freed. */
RENDER_API render_status render_merger_add(render_merger *merger, const render_profile *profile,
                                           render_error *error);
/** Makes the sum and frees the merger, also on failure.  RENDER_ERROR_ARGUMENT when nothing was
 * added. */
RENDER_API render_status render_merger_finish(render_profile **out, render_merger *merger,
                                              render_error *error);
/** Gives the merger up.  NULL is allowed. */
RENDER_API void render_merger_free(render_merger *merger);

/* ---- comparing -------------------------------------------------------------------------------- */

/** Puts two profiles side by side: the new one has the functions of both, and for each metric that both
 * have one of what it was in `base`, which reports and rules compare it with.  Functions of different
 * versions of a program are matched by name and by file or module, whatever their lines and folders.
 * RENDER_ERROR_ARGUMENT when no metric is common, or when one profile holds stacks and the other does
 * not. */
RENDER_API render_status render_profile_compare(render_profile **out, const render_profile *profile,
                                                const render_profile *base, render_error *error);

/* ---- filters ---------------------------------------------------------------------------------- */

/** What to keep of a profile.
 *
 * Of root and leaf a pattern is '=name' or an exact name, else a shell glob over the whole name; of all
 * others '=name', or a regular expression (Python's syntax) that is searched for in the name, the file and
 * the module.  They work one after the other in the order of this struct: first whole samples are chosen,
 * then frames.  The cost of frames that go stays with the nearest caller that is left; samples without a
 * frame go.
 *
 * Profiles of callers and callees have no samples: for all but root, leaf and depth they become the
 * estimated stacks of one metric. */
typedef struct render_filter_options {
    size_t size;            /**< of this struct, in bytes */
    const char *metric;     /**< of estimated stacks; NULL: the first */
    const char *focus;      /**< samples with such a frame */
    const char *ignore;     /**< samples without such a frame */
    const char *show_from;  /**< what such frames call, and they themselves */
    const char *prune_from; /**< nothing that the innermost of such frames call */
    const char *hide;       /**< all but such frames */
    const char *show;       /**< such frames only */
    /** frames whose file or module holds one of these texts, or that have neither */
    const char *const *paths;
    size_t path_count;  /**< how many these are; 0: paths do not matter */
    bool merge_threads; /**< no frames that stand for threads and processes */
    /** frames become what they belong to: "module", "file", "class", "package", or what this
     * pattern (its first group) finds in the name; others stay */
    const char *group;
    bool fold_recursion; /**< a function that directly calls itself is one frame */
    const char *root;    /**< what was called, directly or not, by these functions */
    const char *leaf;    /**< what called these functions, directly or not */
    int depth;           /**< at most so many calls below root (or above leaf); -1: all */
    /** what passes through these functions: '=name' or an exact name, else a glob, else a
     * regular expression. Of callers and callees in proportion */
    const char *around;
    int callers; /**< of a graph of that: at most so many calls above them; -1: all, default 2 */
    int callees; /**< and at most so many below */
    bool relative_shares; /**< shares are of what is left, not of the whole profile */
    bool reverse; /**< stacks begin with their leaf: what called the functions, from all sides */
} render_filter_options;

/** Sets the defaults of this version, which keep everything. */
RENDER_API void render_filter_options_init(render_filter_options *options);

/** Makes a profile of what the filter keeps.  Shares of the new profile are still shares of the old
 * one's total, unless relative_shares is set.  RENDER_ERROR_EMPTY when root, leaf, focus, show or show_from find
 * no function, or when nothing is left; other patterns that find nothing are a warning. */
RENDER_API render_status render_profile_filter(render_profile **out, const render_profile *profile,
                                               const render_filter_options *options,
                                               render_error *error);

/* ---- writing ---------------------------------------------------------------------------------- */

/** Where bytes go, in order and without a seek. */
typedef struct render_sink {
    /** takes `size` bytes; false when it cannot take them all: nothing more is then written, and the call
     * fails with RENDER_ERROR_IO */
    bool (*write)(void *user, const void *data, size_t size);
    void *user; /**< handed on to `write` */
} render_sink;

/** A file that is being written. */
typedef struct render_output render_output;

/** Opens `path` for writing: what is written into *sink, which lives as long as *out, goes to a temporary file
 * beside it, which takes its name only in render_output_commit.  Until then, and after any failure, an existing
 * file stays untouched.  A path that is no regular file (a pipe, a device) is written directly. */
RENDER_API render_status render_output_open(render_output **out, render_sink *sink,
                                            const char *path, render_error *error);
/** Completes the file and frees the output, also on failure: RENDER_ERROR_IO, and the path is as it was. */
RENDER_API render_status render_output_commit(render_output *output, render_error *error);
/** Gives the output up: removes the temporary file and frees.  NULL is allowed. */
RENDER_API void render_output_discard(render_output *output);

/** How siblings stand in a flame graph, icicle or sunburst. */
typedef enum render_order {
    RENDER_ORDER_DEFAULT, /**< as the view likes it: flame by name, others by weight */
    RENDER_ORDER_NAME,    /**< by name */
    RENDER_ORDER_WEIGHT,  /**< the heaviest first */
    RENDER_ORDER_FIRST    /**< as the input has them */
} render_order;

/** What the colour of a function says. */
typedef enum render_color_by {
    RENDER_COLOR_BY_DEFAULT, /**< total; a call graph that is a comparison: change */
    RENDER_COLOR_BY_TOTAL,   /**< the share of its total cost */
    RENDER_COLOR_BY_SELF,    /**< its own cost, beside the largest one */
    RENDER_COLOR_BY_CALLS,   /**< how often it was called, as a logarithm; of profiles that count calls */
    RENDER_COLOR_BY_MODULE,  /**< its module, or its file */
    RENDER_COLOR_BY_NAME,    /**< its name alone */
    RENDER_COLOR_BY_TYPE,    /**< how it runs (kernel, JIT, inlined, …) or its language */
    RENDER_COLOR_BY_RULES,   /**< as RENDER_COLOR_RULES say: the default where there are any */
    /** of the total cost; of a call graph that is a comparison, else total */
    RENDER_COLOR_BY_CHANGE,
} render_color_by;

/** What files say of functions beside the profile. */
typedef struct render_annotations render_annotations;

/** What such a file holds. */
typedef enum render_annotation_kind {
    /** lines 'REGEX -> COLOUR, GROUP, LINK'; the first rule that finds a function (in its name, file or module;
     * =NAME is literal) counts.  COLOUR is `#rrggbb`, `#rgb`, or one of red green blue yellow purple aqua orange
     * hot mem io grey, whose shades follow names; GROUP stands in the legend; LINK is an address as
     * render_draw_options.link.  GROUP and LINK may be left out.  Empty lines and lines that begin with '#' are
     * none */
    RENDER_COLOR_RULES,
    /** what SVG says of functions, as flamegraph.pl reads it: lines of a function's name and KEY=VALUE, parted by
     * tabs.  Keys are href (also in PDF), target (_top), title (instead of the tooltip), id, class, rel, role,
     * lang, hreflang, download, data-… and aria-…; g_extra and a_extra hold several.  Any other key, and an
     * address that could run a script, is refused */
    RENDER_NAME_ATTRIBUTES,
} render_annotation_kind;

/** Reads a file of annotations.  Where *annotations is not NULL, what it has of another kind stays, and of the same
 * kind goes.  On failure it is freed, and NULL.  RENDER_ERROR_MALFORMED tells the line. */
RENDER_API render_status render_annotations_read_file(render_annotations **annotations,
                                                      render_annotation_kind kind, const char *path,
                                                      render_error *error);
/** Frees annotations, which no call may be using.  NULL is allowed. */
RENDER_API void render_annotations_free(render_annotations *annotations);

/** The manner of a picture's cells. */
typedef enum render_style {
    RENDER_STYLE_DEFAULT, /**< as the view and the theme have it */
    /** sunburst: rings are the thinner the further out, so that areas tell shares */
    RENDER_STYLE_EQUAL_AREA,
    /** SnakeViz' colours, order, levels and boxes, of this library's numbers */
    RENDER_STYLE_SNAKEVIZ,
} render_style;

/** What widths of a comparison tell of a function and what it calls. */
typedef enum render_widths {
    RENDER_WIDTHS_MAX, /**< the larger own cost of before and after */
    RENDER_WIDTHS_NEW, /**< the cost after */
    RENDER_WIDTHS_OLD, /**< the cost before */
    RENDER_WIDTHS_SUM, /**< both together */
} render_widths;

/** Several pictures in one, one below the other. */
typedef enum render_panels {
    RENDER_PANELS_NONE,    /**< one picture */
    RENDER_PANELS_THREADS, /**< each thread, or process without threads */
    RENDER_PANELS_METRICS, /**< each metric */
    RENDER_PANELS_SIDES,   /**< before and after of a comparison */
    RENDER_PANELS_INPUTS,  /**< each of the inputs */
} render_panels;

/** A profile beside others in one picture. */
typedef struct render_panel {
    const render_profile *profile; /**< borrowed */
    const char *name;              /**< what stands above it */
} render_panel;

/** A line of a call graph's boxes. */
typedef enum render_node_line {
    RENDER_NODE_SELF,        /**< own cost, in parentheses */
    RENDER_NODE_SELF_SHARE,  /**< the same as a share of the total */
    RENDER_NODE_TOTAL,       /**< cost with all that is called */
    RENDER_NODE_TOTAL_SHARE, /**< the same as a share of the total */
} render_node_line;

/** Where calls lead in a call graph. */
typedef enum render_direction {
    /** down; on a page to the right when more functions can be read on it like that */
    RENDER_DIRECTION_DEFAULT,
    RENDER_DIRECTION_DOWN,  /**< from top to bottom */
    RENDER_DIRECTION_RIGHT, /**< from left to right */
    RENDER_DIRECTION_UP,    /**< from bottom to top */
    RENDER_DIRECTION_LEFT,  /**< from right to left */
} render_direction;

/** Of a comparison: which changes are told. */
typedef enum render_changes {
    RENDER_CHANGES_ALL,  /**< all */
    RENDER_CHANGES_MORE, /**< of what costs more than before */
    RENDER_CHANGES_LESS, /**< of what costs less */
} render_changes;

/** What is marked at the end of frames in folded text; bits. */
enum {
    RENDER_MARK_KERNEL = 1,  /**< _[k] */
    RENDER_MARK_JIT = 2,     /**< _[j] */
    RENDER_MARK_INLINED = 4, /**< _[i] */
};

/** How to draw.  What a view does not have counts for nothing. */
typedef struct render_draw_options {
    size_t size; /**< of this struct, in bytes */
    /* any picture */
    const char *metric;   /**< by name; NULL: the profile's first */
    const char *title;    /**< NULL: the view's own; "": none */
    const char *subtitle; /**< NULL: `source`; "": none */
    const char *source;   /**< what the profile is called in the legend, such as its file's name */
    const char *theme;    /**< a name of render_themes(); NULL: "light" */
    const char *colormap; /**< a name of render_colormaps(); NULL: the theme's */
    /** of the page: "#rrggbb", or flamegraph.pl's yellow, blue, green, grey */
    const char *background;
    const char *font; /**< a font family; NULL: the default */
    /** where functions lead to: an address with {file}, {line}, {name} or {module} in it; NULL:
     * nowhere */
    const char *link;
    render_color_by color_by;              /**< what colours say */
    const render_annotations *annotations; /**< NULL: none; borrowed */
    bool name_hash; /**< palettes: names that begin and end alike have like shades */
    bool no_legend; /**< nothing stands beside the picture but its title */
    /** SVG: with a script to zoom and to search; without it the picture is the same */
    bool interactive;
    const char *notes; /**< added to the description for those who do not see the picture */
    /** in px; 0 (the default): 1200, but a call graph its natural size; a call graph is scaled
     * down to fit, never up */
    double width;
    /** in px: the picture has exactly this size, whatever `width` is, and shows as much as can be read
     * on it; 0 (the default): as the view needs.  Both or none.  Not of panels or a sandwich */
    double page_width;
    double page_height; /**< the height of that page, in px */
    /** raster pixels per px, default 1; lowered (with a warning) when a side of the picture
     * would pass 32,767 pixels, or all of it raster_pixels */
    double scale;
    /* call graph */
    /** functions below this share (0 to 1) of the total are left out; 0.005 */
    double node_threshold;
    double edge_threshold; /**< the same for arcs; 0.001 */
    int max_nodes; /**< functions drawn, those that tell most; 0: all that reach the threshold, on
                      a page up to 300 of them */
    /** arcs into, and out of, each function, the heaviest; 0: all. What needs more to be reached
     * has more */
    int max_degree;
    bool stubs; /**< small boxes for callers and callees that are left out: 'n more callees, x %' */
    bool cycles; /**< boxes round functions that call each other in a circle */
    /** boxes round functions of the same "module", "file", "class" or "package"; NULL: none */
    const char *cluster;
    bool strip;  /**< cut arguments and templates from names */
    bool wrap;   /**< break long names */
    double skew; /**< gprof2dot's colour skew, default 1 */
    /** of boxes, in this order, with calls behind; none: both shares, total, calls */
    const render_node_line *node_lines;
    size_t node_line_count; /**< how many these are */
    /** lines of boxes instead of all that: "{name}\n{total} ({total%})"; a wrong field is
     * RENDER_ERROR_ARGUMENT, which lists them all; a word with a field that is not known is left
     * out; NULL: none */
    const char *node_template;
    const char *edge_template; /**< the same at arcs: "{total} in {calls}" */
    bool show_samples;         /**< one more line: own cost */
    /** of times in boxes, for printf, in s: "%.3f"; NULL: with a fit unit */
    const char *time_format;
    /** of the writer "functions": "+" or "*" for all that are drawn, else a glob on names;
     * behind '%' with all that is known of them; NULL: all */
    const char *list_functions;
    render_direction direction; /**< where calls lead */
    /** of a comparison: a change of no more than this share of the total is none; default 0.001 */
    double tolerance;
    render_changes changes; /**< of a comparison: what is drawn */
    /* flame, icicle, sunburst */
    double min_share; /**< an estimated tree ends below this share of the total; default 0.001 */
    double min_width; /**< narrower cells go into a '... n more' cell, in px; default 0.5 */
    double min_width_share; /**< the same as a share (0 to 1) of the total; the larger one counts */
    int max_depth;          /**< levels drawn; 0: all that have room (see the legend) */
    render_order order;     /**< of siblings */
    render_style style;     /**< of cells */
    /** functions that this finds (a pattern as the filters') keep their colours, have an outline
     * and bold labels; others fade. Also of charts. NULL: none */
    const char *highlight;
    render_widths widths; /**< of a comparison: what they tell */
    /** flame graph, icicle: what called these functions above, what they call below; '=name', or
     * a pattern as the filters'; NULL: the usual picture */
    const char *sandwich;
    render_panels panels; /**< several pictures in one; of "flame" and "icicle" */
    /** RENDER_PANELS_INPUTS: what is drawn, in this order */
    const render_panel *inputs;
    size_t input_count; /**< how many these are */
    bool own_scale;     /**< panels: each as wide as the picture, not by the same scale */
    /** in px; default 18; rows of which less than 8 % is filled are lower in pictures that would be
     * high, unless they are interactive */
    double row_height;
    double font_size; /**< in px, at most what rows have room for; default 12 */
    double total;  /**< what the whole width stands for, when that is more than the profile holds */
    bool inverted; /**< flame graph: the total at the top */
    bool negate;   /**< comparison: colours of more and less change places */
    bool in_order; /**< in the order in time, each call a cell of its own: needs line_order */
    const char *name_type; /**< stands before the function in tooltips; NULL: nothing */
    /* chart */
    /** the part of the time to draw, in s (or the profile's own unit where that is no time) from its
     * beginning */
    double from;
    double to; /**< its end; 0 (the default): that of the profile */
    /* folded text */
    unsigned marks; /**< of RENDER_MARK_…; 0: whatever is known, so that it can be read again */
    /** told what could not be drawn as asked (a lowered scale, a bounded layout); may be NULL */
    void (*warn)(void *user, const char *message);
    void *warn_user;             /**< handed on to `warn` */
    const render_stages *stages; /**< NULL: nobody */
    /* bounds */
    /** shapes and texts of a picture; more are RENDER_ERROR_LIMIT; 10,000,000 */
    uint32_t scene_items;
    /** functions of a call graph, whatever max_nodes asks for; the legend says that others were
     * left out; 10,000 */
    uint32_t graph_nodes;
    /** rows that the arcs of a call graph pass, in all, up to which it is laid out with full effort
     * (how many functions and arcs it may have goes in proportion); the legend says when it was
     * bounded; 3,000 */
    uint32_t layout_work;
    /** pixels of a raster picture; more lower the scale, with a warning; 2^28 */
    uint32_t raster_pixels;
} render_draw_options;

/** Sets the defaults of this version. */
RENDER_API void render_draw_options_init(render_draw_options *options);

/** Draws `profile` as `view` (a name of render_views) in the picture format `surface` (a name of
 * render_surfaces) into `sink`.  RENDER_ERROR_ARGUMENT: a name that does not exist, a number out of range, or
 * something that this profile cannot be asked for; RENDER_ERROR_EMPTY: nothing is there to be drawn;
 * RENDER_ERROR_LIMIT: more than scene_items.  With RENDER_PANELS_INPUTS the inputs of the options are drawn, and
 * `profile` may be NULL. */
RENDER_API render_status render_draw(const render_profile *profile, const char *view,
                                     const char *surface, const render_draw_options *options,
                                     render_sink sink, render_error *error);

/** The share of the total below which nothing of a profile is told apart in such a picture, whatever the profile:
 * what render_read_options.least_share may be for it.  0: everything is needed, or there is no such view. */
RENDER_API double render_draw_least_share(const char *view, const render_draw_options *options);

/** Writes `profile` as data in the format `writer` (a name of render_writers) into `sink`.
 * RENDER_ERROR_ARGUMENT when that format cannot hold such a profile. */
RENDER_API render_status render_export(const render_profile *profile, const char *writer,
                                       const render_draw_options *options, render_sink sink,
                                       render_error *error);

/* ---- reports ---------------------------------------------------------------------------------- */

/** What a report tells of each function. */
typedef enum render_section {
    RENDER_SECTION_STATS,   /**< its cost */
    RENDER_SECTION_CALLERS, /**< who called it */
    RENDER_SECTION_CALLEES, /**< whom it called */
} render_section;

/** Which functions a report keeps of those that are listed. */
typedef enum render_restriction_kind {
    RENDER_KEEP_COUNT, /**< the first `amount` of them */
    RENDER_KEEP_SHARE, /**< the first `amount` (0 to 1) as a share of them */
    RENDER_KEEP_MATCH, /**< those in whose "file:line(name)" `pattern` is found */
} render_restriction_kind;

/** One step of leaving functions out. */
typedef struct render_restriction {
    render_restriction_kind kind; /**< which of the two counts */
    double amount;                /**< a number or a share */
    const char *pattern;          /**< a regular expression (Python's syntax) */
} render_restriction;

/** What a rule came to.
 *
 * Rules say what a profile must keep to, for gates: FIGURE(PATTERN)[?] OPERATOR VALUE, such as
 * "self(parse) > 5%", "total(=main) >= 200ms", "calls(^get)? > 1000" or, of a comparison,
 * "total(json.*) > +10%".  FIGURE is self, total or calls; PATTERN a regular expression (Python's syntax)
 * that is searched for in names, or =NAME; OPERATOR > >= < or <=; VALUE a share of the total, a time, size
 * or count, or with a sign a change against the base.  A rule is tripped when that holds of one of the
 * functions that fit. */
typedef struct render_verdict {
    bool is_tripped;       /**< the profile does not keep to it */
    size_t function_count; /**< that fit */
    char found[320];       /**< the function furthest on the wrong side, in words */
} render_verdict;

/** Judges `count` rules by a metric (NULL: the first) and fills as many verdicts.
 * RENDER_ERROR_ARGUMENT: a rule cannot be read, or asks for calls or a base that the profile does not
 * have.  RENDER_ERROR_EMPTY: no function fits a rule, and no '?' stands behind its pattern. */
RENDER_API render_status render_judge(const render_profile *profile, const char *metric,
                                      const char *const *rules, size_t count,
                                      render_verdict *verdicts, render_error *error);

/** What a report tells. */
typedef struct render_report_options {
    size_t size;        /**< of this struct, in bytes */
    const char *type;   /**< a name of render_reports; NULL: "text" */
    const char *metric; /**< by name; NULL: the profile's first */
    /** first lines: files and their times, which the library cannot know */
    const char *const *headings;
    size_t heading_count;           /**< how many these are */
    const render_section *sections; /**< in this order; none: stats */
    size_t section_count;           /**< how many these are */
    /** keys of Python's pstats with its abbreviations, separated by commas, such as
     * "cumulative,name", also self and total; NULL: in text the order of the file, else by
     * total, or by change */
    const char *sort;
    bool reverse;       /**< the sorting, not the order of the file */
    bool strip_folders; /**< file names without folders; what becomes equal is added up */
    const render_restriction *restrictions; /**< one after the other */
    size_t restriction_count;               /**< how many these are */
    /** of a comparison: functions whose self and total cost changed by no more than this share
     * of the whole are left out; default 0.001 */
    double tolerance;
    uint64_t max_bytes;       /**< as many functions as fit into so much; 0 (the default): all */
    const char *const *rules; /**< with the verdicts of render_judge: told behind the tables */
    const render_verdict *verdicts; /**< one of each rule */
    size_t rule_count;              /**< how many these are */
} render_report_options;

/** Sets the defaults of this version. */
RENDER_API void render_report_options_init(render_report_options *options);

/** Writes a profile in words.  As text, callers and callees with calls and seconds are printed byte for
 * byte as Python's pstats does: print_stats, print_callers, print_callees; several files as by
 * pstats.Stats(a, b, c), when they were merged in the order a, c, b.  Other profiles, other types and
 * comparisons are tables of the call graph's figures in their own unit, by default the costliest, or
 * most changed, first.  RENDER_ERROR_ARGUMENT: a name, key or pattern that does not exist or cannot be read. */
RENDER_API render_status render_report(const render_profile *profile,
                                       const render_report_options *options, render_sink sink,
                                       render_error *error);

/* ---- pages ------------------------------------------------------------------------------------ */

/** Writes one HTML page that needs no network: call graph, flame graph, icicle, sunburst, chart (of a profile
 * that keeps its order in time) and the table of functions as tabs over one data set.  `tab` is open first:
 * a name of render_views, whose picture is also there for readers without script, or "table".  `draw` says how
 * pictures look (theme NULL: as the reader's system prefers), `report` what the table lists; its max_bytes is of
 * the whole page, its type counts for nothing.  Pages are bounded, and say what they leave out: of some 4 MB at
 * most unless names alone take more.  Either may be NULL.  Errors as of render_draw and render_report. */
RENDER_API render_status render_page(const render_profile *profile, const char *tab,
                                     const render_draw_options *draw,
                                     const render_report_options *report, render_sink sink,
                                     render_error *error);

/* ---- what there is ---------------------------------------------------------------------------- */

/** One row of a table: what can be read, drawn, painted, written, or chosen as a look. */
typedef struct render_info {
    const char *name;     /**< what it is asked for by */
    const char *title;    /**< a few words on it */
    const char *suffixes; /**< blank-separated, such as ".prof .pstats"; NULL: none */
    const char *carries;  /**< of formats: what a file of it holds; else NULL */
    bool is_binary;       /**< its output is not for a terminal */
} render_info;

/** The formats that can be read: *count rows, as of all of these functions, in the order in which they are
 * to be shown. */
RENDER_API const render_info *render_formats(size_t *count);
/** The views: kinds of pictures. */
RENDER_API const render_info *render_views(size_t *count);
/** The surfaces: formats of pictures. */
RENDER_API const render_info *render_surfaces(size_t *count);
/** The types of reports. */
RENDER_API const render_info *render_reports(size_t *count);
/** The types of pages. */
RENDER_API const render_info *render_pages(size_t *count);
/** The formats of data that can be written. */
RENDER_API const render_info *render_writers(size_t *count);
/** The themes. */
RENDER_API const render_info *render_themes(size_t *count);
/** The colour maps. */
RENDER_API const render_info *render_colormaps(size_t *count);

#ifdef __cplusplus
}
#endif

#endif
