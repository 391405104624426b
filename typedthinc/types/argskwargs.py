"""The arguments of a call, as one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from typedthinc.types.instance_field import InstanceField


@dataclass
class ArgsKwargs(InstanceField):
    """Positional and keyword arguments, to be passed on as one value.

    Args:
        args: The positional arguments.
        kwargs: The keyword arguments.
    """

    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    @classmethod
    def from_items(cls, items: Iterable[tuple[int | str, Any]]) -> ArgsKwargs:
        """Make one from (key, value) pairs: integer keys are positions, in order."""
        pairs = list(items)
        positional = sorted(
            (pair for pair in pairs if isinstance(pair[0], int)), key=lambda pair: pair[0]
        )
        named = {key: value for key, value in pairs if isinstance(key, str)}
        return cls(tuple(value for _, value in positional), named)

    def keys(self) -> Iterator[int | str]:
        """The positions and then the names."""
        yield from range(len(self.args))
        yield from self.kwargs

    def values(self) -> Iterator[Any]:
        """The positional and then the named arguments."""
        yield from self.args
        yield from self.kwargs.values()

    def items(self) -> Iterator[tuple[int | str, Any]]:
        """Pairs of position or name and argument."""
        yield from enumerate(self.args)
        yield from self.kwargs.items()
