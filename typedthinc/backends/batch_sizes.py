"""The sizes of batches, from whatever a user gives for them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from numbers import Real
from typing import Any, Protocol, SupportsIndex, TypeAlias

from typedthinc.errors import ArgumentError, ArgumentTypeError


class SizeSchedule(Protocol):
    """A schedule: a value for every step."""

    def __call__(self, step: int, /) -> float:
        """The value at a step."""
        ...


BatchSize: TypeAlias = SupportsIndex | float | Iterable[float] | SizeSchedule


def batch_sizes(size: BatchSize) -> Callable[[int], list[int]]:
    """How to cut a number of examples into batches.

    Args:
        size: A number; a list, which each call starts anew; an iterator or a
            schedule, which each call draws on from where the last one stopped.
            Fractions are rounded down where a number is one of many. The last
            of a list or an iterator repeats.

    Returns:
        A function from a number of examples to the sizes of their batches.

    Raises:
        ArgumentError: A number is not a size, or there is none.
        ArgumentTypeError: It is nothing of the above.
    """
    if isinstance(size, (bool, str, bytes)):
        raise _not_sizes(size)
    if isinstance(size, Real):
        number = _whole(size)
        if number != size:
            raise ArgumentError("a batch size is a whole number", got=size)
        return lambda total: _cut(total, itertools.repeat(number))
    if hasattr(size, "__next__"):
        source = _repeat_last(size)
        return lambda total: _cut(total, source)
    if isinstance(size, Iterable):
        return lambda total: _cut(total, _repeat_last(size))
    if callable(size):
        steps = map(size, itertools.count())
        return lambda total: _cut(total, steps)
    raise _not_sizes(size)


def _cut(total: int, sizes: Iterator[Any]) -> list[int]:
    result: list[int] = []
    rest = total
    while rest > 0:
        size = min(_whole(next(sizes)), rest)
        result.append(size)
        rest -= size
    return result


def _whole(size: Any) -> int:
    try:
        number: int = math.floor(size)
    except (TypeError, ValueError, OverflowError):
        number = 0
    if number < 1:
        raise ArgumentError(
            "a batch size is a number of at least 1", expected="size >= 1", got=size
        )
    return number


def _repeat_last(sizes: Any) -> Iterator[Any]:
    last = None
    for last in sizes:
        yield last
    if last is None:
        raise ArgumentError(
            "there are no batch sizes", expected="at least one", got="an empty list or iterator"
        )
    yield from itertools.repeat(last)


def _not_sizes(size: object) -> ArgumentTypeError:
    return ArgumentTypeError(
        "not a batch size",
        expected="a number, a list, an iterator or a schedule",
        got=repr(size),
    )
