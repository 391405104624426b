"""Weighted sums, with negative ones set to zero."""

from __future__ import annotations

from collections.abc import Callable

from typedthinc.initializers import glorot_uniform_init
from typedthinc.layers._activated import activation_layer
from typedthinc.layers._dense import Initializer, affine, as_gradient
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d


@registry.layers("Relu.v1")
def Relu(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
    dropout: float | None = None,
    normalize: bool = False,
) -> Model[Floats2d, Floats2d]:
    """Multiply by weights, add a bias and cut off below zero: Y = max(0, X Wᵀ + b).

    Args:
        nO: The width of the output.
        nI: The width of the input.
        init_W: How the weights start; `glorot_uniform_init` if left out.
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
        Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann
        Machines, ICML 2010.

    Example:
        >>> from typedthinc.api import Relu
        >>> Relu(nO=8, dropout=0.2, normalize=True).name
        'relu>>layernorm>>dropout'
    """
    return activation_layer(
        "relu",
        forward,
        nO,
        nI,
        init_W=init_W,
        init_b=init_b,
        dropout=dropout,
        normalize=normalize,
        default_W=glorot_uniform_init,
    )


def forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    sums, backprop_affine = affine(model, X)
    Y = model.ops.relu(sums, inplace=True)

    def backprop(dY: Floats2d) -> Floats2d:
        return backprop_affine(model.ops.backprop_relu(as_gradient(model, dY, Y), Y))

    return Y, backprop
