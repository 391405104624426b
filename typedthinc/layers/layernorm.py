"""Each row brought to mean 0 and variance 1, then scaled and shifted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typedthinc.layers._dense import as_dtype, as_gradient, as_input
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d
from typedthinc.util import get_width


@registry.layers("LayerNorm.v1")
def LayerNorm(nI: int | None = None) -> Model[Floats2d, Floats2d]:
    """Normalize each row, then scale and shift each column: Y = G (X - μ) / √(σ² + 1e-8) + b.

    Args:
        nI: The width of the input and of the output.

    Shapes:
        X: Floats2d (batch, nI)   Y: Floats2d (batch, nI)
        G: Floats1d (nI,)         b: Floats1d (nI,)

    Raises:
        ArrayError: At run time, if the input is not an array with two axes.
        ShapeError: At run time, if the input has another width than `nI`.

    Source:
        Ba, Kiros and Hinton, Layer Normalization, 2016, arXiv:1607.06450.

    Example:
        >>> from typedthinc.api import LayerNorm
        >>> import numpy
        >>> model = LayerNorm(nI=2).initialize()
        >>> model.predict(numpy.asarray([[1, 3]], dtype="f")).round(3).tolist()
        [[-1.0, 1.0]]
    """
    return Model(
        "layernorm",
        forward,
        init=init,
        dims={"nI": nI, "nO": nI},
        params={"G": None, "b": None},
    )


def forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    G, b = model.get_param("G"), model.get_param("b")
    Y, normed, scale = model.ops.layer_norm(as_input(model, X, G), G, b)

    def backprop(dY: Floats2d) -> Floats2d:
        dX, dG, db = model.ops.backprop_layer_norm(as_gradient(model, dY, Y), normed, scale, G)
        model.inc_grad("G", dG)
        model.inc_grad("b", db)
        return as_dtype(dX, X)

    return Y, backprop


def init(model: Model[Floats2d, Floats2d], X: Any = None, Y: Any = None) -> None:
    if X is not None:
        model.set_dim("nI", get_width(X))
    elif model.has_dim("nI") is None:
        # Y comes last: inside a model it may be that of the whole, of another width.
        width = model.maybe_get_dim("nO")
        if width is None and Y is not None:
            width = get_width(Y)
        if width is not None:
            model.set_dim("nI", width)
    nI = model.get_dim("nI")
    model.set_dim("nO", nI)
    G = model.ops.alloc1f(nI)
    G += 1
    model.set_param("G", G)
    model.set_param("b", model.ops.alloc1f(nI))
