/* Memory of inputs that are mapped from files. */
#ifndef RN_PAGES_H
#define RN_PAGES_H

/* Gives the whole pages between two places of a mapped file back: they are no longer resident, and come
 * again from the file if somebody looks.  Only for mappings that nobody writes to. */
void rn_pages_drop(const char *from, const char *to);

#endif
