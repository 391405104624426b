"""The nested dictionaries of a config: copied, told apart, limited in depth and size."""

from __future__ import annotations

from typing import Any

from typedthinc.config.problems import Location
from typedthinc.errors import ConfigValidationError

ARGS_KEY = "*"
"""The key of a block's positional arguments."""

MAX_DEPTH = 100
"""How deep the values of a config may be nested."""

MAX_SIZE = 10_000_000
"""How many values a config may have."""

MAX_GROWTH = 1_000_000
"""How many values and characters the variables of a config may stand for."""


def too_deep(
    at: Location, msg: str = f"More than {MAX_DEPTH} levels of nesting, or a value within itself"
) -> ConfigValidationError:
    """The error for a value that is nested too deep."""
    return ConfigValidationError(errors=[{"loc": at[:3], "msg": msg, "type": "too_deep"}])


def too_large(msg: str = f"More than {MAX_SIZE} values") -> ConfigValidationError:
    """The error for a config that has grown out of bounds."""
    return ConfigValidationError(errors=[{"loc": (), "msg": msg, "type": "too_large"}])


def copy_tree(value: Any) -> Any:
    """A copy of the dictionaries, lists and tuples; what they hold stays the same object.

    Raises:
        ConfigValidationError: The value is nested too deep, contains itself or
            is too large.
    """
    return _Copy().copy(value, ())


class _Copy:
    def __init__(self) -> None:
        self.size = 0

    def copy(self, value: Any, at: Location) -> Any:
        self.size += 1
        if self.size > MAX_SIZE:
            raise too_large()
        if len(at) > MAX_DEPTH:
            raise too_deep(at)
        if isinstance(value, dict):
            return {key: self.copy(part, (*at, str(key))) for key, part in value.items()}
        if isinstance(value, list):
            return [self.copy(part, (*at, str(i))) for i, part in enumerate(value)]
        if type(value) is tuple:
            return tuple(self.copy(part, (*at, str(i))) for i, part in enumerate(value))
        return value


def function_keys(value: object) -> list[str]:
    """The keys of a block that name a function, such as `@layers`; one makes it a block."""
    if not isinstance(value, dict):
        return []
    return [key for key in value if isinstance(key, str) and key.startswith("@")]
