"""Four threads under one profiler.  From Python 3.12 on their calls end up in each other."""
import threading
import time


def leaf(n):
    return n * n


def work():
    for i in range(3000):
        leaf(i)
        if i % 500 == 0:
            time.sleep(0.0002)


def main():
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


main()
