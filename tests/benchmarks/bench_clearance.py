"""How long the matrix and a judgement take, at three sizes: ``python -m tests.benchmarks.bench_clearance``."""

from collections.abc import Callable
from dataclasses import replace
from time import process_time

from bot.pictures.matrix import matrix_png
from bot.pictures.typeface import find_typeface
from bot.words import WordBook
from flows.linkage.clearance import findings_of, judge
from flows.linkage.matrix import matrix, metrics
from tests.flows.linkage.populations import LARGE, MIDDLE, PICTURE, SMALL, Size, population
from tests.flows.linkage.registers import TODAY, around, contribution

ROUNDS = 7
GOAL = 300
"""Milliseconds for the matrix and a judgement together, on the largest register."""


def best(work: Callable[[], object]) -> float:
    """Milliseconds of processor time, the quickest of some rounds."""
    found = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        found.append(1000 * (process_time() - start))
    return min(found)


def times(size: Size) -> tuple[float, float, float, float]:
    """Each time of another register: what is computed from one is kept with it."""
    book, item, here = population(size), contribution(features=("fea_1", "fea_2")), around()
    return (
        best(lambda: matrix(replace(book))),
        best(lambda: judge(replace(book), item, here)),
        best(lambda: findings_of(replace(book), here)),
        best(lambda: metrics(replace(book), TODAY)),
    )


def main() -> None:
    print(f"{'links':>7} {'matrix':>8} {'judge':>8} {'findings':>9} {'metrics':>8}  ms")
    for size in (SMALL, MIDDLE, LARGE):
        found = times(size)
        print(f"{size.links:>7} {found[0]:8.1f} {found[1]:8.1f} {found[2]:9.1f} {found[3]:8.1f}")
    print(f"goal: matrix and judge together below {GOAL} ms, and no faster growth than the links")
    face, say, view = find_typeface(), WordBook().for_locale("en-US"), matrix(population(PICTURE))
    print(f"picture of 40 x 40: {best(lambda: matrix_png(view, 'LD-12', say, face)):.0f} ms")


if __name__ == "__main__":
    main()
