"""Hyper-parameters: attributes that follow a schedule."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, overload

from typing_extensions import Self

from typedthinc.schedules import Rate, ScheduleT, to_schedule

if TYPE_CHECKING:
    from typedthinc.optimizers.optimizer import Optimizer


class HyperValues(NamedTuple):
    """The value of every hyper-parameter at one step, for one parameter."""

    learn_rate: float
    b1: float
    b2: float
    eps: float
    L2: float
    grad_clip: float


class HyperParameter:
    """An attribute of an optimizer that follows a schedule.

    Reading it gives the value at the optimizer's step, as a `Rate`, which can
    be called with other steps. A function that needs a parameter's key has no
    value of its own, so reading gives NaN there; calling it with a key works.
    Assigning takes whatever `typedthinc.schedules.to_schedule` takes.
    """

    def __set_name__(self, owner: type[Optimizer], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, optimizer: None, owner: type[Optimizer]) -> Self: ...
    @overload
    def __get__(self, optimizer: Optimizer, owner: type[Optimizer]) -> Rate: ...
    def __get__(self, optimizer: Optimizer | None, owner: type[Optimizer]) -> Self | Rate:
        if optimizer is None:
            return self
        schedule = optimizer.schedules[self.name]
        try:
            value = schedule(optimizer.step, key=None, last_score=optimizer.last_score)
        except (AttributeError, LookupError, TypeError):
            # What a function raises that looks into a key which is None.
            value = math.nan
        return Rate(value, schedule)

    def __set__(self, optimizer: Optimizer, value: ScheduleT | Callable[..., float]) -> None:
        optimizer.schedules[self.name] = to_schedule(value, self.name)
