"""What the figures were found on."""
import os, platform


def first(path, key):
    try:
        with open(path, encoding='utf-8', errors='replace') as f:
            return next((line.split(':', 1)[1].strip() for line in f if line.startswith(key)), None)
    except OSError:
        return None


def describe():
    processor = first('/proc/cpuinfo', 'model name') or platform.machine()
    memory = first('/proc/meminfo', 'MemTotal') or '0 kB'
    try:
        system = platform.freedesktop_os_release()['PRETTY_NAME']
    except OSError:
        system = platform.system()
    return '%s, %d processors, %.0f GB, %s, Linux %s' % (
        processor, os.cpu_count(), int(memory.split()[0]) / 1e6, system, platform.release().split('-')[0])


def load():
    return '%.1f' % os.getloadavg()[0]
