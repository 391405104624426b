"""Schedules that shrink or grow by a law."""

from __future__ import annotations

import sys
from typing import Any

from typedthinc.registries import registry
from typedthinc.schedules.schedule import Schedule


@registry.schedules("decaying.v1")
def decaying(base_rate: float, decay: float, *, t: float = 0.0) -> Schedule[float]:
    """Inverse-time decay: `base_rate / (1 + decay * (step + t))`.

    Args:
        base_rate: The value at the beginning.
        decay: How fast it falls.
        t: Added to every step, to go on where another run ended.

    Example:
        >>> decaying(1.0, 0.5)(2)
        0.5
    """
    attrs = {"base_rate": base_rate, "decay": decay, "t": t}
    return Schedule("decaying", _decaying, attrs=attrs)


@registry.schedules("compounding.v1")
def compounding(start: float, stop: float, compound: float, *, t: float = 0.0) -> Schedule[float]:
    """Growth or decay by a factor per step, `start * compound**(step + t)`, up to a limit.

    Often a schedule of batch sizes.

    Args:
        start: The value at the beginning.
        stop: The limit: the largest value if `start` is below it, else the smallest.
        compound: The factor from one step to the next.
        t: Added to every step, to go on where another run ended.

    Example:
        >>> sizes = compounding(1.0, 32.0, 2.0)
        >>> [next(sizes) for _ in range(7)]
        [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 32.0]
    """
    attrs = {"start": start, "stop": stop, "compound": compound, "t": t}
    return Schedule("compounding", _compounding, attrs=attrs)


def _decaying(schedule: Schedule[float], step: int, **extra: Any) -> float:
    attrs = schedule.attrs
    rate: float = attrs["base_rate"] / (1.0 + attrs["decay"] * (step + attrs["t"]))
    return rate


def _compounding(schedule: Schedule[float], step: int, **extra: Any) -> float:
    attrs = schedule.attrs
    start, stop = float(attrs["start"]), float(attrs["stop"])
    try:
        growth = float(attrs["compound"]) ** (step + attrs["t"])
    except OverflowError:
        # Long trainings get here; the largest float keeps a start of 0 at 0.
        growth = sys.float_info.max
    rate: float = start * growth
    return max(rate, stop) if start > stop else min(rate, stop)
