"""The largest of several weighted sums for each output."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from typedthinc.initializers import glorot_uniform_init, zero_init
from typedthinc.layers._dense import Initializer, affine, as_gradient, infer_dims
from typedthinc.layers._extras import with_extras
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d


@registry.layers("Maxout.v1")
def Maxout(
    nO: int | None = None,
    nI: int | None = None,
    nP: int | None = 3,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
    dropout: float | None = None,
    normalize: bool = False,
) -> Model[Floats2d, Floats2d]:
    """Give the largest of `nP` weighted sums for each output: Y = maxₚ(X Wₚᵀ + bₚ).

    Args:
        nO: The width of the output.
        nI: The width of the input.
        nP: How many pieces there are, of which the largest counts. It cannot be inferred.
        init_W: How the weights start; `glorot_uniform_init` if left out.
        init_b: How the bias starts; `zero_init` if left out.
        dropout: If given, a `Dropout` of this rate (0 to 1) comes last.
        normalize: Whether a `LayerNorm` comes after the activation.

    Shapes:
        X: Floats2d (batch, nI)    Y: Floats2d (batch, nO)
        W: Floats3d (nO, nP, nI)   b: Floats2d (nO, nP)

    Raises:
        ArgumentError: `dropout` is not between 0 and 1.
        ArrayError: At run time, if the input is not an array with two axes.
        ShapeError: At run time, if the input has another width than `nI`.

    Source:
        Goodfellow et al., Maxout Networks, ICML 2013, arXiv:1302.4389.

    Example:
        >>> from typedthinc.api import Maxout
        >>> Maxout(nO=8, nI=4, nP=2).initialize().get_param("W").shape
        (8, 2, 4)
    """
    model: Model[Floats2d, Floats2d] = Model(
        "maxout",
        forward,
        init=functools.partial(init, init_W or glorot_uniform_init, init_b or zero_init),
        dims={"nO": nO, "nI": nI, "nP": nP},
        params={"W": None, "b": None},
    )
    return with_extras(model, nO, normalize=normalize, dropout=dropout)


def forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    nO, nP = model.get_dim("nO"), model.get_dim("nP")
    sums, backprop_affine = affine(model, X)
    Y, which = model.ops.maxout(sums.reshape((sums.shape[0], nO, nP)))

    def backprop(dY: Floats2d) -> Floats2d:
        d_pieces = model.ops.backprop_maxout(as_gradient(model, dY, Y), which, nP)
        return backprop_affine(d_pieces.reshape((d_pieces.shape[0], nO * nP)))

    return Y, backprop


def init(
    init_W: Initializer,
    init_b: Initializer,
    model: Model[Floats2d, Floats2d],
    X: Any = None,
    Y: Any = None,
) -> None:
    infer_dims(model, X, Y)
    nO, nP, nI = model.get_dim("nO"), model.get_dim("nP"), model.get_dim("nI")
    model.set_param("W", init_W(model.ops, (nO, nP, nI)))
    model.set_param("b", init_b(model.ops, (nO, nP)))
