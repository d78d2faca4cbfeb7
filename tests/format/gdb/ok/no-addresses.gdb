[New LWP 31116]
[New LWP 31117]
[New LWP 31118]
[Thread debugging using libthread_db enabled]
Using host libthread_db library "/lib/x86_64-linux-gnu/libthread_db.so.1".
0x00007f25a00f1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
#0  0x00007f25a00f1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
#1  0x0000561dda83f612 in operator() (b=3, a=1, __closure=<synthetic pointer>) at busy.cc:73
[Switching to thread 3 (Thread 0x7f259f81c6c0 (LWP 31117))]
#0  (anonymous namespace)::Shape::area (this=this@entry=, n=12) at busy.cc:19
19	            sink += n;
#0  (anonymous namespace)::Shape::area (this=this@entry=, n=12) at busy.cc:19
#1  inner (n=<optimized out>, text=...) at busy.cc:26
#2  Call::operator() (n=<optimized out>, this=<optimized out>) at busy.cc:38
#3  std::__invoke_impl<long, Call&, int> (__f=...) at /usr/include/c++/12/bits/invoke.h:61
#4  std::__invoke_r<long, Call&, int> (__fn=...) at /usr/include/c++/12/bits/invoke.h:114
#5  std::_Function_handler<long (int), Call>::_M_invoke(std::_Any_data const&, int&&) (__functor=..., __args#0=<optimized out>) at /usr/include/c++/12/bits/std_function.h:290
#6  std::function<long (int)>::operator()(int) const (__args#0=<optimized out>, this=) at /usr/include/c++/12/bits/std_function.h:591
#7  apply<int>(std::function<long (int)>, int) (f=..., x=x@entry=4) at busy.cc:31
#8  recurse (depth=depth@entry=0, text=text@entry="x (y) at z.c:9\n") at busy.cc:44
#9  recurse (depth=depth@entry=1, text=text@entry="x (y) at z.c:9\n") at busy.cc:44
#10 recurse (depth=depth@entry=2, text=text@entry="x (y) at z.c:9\n") at busy.cc:44
#11 recurse (depth=depth@entry=3, text=text@entry="x (y) at z.c:9\n") at busy.cc:44
#12 work () at busy.cc:49
#13 start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#14 clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81
[Inferior 1 (process 31113) detached]
