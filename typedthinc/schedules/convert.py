"""Whatever a person may write for a schedule, as a schedule."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from numbers import Real
from typing import Any, TypeAlias, TypeGuard

from typedthinc.errors import ArgumentError
from typedthinc.schedules.constant import constant
from typedthinc.schedules.rate import Rate
from typedthinc.schedules.schedule import Schedule

# Validators try the members in this order, and a list type would drain a generator.
ScheduleT: TypeAlias = float | Schedule[float] | Iterator[float] | list[float] | tuple[float, ...]
"""What is accepted wherever a schedule is."""


def to_schedule(value: ScheduleT | Callable[..., float], name: str = "value") -> Schedule[float]:
    """A schedule from a number, a list, a tuple, a generator, a function or a schedule.

    Args:
        value: A number is constant. A list, a tuple and a generator give one
            value per step, and their last value at all later ones; only a
            generator cannot go back to an earlier step. A function is called
            with `step` and with those of the keywords `key` and `last_score`
            that it takes. A schedule is returned as it is.
        name: What the value is for, for messages.

    Raises:
        ArgumentError: The value is none of these, or there is nothing in it.

    Example:
        >>> to_schedule([0.1, 0.01])(5)
        0.01
    """
    if isinstance(value, Rate):
        return value.schedule
    if isinstance(value, Schedule):
        return value
    if _is_number(value):
        return constant(value)
    if isinstance(value, (list, tuple, range)):
        return _from_sequence(value, name)
    if isinstance(value, Iterator):
        return _from_iterator(value, name)
    if callable(value) and not isinstance(value, type):
        return _from_function(value, name)
    raise _invalid(name, type(value).__name__)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, Real)


def _invalid(name: str, got: str) -> ArgumentError:
    return ArgumentError(
        f"Invalid schedule for '{name}'",
        expected="a number, a list or tuple of numbers, a generator or a Schedule",
        got=got,
    )


def _from_sequence(values: Sequence[float], name: str) -> Schedule[float]:
    if not values or not all(_is_number(value) for value in values):
        raise _invalid(name, repr(values)[:80])
    return Schedule("values", _nth_value, attrs={"values": tuple(values)})


def _nth_value(schedule: Schedule[float], step: int, **extra: Any) -> float:
    values: tuple[float, ...] = schedule.attrs["values"]
    return values[min(step, len(values) - 1)]


def _from_iterator(generator: Iterator[float], name: str) -> Schedule[float]:
    try:
        first = next(generator)
    except StopIteration:
        raise _invalid(name, f"{type(generator).__name__} without a value") from None
    attrs = {"for": name, "generator": generator, "last_step": 0, "last_value": first}
    return Schedule("generator", _draw, attrs=attrs)


def _draw(schedule: Schedule[float], step: int, **extra: Any) -> float:
    attrs = schedule.attrs
    if step < attrs["last_step"]:
        raise ArgumentError(
            f"the generator behind '{attrs['for']}' cannot go back: step must not decrease",
            expected=f"step >= {attrs['last_step']}",
            got=step,
            help="a list or a Schedule has a value for every step, in any order",
        )
    while attrs["generator"] is not None and attrs["last_step"] < step:
        try:
            attrs["last_value"] = next(attrs["generator"])
        except StopIteration:
            attrs["generator"] = None
        attrs["last_step"] += 1
    attrs["last_step"] = step
    value: float = attrs["last_value"]
    return value


def _from_function(function: Callable[..., float], name: str) -> Schedule[float]:
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        raise _invalid(name, repr(function)) from None
    takes_any = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)
    named = {
        parameter.name
        for parameter in parameters
        if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
    }
    attrs = {
        "function": function,
        "step_by_name": "step" in named,
        "keywords": None if takes_any else named & {"key", "last_score"},
    }
    schedule = Schedule(getattr(function, "__name__", "function"), _call, attrs=attrs)
    args, keywords = _arguments(schedule, 0, {})
    try:
        inspect.signature(function).bind(*args, **keywords)
    except TypeError as error:
        raise _invalid(name, f"{function!r}, which cannot be called with a step: {error}") from None
    return schedule


def _call(schedule: Schedule[float], step: int, **extra: Any) -> float:
    args, keywords = _arguments(schedule, step, extra)
    value: float = schedule.attrs["function"](*args, **keywords)
    return value


def _arguments(
    schedule: Schedule[float], step: int, extra: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    wanted = schedule.attrs["keywords"]
    keywords = {"key": None, "last_score": None, **extra}
    if wanted is not None:
        keywords = {keyword: keywords[keyword] for keyword in wanted}
    if schedule.attrs["step_by_name"]:
        return (), {"step": step, **keywords}
    return (step,), keywords
