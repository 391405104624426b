"""Generators that know their length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from typedthinc.types.instance_field import InstanceField

ItemT = TypeVar("ItemT")


class SizedGenerator(InstanceField, Generic[ItemT]):
    """Something to iterate over, any number of times, that knows its length.

    Args:
        get_items: Called at each iteration; gives the items.
        length: How many items there are.
    """

    def __init__(self, get_items: Callable[[], Iterator[ItemT]], length: int) -> None:
        self.get_items = get_items
        self.length = length

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[ItemT]:
        yield from self.get_items()
