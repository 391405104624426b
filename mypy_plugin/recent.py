"""A memory of the last few answers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")


class Recent(Generic[KeyT, ValueT]):
    """Values by key, of which only the last ones are kept.

    What the keys are is not kept alive for longer than it is of use.

    Args:
        size: How many values are kept.
    """

    def __init__(self, size: int = 64) -> None:
        self._size = size
        self._values: OrderedDict[KeyT, ValueT] = OrderedDict()

    def get(self, key: KeyT) -> ValueT | None:
        """The value of a key, or None if it is not kept."""
        return self._values.get(key)

    def put(self, key: KeyT, value: ValueT) -> None:
        """Keep a value, and drop the oldest if there are too many."""
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._size:
            self._values.popitem(last=False)
