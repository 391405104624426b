"""Weighted sums through the Mish activation."""

from __future__ import annotations

from collections.abc import Callable

from typedthinc.initializers import glorot_uniform_init
from typedthinc.layers._activated import activated, activation_layer
from typedthinc.layers._dense import Initializer
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d


@registry.layers("Mish.v1")
def Mish(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
    dropout: float | None = None,
    normalize: bool = False,
) -> Model[Floats2d, Floats2d]:
    """Multiply by weights, add a bias and activate smoothly: Y = mish(X Wᵀ + b).

    mish(x) = x tanh(log(1 + exp(x))), taken as x itself above 20.

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
        Misra, Mish: A Self Regularized Non-Monotonic Activation Function, 2019,
        arXiv:1908.08681.

    Example:
        >>> from typedthinc.api import Mish
        >>> Mish(nO=8, nI=4).initialize().get_param("W").shape
        (8, 4)
    """
    return activation_layer(
        "mish",
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
    return activated(model, X, model.ops.mish, model.ops.backprop_mish)
