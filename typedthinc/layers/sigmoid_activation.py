"""Numbers turned into numbers from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._activated import as_floats
from typedthinc.layers._dense import as_gradient
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import FloatsXd

FloatsT = TypeVar("FloatsT", bound=FloatsXd, default=Any)


@registry.layers("sigmoid_activation.v1")
def sigmoid_activation() -> Model[FloatsT, FloatsT]:
    """Put each number between 0 and 1: Y = 1 / (1 + exp(-X)).

    Numbers count as no more than 20 from 0. There are no weights; `Sigmoid` has them.

    Shapes:
        X: Floats of any rank   Y: as X

    Raises:
        ArrayError: At run time, if the input is not an array of floats.

    Example:
        >>> from typedthinc.api import sigmoid_activation
        >>> import numpy
        >>> sigmoid_activation().predict(numpy.asarray([-99.0, 0.0])).round(3).tolist()
        [0.0, 0.5]
    """
    return Model("sigmoid_activation", forward)


def forward(
    model: Model[FloatsT, FloatsT], X: FloatsT, is_train: bool
) -> tuple[FloatsT, Callable[[FloatsT], FloatsT]]:
    Y = model.ops.sigmoid(as_floats(model, X))

    def backprop(dY: FloatsT) -> FloatsT:
        return model.ops.backprop_sigmoid(as_gradient(model, dY, Y), Y)

    return Y, backprop
