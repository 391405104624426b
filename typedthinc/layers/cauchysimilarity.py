"""How similar the rows of two arrays are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from typedthinc.errors import ShapeError
from typedthinc.layers._dense import as_dtype, as_gradient, as_input
from typedthinc.layers._pairs import two_of
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats1d, Floats2d
from typedthinc.types.describe import describe
from typedthinc.util import get_width

TwoFloats: TypeAlias = tuple[Floats2d, Floats2d]


@registry.layers("CauchySimilarity.v1")
def CauchySimilarity(nI: int | None = None) -> Model[TwoFloats, Floats1d]:
    """Compare the rows of two arrays: Y = 1 / (1 + (X1 - X2)² W), which is 1 for equal rows.

    Args:
        nI: The width of both arrays.

    Shapes:
        X: (Floats2d (batch, nI), Floats2d (batch, nI))   Y: Floats1d (batch,)
        W: Floats1d (nI,)

    Raises:
        ArrayError: At run time, if the input is not a tuple of two arrays with two axes.
        ShapeError: At run time, if they differ in shape or have another width than `nI`.

    Source:
        Chen, Similarity Learning with (or without) Convolutional Neural Network,
        http://slazebni.cs.illinois.edu/spring17/lec09_similarity.pdf

    Example:
        >>> from typedthinc.api import CauchySimilarity
        >>> import numpy
        >>> X1, X2 = numpy.zeros((2, 3), dtype="f"), numpy.ones((2, 3), dtype="f")
        >>> CauchySimilarity(nI=3).initialize().predict((X1, X2)).tolist()
        [0.25, 0.25]
    """
    return Model(
        "cauchy_similarity",
        forward,
        init=init,
        dims={"nI": nI, "nO": 1},
        params={"W": None},
    )


def forward(
    model: Model[TwoFloats, Floats1d], X: TwoFloats, is_train: bool
) -> tuple[Floats1d, Callable[[Floats1d], TwoFloats]]:
    W: Any = model.get_param("W")
    first, second = two_of(model, X, "a tuple of two Floats2d")
    X1, X2 = as_input(model, first, W), as_input(model, second, W)
    if X1.shape != X2.shape:
        raise ShapeError(
            "got two arrays that differ in shape",
            node=model,
            expected=describe(first),
            got=describe(second),
        )
    differences: Any = X1 - X2
    squares = differences * differences
    Y = 1 / (1 + squares.dot(W))

    def backprop(dY: Floats1d) -> TwoFloats:
        d_totals = as_gradient(model, dY, Y) * -(Y * Y)
        model.inc_grad("W", d_totals.dot(squares))
        dX1 = differences * W
        dX1 *= 2 * d_totals[:, None]
        return as_dtype(dX1, first), as_dtype(-dX1, second)

    return Y, backprop


def init(model: Model[TwoFloats, Floats1d], X: Any = None, Y: Any = None) -> None:
    if X is not None:
        model.set_dim("nI", get_width(two_of(model, X, "a tuple of two Floats2d")[0]))
    W = model.ops.alloc1f(model.get_dim("nI"))
    W += 1
    model.set_param("W", W)
