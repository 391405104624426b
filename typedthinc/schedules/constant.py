"""Schedules that stay where they are."""

from __future__ import annotations

from typing import Any, TypeVar

from typedthinc.registries import registry
from typedthinc.schedules.schedule import Schedule

OutT = TypeVar("OutT")


@registry.schedules("constant.v1")
def constant(rate: OutT) -> Schedule[OutT]:
    """The same value at every step.

    Args:
        rate: The value.

    Example:
        >>> constant(0.5)(100)
        0.5
    """
    return Schedule("constant", _constant, attrs={"rate": rate})


@registry.schedules("constant_then.v1")
def constant_then(rate: OutT, steps: int, schedule: Schedule[OutT]) -> Schedule[OutT]:
    """One value for some steps, then another schedule.

    Args:
        rate: The value before step `steps`.
        steps: The step at which the other schedule takes over.
        schedule: Called with the step itself, counted from the beginning.

    Example:
        >>> rates = constant_then(1.0, 2, constant(0.5))
        >>> rates(1), rates(2)
        (1.0, 0.5)
    """
    attrs = {"rate": rate, "steps": steps, "schedule": schedule}
    return Schedule("constant_then", _constant_then, attrs=attrs)


def _constant(schedule: Schedule[OutT], step: int, **extra: Any) -> OutT:
    rate: OutT = schedule.attrs["rate"]
    return rate


def _constant_then(schedule: Schedule[OutT], step: int, **extra: Any) -> OutT:
    attrs = schedule.attrs
    value: OutT = attrs["rate"] if step < attrs["steps"] else attrs["schedule"](step, **extra)
    return value
