#!/usr/bin/env python3
"""Draws a profile as an icicle with ctypes.   usage: draw.py PROFILE PICTURE.svg [LIBRARY]"""
import ctypes
import sys

WRITE = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)


class Error(ctypes.Structure):
    _fields_ = [('status', ctypes.c_int), ('offset', ctypes.c_uint64), ('line', ctypes.c_uint64),
                ('message', ctypes.c_char * 256)]


class Sink(ctypes.Structure):
    _fields_ = [('write', WRITE), ('user', ctypes.c_void_p)]


render = ctypes.CDLL(sys.argv[3] if len(sys.argv) > 3 else 'librender.so.0')
render.render_draw.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p,
                               Sink, ctypes.POINTER(Error)]
render.render_profile_free.argtypes = [ctypes.c_void_p]

error, profile, picture = Error(), ctypes.c_void_p(), bytearray()


@WRITE
def write(user, data, size):
    picture.extend(ctypes.string_at(data, size))
    return True


status = render.render_profile_read_file(ctypes.byref(profile), sys.argv[1].encode(), None,
                                         ctypes.byref(error))
if not status:
    status = render.render_draw(profile, b'icicle', b'svg', None, Sink(write, None),
                                ctypes.byref(error))
    render.render_profile_free(profile)
if status:
    sys.exit('%s: %s' % (sys.argv[1], error.message.decode()))
with open(sys.argv[2], 'wb') as f:
    f.write(picture)
