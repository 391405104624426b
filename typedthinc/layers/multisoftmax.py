"""Weighted sums turned into several sets of probabilities."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Sequence
from typing import Any

from typedthinc.errors import ArgumentError, ArgumentTypeError, ShapeError
from typedthinc.initializers import zero_init
from typedthinc.layers._dense import affine, as_gradient, dense_init
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d, Ints1d
from typedthinc.types.describe import describe
from typedthinc.util import to_numpy

_init_dense = dense_init(zero_init, zero_init)


@registry.layers("MultiSoftmax.v1")
def MultiSoftmax(nOs: Sequence[int] | Ints1d, nI: int | None = None) -> Model[Floats2d, Floats2d]:
    """Multiply by weights, add a bias, and give probabilities for several questions at once.

    The outputs for the questions lie side by side, and those for each add up to 1.
    As for `Softmax`, the gradient that comes back is taken as that of X Wᵀ + b:
    that of a cross-entropy for each question is simply `Y - truth`. The weights
    start at zero.

    Args:
        nOs: The number of classes of each question: a tuple, a list or an array.
        nI: The width of the input.

    Shapes:
        X: Floats2d (batch, nI)       Y: Floats2d (batch, sum(nOs))
        W: Floats2d (sum(nOs), nI)    b: Floats1d (sum(nOs),)

    Raises:
        ArgumentError: There is no question, or one without classes.
        ArgumentTypeError: `nOs` holds something else than whole numbers.
        ArrayError: At run time, if the input is not an array with two axes.
        ShapeError: At run time, if the input has another width than `nI`, or the
            attribute `nOs` was set to sizes that do not add up to the width of the output.

    Example:
        >>> from typedthinc.api import MultiSoftmax
        >>> import numpy
        >>> model = MultiSoftmax((2, 4), nI=3).initialize()
        >>> model.predict(numpy.ones((1, 3), dtype="f")).tolist()
        [[0.5, 0.5, 0.25, 0.25, 0.25, 0.25]]
    """
    sizes = _checked_sizes(nOs)
    return Model(
        "multisoftmax",
        forward,
        init=init,
        dims={"nO": sum(sizes), "nI": nI},
        params={"W": None, "b": None},
        attrs={"nOs": sizes},
    )


def forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    Y, backprop_affine = affine(model, X)
    sizes = _checked_sizes(model.attrs["nOs"], node=model)
    if sum(sizes) != Y.shape[1]:
        raise ShapeError(
            "has sizes of questions that do not add up to its width",
            node=model,
            expected=f"nOs that add up to nO={Y.shape[1]}",
            got=f"nOs={sizes}",
        )
    for size, end in zip(sizes, itertools.accumulate(sizes)):
        model.ops.softmax(Y[:, end - size : end], inplace=True)

    def backprop(dY: Floats2d) -> Floats2d:
        return backprop_affine(as_gradient(model, dY, Y))

    return Y, backprop


def init(model: Model[Floats2d, Floats2d], X: Any = None, Y: Any = None) -> None:
    # The width of the output is known, and the truth may have one column a question.
    _init_dense(model, X, None)


def _checked_sizes(nOs: Any, *, node: Model[Any, Any] | None = None) -> tuple[int, ...]:
    """The number of classes of each question, once they are known to be such."""
    summary = f"{'needs' if node else 'MultiSoftmax needs'} the number of classes of each question"
    wanted = "one integer or more, each above 0"
    sizes = to_numpy(nOs).tolist() if isinstance(nOs, Ints1d) else nOs
    if not isinstance(sizes, (tuple, list)):
        raise ArgumentTypeError(summary, node=node, expected=wanted, got=describe(nOs))
    try:
        numbers = tuple(map(operator.index, sizes))
    except TypeError:
        raise ArgumentTypeError(summary, node=node, expected=wanted, got=sizes) from None
    if not numbers or min(numbers) < 1:
        raise ArgumentError(summary, node=node, expected=wanted, got=numbers)
    return numbers
