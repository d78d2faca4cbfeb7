"""Threads that sleep and recurse, and what faulthandler says of them."""
import faulthandler
import sys
import threading
import time


def leaf(seconds):
    time.sleep(seconds)


def recurse(depth, seconds):
    if depth:
        recurse(depth - 1, seconds)
    else:
        leaf(seconds)


class Worker(threading.Thread):
    def run(self):
        recurse(3, 30)


def deep(depth):
    if depth:
        return deep(depth - 1)
    faulthandler.dump_traceback(all_threads=True)
    faulthandler.dump_traceback(all_threads=False)


faulthandler.enable()
worker = Worker(name='worker-1')
worker.daemon = True
worker.start()
time.sleep(.2)
deep(2)
if len(sys.argv) > 1:
    deep(150)
    exec('deep(0)')
    faulthandler.dump_traceback_later(.1, repeat=True)
    time.sleep(.35)
    faulthandler.cancel_dump_traceback_later()
    faulthandler._sigsegv()
