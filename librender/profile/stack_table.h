/* The stacks of a builder: rows of {parent, frame}, and what finds them by these two.
 *
 * Most stacks have one child, made right after them: it stands in the next row, so that the way down a chain is
 * a walk along the table.  Only other children are looked up in a hash table, which says nothing but where
 * they stand: the row itself is compared. */
#ifndef RN_STACK_TABLE_H
#define RN_STACK_TABLE_H

#include "profile/builder.h"

typedef struct rn_stack_slot {
    uint32_t hash;
    uint32_t stack; /* 0: free */
} rn_stack_slot;

typedef struct rn_stack_table {
    rn_stack_info *stacks; /* [0]: the empty stack */
    uint32_t count;
    size_t capacity;
    uint32_t *depths; /* [stack] */
    size_t depth_capacity;
    rn_stack_slot *slots; /* a power of two or none, at most half of them used */
    size_t slot_count, slots_used;
} rn_stack_table;

/* False when memory is out. */
bool rn_stack_table_init(rn_stack_table *table);
void rn_stack_table_finish(rn_stack_table *table);

/* The child of `parent` with that frame; 0: there is none. */
uint32_t rn_stack_table_find(const rn_stack_table *table, uint32_t parent, uint32_t frame);
void rn_stack_table_prefetch(const rn_stack_table *table, uint32_t parent, uint32_t frame);

/* Adds a child that is not there yet.  0 when memory is out. */
uint32_t rn_stack_table_add(rn_stack_table *table, uint32_t parent, uint32_t frame);

/* Adds a child that is not there yet, a child of it and so on, at least one: the last of them.  0 when memory is out. */
uint32_t rn_stack_table_add_chain(rn_stack_table *table, uint32_t parent, const uint32_t *frames,
                                  size_t count);

/* Goes down as far as the stacks are there already (rn_builder_follow). */
void rn_stack_table_follow(const rn_stack_table *table, rn_way *ways, size_t count);

#endif
