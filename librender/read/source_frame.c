/* See source_frame.h. */
#include "read/source_frame.h"

uint32_t rn_source_frame(rn_builder *builder, rn_map *files, const rn_function_info *info,
                         uint32_t line)
{
    bool is_new;
    rn_function_info function = *info;
    if (info->file) {
        uint32_t *first =
            rn_map_put(files, rn_map_pair(info->name, info->module), info->file, &is_new);
        if (!first) {
            rn_fail_memory(rn_builder_report(builder));
            return 0;
        }
        function.file = *first;
    }
    return rn_builder_frame(builder, rn_builder_add_function(builder, &function),
                            function.file == info->file ? line : 0);
}
