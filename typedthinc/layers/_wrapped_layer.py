"""What a wrapper and the layer in it have in common: dimensions, and sample data."""

from __future__ import annotations

from typing import Any

from typedthinc.layers._compose import mirror_dims, push_dim
from typedthinc.model import Model


def dims_of(layer: Model[Any, Any]) -> dict[str, int | None]:
    """The dimensions of a layer, for a wrapper that has the same."""
    return {name: layer.maybe_get_dim(name) for name in layer.dim_names}


def initialize_inside(model: Model[Any, Any], X: Any, Y: Any) -> None:
    """Initialize the layer in a wrapper, and keep the dimensions of both the same.

    Args:
        model: The wrapper.
        X: A sample of what the layer takes, or None.
        Y: A sample of what it gives, or None.
    """
    layer = model.layers[0]
    for name in model.dim_names:
        push_dim(model, name, [layer])
    layer.initialize(X=X, Y=Y)
    for name in model.dim_names:
        mirror_dims(model, name, [layer])
