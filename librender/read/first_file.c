#include "read/first_file.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/grow.h"

bool rn_first_files_init(rn_first_files *f)
{
    *f = (rn_first_files){0};
    return rn_intern_init(&f->owners) && rn_intern_init(&f->names);
}

void rn_first_files_finish(rn_first_files *f)
{
    rn_intern_finish(&f->owners);
    rn_intern_finish(&f->names);
    free(f->files);
}

bool rn_first_file(rn_first_files *f, const rn_function_key *key, rn_bytes file, rn_bytes *first)
{
    rn_buffer owner = {0};
    rn_put(&owner, key->name);
    rn_put_char(&owner, '\0');
    rn_put(&owner, key->module);
    rn_put_char(&owner, (char)key->flags);
    size_t count = f->owners.count;
    uint32_t id = owner.failed ? RN_NONE : rn_intern_add(&f->owners, rn_buffer_bytes(&owner));
    rn_buffer_finish(&owner);
    if (id == RN_NONE || !RN_GROW(f->files, f->capacity, id + (size_t)1))
        return false;
    if (f->owners.count > count)
        f->files[id] = rn_intern_add(&f->names, file);
    if (f->files[id] == RN_NONE)
        return false;
    *first = rn_intern_get(&f->names, f->files[id]);
    return true;
}
