/* See fonts.h. */
#include "late/fonts.h"

#include <pthread.h>

static pthread_mutex_t fonts = PTHREAD_MUTEX_INITIALIZER;

void rn_fonts_take(void)
{
    pthread_mutex_lock(&fonts);
}

void rn_fonts_give(void)
{
    pthread_mutex_unlock(&fonts);
}
