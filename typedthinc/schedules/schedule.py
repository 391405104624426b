"""The class behind every schedule."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Generic

from typing_extensions import Self, TypeVar, override

from typedthinc.errors import ArgumentError

OutT_co = TypeVar("OutT_co", covariant=True)

_NO_ATTRS: Mapping[str, Any] = MappingProxyType({})


class Schedule(Generic[OutT_co]):
    """A value for every step of training.

    A schedule is called with a step. It can also be drawn from like a
    generator: the first `next(schedule)` gives the value at step 0, the second
    that at step 1, and so on without end. The position that `next` moves
    belongs to the schedule, so two loops that draw from the same schedule share
    it; calling the schedule with a step neither reads nor moves it, and
    `to_generator` gives an independent one.

    Args:
        name: A name for messages.
        schedule: The function that gives the values, called with this object, the
            step and keywords. An optimizer passes the keywords `key`, which is the
            parameter's `(node id, name)` or None, and `last_score`, a
            `(step, score)` or None.
        attrs: Settings and state, which the function finds in
            `schedule.attrs`. The dictionary is copied.

    Example:
        >>> halving = Schedule("halving", lambda schedule, step: 0.5**step)
        >>> halving(3)
        0.125
        >>> next(halving), next(halving)
        (1.0, 0.5)
    """

    def __init__(
        self,
        name: str,
        schedule: Callable[..., OutT_co],
        *,
        attrs: Mapping[str, Any] = _NO_ATTRS,
    ) -> None:
        self.name = name
        self._schedule_fn = schedule
        self._attrs = dict(attrs)
        self._position = 0

    @property
    def attrs(self) -> dict[str, Any]:
        """Settings and state of the schedule."""
        return self._attrs

    def __call__(self, step: int, **extra: Any) -> OutT_co:
        """The value at a step.

        Args:
            step: The step, from 0.
            extra: Passed on to the schedule's function.

        Raises:
            ArgumentError: The step is negative.
        """
        if step < 0:
            raise ArgumentError(
                f'schedule "{self.name}" was called with a negative step',
                expected="step >= 0",
                got=step,
            )
        return self._schedule_fn(self, step, **extra)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> OutT_co:
        value = self(self._position)
        self._position += 1
        return value

    @override
    def __repr__(self) -> str:
        return f"Schedule({self.name!r})"

    def to_generator(self, start: int = 0, step_size: int = 1, **extra: Any) -> Iterator[OutT_co]:
        """A generator over the values, with a position of its own.

        Args:
            start: The first step.
            step_size: How far apart the steps are.
            extra: Passed on to the schedule's function at every step.

        Raises:
            ArgumentError: `start` or `step_size` is negative.
        """
        for argument, number in (("start", start), ("step_size", step_size)):
            if number < 0:
                raise ArgumentError(
                    f'schedule "{self.name}" cannot be drawn with a negative {argument}',
                    expected=f"{argument} >= 0",
                    got=number,
                )
        return (self(step, **extra) for step in itertools.count(start, step_size))
