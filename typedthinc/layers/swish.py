"""Weighted sums through the Swish activation."""

from __future__ import annotations

from collections.abc import Callable

from typedthinc.layers._activated import activation_layer
from typedthinc.layers._dense import Initializer, affine, as_gradient
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d


@registry.layers("Swish.v1")
def Swish(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
    dropout: float | None = None,
    normalize: bool = False,
) -> Model[Floats2d, Floats2d]:
    """Multiply by weights, add a bias and activate smoothly: Y = swish(X Wᵀ + b).

    swish(x) = x / (1 + exp(-x)), also known as SiLU.

    Args:
        nO: The width of the output.
        nI: The width of the input.
        init_W: How the weights start; `he_normal_init` if left out.
        init_b: How the bias starts; `zero_init` if left out.
        dropout: If given, a `Dropout` of this rate (0 to 1) comes last.
        normalize: Whether a `LayerNorm` comes after the activation.

    Shapes:
        X: Floats2d (batch, nI)   Y: Floats2d (batch, nO)
        W: Floats2d (nO, nI)      b: Floats1d (nO,)

    Raises:
        ArgumentError: `dropout` is not between 0 and 1.
        ArrayError: At run time, if the input is not an array with two axes.
        ShapeError: At run time, if the input has another width than `nI`.

    Source:
        Ramachandran, Zoph and Le, Searching for Activation Functions, 2017,
        arXiv:1710.05941.

    Example:
        >>> from typedthinc.api import Swish
        >>> import numpy
        >>> model = Swish(nO=1, nI=1).initialize()
        >>> model.set_param("W", numpy.ones((1, 1), dtype="f"))
        >>> model.predict(numpy.asarray([[-10], [10]], dtype="f")).round(3).tolist()
        [[-0.0], [10.0]]
    """
    return activation_layer(
        "swish",
        forward,
        nO,
        nI,
        init_W=init_W,
        init_b=init_b,
        dropout=dropout,
        normalize=normalize,
    )


def forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    sums, backprop_affine = affine(model, X)
    Y = model.ops.swish(sums)

    def backprop(dY: Floats2d) -> Floats2d:
        return backprop_affine(model.ops.backprop_swish(as_gradient(model, dY, Y), sums, Y))

    return Y, backprop
