"""Schedules that rise and fall in straight lines."""

from __future__ import annotations

import math
from typing import Any

from typedthinc.errors import ArgumentError
from typedthinc.registries import registry
from typedthinc.schedules.schedule import Schedule


@registry.schedules("slanted_triangular.v1")
def slanted_triangular(
    max_rate: float,
    num_steps: int,
    *,
    cut_frac: float = 0.1,
    ratio: int = 32,
    t: float = 0.0,
) -> Schedule[float]:
    """A short linear rise to `max_rate`, then a long linear fall to `max_rate / ratio`.

    From the end of the fall on, the rate stays there.

    Args:
        max_rate: The highest value.
        num_steps: How many steps the rise and the fall take together.
        cut_frac: The share of the steps that rise, between 0 and 1.
        ratio: How much smaller the lowest value is than the highest.
        t: Added to every step, to go on where another run ended.

    Raises:
        ArgumentError: The share is not between 0 and 1.

    Source:
        Howard and Ruder 2018, Universal Language Model Fine-tuning for Text
        Classification, section 3.2, https://arxiv.org/abs/1801.06146. The step
        counts from 1 there, as here inside.

    Example:
        >>> rates = slanted_triangular(1.0, 20, ratio=10)
        >>> rates(0), rates(1), round(rates(19), 6)
        (0.55, 1.0, 0.1)
    """
    if not 0 < cut_frac < 1:
        raise ArgumentError(
            "slanted_triangular needs a share of steps that rise and a share that fall",
            expected="0 < cut_frac < 1",
            got=cut_frac,
        )
    attrs = {
        "max_rate": max_rate,
        "cut": max(1, int(num_steps * cut_frac)),
        "cut_frac": cut_frac,
        "ratio": ratio,
        "t": t,
    }
    return Schedule("slanted_triangular", _slanted_triangular, attrs=attrs)


@registry.schedules("cyclic_triangular.v1")
def cyclic_triangular(min_lr: float, max_lr: float, period: int) -> Schedule[float]:
    """Linear cycles between two rates.

    Args:
        min_lr: The lowest value.
        max_lr: The highest value.
        period: How many steps lie between a lowest and the next highest value.

    Raises:
        ArgumentError: The period is not positive.

    Source:
        Smith 2017, Cyclical Learning Rates for Training Neural Networks,
        https://arxiv.org/abs/1506.01186. The step counts from 1 inside.

    Example:
        >>> rates = cyclic_triangular(0.0, 1.0, 2)
        >>> [next(rates) for _ in range(6)]
        [0.5, 1.0, 0.5, 0.0, 0.5, 1.0]
    """
    if period <= 0:
        raise ArgumentError(
            "cyclic_triangular needs at least one step from low to high",
            expected="period > 0",
            got=period,
        )
    attrs = {"min_lr": min_lr, "max_lr": max_lr, "period": period}
    return Schedule("cyclic_triangular", _cyclic_triangular, attrs=attrs)


def _slanted_triangular(schedule: Schedule[float], step: int, **extra: Any) -> float:
    attrs = schedule.attrs
    cut, ratio = attrs["cut"], attrs["ratio"]
    t = step + attrs["t"] + 1
    rising = t / cut
    falling = 1 - (t - cut) / (cut * (1 / attrs["cut_frac"] - 1))
    # The fall may reach 0 before the last step, since the cut is rounded down.
    height = max(0.0, min(rising, falling))
    rate: float = attrs["max_rate"] * (1 + height * (ratio - 1)) / ratio
    return rate


def _cyclic_triangular(schedule: Schedule[float], step: int, **extra: Any) -> float:
    low, high, period = (schedule.attrs[name] for name in ("min_lr", "max_lr", "period"))
    iteration = step + 1
    cycle = math.floor(1 + iteration / (2 * period))
    distance = abs(iteration / period - 2 * cycle + 1)
    rate: float = low + (high - low) * max(0.0, 1 - distance)
    return rate
