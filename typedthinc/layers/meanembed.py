"""The mean of the vectors of the ids of each sequence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from typedthinc.backends.checks import checked_lengths
from typedthinc.errors import ArrayError, BoundsError
from typedthinc.initializers import uniform_init
from typedthinc.layers._dense import Initializer, as_gradient
from typedthinc.layers._empty import has_no_width
from typedthinc.layers._ids import add_row_gradients, outside, padding_attrs, table_init
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d, Ints1d, Ints2d, Ragged
from typedthinc.types.describe import describe

Sequences: TypeAlias = Ragged | Ints2d


@registry.layers("MeanEmbed.v1")
def MeanEmbed(
    nO: int | None = None,
    nV: int | None = None,
    *,
    padding_idx: int | None = None,
    initializer: Initializer | None = None,
) -> Model[Sequences, Floats2d]:
    """Look up a vector for each id and take the mean for each sequence, without padding.

    A sequence of no ids, or of nothing but padding, gives zeros.

    Args:
        nO: The width of the vectors.
        nV: How many vectors there are; ids go from 0 to nV - 1. It cannot be inferred.
        padding_idx: The id that fills up short sequences. It does not count; its
            vector starts as zeros and gets no gradient.
        initializer: How the vectors start; `uniform_init` if left out.

    Shapes:
        X: Ragged of ids (total,) or (total, 1), or Ints2d (batch, longest)
        Y: Floats2d (batch, nO)   E: Floats2d (nV, nO)

    Raises:
        ArgumentError: `padding_idx` is no id of the table.
        ArrayError: At run time, if the input does not hold one id a row or column.
        BoundsError: At run time, if an id is below 0 or not below nV.

    Example:
        >>> from typedthinc.api import MeanEmbed
        >>> import numpy
        >>> model = MeanEmbed(nO=8, nV=100, padding_idx=0).initialize()
        >>> short, filled = numpy.asarray([[3, 7]]), numpy.asarray([[3, 7, 0]])
        >>> bool((model.predict(short) == model.predict(filled)).all())
        True
    """
    return Model(
        "meanembed",
        forward,
        init=table_init(initializer or uniform_init),
        dims={"nO": nO, "nV": nV},
        params={"E": None},
        attrs=padding_attrs(padding_idx, nV),
    )


def forward(
    model: Model[Sequences, Floats2d], X: Sequences, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Sequences]]:
    ids, lengths = _counted(model, X)
    try:
        vectors = model.ops.gather_add(model.get_param("E"), ids)
    except BoundsError:
        raise outside(model, ids) from None
    Y = model.ops.reduce_mean(vectors, lengths)

    def backprop(dY: Floats2d) -> Sequences:
        dY = as_gradient(model, dY, Y)
        add_row_gradients(model, ids, model.ops.backprop_reduce_mean(dY, lengths), None)
        xp = model.ops.xp
        return (
            Ragged(xp.zeros_like(X.dataXd), X.lengths)
            if isinstance(X, Ragged)
            else xp.zeros_like(X)
        )

    return Y, backprop


def _counted(model: Model[Any, Any], X: Any) -> tuple[Ints1d, Ints1d]:
    """The ids that are no padding, one sequence after another, and how many each has."""
    xp: Any = model.ops.xp
    if has_no_width(X.data if isinstance(X, Ragged) else X):
        lengths = X.lengths if isinstance(X, Ragged) else model.ops.alloc1i(0)
        return model.ops.alloc1i(0), lengths
    if isinstance(X, Ragged) and isinstance(X.data, Ints2d) and X.data.shape[1] == 1:
        lengths = checked_lengths("MeanEmbed", X.lengths, len(X.data))
        ids = X.data[: int(lengths.sum()), 0]
    elif isinstance(X, Ints2d):
        lengths = xp.full(X.shape[0], X.shape[1], dtype="int64")
        ids = X.reshape((X.size,))
    else:
        raise ArrayError(
            "got an input of the wrong kind",
            node=model,
            expected="Ragged of ids, one a row, or Ints2d (batch, longest)",
            got=f"Ragged of {describe(X.dataXd)}" if isinstance(X, Ragged) else describe(X),
        )
    padding_idx = model.attrs.get("padding_idx")
    if padding_idx is None:
        return ids, lengths
    counts = ids != padding_idx
    # How many count before each row, and so before and after each sequence.
    before = xp.zeros(len(ids) + 1, dtype="int64")
    before[1:] = counts.cumsum()
    ends = lengths.cumsum()
    return ids[counts], cast("Ints1d", before[ends] - before[ends - lengths])
