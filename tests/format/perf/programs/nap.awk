# Keeps the switches from and to the program; what ran before and after it has no name and no frames.
BEGIN {
    RS = ""
    FS = "\n"
}
/_comm=nap / {
    sub(/==> next_comm=.* next_pid/, "==> next_comm=" ($0 ~ /next_comm=nap / ? "nap" : "other") " next_pid")
    if ($1 !~ /^ *nap /) {
        sub(/^.* \[/, "other 1 [", $1)
        sub(/prev_comm=.* prev_pid=[0-9]+/, "prev_comm=other prev_pid=1", $1)
        $0 = $1
    }
    print $0 "\n"
}
