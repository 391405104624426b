"""A row of a table for each id."""

from __future__ import annotations

from collections.abc import Callable

from typedthinc.errors import BoundsError
from typedthinc.initializers import uniform_init
from typedthinc.layers._dense import Initializer, as_gradient
from typedthinc.layers._ids import (
    Ids,
    add_row_gradients,
    as_ids,
    column_mask,
    dropout_attrs,
    of_column,
    outside,
    padding_attrs,
    table_init,
)
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d


@registry.layers("Embed.v1")
def Embed(
    nO: int | None = None,
    nV: int | None = None,
    *,
    column: int | None = None,
    initializer: Initializer | None = None,
    dropout: float | None = None,
    padding_idx: int | None = None,
) -> Model[Ids, Floats2d]:
    """Look up a vector for each id.

    Args:
        nO: The width of the vectors.
        nV: How many vectors there are; ids go from 0 to nV - 1. It cannot be inferred.
        column: The column of the ids, if the input is a table of several features.
        initializer: How the vectors start; `uniform_init` if left out.
        dropout: The share of columns (0 to 1) that is set to zero in training, the
            same ones for the whole batch.
        padding_idx: An id that stands for nothing. Its vector starts as zeros and
            gets no gradient; one that is set or loaded with the table stays as it is.

    Shapes:
        X: Ints1d (batch,), with `column` Ints2d (batch, features)
        Y: Floats2d (batch, nO)   E: Floats2d (nV, nO)

    Raises:
        ArgumentError: `dropout` is not between 0 and 1, or `padding_idx` is no id
            of the table.
        ArrayError: At run time, if the input does not hold one id a row.
        BoundsError: At run time, if an id is below 0 or not below nV.

    Example:
        >>> from typedthinc.api import Embed
        >>> import numpy
        >>> Embed(nO=8, nV=100).initialize().predict(numpy.asarray([3, 7, 3])).shape
        (3, 8)
    """
    model: Model[Ids, Floats2d] = Model(
        "embed",
        forward,
        init=table_init(initializer or uniform_init),
        dims={"nO": nO, "nV": nV},
        params={"E": None},
        attrs={**dropout_attrs(dropout), **padding_attrs(padding_idx, nV)},
    )
    return of_column(model, column)


def forward(
    model: Model[Ids, Floats2d], X: Ids, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Ids]]:
    E = model.get_param("E")
    ids = as_ids(model, X)
    mask = column_mask(model, E, is_train)
    try:
        Y = model.ops.gather_add(E, ids)
    except BoundsError:
        raise outside(model, ids) from None
    if mask is not None:
        Y *= mask

    def backprop(dY: Floats2d) -> Ids:
        add_row_gradients(model, ids, as_gradient(model, dY, Y), mask)
        return model.ops.xp.zeros_like(ids)

    return Y, backprop
