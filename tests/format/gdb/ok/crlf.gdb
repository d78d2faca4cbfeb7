[New LWP 31119]
[New LWP 31120]
[New LWP 31121]
[Thread debugging using libthread_db enabled]
Using host libthread_db library "/lib/x86_64-linux-gnu/libthread_db.so.1".
0x00007f0dbd4d1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29

Thread 4 (Thread 0x7f0dbc31b6c0 (LWP 31121) "signalled"):
#0  0x00007f0dbd4d1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
#1  0x000055a8fe178225 in ?? ()
#2  <signal handler called>
#3  __pthread_kill_implementation (threadid=<optimized out>, signo=signo@entry=10, no_tid=no_tid@entry=0) at ./nptl/pthread_kill.c:44
#4  0x00007f0dbd488f4f in __pthread_kill_internal (signo=10, threadid=<optimized out>) at ./nptl/pthread_kill.c:78
#5  0x00007f0dbd439fb2 in __GI_raise (sig=10) at ../sysdeps/posix/raise.c:26
#6  0x000055a8fe178212 in ?? ()
#7  0x00007f0dbd4871f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#8  0x00007f0dbd5078ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 3 (Thread 0x7f0dbcb1c6c0 (LWP 31120) "stripped"):
#0  0x000055a8fe1781e4 in ?? ()
#1  0x000055a8fe178866 in ?? ()
#2  0x000055a8fe17887d in ?? ()
#3  0x000055a8fe1786a1 in ?? ()
#4  0x000055a8fe178657 in ?? ()
#5  0x000055a8fe178657 in ?? ()
#6  0x000055a8fe178657 in ?? ()
#7  0x000055a8fe1786f4 in ?? ()
#8  0x00007f0dbd4871f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#9  0x00007f0dbd5078ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 2 (Thread 0x7f0dbd31d6c0 (LWP 31119) "wor"ker (1)"):
#0  0x000055a8fe1781e7 in ?? ()
#1  0x000055a8fe178866 in ?? ()
#2  0x000055a8fe17887d in ?? ()
#3  0x000055a8fe1786a1 in ?? ()
#4  0x000055a8fe178657 in ?? ()
#5  0x000055a8fe178657 in ?? ()
#6  0x000055a8fe178657 in ?? ()
#7  0x000055a8fe1786f4 in ?? ()
#8  0x00007f0dbd4871f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#9  0x00007f0dbd5078ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 1 (Thread 0x7f0dbd81d440 (LWP 31114) "stripped"):
#0  0x00007f0dbd4d1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
#1  0x000055a8fe1785f9 in ?? ()
#2  0x000055a8fe178801 in ?? ()
#3  0x00007f0dbd42524a in __libc_start_call_main (main=main@entry=0x55a8fe1786f9, argc=argc@entry=1, argv=argv@entry=0x7ffc27f6e908) at ../sysdeps/nptl/libc_start_call_main.h:58
#4  0x00007f0dbd425305 in __libc_start_main_impl (main=0x55a8fe1786f9, argc=1, argv=0x7ffc27f6e908, init=<optimized out>, fini=<optimized out>, rtld_fini=<optimized out>, stack_end=0x7ffc27f6e8f8) at ../csu/libc-start.c:360
#5  0x000055a8fe178111 in ?? ()
[Inferior 1 (process 31114) detached]
