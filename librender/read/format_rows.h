/* The formats that can be read, the loosest grammar last: name, title, suffixes (blank-separated; they only break ties
 * of sniff), and what a file of it carries, for `profdraw formats`.  formats.h and formats.c say what a row becomes;
 * builds of the fuzz targets read them, too. */
/* clang-format off */
RN_FORMAT(pstats, "Python profile dump (cProfile, profile)", ".prof .pstats .profile", "arcs; time")
RN_FORMAT(pprof, "pprof's profile.proto (Go, gperftools, async-profiler, Node)",
          ".pb .pprof .prof .pb.gz", "stacks; every sample type; inlined calls; labels")
RN_FORMAT(gperftoolscpu, "CPU profiles of gperftools", ".prof", "stacks; CPU time, samples")
RN_FORMAT(speedscope, "speedscope's own format (py-spy, rbspy, pyinstrument)",
          ".speedscope.json .speedscope .json", "stacks; time, memory or weights; order in time")
RN_FORMAT(v8log, "V8's tick log (node --prof), also preprocessed",
          ".v8log.json .log .json", "stacks; time, ticks; order in time")
RN_FORMAT(gecko, "Firefox' own profile (Gecko), also of the old developer tools",
          ".json", "stacks; time, samples, CPU time; order in time")
RN_FORMAT(firefox, "Firefox Profiler's saved profile (samply, Python's sampler)",
          ".profile.json .json", "stacks; time, samples, CPU time, allocations; order in time")
RN_FORMAT(pyinstrument, "pyinstrument's JSON and sessions",
          ".pyisession .json", "stacks; time; of sessions, order in time")
RN_FORMAT(safari, "Safari's timeline recordings", ".json", "stacks; time, samples; order in time")
RN_FORMAT(trace, "Chrome's trace events (Chrome, clang, viztracer, PyTorch, uftrace, Hermes)",
          ".trace.json .json", "stacks; time, calls, samples; order in time")
RN_FORMAT(cpuprofile, "V8's CPU profiles (Node, Chrome, Edge, Deno)",
          ".cpuprofile .json", "stacks; time, samples; order in time")
RN_FORMAT(heapprofile, "V8's sampling heap profiles (Node, Chrome)",
          ".heapprofile .json", "stacks; memory")
RN_FORMAT(gprof2dot, "gprof2dot's JSON (memtrail, memray transform)", ".json", "stacks; every cost")
RN_FORMAT(stackprof, "StackProf's dumps (Ruby), also as JSON",
          ".stackprof .dump .json", "stacks, or arcs; time, samples; order in time")
RN_FORMAT(ghcjson, "GHC's profile as JSON (Haskell, +RTS -pj)",
          ".prof .json", "stacks; time, bytes, calls")
RN_FORMAT(dhat, "DHAT's heap profiles (Valgrind, Rust's dhat)",
          ".json", "stacks; bytes and blocks: in all, at peak, at end; accesses")
RN_FORMAT(massif, "massif's heap profiles (Valgrind)", ".massif", "stacks; bytes at the peak")
RN_FORMAT(callgrind, "callgrind and cachegrind (valgrind, Xdebug, pprof -callgrind)",
          ".callgrind .cachegrind .out", "arcs; every event")
RN_FORMAT(gprof, "text of gprof (GNU, BSD, IBM)", ".gprof .prof .txt", "arcs; time, calls")
RN_FORMAT(axe, "VTune's report gprof-cc", ".axe .txt", "arcs; time")
RN_FORMAT(hprof, "text of Java's hprof agent",
          ".hprof .txt", "stacks; samples, times, bytes, objects; calls")
RN_FORMAT(sleepy, "archive of Very Sleepy", ".sleepy", "stacks; time")
RN_FORMAT(vtune, "top-down report of Intel VTune as CSV",
          ".csv", "stacks; times, allocations, events")
RN_FORMAT(vsprof, "call tree of Visual Studio's profiler as CSV",
          ".csv", "stacks; samples, times, bytes or shares; calls")
RN_FORMAT(xperf, "samples exported by Windows' xperf as CSV",
          ".csv .xperf", "stacks; time, samples; order in time")
RN_FORMAT(json, "profdraw's own JSON", ".json", "stacks or arcs; any metrics")
RN_FORMAT(pprofraw, "text of pprof -raw",
          ".raw", "stacks; every sample type; inlined calls; labels")
