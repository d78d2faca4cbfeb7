"""Runs commands and says what they took."""
import os, resource, signal, statistics, subprocess, time

SLOW_S = 15  # what takes longer is run once
POLL_S = 0.004


class Timing:
    """Wall and processor times of the runs of a command, s."""

    def __init__(self):
        self.walls, self.cpu, self.failed, self.stopped = [], [], None, False

    @property
    def median(self):
        return statistics.median(self.walls)

    @property
    def cpu_median(self):
        return statistics.median(self.cpu)


def start(command):
    return subprocess.Popen(['sh', '-c', command] if needs_shell(command) else command.split(),
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, start_new_session=True)


def needs_shell(command):
    return any(c in command for c in '|<>;\'"$')


def wait(process, limit):
    """What it said on standard error; None when it was stopped at the limit."""
    try:
        return process.communicate(timeout=limit)[1]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None


def used():
    """Processor time of all processes that were waited for, s."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run_once(command, timing, limit):
    before = used()
    begun = time.perf_counter()
    process = start(command)
    message = wait(process, limit)
    timing.walls.append(time.perf_counter() - begun)
    timing.cpu.append(used() - before)
    timing.stopped = message is None
    if process.returncode and not timing.stopped:
        timing.failed = message.decode(errors='replace').strip().split('\n')[-1] or 'failed'


def run_together(commands, runs, limit):
    """A timing for each command: all in turn, again and again, so that whatever else the machine does
    meets all of them.  What takes longer than `limit` s is stopped, and not run again."""
    timings = [Timing() for _ in commands]
    for _ in range(runs):
        for command, timing in zip(commands, timings):
            if not timing.failed and not (timing.walls and timing.walls[0] > min(SLOW_S, limit)):
                run_once(command, timing, limit)
    return timings


# ---- memory --------------------------------------------------------------------------------------

def children(pid):
    out = [pid]
    try:
        for task in os.listdir('/proc/%d/task' % pid):
            with open('/proc/%d/task/%s/children' % (pid, task), encoding='ascii') as f:
                for child in f.read().split():
                    out += children(int(child))
    except OSError:
        pass
    return out


def private(pid):
    """Resident memory of a process without pages of files, bytes."""
    try:
        with open('/proc/%d/status' % pid, encoding='utf-8', errors='replace') as f:
            lines = dict(line.split(':', 1) for line in f if ':' in line)
    except OSError:
        return 0
    return sum(int(lines[name].split()[0]) * 1024 for name in ('RssAnon', 'RssShmem') if name in lines)


def peak_memory(command):
    """The largest sum seen over the processes of a command, in a run of its own: looking slows it down."""
    process = start(command)
    process.stderr.close()
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(private(pid) for pid in children(process.pid)))
        time.sleep(POLL_S)
    return peak
