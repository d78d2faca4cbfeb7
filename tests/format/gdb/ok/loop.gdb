[New LWP 31116]
[New LWP 31117]
[New LWP 31118]
[Thread debugging using libthread_db enabled]
Using host libthread_db library "/lib/x86_64-linux-gnu/libthread_db.so.1".
0x00007f25a00f1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29

Thread 4 (Thread 0x7f259f01b6c0 (LWP 31118) "signalled"):
#0  0x00007f25a00f1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
#1  0x0000561dda83f222 in handle () at busy.cc:54
#2  <signal handler called>
#3  __pthread_kill_implementation (threadid=<optimized out>, signo=signo@entry=10, no_tid=no_tid@entry=0) at ./nptl/pthread_kill.c:44
#4  0x00007f25a00a8f4f in __pthread_kill_internal (signo=10, threadid=<optimized out>) at ./nptl/pthread_kill.c:78
#5  0x00007f25a0059fb2 in __GI_raise (sig=10) at ../sysdeps/posix/raise.c:26
#6  0x0000561dda83f212 in raise_signal () at busy.cc:60
#7  0x00007f25a00a71f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#8  0x00007f25a01278ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 3 (Thread 0x7f259f81c6c0 (LWP 31117) "busy"):
#0  (anonymous namespace)::Shape::area (this=this@entry=0x7f259f81bd9f, n=12) at busy.cc:18
#1  0x0000561dda83f884 in inner (n=<optimized out>, text=...) at busy.cc:26
#2  Call::operator() (n=<optimized out>, this=<optimized out>) at busy.cc:38
#3  std::__invoke_impl<long, Call&, int> (__f=...) at /usr/include/c++/12/bits/invoke.h:61
#4  std::__invoke_r<long, Call&, int> (__fn=...) at /usr/include/c++/12/bits/invoke.h:114
#5  std::_Function_handler<long (int), Call>::_M_invoke(std::_Any_data const&, int&&) (__functor=..., __args#0=<optimized out>) at /usr/include/c++/12/bits/std_function.h:290
#6  0x0000561dda83f89d in std::function<long (int)>::operator()(int) const (__args#0=<optimized out>, this=0x7f259f81bd90) at /usr/include/c++/12/bits/std_function.h:591
#7  apply<int>(std::function<long (int)>, int) (f=..., x=x@entry=4) at busy.cc:31
#8  0x0000561dda83f6c2 in recurse (depth=depth@entry=0, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#9  0x0000561dda83f67b in recurse (depth=depth@entry=1, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#10 0x0000561dda83f67b in recurse (depth=depth@entry=2, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#11 0x0000561dda83f67b in recurse (depth=depth@entry=3, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#12 0x0000561dda83f715 in work () at busy.cc:49
#13 0x00007f25a00a71f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#14 0x00007f25a01278ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 2 (Thread 0x7f25a001d6c0 (LWP 31116) "wor"ker (1)"):
#0  0x0000561dda83f1e4 in (anonymous namespace)::Shape::area (this=this@entry=0x7f25a001cd9f, n=12) at busy.cc:19
#1  0x0000561dda83f884 in inner (n=<optimized out>, text=...) at busy.cc:26
#2  Call::operator() (n=<optimized out>, this=<optimized out>) at busy.cc:38
#3  std::__invoke_impl<long, Call&, int> (__f=...) at /usr/include/c++/12/bits/invoke.h:61
#4  std::__invoke_r<long, Call&, int> (__fn=...) at /usr/include/c++/12/bits/invoke.h:114
#5  std::_Function_handler<long (int), Call>::_M_invoke(std::_Any_data const&, int&&) (__functor=..., __args#0=<optimized out>) at /usr/include/c++/12/bits/std_function.h:290
#6  0x0000561dda83f89d in std::function<long (int)>::operator()(int) const (__args#0=<optimized out>, this=0x7f25a001cd90) at /usr/include/c++/12/bits/std_function.h:591
#7  apply<int>(std::function<long (int)>, int) (f=..., x=x@entry=4) at busy.cc:31
#8  0x0000561dda83f6c2 in recurse (depth=depth@entry=0, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#9  0x0000561dda83f67b in recurse (depth=depth@entry=1, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#10 0x0000561dda83f67b in recurse (depth=depth@entry=2, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#11 0x0000561dda83f67b in recurse (depth=depth@entry=3, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#12 0x0000561dda83f715 in work () at busy.cc:49
#13 0x00007f25a00a71f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#14 0x00007f25a01278ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 1 (Thread 0x7f25a0468440 (LWP 31113) "busy"):
#0  0x00007f25a00f1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
#1  0x0000561dda83f612 in operator() (b=3, a=1, __closure=<synthetic pointer>) at busy.cc:73
#2  __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> >::operator()<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, __gnu_cxx::__normal_iterator<int*, std::vector<int> > > (__it2=3, __it1=1, this=<synthetic pointer>) at /usr/include/c++/12/bits/predefined_ops.h:158
#3  std::__insertion_sort<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> > >(__gnu_cxx::__normal_iterator<int*, std::vector<int, std::allocator<int> > >, __gnu_cxx::__normal_iterator<int*, std::vector<int, std::allocator<int> > >, __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> >) (__first=__first@entry=3, __last=..., __last@entry=0, __comp=...) at /usr/include/c++/12/bits/stl_algo.h:1809
#4  0x0000561dda83f818 in std::__final_insertion_sort<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> > > (__comp=..., __last=..., __first=3) at /usr/include/c++/12/bits/stl_algo.h:1844
#5  std::__sort<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> > > (__comp=..., __last=0, __first=3) at /usr/include/c++/12/bits/stl_algo.h:1940
#6  std::sort<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, main()::<lambda(int, int)> > (__comp=..., __last=0, __first=3) at /usr/include/c++/12/bits/stl_algo.h:4853
#7  main () at busy.cc:73
[Inferior 1 (process 31113) detached]
[New LWP 31116]
[New LWP 31117]
[New LWP 31118]
[Thread debugging using libthread_db enabled]
Using host libthread_db library "/lib/x86_64-linux-gnu/libthread_db.so.1".
0x00007f25a00f1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29

