"""From promises to what they promise: the functions are called."""

from __future__ import annotations

from typing import Any

from typedthinc.config.checks.value import check
from typedthinc.config.problems import Problems, dotted
from typedthinc.config.promise import Argument, Promise, holds_promise


def build(value: Any, *, validate: bool = True) -> Any:
    """A value with the results of its promises in their place.

    Args:
        value: The value.
        validate: Whether results are checked against the parameters that take them.

    Raises:
        ConfigValidationError: The result of a function does not fit the
            parameter that takes it.
        Exception: A function raised it; a note tells where it stands in the config.
    """
    if isinstance(value, Promise):
        return _call(value, validate=validate)
    if isinstance(value, dict):
        return {key: build(part, validate=validate) for key, part in value.items()}
    if isinstance(value, list) or type(value) is tuple:
        return type(value)(build(part, validate=validate) for part in value)
    return value


def _call(promise: Promise, *, validate: bool) -> Any:
    args = [_argument(argument, validate=validate) for argument in promise.args]
    kwargs = {name: _argument(part, validate=validate) for name, part in promise.kwargs.items()}
    if promise.getter is None:
        raise RuntimeError(f"{promise} has no function")  # pragma: no cover
    try:
        return promise.getter(*args, **kwargs)
    except Exception as error:
        _add_note(error, f"in the config: {promise} - at {dotted(promise.at)}")
        raise


def _argument(argument: Argument, *, validate: bool) -> Any:
    if not holds_promise(argument.value):
        return argument.value
    value = build(argument.value, validate=validate)
    if not validate:
        return value
    problems = Problems()
    value = check(argument.annotation, value, argument.at, problems)
    source = f", the result of {argument.value}" if isinstance(argument.value, Promise) else ""
    for problem in problems.entries:
        problem["msg"] += source
    problems.raise_if_any()
    return value


def _add_note(error: Exception, note: str) -> None:
    # What `add_note` does, which Python 3.10 does not have.
    noted: Any = error
    noted.__notes__ = [*getattr(error, "__notes__", []), note]
