"""Which sequences of a batch an index means."""

from __future__ import annotations

from typing import Any, Union

import numpy

from typedthinc.errors import BoundsError
from typedthinc.types.arrays import Bools1d, Ints1d

SequenceIndex = Union[int, slice, Ints1d, Bools1d, "list[int]", "list[bool]"]


def picked_sequences(index: Any, size: int, owner: str) -> Any:
    """The positions that an index means in a batch of `size` sequences.

    Args:
        index: A number, a slice, an array of numbers or a mask.
        size: How many sequences there are.
        owner: The name of the container, for the message.

    Raises:
        BoundsError: The index is a tuple, or there is no such sequence.
    """
    if isinstance(index, tuple):
        raise BoundsError(
            f"a {owner} is indexed by sequence, with one index",
            got=f"{len(index)} indices",
            help="index its `data` to pick rows or columns",
        )
    positions = numpy.arange(size)
    if isinstance(index, slice):
        return positions[index]
    # An array of another module, such as CuPy's, comes to the host first.
    chosen = numpy.asarray(index.get() if hasattr(index, "get") else index)
    if chosen.size == 0:
        return positions[:0]
    try:
        return numpy.atleast_1d(positions[chosen]).ravel()
    except IndexError as error:
        raise BoundsError(f"no such sequence in a {owner} of {size}: {error}") from None
