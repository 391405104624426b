"""What layers with an activation offer besides: layer norm and dropout."""

from __future__ import annotations

from typedthinc.layers.chain import chain
from typedthinc.layers.dropout import Dropout
from typedthinc.layers.layernorm import LayerNorm
from typedthinc.model import Model
from typedthinc.types import Floats2d


def with_extras(
    model: Model[Floats2d, Floats2d], nO: int | None, *, normalize: bool, dropout: float | None
) -> Model[Floats2d, Floats2d]:
    """A layer, with layer norm and dropout after it if they are wanted.

    Args:
        model: The layer.
        nO: The width of its output.
        normalize: Whether its output is normalized.
        dropout: The share of its outputs that dropout sets to zero in training;
            None for no such layer.

    Raises:
        ArgumentError: `dropout` is not between 0 and 1.
    """
    if normalize:
        model = chain(model, LayerNorm(nI=nO))
    if dropout is not None:
        model = chain(model, Dropout(dropout))
        if nO is not None:
            model.set_dim("nO", nO)
    return model
