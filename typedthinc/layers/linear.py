"""A weighted sum of the inputs for each output."""

from __future__ import annotations

from collections.abc import Callable

from typedthinc.initializers import glorot_uniform_init, zero_init
from typedthinc.layers._dense import Initializer, affine, as_gradient, dense_init
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d


@registry.layers("Linear.v1")
def Linear(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
) -> Model[Floats2d, Floats2d]:
    """Multiply by weights and add a bias: Y = X Wᵀ + b.

    Args:
        nO: The width of the output.
        nI: The width of the input.
        init_W: How the weights start; `glorot_uniform_init` if left out.
        init_b: How the bias starts; `zero_init` if left out.

    Shapes:
        X: Floats2d (batch, nI)   Y: Floats2d (batch, nO)
        W: Floats2d (nO, nI)      b: Floats1d (nO,)

    Raises:
        ArrayError: At run time, if the input is not an array with two axes.
        ShapeError: At run time, if the input has another width than `nI`.

    Example:
        >>> from typedthinc.api import Linear
        >>> import numpy
        >>> model = Linear(nO=3).initialize(X=numpy.zeros((1, 5), dtype="f"))
        >>> model.predict(numpy.ones((2, 5), dtype="f")).shape
        (2, 3)
    """
    return Model(
        "linear",
        forward,
        init=dense_init(init_W or glorot_uniform_init, init_b or zero_init),
        dims={"nO": nO, "nI": nI},
        params={"W": None, "b": None},
    )


def forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    Y, backprop_affine = affine(model, X)

    def backprop(dY: Floats2d) -> Floats2d:
        return backprop_affine(as_gradient(model, dY, Y))

    return Y, backprop
