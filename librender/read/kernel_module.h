/* Modules of an operating system's kernel by their names. */
#ifndef RN_KERNEL_MODULE_H
#define RN_KERNEL_MODULE_H

#include "base/bytes.h"

/* Of Windows ('ntoskrnl.exe', 'tcpip.sys') or Linux ('vmlinux', 'xfs.ko'). */
bool rn_kernel_module(rn_bytes name);

#endif
