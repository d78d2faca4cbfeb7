/* Draws a profile as a flame graph.   cc draw.c $(pkg-config --cflags --libs librender) */
#include <librender.h>
#include <stdio.h>

static int fail(const char *what, const render_error *error)
{
    fprintf(stderr, "%s: %s\n", what, error->message);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: draw PROFILE PICTURE.svg\n");
        return 2;
    }
    render_error error;
    render_profile *profile;
    if (render_profile_read_file(&profile, argv[1], NULL, &error))
        return fail(argv[1], &error);

    render_draw_options options;
    render_draw_options_init(&options);
    options.title = "Where the time goes";
    options.theme = "auto";

    render_output *output;
    render_sink sink;
    render_status status = render_output_open(&output, &sink, argv[2], &error);
    if (!status) {
        status = render_draw(profile, "flame", "svg", &options, sink, &error);
        if (status)
            render_output_discard(output);
        else
            status = render_output_commit(output, &error);
    }
    render_profile_free(profile);
    return status ? fail(argv[2], &error) : 0;
}
