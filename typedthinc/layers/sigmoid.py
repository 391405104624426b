"""Weighted sums turned into numbers from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable

from typedthinc.initializers import zero_init
from typedthinc.layers._dense import Initializer, affine, as_gradient, dense_init
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d


@registry.layers("Sigmoid.v1")
def Sigmoid(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
) -> Model[Floats2d, Floats2d]:
    """Multiply by weights, add a bias and give numbers from 0 to 1: Y = sigmoid(X Wᵀ + b).

    sigmoid(x) = 1 / (1 + exp(-x)), where x counts as no more than 20 from 0. The
    gradient that comes back is that of Y.

    Args:
        nO: The width of the output.
        nI: The width of the input.
        init_W: How the weights start; `zero_init` if left out.
        init_b: How the bias starts; `zero_init` if left out.

    Shapes:
        X: Floats2d (batch, nI)   Y: Floats2d (batch, nO)
        W: Floats2d (nO, nI)      b: Floats1d (nO,)

    Raises:
        ArrayError: At run time, if the input is not an array with two axes.
        ShapeError: At run time, if the input has another width than `nI`.

    Example:
        >>> from typedthinc.api import Sigmoid
        >>> import numpy
        >>> Sigmoid(nO=1, nI=2).initialize().predict(numpy.ones((1, 2), dtype="f")).tolist()
        [[0.5]]
    """
    return Model(
        "sigmoid",
        forward,
        init=dense_init(init_W or zero_init, init_b or zero_init),
        dims={"nO": nO, "nI": nI},
        params={"W": None, "b": None},
    )


def forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    sums, backprop_affine = affine(model, X)
    Y = model.ops.sigmoid(sums, inplace=True)

    def backprop(dY: Floats2d) -> Floats2d:
        return backprop_affine(model.ops.backprop_sigmoid(as_gradient(model, dY, Y), Y))

    return Y, backprop
