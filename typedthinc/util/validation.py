"""Checking, while a model is initialized, that data has the declared types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from typedthinc.errors import DataValidationError
from typedthinc.types.describe import describe
from typedthinc.types.kinds import ground, kind_name
from typedthinc.util.forward_types import forward_types

_data_validation: ContextVar[bool] = ContextVar("data_validation", default=False)


@contextmanager
def data_validation(validation: bool) -> Iterator[None]:
    """Switch the checking of data on or off, for the block and this context only.

    While it is on, `Model.initialize` compares the data that passes through
    each layer with the annotations of its forward function.

    Args:
        validation: Whether to check.

    Example:
        >>> with data_validation(True):
        ...     is_data_validation_on()
        True
    """
    token = _data_validation.set(validation)
    try:
        yield
    finally:
        _data_validation.reset(token)


def is_data_validation_on() -> bool:
    """Whether data is to be checked where this is called."""
    return _data_validation.get()


def validate_fwd_input_output(name: str, func: Callable[..., Any], X: Any, Y: Any) -> None:
    """Check data against the annotations of a forward function.

    The types must match as they are: nothing is converted. What is not
    annotated is not checked, nor is an X or Y of None. A type variable stands
    for its bound.

    Args:
        name: The name of the layer, for the message.
        func: The forward function, `(model, X, is_train) -> (Y, backprop)`.
        X: A sample of the input.
        Y: A sample of the output.

    Raises:
        DataValidationError: X or Y does not match, or the function cannot be
            called as a forward function.
    """
    try:
        declared = forward_types(func)
    except TypeError as error:
        problem = {
            "loc": ("forward",),
            "msg": f"must take (model, X, is_train), but: {error}",
            "type": "signature",
        }
        raise DataValidationError(name, X, Y, [problem]) from None
    errors = [*_problems("X", declared.X, X), *_problems("Y", declared.Y, Y)]
    if errors:
        raise DataValidationError(name, X, Y, errors)


def _problems(side: str, annotation: Any, value: Any) -> list[dict[str, Any]]:
    if value is None or annotation is Any:
        return []
    from pydantic import ConfigDict, PydanticUserError, ValidationError, create_model

    config = ConfigDict(arbitrary_types_allowed=True, strict=True)
    try:
        fields: dict[str, Any] = {side: (ground(annotation), ...)}
        schema = create_model("Data", __config__=config, **fields)
    except PydanticUserError:  # no type that values could be checked against
        return []
    try:
        schema(**{side: value})
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False)
        paths = [_path(value, detail["loc"][1:]) for detail in found]
        path = max(paths, key=len)
        message = f"expected {kind_name(annotation)}, got {describe(value)}"
        if path:
            inside = "".join(f"[{part!r}]" for part in path)
            message += f", where {side}{inside} is {describe(_follow(value, path))}"
        kind_of_error = found[paths.index(path)]["type"]
        return [{"loc": (side, *path), "msg": message, "type": kind_of_error}]
    return []


def _path(value: Any, loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    # A loc also names members of unions, which are no places in the data.
    path: list[int | str] = []
    for part in loc:
        is_sequence = isinstance(value, (list, tuple))
        if (is_sequence and isinstance(part, int)) or (isinstance(value, dict) and part in value):
            path.append(part)
            value = _follow(value, (part,))
    return tuple(path)


def _follow(value: Any, path: tuple[int | str, ...]) -> Any:
    for part in path:
        value = value[part]
    return value
