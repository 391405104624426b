"""Weighted sums turned into probabilities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typedthinc.errors import ArgumentError
from typedthinc.initializers import zero_init
from typedthinc.layers._dense import Initializer, affine, as_gradient, dense_init
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d


@registry.layers("Softmax.v1")
def Softmax(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
) -> Model[Floats2d, Floats2d]:
    """Multiply by weights, add a bias and give probabilities: Y = softmax(X Wᵀ + b).

    The gradient that comes back is taken as that of X Wᵀ + b, not of Y: that of
    a cross-entropy is simply `Y - truth`, as `CategoricalCrossentropy` gives it.

    Args:
        nO: The width of the output, one for each class.
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
        >>> from typedthinc.api import Softmax
        >>> import numpy
        >>> Softmax(nO=4, nI=2).initialize().predict(numpy.ones((1, 2), dtype="f")).tolist()
        [[0.25, 0.25, 0.25, 0.25]]
    """
    return Softmax_v2(nO, nI, init_W=init_W, init_b=init_b)


@registry.layers("Softmax.v2")
def Softmax_v2(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
    normalize_outputs: bool = True,
    temperature: float = 1.0,
) -> Model[Floats2d, Floats2d]:
    """Give probabilities, as `Softmax`, made softer or sharper by a temperature.

    The gradient that comes back is taken as that of (X Wᵀ + b) / temperature.

    Args:
        nO: The width of the output, one for each class.
        nI: The width of the input.
        init_W: How the weights start; `zero_init` if left out.
        init_b: How the bias starts; `zero_init` if left out.
        normalize_outputs: If not, the sums themselves are given outside of
            training; they have the same order and cost less.
        temperature: What the sums are divided by, above 0. Above 1 the
            probabilities come closer to each other, below 1 they move apart.

    Shapes:
        X: Floats2d (batch, nI)   Y: Floats2d (batch, nO)
        W: Floats2d (nO, nI)      b: Floats1d (nO,)

    Raises:
        ArgumentError: `temperature` is not above 0, or at run time, if the
            callback of an output that is not normalized is called.
        ArrayError: At run time, if the input is not an array with two axes.
        ShapeError: At run time, if the input has another width than `nI`.

    Example:
        >>> from typedthinc.api import Softmax_v2
        >>> Softmax_v2(nO=4, temperature=2.0).attrs["softmax_temperature"]
        2.0
    """
    model: Model[Floats2d, Floats2d] = Model(
        "softmax",
        forward,
        init=dense_init(init_W or zero_init, init_b or zero_init),
        dims={"nO": nO, "nI": nI},
        params={"W": None, "b": None},
        attrs={"softmax_normalize": normalize_outputs, "softmax_temperature": temperature},
    )
    _temperature(model)
    return model


def forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    temperature = _temperature(model)
    sums, backprop_affine = affine(model, X)
    normalize = is_train or model.attrs["softmax_normalize"]
    Y = model.ops.softmax(sums, temperature=temperature) if normalize else sums

    def backprop(dY: Floats2d) -> Floats2d:
        if not normalize:
            raise ArgumentError(
                "gave an output that is not normalized, for which backprop is not supported",
                node=model,
                help="train with begin_update(), or set the attribute softmax_normalize to True",
            )
        return backprop_affine(as_gradient(model, dY, Y) / temperature)

    return Y, backprop


def _temperature(model: Model[Any, Any]) -> float:
    temperature: float = model.attrs["softmax_temperature"]
    if not temperature > 0:
        raise ArgumentError(
            "has a temperature of softmax that is not above zero",
            node=model,
            expected="a number above 0",
            got=temperature,
        )
    return temperature
