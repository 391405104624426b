"""Two aligned batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from typedthinc.types.instance_field import InstanceField

OneT = TypeVar("OneT")
TwoT = TypeVar("TwoT")


@dataclass
class Pairs(InstanceField, Generic[OneT, TwoT]):
    """Two batches that are indexed together, such as the sides of a comparison.

    Args:
        one: The first members.
        two: The second members, as many as the first.
    """

    one: Sequence[OneT]
    two: Sequence[TwoT]

    def __getitem__(self, index: Any) -> Pairs[OneT, TwoT]:
        """Both sides at an index, a slice or an array of indices."""
        return Pairs(self.one[index], self.two[index])

    def __len__(self) -> int:
        return len(self.one)
