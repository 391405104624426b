"""Rows of numbers turned into probabilities."""

from __future__ import annotations

from collections.abc import Callable

from typedthinc.layers._activated import as_floats
from typedthinc.layers._dense import as_gradient
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d


@registry.layers("softmax_activation.v1")
def softmax_activation() -> Model[Floats2d, Floats2d]:
    """Give probabilities: Y = softmax(X).

    There are no weights; `Softmax` has them. The gradient that comes back is that
    of Y, other than for `Softmax`.

    Shapes:
        X: Floats2d (batch, nI)   Y: Floats2d (batch, nI)

    Raises:
        ArrayError: At run time, if the input is not an array of floats.

    Example:
        >>> from typedthinc.api import softmax_activation
        >>> import numpy
        >>> softmax_activation().predict(numpy.zeros((1, 2), dtype="f")).tolist()
        [[0.5, 0.5]]
    """
    return Model("softmax_activation", forward)


def forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    Y = model.ops.softmax(as_floats(model, X))

    def backprop(dY: Floats2d) -> Floats2d:
        return model.ops.backprop_softmax(Y, as_gradient(model, dY, Y))

    return Y, backprop
