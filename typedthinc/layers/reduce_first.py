"""The first row of each sequence."""

from __future__ import annotations

from collections.abc import Callable

from typedthinc.layers._rows import as_given, float_rows
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d, Ragged
from typedthinc.util import ArrayInfo


@registry.layers("reduce_first.v1")
def reduce_first() -> Model[Ragged, Floats2d]:
    """Take the first row of each sequence.

    Shapes:
        X: Ragged (total, width)   Y: Floats2d (batch, width)

    Raises:
        ArrayError: At run time, if the input is not a Ragged of floats, or the
            gradient of the output has another dtype than the output.
        ShapeError: At run time, if a sequence has no rows, or the gradient of the
            output has another shape.

    Example:
        >>> from typedthinc.api import Ragged, reduce_first
        >>> import numpy
        >>> X = Ragged(numpy.asarray([[1], [3], [5]], dtype="f"), numpy.asarray([2, 1]))
        >>> reduce_first().predict(X).tolist()
        [[1.0], [5.0]]
    """
    return Model("reduce_first", forward)


def forward(
    model: Model[Ragged, Floats2d], X: Ragged, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Ragged]]:
    Y, starts_ends = model.ops.reduce_first(float_rows(model, X), X.lengths)
    output = ArrayInfo.from_array(Y)

    def backprop(dY: Floats2d) -> Ragged:
        output.check_consistency(dY, node=model)
        return as_given(model, X, model.ops.backprop_reduce_first(dY, starts_ends))

    return Y, backprop