Thread 4 (Thread 0x7f259f01b6c0 (LWP 31118) "signalled"):
#0  0x00007f25a00f1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
#1  0x0000561dda83f222 in handle () at busy.cc:54
#2  <signal handler called>
#3  __pthread_kill_implementation (threadid=<optimized out>, signo=signo@entry=10, no_tid=no_tid@entry=0) at ./nptl/pthread_kill.c:44
#4  0x00007f25a00a8f4f in __pthread_kill_internal (signo=10, threadid=<optimized out>) at ./nptl/pthread_kill.c:78
#5  0x00007f25a0059fb2 in __GI_raise (sig=10) at ../sysdeps/posix/raise.c:26
#6  0x0000561dda83f212 in raise_signal () at busy.cc:60
#7  0x00007f25a00a71f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#8  0x00007f25a01278ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 3 (Thread 0x7f259f81c6c0 (LWP 31117) "busy"):
#0  0x0000561dda83f1e7 in (anonymous namespace)::Shape::area (this=this@entry=0x7f259f81bd9f, n=12) at busy.cc:19
#1  0x0000561dda83f884 in inner (n=<optimized out>, text=...) at busy.cc:26
#2  Call::operator() (n=<optimized out>, this=<optimized out>) at busy.cc:38
#3  std::__invoke_impl<long, Call&, int> (__f=...) at /usr/include/c++/12/bits/invoke.h:61
#4  std::__invoke_r<long, Call&, int> (__fn=...) at /usr/include/c++/12/bits/invoke.h:114
#5  std::_Function_handler<long (int), Call>::_M_invoke(std::_Any_data const&, int&&) (__functor=..., __args#0=<optimized out>) at /usr/include/c++/12/bits/std_function.h:290
#6  0x0000561dda83f89d in std::function<long (int)>::operator()(int) const (__args#0=<optimized out>, this=0x7f259f81bd90) at /usr/include/c++/12/bits/std_function.h:591
#7  apply<int>(std::function<long (int)>, int) (f=..., x=x@entry=4) at busy.cc:31
#8  0x0000561dda83f6c2 in recurse (depth=depth@entry=0, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#9  0x0000561dda83f67b in recurse (depth=depth@entry=1, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#10 0x0000561dda83f67b in recurse (depth=depth@entry=2, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#11 0x0000561dda83f67b in recurse (depth=depth@entry=3, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#12 0x0000561dda83f715 in work () at busy.cc:49
#13 0x00007f25a00a71f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#14 0x00007f25a01278ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 2 (Thread 0x7f25a001d6c0 (LWP 31116) "wor"ker (1)"):
#0  0x0000561dda83f1e4 in (anonymous namespace)::Shape::area (this=this@entry=0x7f25a001cd9f, n=12) at busy.cc:19
#1  0x0000561dda83f884 in inner (n=<optimized out>, text=...) at busy.cc:26
#2  Call::operator() (n=<optimized out>, this=<optimized out>) at busy.cc:38
#3  std::__invoke_impl<long, Call&, int> (__f=...) at /usr/include/c++/12/bits/invoke.h:61
#4  std::__invoke_r<long, Call&, int> (__fn=...) at /usr/include/c++/12/bits/invoke.h:114
#5  std::_Function_handler<long (int), Call>::_M_invoke(std::_Any_data const&, int&&) (__functor=..., __args#0=<optimized out>) at /usr/include/c++/12/bits/std_function.h:290
#6  0x0000561dda83f89d in std::function<long (int)>::operator()(int) const (__args#0=<optimized out>, this=0x7f25a001cd90) at /usr/include/c++/12/bits/std_function.h:591
#7  apply<int>(std::function<long (int)>, int) (f=..., x=x@entry=4) at busy.cc:31
#8  0x0000561dda83f6c2 in recurse (depth=depth@entry=0, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#9  0x0000561dda83f67b in recurse (depth=depth@entry=1, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#10 0x0000561dda83f67b in recurse (depth=depth@entry=2, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#11 0x0000561dda83f67b in recurse (depth=depth@entry=3, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#12 0x0000561dda83f715 in work () at busy.cc:49
#13 0x00007f25a00a71f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#14 0x00007f25a01278ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 1 (Thread 0x7f25a0468440 (LWP 31113) "busy"):
#0  0x00007f25a00f1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
#1  0x0000561dda83f612 in operator() (b=3, a=1, __closure=<synthetic pointer>) at busy.cc:73
#2  __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> >::operator()<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, __gnu_cxx::__normal_iterator<int*, std::vector<int> > > (__it2=3, __it1=1, this=<synthetic pointer>) at /usr/include/c++/12/bits/predefined_ops.h:158
#3  std::__insertion_sort<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> > >(__gnu_cxx::__normal_iterator<int*, std::vector<int, std::allocator<int> > >, __gnu_cxx::__normal_iterator<int*, std::vector<int, std::allocator<int> > >, __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> >) (__first=__first@entry=3, __last=..., __last@entry=0, __comp=...) at /usr/include/c++/12/bits/stl_algo.h:1809
#4  0x0000561dda83f818 in std::__final_insertion_sort<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> > > (__comp=..., __last=..., __first=3) at /usr/include/c++/12/bits/stl_algo.h:1844
#5  std::__sort<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> > > (__comp=..., __last=0, __first=3) at /usr/include/c++/12/bits/stl_algo.h:1940
#6  std::sort<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, main()::<lambda(int, int)> > (__comp=..., __last=0, __first=3) at /usr/include/c++/12/bits/stl_algo.h:4853
#7  main () at busy.cc:73
[Inferior 1 (process 31113) detached]
[New LWP 31116]
[New LWP 31117]
[New LWP 31118]
[Thread debugging using libthread_db enabled]
Using host libthread_db library "/lib/x86_64-linux-gnu/libthread_db.so.1".
0x00007f25a00f1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29

