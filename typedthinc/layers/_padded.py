"""What layers over Padded have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from typedthinc.errors import ShapeError
from typedthinc.layers._sequences import wrong_kind
from typedthinc.model import Model
from typedthinc.types import Padded


def as_padded(model: Model[Any, Any], X: Any) -> Padded:
    """The input, once it is known to be a Padded.

    Raises:
        ArrayError: It is not.
    """
    if not isinstance(X, Padded):
        raise wrong_kind(model, "Padded", X)
    return X


def with_data(X: Padded, data: Any) -> Padded:
    """The same sequences with other data."""
    return Padded(data, X.size_at_t, X.lengths, X.indices)


def packed_rows(model: Model[Any, Any], X: Padded) -> tuple[int, Any]:
    """How many steps of sequences a Padded has, and where they are in its data.

    Returns:
        The number, and what takes them out of the data, step by step: an index;
        None if nothing is padded.

    Raises:
        ShapeError: There is not one size a step, or a step has more sequences than there are.
    """
    steps, batch = X.data.shape[:2]
    sizes: Any = X.size_at_t
    # Steps in which no sequence goes on may be left out of the sizes.
    if len(sizes) > steps or (len(sizes) and int(sizes.max()) > batch):
        raise ShapeError(
            "got a Padded whose size_at_t does not fit its data",
            node=model,
            expected=f"up to {steps} numbers, none above {batch}",
            source=f"data is {X.data.shape}",
            got=sizes.tolist(),
        )
    total = int(sizes.sum())
    if total == steps * batch:
        return total, None
    xp: Any = model.ops.xp
    places = xp.zeros((steps, batch), dtype="bool")
    places[: len(sizes)] = xp.arange(batch)[None, :] < sizes[:, None]
    return total, places


def refilled(model: Model[Any, Any], X: Padded, members: Sequence[Any]) -> Padded:
    """A Padded with the layout of another one, made of sequences in their original order.

    Args:
        model: The layer.
        X: The Padded that gives the layout.
        members: One sequence for each in `X`, as long as that.

    Raises:
        ShapeError: They are more or fewer, or have other lengths.
    """
    lengths = [int(length) for length in X.lengths]
    places = [int(place) for place in X.indices]
    wanted = [length for _, length in sorted(zip(places, lengths))]
    found = [len(member) for member in members]
    if found != wanted:
        raise ShapeError(
            "got gradients of other lengths than the sequences",
            node=model,
            expected=wanted,
            got=found,
        )
    if not members:
        return with_data(X, model.ops.xp.zeros_like(X.data))
    shape = (len(members), X.data.shape[0], *members[0].shape[1:])
    data = model.ops.insert_into(shape, [members[place] for place in places])
    return with_data(X, model.ops.as_contig(data.swapaxes(0, 1)))
