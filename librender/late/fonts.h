/* The right to use fonts, which one thread has at a time. */
#ifndef RN_FONTS_H
#define RN_FONTS_H

/* Around every call of pango, and of cairo that draws text.  Waits while another thread has it; not to be taken
 * twice.  cairo 1.16 takes the locks of one font and of all fonts in either order, so that threads which measure or
 * paint text at the same time come to wait for each other for ever. */
void rn_fonts_take(void);
void rn_fonts_give(void);

#endif
