"""Pairs, arguments as values, and sized generators."""

import numpy
import pytest

from typedthinc.types import ArgsKwargs, Pairs, SizedGenerator


@pytest.mark.parametrize(
    ("index", "one", "two"),
    [
        (0, 1, "a"),
        (-1, 3, "c"),
        (slice(-2, None), [2, 3], ["b", "c"]),
        (slice(0, 0), [], []),
    ],
)
def test_pairs_are_indexed_together(index, one, two):
    assert Pairs([1, 2, 3], ["a", "b", "c"])[index] == Pairs(one, two)


def test_pairs_of_arrays_take_arrays_of_indices():
    pairs = Pairs(numpy.arange(4), numpy.arange(4) * 10)[numpy.array([3, 1])]
    assert (pairs.one.tolist(), pairs.two.tolist()) == ([3, 1], [30, 10])


def test_pairs_know_their_length():
    assert len(Pairs([1, 2], [3, 4])) == 2


def test_items_of_arguments_round_trip():
    arguments = ArgsKwargs((1, "two"), {"three": 3})
    assert list(arguments.items()) == [(0, 1), (1, "two"), ("three", 3)]
    assert list(arguments.keys()) == [0, 1, "three"]
    assert list(arguments.values()) == [1, "two", 3]
    assert ArgsKwargs.from_items(arguments.items()) == arguments


def test_positions_may_come_in_any_order():
    assert ArgsKwargs.from_items([(1, "b"), ("x", 0), (0, "a")]) == ArgsKwargs(("a", "b"), {"x": 0})


def test_a_sized_generator_can_be_run_again():
    items = SizedGenerator(lambda: iter([1, 2, 3]), 3)
    assert (len(items), list(items), list(items)) == (3, [1, 2, 3], [1, 2, 3])
