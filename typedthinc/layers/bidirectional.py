"""A layer over sequences that runs from both ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typedthinc.errors import ShapeError
from typedthinc.layers._batch import joined, pieces, widths_of
from typedthinc.layers._compose import check_layers
from typedthinc.layers._dense import as_dtype
from typedthinc.layers._padded import as_padded, with_data
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Padded


@registry.layers("bidirectional.v1")
def bidirectional(
    l2r: Model[Padded, Padded], r2l: Model[Padded, Padded] | None = None
) -> Model[Padded, Padded]:
    """Run a layer from the first step to the last and another one from the last to the first.

    The second layer sees each sequence reversed within its own length, and its
    output is turned around again; both outputs are put side by side.

    Args:
        l2r: The layer for the steps in their order.
        r2l: The layer for the steps in reverse; a copy of `l2r` if left out.

    Shapes:
        X: Padded (steps, batch, nI)
        Y: Padded (steps, batch, width of l2r + width of r2l)

    Raises:
        CompositionError: `l2r` or `r2l` is not a `Model`.
        ArrayError: At run time, if the input is not a Padded.
        ShapeError: At initialization, if a sample of the output has an odd width and
            neither layer knows its own.

    Source:
        Schuster and Paliwal, Bidirectional Recurrent Neural Networks, IEEE
        Transactions on Signal Processing 45, 1997.

    Example:
        >>> from typedthinc.api import LSTM, bidirectional
        >>> bidirectional(LSTM(nO=4, nI=3)).name
        'bilstm'
    """
    check_layers("bidirectional", [l2r] if r2l is None else [l2r, r2l])
    return Model(
        f"bi{l2r.name}",
        forward,
        init=init,
        layers=[l2r, l2r.copy() if r2l is None else r2l],
    )


def forward(
    model: Model[Padded, Padded], X: Padded, is_train: bool
) -> tuple[Padded, Callable[[Padded], Padded]]:
    l2r, r2l = model.layers
    turned = _turning(model, as_padded(model, X))
    ahead, backprop_ahead = l2r(X, is_train)
    back, backprop_back = r2l(with_data(X, turned(X.data)), is_train)
    back = with_data(back, turned(back.data))
    widths = [widths_of(ahead), widths_of(back)]

    def backprop(dY: Padded) -> Padded:
        d_ahead, d_back = pieces(as_padded(model, dY), widths)
        dX = backprop_ahead(d_ahead)
        turned_dX = backprop_back(with_data(d_back, turned(d_back.data)))
        return with_data(X, as_dtype(dX.data + turned(turned_dX.data), X.data))

    return joined(model, [ahead, back]), backprop


def init(model: Model[Padded, Padded], X: Any = None, Y: Any = None) -> None:
    samples = [None, None] if Y is None else _shares(model, as_padded(model, Y))
    for layer, sample in zip(model.layers, samples):
        layer.initialize(X=X, Y=sample)


def _shares(model: Model[Any, Any], Y: Padded) -> list[Any]:
    """The parts of a sample of the output that belong to each layer: half of it if none is set."""
    total = widths_of(Y)
    ahead, back = (layer.maybe_get_dim("nO") for layer in model.layers)
    if ahead is None:
        if back is None and total % 2:
            raise ShapeError(
                "got a sample of the output that cannot be shared between two layers",
                node=model,
                expected="an even width",
                got=f"width {total}",
                help="set nO of one of the layers",
            )
        ahead = total // 2 if back is None else total - back
    parts: list[Any] = pieces(Y, [ahead, total - ahead])
    return parts


def _turning(model: Model[Any, Any], X: Padded) -> Callable[[Any], Any]:
    """A function that turns the steps of each sequence around, and leaves the padding alone."""
    xp: Any = model.ops.xp
    steps = xp.arange(X.data.shape[0])[:, None]
    # Unsigned lengths would become floats beside steps.
    lengths: Any = xp.asarray(X.lengths).astype("int64")[None, :]
    sources = xp.where(steps < lengths, lengths - 1 - steps, steps)
    rows = xp.arange(X.data.shape[1])[None, :]

    def turned(data: Any) -> Any:
        return data[sources, rows]

    return turned
