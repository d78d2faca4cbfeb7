/* xz, bzip2 and lz4: members one after the other, each with a beginning of its own. */
#ifndef RN_CODEC_MEMBERS_H
#define RN_CODEC_MEMBERS_H

#include "input/codec.h"

#define RN_XZ_MAGIC RN_LITERAL("\xfd\x37zXZ\0")
#define RN_BZIP2_MAGIC RN_LITERAL("BZh")
#define RN_LZ4_MAGIC RN_LITERAL("\x04\x22\x4d\x18")

render_status rn_codec_decode_xz(const rn_codec_job *job);
render_status rn_codec_decode_bzip2(const rn_codec_job *job);
render_status rn_codec_decode_lz4(const rn_codec_job *job);

/* Text may begin with the letters of bzip2's magic, too. */
bool rn_codec_is_no_bzip2(rn_bytes input);

#endif