RN_FORMAT(gperftoolstext,
          "text profiles of gperftools and Go (heap, contention, goroutines, threads)",
          ".heap", "stacks; memory, contention or counts")
RN_FORMAT(pmcstat, "call graph of FreeBSD's pmcstat -G",
          ".pmcstat", "stacks; a metric for each event; kernel")
RN_FORMAT(treejson, "call trees of d3-flame-graph and perf, flame graphs of Pyroscope",
          ".json", "stacks; values, or samples and time")
RN_FORMAT(sysprofxml, "XML that sysprof 1 saved", ".sysprof .xml", "stacks; samples")
RN_FORMAT(xctrace, "XML of xctrace export",
          ".xml", "stacks with threads; time or cycles; samples; order in time")
RN_FORMAT(svg, "flame graphs drawn by flamegraph.pl, inferno or py-spy (SVG)",
          ".svg", "stacks; what the titles of the boxes count")
RN_FORMAT(sample, "report of macOS' sample", ".txt .sample", "stacks with threads; samples, time")
RN_FORMAT(instruments, "call tree copied out of Instruments",
          ".txt .tsv", "stacks; time, cycles or memory and its count")
RN_FORMAT(perf, "output of perf script",
          ".perf", "stacks; a metric for each event; samples; order in time")
RN_FORMAT(jstack, "thread dumps of Java (jstack, jcmd Thread.print)",
          ".jstack .tdump", "stacks; samples")
RN_FORMAT(javacore, "javacores (thread dumps of OpenJ9 and IBM's Java)",
          ".javacore", "stacks; samples")
RN_FORMAT(ljp, "stacks of lightweight-java-profiler", ".ljp", "stacks; samples")
RN_FORMAT(pyspydump, "stacks of py-spy dump, text and JSON", ".pyspydump", "stacks; samples")
RN_FORMAT(faulthandler, "stacks of Python's faulthandler", ".faulthandler", "stacks; samples")
RN_FORMAT(eustack, "stacks of eu-stack (elfutils)", ".eustack", "stacks; samples")
RN_FORMAT(gdb, "backtraces of gdb (thread apply all bt, pstack)", ".gdb", "stacks; samples")
RN_FORMAT(procstack, "stacks of AIX's procstack", ".procstack", "stacks; samples")
RN_FORMAT(wcp, "logs of Wall Clock Profiler", ".wcp", "stacks; samples")
RN_FORMAT(javaexc, "stack traces of Java's exceptions in logs", ".javaexc", "stacks; samples")
RN_FORMAT(paths, "sizes of files (du -ab, find -printf '%p %s\\n'); only with --format paths",
          ".paths", "stacks; bytes")
RN_FORMAT(bpftrace, "maps of bpftrace, as text or JSON",
          ".bpftrace", "stacks; kernel; other keys; a metric for each map")
RN_FORMAT(dtrace, "aggregations of DTrace by stack",
          ".dtrace .user_stacks", "stacks; kernel; other keys")
RN_FORMAT(stap, "stacks that SystemTap prints", ".stap", "stacks; kernel; lines")
RN_FORMAT(strace, "system calls with their stacks of strace -k",
          ".strace", "stacks with threads; calls, time; order in time")
RN_FORMAT(ghcprof, "GHC's time and allocation report (Haskell, +RTS -p or -P)",
          ".prof", "stacks; time, bytes, calls")
RN_FORMAT(importtime, "Python's import times (-X importtime)", ".importtime", "stacks; time")
RN_FORMAT(xdebug, "Xdebug's function traces of PHP",
          ".xt", "stacks; time, memory, calls; order in time")
RN_FORMAT(papyrus, "profiles of Papyrus scripts (Skyrim, Fallout 4)",
          ".papyrus.log", "stacks; time, calls; order in time")
RN_FORMAT(rprof, "samples of R's Rprof()", ".rprof", "stacks; time; order in time")
RN_FORMAT(austin, "austin's samples of Python as text",
          ".austin", "stacks; time, CPU time, memory; order in time")
RN_FORMAT(folded, "folded stacks (stackcollapse scripts, py-spy raw, async-profiler collapsed)",
          ".folded .collapsed .collapse .raw .stacks", "stacks; samples, or what the options say")
/* clang-format on */
