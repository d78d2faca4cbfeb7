/* Frames as Valgrind writes them: '0x109166: make (mix.c:5)', '0x48417B4: malloc (in /usr/lib/vgpreload.so)'. */
#ifndef RN_VALGRIND_FRAME_H
#define RN_VALGRIND_FRAME_H

#include "profile/builder.h"

/* The frame of such a text, also without address or place; '???' is called by its address. */
uint32_t rn_valgrind_frame(rn_builder *builder, rn_bytes text);

#endif
