/* The language is that of the file's suffix; without a file the module's, or the form of the name, says a
 * little. */
#include "style/function_type.h"

static bool ends_in(rn_bytes text, const char *suffixes)
{
    while (*suffixes) {
        size_t size = strcspn(suffixes, " ");
        if (rn_bytes_end(text, (rn_bytes){suffixes, size}))
            return true;
        suffixes += size + strspn(suffixes + size, " ");
    }
    return false;
}

static bool holds(rn_bytes text, const char *part)
{
    return memmem(text.data, text.size, part, strlen(part));
}

static rn_type type_of_file(rn_bytes file)
{
    static const struct {
        const char *suffixes;
        rn_type type;
    } rows[] = {
        {".py .pyx .pyi .pyw", RN_TYPE_PYTHON},
        {".js .mjs .cjs .ts .tsx .jsx", RN_TYPE_SCRIPT},
        {".java .kt .scala .groovy .clj", RN_TYPE_JVM},
        {".go", RN_TYPE_GO},
        {".rs", RN_TYPE_RUST},
        {".cc .cpp .cxx .hh .hpp .hxx .c++ .ipp .tcc", RN_TYPE_CPP},
        {".c .h .S .s", RN_TYPE_C},
        {".rb", RN_TYPE_RUBY},
        {".php .phtml", RN_TYPE_PHP},
        {".pl .pm", RN_TYPE_PERL},
        {".hs", RN_TYPE_HASKELL},
        {".cs .fs .vb", RN_TYPE_DOTNET},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (ends_in(file, rows[i].suffixes))
            return rows[i].type;
    bool is_python = rn_bytes_start(file, RN_LITERAL("<frozen ")) ||
                     rn_bytes_equal(file, RN_LITERAL("<string>")) ||
                     rn_bytes_equal(file, RN_LITERAL("<stdin>"));
    bool is_script =
        rn_bytes_start(file, RN_LITERAL("node:")) || rn_bytes_start(file, RN_LITERAL("http"));
    return is_python ? RN_TYPE_PYTHON : is_script ? RN_TYPE_SCRIPT : RN_TYPE_OTHER;
}

static bool is_kernel(rn_bytes module)
{
    return rn_bytes_start(module, RN_LITERAL("[kernel")) ||
           rn_bytes_equal(module, RN_LITERAL("kernel")) || holds(module, "vmlinux") ||
           rn_bytes_end(module, RN_LITERAL(".ko"));
}

static rn_type type_of_module(rn_bytes module)
{
    if (is_kernel(module))
        return RN_TYPE_KERNEL;
    if (ends_in(module, ".jar .class .war"))
        return RN_TYPE_JVM;
    rn_type type = type_of_file(module);
    if (type)
        return type;
    bool is_native = ends_in(module, ".so .dll .dylib .exe") || holds(module, ".so.") ||
                     rn_bytes_start(module, RN_LITERAL("/"));
    return is_native ? RN_TYPE_NATIVE : RN_TYPE_OTHER;
}

/* "java/util/List.add", "java.util.List.add"; Rust's and C++'s "a::b". */
static rn_type type_of_name(rn_bytes name)
{
    static const char *const roots[] = {"java/",  "java.", "javax.", "jdk.", "jdk/",
                                        "scala.", "org.",  "com.",   "sun.", "kotlin."};
    static const char *const crates[] = {"core::", "alloc::", "<alloc::", "<core::"};
    if (type_of_file(name) == RN_TYPE_PYTHON || holds(name, ".py:") || holds(name, ".py)"))
        return RN_TYPE_PYTHON;
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (rn_bytes_start(name, rn_bytes_of(roots[i])))
            return RN_TYPE_JVM;
    for (size_t i = 0; i < sizeof crates / sizeof *crates; i++)
        if (rn_bytes_start(name, rn_bytes_of(crates[i])))
            return RN_TYPE_RUST;
    return holds(name, "::") ? RN_TYPE_CPP : RN_TYPE_OTHER;
}

static rn_type type_of_flags(uint8_t flags)
{
    static const struct {
        uint8_t flag;
        rn_type type;
    } rows[] = {{RN_FLAG_KERNEL, RN_TYPE_KERNEL},
                {RN_FLAG_INLINED, RN_TYPE_INLINED},
                {RN_FLAG_JIT, RN_TYPE_JIT},
                {RN_FLAG_INTERPRETED, RN_TYPE_INTERPRETED},
                {RN_FLAG_BUILTIN, RN_TYPE_BUILTIN}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (flags & rows[i].flag)
            return rows[i].type;
    return RN_TYPE_OTHER;
}

rn_type rn_function_type(const rn_profile *profile, uint32_t function)
{
    const rn_function_info *info = &profile->functions[function];
    if (info->kind != RN_FUNCTION)
        return RN_TYPE_GROUP;
    rn_type type = type_of_flags(info->flags);
    rn_bytes module = rn_profile_string(profile, info->module);
    if (!type && is_kernel(module))
        type = RN_TYPE_KERNEL;
    if (!type)
        type = type_of_file(rn_profile_string(profile, info->file));
    if (!type)
        type = type_of_name(rn_profile_string(profile, info->name));
    return type ? type : type_of_module(module);
}

/* Hues that colour-blind readers tell apart where that many can be; those that are seldom in one picture
 * lie close to each other. */
static const struct {
    const char *label;
    double hue, saturation;
} types[] = {
    [RN_TYPE_OTHER] = {"other", 0, 0},
    [RN_TYPE_GROUP] = {"threads", 210, 0.12},
    [RN_TYPE_KERNEL] = {"kernel", 28, 0.90},
    [RN_TYPE_JIT] = {"JIT-compiled", 145, 0.50},
    [RN_TYPE_INLINED] = {"inlined", 185, 0.60},
    [RN_TYPE_INTERPRETED] = {"interpreted", 75, 0.45},
    [RN_TYPE_BUILTIN] = {"built-in", 50, 0.85},
    [RN_TYPE_PYTHON] = {"Python", 208, 0.65},
    [RN_TYPE_SCRIPT] = {"JavaScript", 52, 0.80},
    [RN_TYPE_JVM] = {"Java", 120, 0.40},
    [RN_TYPE_GO] = {"Go", 192, 0.65},
    [RN_TYPE_RUST] = {"Rust", 16, 0.70},
    [RN_TYPE_CPP] = {"C++", 330, 0.55},
    [RN_TYPE_C] = {"C", 265, 0.45},
    [RN_TYPE_RUBY] = {"Ruby", 352, 0.65},
    [RN_TYPE_PHP] = {"PHP", 240, 0.50},
    [RN_TYPE_PERL] = {"Perl", 230, 0.45},
    [RN_TYPE_HASKELL] = {"Haskell", 280, 0.45},
    [RN_TYPE_DOTNET] = {".NET", 275, 0.60},
    [RN_TYPE_NATIVE] = {"native", 300, 0.25},
};

const char *rn_type_label(rn_type type)
{
    return types[type].label;
}

rn_rgba rn_type_color(rn_type type, bool dark)
{
    return rn_color_from_hsl(types[type].hue / 360, types[type].saturation * (dark ? 0.75 : 1),
                             dark ? 0.32 : 0.78);
}
