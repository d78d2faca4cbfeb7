/* What addresses in a program stand for: files that were mapped, as /proc/PID/maps lists them, or
 * functions, as Java's profilers do. */
#ifndef RN_ADDRESS_MAP_H
#define RN_ADDRESS_MAP_H

#include "base/map.h"
#include "profile/builder.h"

typedef struct rn_mapping {
    uint64_t start, limit, offset; /* offset: in the file */
    rn_bytes file;                 /* may be empty */
} rn_mapping;

typedef struct rn_address_symbol {
    rn_bytes name, module, file;
    uint32_t line;
} rn_address_symbol;

/* Zeroed but for the first two, it is ready. */
typedef struct rn_address_map {
    rn_builder *builder;
    rn_report *report;
    rn_mapping *mappings; /* by start, once sorted */
    size_t mapping_count, mapping_capacity;
    rn_map addresses; /* → symbols */
    rn_address_symbol *symbols;
    size_t symbol_count, symbol_capacity;
} rn_address_map;

void rn_address_map_finish(rn_address_map *map);

/* Takes '00400000-0048a000 r-xp 00001000 08:01 1234  /bin/x' or '00400000-0048a000: /bin/x'.  False
 * when it is something else. */
bool rn_address_map_add_mapping(rn_address_map *map, rn_bytes line);
/* Takes '0x401136 name (file:12)', '0x401136 name (module)' or '0x401136 name'. */
bool rn_address_map_add_symbol(rn_address_map *map, rn_bytes line);

/* After the last of them. */
void rn_address_map_sort(rn_address_map *map);

/* The mapping that an address is in, or NULL. */
const rn_mapping *rn_address_map_find(const rn_address_map *map, uint64_t address);

/* The builder's frame of an address: of its symbol, else '[libc.so.6+0x1f2e]' with the offset in the
 * file, else the address.  Of a caller, whose address is where it goes on, the call is meant. */
uint32_t rn_address_map_frame(rn_address_map *map, uint64_t address, bool is_caller);

#endif
