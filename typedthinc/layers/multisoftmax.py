"""Weighted sums turned into several sets of probabilities."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from typedthinc.errors import ArgumentError
from typedthinc.initializers import zero_init
from typedthinc.layers._dense import affine, as_gradient, dense_init
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d

_init_dense = dense_init(zero_init, zero_init)


@registry.layers("MultiSoftmax.v1")
def MultiSoftmax(nOs: tuple[int, ...], nI: int | None = None) -> Model[Floats2d, Floats2d]:
    """Multiply by weights, add a bias, and give probabilities for several questions at once.

    The outputs for the questions lie side by side, and those for each add up to 1.
    As for `Softmax`, the gradient that comes back is taken as that of X Wᵀ + b:
    that of a cross-entropy for each question is simply `Y - truth`. The weights
    start at zero.

    Args:
        nOs: The number of classes of each question.
        nI: The width of the input.

    Shapes:
        X: Floats2d (batch, nI)       Y: Floats2d (batch, sum(nOs))
        W: Floats2d (sum(nOs), nI)    b: Floats1d (sum(nOs),)

    Raises:
        ArgumentError: There is no question, or one without classes.
        ArrayError: At run time, if the input is not an array with two axes.
        ShapeError: At run time, if the input has another width than `nI`.

    Example:
        >>> from typedthinc.api import MultiSoftmax
        >>> import numpy
        >>> model = MultiSoftmax((2, 4), nI=3).initialize()
        >>> model.predict(numpy.ones((1, 3), dtype="f")).tolist()
        [[0.5, 0.5, 0.25, 0.25, 0.25, 0.25]]
    """
    if not nOs or min(nOs) < 1:
        raise ArgumentError(
            "MultiSoftmax needs the number of classes of each question",
            expected="one integer or more, each above 0",
            got=nOs,
        )
    return Model(
        "multisoftmax",
        forward,
        init=init,
        dims={"nO": sum(nOs), "nI": nI},
        params={"W": None, "b": None},
        attrs={"nOs": nOs},
    )


def forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    Y, backprop_affine = affine(model, X)
    ends = itertools.accumulate(model.attrs["nOs"])
    for size, end in zip(model.attrs["nOs"], ends):
        model.ops.softmax(Y[:, end - size : end], inplace=True)

    def backprop(dY: Floats2d) -> Floats2d:
        return backprop_affine(as_gradient(model, dY, Y))

    return Y, backprop


def init(model: Model[Floats2d, Floats2d], X: Any = None, Y: Any = None) -> None:
    # The width of the output is known, and the truth may have one column a question.
    _init_dense(model, X, None)
