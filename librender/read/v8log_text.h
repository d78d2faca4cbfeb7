/* V8's tick log as V8 writes it: see v8log_text.c. */
#ifndef RN_V8LOG_TEXT_H
#define RN_V8LOG_TEXT_H

#include "profile/builder.h"

int rn_v8log_text_sniff(rn_bytes head);

render_status rn_v8log_text_read(rn_bytes input, rn_builder *builder, rn_report *report);

#endif
