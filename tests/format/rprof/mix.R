# What ok/ was made from; see README.md.
hot <- function(n) {
    s <- 0
    for (i in seq_len(n))
        s <- s + sqrt(i) * sin(i)
    s
}
warm <- function(n)
    hot(n %/% 3)
fact <- function(n) {
    if (n <= 1) {
        hot(5e5)
        return(1)
    }
    n * fact(n - 1)
}
sorts <- function(n)
    sapply(seq_len(n), function(i) sort(runif(2e4))[1])
`odd name "%s"\n` <- function(n) do.call("hot", list(n))
main <- function() {
    hot(2e6)
    warm(2e6)
    fact(6)
    sorts(60)
    `odd name "%s"\n`(3e5)
    eval(quote(warm(6e5)))
    gc()
}
record <- function(name, ...) {
    Rprof(name, interval = 0.01, ...)
    main()
    Rprof(NULL)
}
compiler::enableJIT(0)
record("time.rprof")
record("lines.rprof", line.profiling = TRUE)
record("memory.rprof", memory.profiling = TRUE)
record("all.rprof", memory.profiling = TRUE, gc.profiling = TRUE, line.profiling = TRUE)
print(summaryRprof("time.rprof")$by.total)
print(summaryRprof("lines.rprof", lines = "show")$by.self)
