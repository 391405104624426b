"""The last row of each sequence."""

from __future__ import annotations

from collections.abc import Callable

from typedthinc.layers._rows import as_given, float_rows
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d, Ragged
from typedthinc.util import ArrayInfo


@registry.layers("reduce_last.v1")
def reduce_last() -> Model[Ragged, Floats2d]:
    """Take the last row of each sequence.

    Shapes:
        X: Ragged (total, width)   Y: Floats2d (batch, width)

    Raises:
        ArrayError: At run time, if the input is not a Ragged of floats, or the
            gradient of the output has another dtype than the output.
        ShapeError: At run time, if a sequence has no rows, or the gradient of the
            output has another shape.

    Example:
        >>> from typedthinc.api import Ragged, reduce_last
        >>> import numpy
        >>> X = Ragged(numpy.asarray([[1], [3], [5]], dtype="f"), numpy.asarray([2, 1]))
        >>> reduce_last().predict(X).tolist()
        [[3.0], [5.0]]
    """
    return Model("reduce_last", forward)


def forward(
    model: Model[Ragged, Floats2d], X: Ragged, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Ragged]]:
    Y, lasts = model.ops.reduce_last(float_rows(model, X), X.lengths)
    output = ArrayInfo.from_array(Y)

    def backprop(dY: Floats2d) -> Ragged:
        output.check_consistency(dY, node=model)
        return as_given(model, X, model.ops.backprop_reduce_last(dY, lasts))

    return Y, backprop
