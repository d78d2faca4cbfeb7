/* Flame graphs in rows, as Pyroscope and Grafana keep them: see flamebearer.c. */
#ifndef RN_FLAMEBEARER_H
#define RN_FLAMEBEARER_H

#include "profile/builder.h"

render_status rn_flamebearer_read(rn_bytes input, rn_builder *builder, rn_report *report);

#endif
