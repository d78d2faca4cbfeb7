# -*- coding: utf-8 -*-
"""A few milliseconds of everything a profile can hold: recursion, mutual recursion, a method, a
generator, built-in callbacks, and two lambdas on one line.  Runs on Python 2.7 and newer."""


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


class Shelf(object):
    def __init__(self, count):
        self.books = [(i * 7919) % 101 for i in range(count)]

    def by_title(self):
        return sorted(self.books, key=lambda book: str(book))

    def walk(self):
        for book in self.books:
            yield book


def both_ways(values):
    return sorted(values, key=lambda v: v), sorted(values, key=lambda v: -v)


def spin(n):
    total = 0
    for i in range(n):
        total += i * i
    return total


def main():
    shelf = Shelf(60)
    shelf.by_title()
    both_ways([3, 1, 2])
    for _ in range(3):
        spin(4000)
    return fib(9) + spin(2000) + sum(shelf.walk()) + even(10)


main()
