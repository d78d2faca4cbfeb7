/* Frames at lines of source, where the line's file need not be the function's: code from other files may
 * be inlined there, and were the file of each line the function's, it would fall apart. */
#ifndef RN_SOURCE_FRAME_H
#define RN_SOURCE_FRAME_H

#include "base/map.h"
#include "profile/builder.h"

/* The frame of a function whose `info` has the file of the line.  The function has the file that it was
 * first seen in, which `files` remembers by name and module, and the frame the line when it is of that
 * file.  Without a file `line` is 0. */
uint32_t rn_source_frame(rn_builder *builder, rn_map *files, const rn_function_info *info,
                         uint32_t line);

#endif
