import threading


def leaf(n):
    total = 0
    for i in range(n):
        total += i * i
    return total


def recurse(depth):
    if depth == 0:
        return leaf(60000)
    return recurse(depth - 1) + leaf(2000)


def worker():
    for _ in range(6):
        recurse(3)


def main():
    other = threading.Thread(target=worker)
    other.start()
    for _ in range(6):
        leaf(90000)
        recurse(5)
    keep = [bytearray(400000) for _ in range(20)]
    other.join()
    return keep


main()
