"""A vector for each of any number of ids, made of rows of one small table."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from typedthinc.errors import UnsetError
from typedthinc.initializers import uniform_init
from typedthinc.layers._dense import Initializer, as_gradient
from typedthinc.layers._ids import (
    Ids,
    add_row_gradients,
    as_ids,
    column_mask,
    dropout_attrs,
    of_column,
    table_init,
)
from typedthinc.model import Model, place_in_root
from typedthinc.registries import registry
from typedthinc.types import Floats2d


@registry.layers("HashEmbed.v1")
def HashEmbed(
    nO: int,
    nV: int,
    *,
    seed: int | None = None,
    column: int | None = None,
    initializer: Initializer | None = None,
    dropout: float | None = None,
) -> Model[Ids, Floats2d]:
    """Look up a vector for each id, where ids may be any number and unknown ones are no trouble.

    An id is hashed to four rows of the table, whose sum is its vector. Two ids
    share one row now and then, but all four almost never.

    Args:
        nO: The width of the vectors.
        nV: How many rows the table has.
        seed: What the hash starts from. If left out, it is the layer's place in
            the model, breadth first, which `initialize` of the model fixes; so
            two such layers of one model hash differently.
        column: The column of the ids, if the input is a table of several features.
        initializer: How the rows start; `uniform_init` if left out.
        dropout: The share of columns (0 to 1) that is set to zero in training, the
            same ones for the whole batch.

    Shapes:
        X: Ints1d (batch,), with `column` Ints2d (batch, features)
        Y: Floats2d (batch, nO)   E: Floats2d (nV, nO)

    Raises:
        ArgumentError: `dropout` is not between 0 and 1.
        ArrayError: At run time, if the input does not hold one id a row.
        UnsetError: At run time, if there is no seed, since the model was never initialized.

    Source:
        Tito Svenstrup, Hansen and Winther, Hash Embeddings for Efficient Word
        Representations, NeurIPS 2017, arXiv:1709.03933.

    Example:
        >>> from typedthinc.api import HashEmbed
        >>> import numpy
        >>> model = HashEmbed(nO=8, nV=100).initialize()
        >>> model.predict(numpy.asarray([3, 10**12])).shape
        (2, 8)
    """
    model: Model[Ids, Floats2d] = Model(
        "hashembed",
        forward,
        init=functools.partial(init, table_init(initializer or uniform_init)),
        dims={"nO": nO, "nV": nV, "nI": None},
        params={"E": None},
        attrs={"column": column, "seed": seed, **dropout_attrs(dropout)},
    )
    return of_column(model, column)


def forward(
    model: Model[Ids, Floats2d], X: Ids, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Ids]]:
    E = model.get_param("E")
    ids = as_ids(model, X)
    rows = model.ops.hash(ids, _seed(model)) % model.get_dim("nV")
    mask = column_mask(model, E, is_train)
    Y = model.ops.gather_add(E, rows)
    if mask is not None:
        Y *= mask

    def backprop(dY: Floats2d) -> Ids:
        add_row_gradients(model, rows, as_gradient(model, dY, Y), mask)
        return model.ops.xp.zeros_like(ids)

    return Y, backprop


def init(
    init_table: Callable[..., None], model: Model[Any, Any], X: Any = None, Y: Any = None
) -> None:
    if model.attrs["seed"] is None:
        model.attrs["seed"] = place_in_root(model)
    init_table(model, X, Y)


def _seed(model: Model[Any, Any]) -> int:
    seed: int | None = model.attrs["seed"]
    if seed is None:
        raise UnsetError(
            "has no seed to hash with yet",
            node=model,
            help="call initialize() on the whole model, or give seed=... to the layer",
        )
    return seed
