"""Weighted sums through straight lines with limits."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from typedthinc.errors import ArgumentError
from typedthinc.initializers import glorot_uniform_init
from typedthinc.layers._activated import activated, activation_layer
from typedthinc.layers._dense import Initializer
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d


@registry.layers("ClippedLinear.v1")
def ClippedLinear(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
    dropout: float | None = None,
    normalize: bool = False,
    slope: float = 1.0,
    offset: float = 0.0,
    min_val: float = 0.0,
    max_val: float = 1.0,
) -> Model[Floats2d, Floats2d]:
    """Multiply by weights, add a bias and cut off: Y = clip(slope (X Wᵀ + b) + offset).

    Args:
        nO: The width of the output.
        nI: The width of the input.
        init_W: How the weights start; `glorot_uniform_init` if left out.
        init_b: How the bias starts; `zero_init` if left out.
        dropout: If given, a `Dropout` of this rate (0 to 1) comes last.
        normalize: Whether a `LayerNorm` comes after the activation.
        slope: What the sums are multiplied with.
        offset: What is added then.
        min_val: The least output.
        max_val: The greatest output.

    Shapes:
        X: Floats2d (batch, nI)   Y: Floats2d (batch, nO)
        W: Floats2d (nO, nI)      b: Floats1d (nO,)

    Raises:
        ArgumentError: `dropout` is not between 0 and 1, or `min_val` is above `max_val`.
        ArrayError: At run time, if the input is not an array with two axes.
        ShapeError: At run time, if the input has another width than `nI`.

    Example:
        >>> from typedthinc.api import ClippedLinear
        >>> import numpy
        >>> model = ClippedLinear(nO=1, nI=1, slope=0.5, max_val=3).initialize()
        >>> model.set_param("W", numpy.ones((1, 1), dtype="f"))
        >>> model.predict(numpy.asarray([[-2], [2], [9]], dtype="f")).tolist()
        [[0.0], [1.0], [3.0]]
    """
    if not min_val <= max_val:
        raise ArgumentError(
            "the least output of ClippedLinear is above the greatest",
            expected="min_val <= max_val",
            got=f"min_val={min_val}, max_val={max_val}",
        )
    return activation_layer(
        "clipped_linear",
        forward,
        nO,
        nI,
        init_W=init_W,
        init_b=init_b,
        dropout=dropout,
        normalize=normalize,
        default_W=glorot_uniform_init,
        attrs={"slope": slope, "offset": offset, "min_val": min_val, "max_val": max_val},
    )


@registry.layers("ReluK.v1")
def ReluK(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
    dropout: float | None = None,
    normalize: bool = False,
    k: float = 6.0,
) -> Model[Floats2d, Floats2d]:
    """Multiply by weights, add a bias and cut off below 0 and above `k`.

    Args:
        nO: The width of the output.
        nI: The width of the input.
        init_W: How the weights start; `glorot_uniform_init` if left out.
        init_b: How the bias starts; `zero_init` if left out.
        dropout: If given, a `Dropout` of this rate (0 to 1) comes last.
        normalize: Whether a `LayerNorm` comes after the activation.
        k: The greatest output, 0 or more.

    Shapes:
        X: Floats2d (batch, nI)   Y: Floats2d (batch, nO)
        W: Floats2d (nO, nI)      b: Floats1d (nO,)

    Raises:
        ArgumentError: `dropout` is not between 0 and 1, or `k` is below 0.
        ArrayError: At run time, if the input is not an array with two axes.
        ShapeError: At run time, if the input has another width than `nI`.

    Source:
        Krizhevsky, Convolutional Deep Belief Networks on CIFAR-10, 2010.

    Example:
        >>> from typedthinc.api import ReluK
        >>> ReluK(nO=8, k=4).attrs["max_val"]
        4
    """
    return ClippedLinear(
        nO,
        nI,
        init_W=init_W,
        init_b=init_b,
        dropout=dropout,
        normalize=normalize,
        min_val=0.0,
        max_val=k,
    )


@registry.layers("HardTanh.v1")
def HardTanh(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
    dropout: float | None = None,
    normalize: bool = False,
) -> Model[Floats2d, Floats2d]:
    """Multiply by weights, add a bias and cut off below -1 and above 1.

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

    Example:
        >>> from typedthinc.api import HardTanh
        >>> HardTanh(nO=8, nI=4).initialize().get_param("W").shape
        (8, 4)
    """
    return ClippedLinear(
        nO,
        nI,
        init_W=init_W,
        init_b=init_b,
        dropout=dropout,
        normalize=normalize,
        min_val=-1.0,
        max_val=1.0,
    )


@registry.layers("HardSigmoid.v1")
def HardSigmoid(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
    dropout: float | None = None,
    normalize: bool = False,
) -> Model[Floats2d, Floats2d]:
    """Multiply by weights, add a bias and cut off: Y = clip(0.2 (X Wᵀ + b) + 0.5) to 0..1.

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

    Example:
        >>> from typedthinc.api import HardSigmoid
        >>> import numpy
        >>> HardSigmoid(nO=1, nI=2).initialize().predict(numpy.zeros((1, 2), dtype="f")).tolist()
        [[0.5]]
    """
    return ClippedLinear(
        nO,
        nI,
        init_W=init_W,
        init_b=init_b,
        dropout=dropout,
        normalize=normalize,
        slope=0.2,
        offset=0.5,
        min_val=0.0,
        max_val=1.0,
    )


def forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    line: dict[str, Any] = {
        name: model.attrs[name] for name in ("slope", "offset", "min_val", "max_val")
    }
    clipped = functools.partial(model.ops.clipped_linear, **line)
    backprop_clipped = functools.partial(model.ops.backprop_clipped_linear, **line)
    return activated(model, X, clipped, backprop_clipped)