Thread 4 (Thread 0x7f259f01b6c0 (LWP 31118) "signalled"):
#0  0x00007f25a00f1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
#1  0x0000561dda83f222 in handle () at busy.cc:54
#2  <signal handler called>
#3  __pthread_kill_implementation (threadid=<optimized out>, signo=signo@entry=10, no_tid=no_tid@entry=0) at ./nptl/pthread_kill.c:44
#4  0x00007f25a00a8f4f in __pthread_kill_internal (signo=10, threadid=<optimized out>) at ./nptl/pthread_kill.c:78
#5  0x00007f25a0059fb2 in __GI_raise (sig=10) at ../sysdeps/posix/raise.c:26
#6  0x0000561dda83f212 in raise_signal () at busy.cc:60
#7  0x00007f25a00a71f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#8  0x00007f25a01278ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 3 (Thread 0x7f259f81c6c0 (LWP 31117) "busy"):
#0  0x0000561dda83f1e4 in (anonymous namespace)::Shape::area (this=this@entry=0x7f259f81bd9f, n=12) at busy.cc:19
#1  0x0000561dda83f884 in inner (n=<optimized out>, text=...) at busy.cc:26
#2  Call::operator() (n=<optimized out>, this=<optimized out>) at busy.cc:38
#3  std::__invoke_impl<long, Call&, int> (__f=...) at /usr/include/c++/12/bits/invoke.h:61
#4  std::__invoke_r<long, Call&, int> (__fn=...) at /usr/include/c++/12/bits/invoke.h:114
#5  std::_Function_handler<long (int), Call>::_M_invoke(std::_Any_data const&, int&&) (__functor=..., __args#0=<optimized out>) at /usr/include/c++/12/bits/std_function.h:290
#6  0x0000561dda83f89d in std::function<long (int)>::operator()(int) const (__args#0=<optimized out>, this=0x7f259f81bd90) at /usr/include/c++/12/bits/std_function.h:591
#7  apply<int>(std::function<long (int)>, int) (f=..., x=x@entry=4) at busy.cc:31
#8  0x0000561dda83f6c2 in recurse (depth=depth@entry=0, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#9  0x0000561dda83f67b in recurse (depth=depth@entry=1, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#10 0x0000561dda83f67b in recurse (depth=depth@entry=2, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#11 0x0000561dda83f67b in recurse (depth=depth@entry=3, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#12 0x0000561dda83f715 in work () at busy.cc:49
#13 0x00007f25a00a71f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#14 0x00007f25a01278ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 2 (Thread 0x7f25a001d6c0 (LWP 31116) "wor"ker (1)"):
#0  0x0000561dda83f1e4 in (anonymous namespace)::Shape::area (this=this@entry=0x7f25a001cd9f, n=12) at busy.cc:19
#1  0x0000561dda83f884 in inner (n=<optimized out>, text=...) at busy.cc:26
#2  Call::operator() (n=<optimized out>, this=<optimized out>) at busy.cc:38
#3  std::__invoke_impl<long, Call&, int> (__f=...) at /usr/include/c++/12/bits/invoke.h:61
#4  std::__invoke_r<long, Call&, int> (__fn=...) at /usr/include/c++/12/bits/invoke.h:114
#5  std::_Function_handler<long (int), Call>::_M_invoke(std::_Any_data const&, int&&) (__functor=..., __args#0=<optimized out>) at /usr/include/c++/12/bits/std_function.h:290
#6  0x0000561dda83f89d in std::function<long (int)>::operator()(int) const (__args#0=<optimized out>, this=0x7f25a001cd90) at /usr/include/c++/12/bits/std_function.h:591
#7  apply<int>(std::function<long (int)>, int) (f=..., x=x@entry=4) at busy.cc:31
#8  0x0000561dda83f6c2 in recurse (depth=depth@entry=0, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#9  0x0000561dda83f67b in recurse (depth=depth@entry=1, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#10 0x0000561dda83f67b in recurse (depth=depth@entry=2, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#11 0x0000561dda83f67b in recurse (depth=depth@entry=3, text=text@entry=0x561dda84000e "x (y) at z.c:9\n") at busy.cc:44
#12 0x0000561dda83f715 in work () at busy.cc:49
#13 0x00007f25a00a71f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#14 0x00007f25a01278ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 1 (Thread 0x7f25a0468440 (LWP 31113) "busy"):
#0  0x00007f25a00f1df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
#1  0x0000561dda83f612 in operator() (b=3, a=1, __closure=<synthetic pointer>) at busy.cc:73
#2  __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> >::operator()<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, __gnu_cxx::__normal_iterator<int*, std::vector<int> > > (__it2=3, __it1=1, this=<synthetic pointer>) at /usr/include/c++/12/bits/predefined_ops.h:158
#3  std::__insertion_sort<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> > >(__gnu_cxx::__normal_iterator<int*, std::vector<int, std::allocator<int> > >, __gnu_cxx::__normal_iterator<int*, std::vector<int, std::allocator<int> > >, __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> >) (__first=__first@entry=3, __last=..., __last@entry=0, __comp=...) at /usr/include/c++/12/bits/stl_algo.h:1809
#4  0x0000561dda83f818 in std::__final_insertion_sort<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> > > (__comp=..., __last=..., __first=3) at /usr/include/c++/12/bits/stl_algo.h:1844
#5  std::__sort<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, __gnu_cxx::__ops::_Iter_comp_iter<main()::<lambda(int, int)> > > (__comp=..., __last=0, __first=3) at /usr/include/c++/12/bits/stl_algo.h:1940
#6  std::sort<__gnu_cxx::__normal_iterator<int*, std::vector<int> >, main()::<lambda(int, int)> > (__comp=..., __last=0, __first=3) at /usr/include/c++/12/bits/stl_algo.h:4853
#7  main () at busy.cc:73
[Inferior 1 (process 31113) detached]
