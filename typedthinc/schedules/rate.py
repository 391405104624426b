"""A number that remembers the schedule it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typing_extensions import Self, override

from typedthinc.schedules.schedule import Schedule


class Rate(float):
    """The value that a schedule has now, which can also be called with a step.

    Reading a hyper-parameter of an optimizer gives one: it is the number of
    this moment, `optimizer.learn_rate == 0.001`, and what calling its schedule
    gives for any step, `optimizer.learn_rate(100, key=key)`. Assigned to
    another optimizer it hands over the schedule, not the number.

    Args:
        value: The number.
        schedule: The schedule.

    Example:
        >>> from typedthinc.schedules import decaying
        >>> rate = Rate(1.0, decaying(1.0, 0.5))
        >>> rate, rate(2)
        (1.0, 0.5)
    """

    schedule: Schedule[float]

    def __new__(cls, value: float, schedule: Schedule[float]) -> Self:
        """Make the number, which cannot be changed later."""
        rate = super().__new__(cls, value)
        rate.schedule = schedule
        return rate

    def __call__(self, step: int, **extra: Any) -> float:
        """The value of the schedule at a step."""
        return self.schedule(step, **extra)

    @property
    def name(self) -> str:
        """The name of the schedule."""
        return self.schedule.name

    @property
    def attrs(self) -> dict[str, Any]:
        """Settings and state of the schedule."""
        return self.schedule.attrs

    def to_generator(self, start: int = 0, step_size: int = 1, **extra: Any) -> Iterator[float]:
        """A generator over the values of the schedule."""
        return self.schedule.to_generator(start, step_size, **extra)

    @override
    def __getnewargs__(  # type: ignore[override]  # what `__new__` takes here
        self,
    ) -> tuple[float, Schedule[float]]:
        """What a copy or a pickle is made from again."""
        return float(self), self.schedule
