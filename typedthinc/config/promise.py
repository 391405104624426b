"""A function block whose arguments are checked and whose function is not called yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from typedthinc.config.problems import Location


@dataclass(eq=False)
class Argument:
    """A value for a parameter.

    Args:
        value: The value; it may hold promises.
        annotation: The type of the parameter.
        at: Where the value stands in the config.
    """

    value: Any
    annotation: Any
    at: Location


@dataclass(eq=False)
class Promise:
    """What stands for the result of a registered function until it is called.

    Args:
        registry: The name of the registry.
        name: The name of the function in it.
        at: Where the block stands in the config.
        getter: The function, if there is one of that name.
        return_type: The type of its result; `Any` if that is not known.
        args: The arguments that are given by position.
        kwargs: The arguments that are given by name.
    """

    registry: str
    name: str
    at: Location = ()
    getter: Callable[..., Any] | None = None
    return_type: Any = Any
    args: list[Argument] = field(default_factory=list)
    kwargs: dict[str, Argument] = field(default_factory=dict)

    def __str__(self) -> str:
        return f'@{self.registry} "{self.name}"'


def holds_promise(value: object) -> bool:
    """Whether there is a promise anywhere in a value."""
    if isinstance(value, dict):
        return any(map(holds_promise, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(holds_promise, value))
    return isinstance(value, Promise)
