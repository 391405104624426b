"""A schedule that warms up, then falls to zero."""

from __future__ import annotations

from typing import Any

from typedthinc.registries import registry
from typedthinc.schedules.schedule import Schedule


@registry.schedules("warmup_linear.v1")
def warmup_linear(initial_rate: float, warmup_steps: int, total_steps: int) -> Schedule[float]:
    """A linear rise from 0 to `initial_rate`, then a linear fall back to 0.

    Args:
        initial_rate: The highest value, which step `warmup_steps` has.
        warmup_steps: How many steps rise; 0 begins with the highest value.
        total_steps: The first step that has 0 again, as all later ones have.

    Example:
        >>> rates = warmup_linear(1.0, 2, 6)
        >>> [rates(step) for step in range(8)]
        [0.0, 0.5, 1.0, 0.75, 0.5, 0.25, 0.0, 0.0]
    """
    attrs = {
        "initial_rate": initial_rate,
        "warmup_steps": warmup_steps,
        "total_steps": total_steps,
    }
    return Schedule("warmup_linear", _warmup_linear, attrs=attrs)


def _warmup_linear(schedule: Schedule[float], step: int, **extra: Any) -> float:
    attrs = schedule.attrs
    rate: float = attrs["initial_rate"]
    warmup: int = attrs["warmup_steps"]
    total: int = attrs["total_steps"]
    if step < warmup:
        return rate * step / warmup
    return rate * max(0.0, (total - step) / max(1, total - warmup))
