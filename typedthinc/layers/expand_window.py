"""Each row side by side with its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.errors import ArgumentError, ArrayError
from typedthinc.layers._dense import as_gradient
from typedthinc.layers._rows import as_given, float_rows
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d, Ragged
from typedthinc.types.describe import describe

WindowT = TypeVar("WindowT", bound=Floats2d | Ragged, default=Any)


@registry.layers("expand_window.v1")
def expand_window(window_size: int = 1) -> Model[WindowT, WindowT]:  # pyright: ignore[reportInvalidTypeVarUse]  # either kind
    """Put the rows before and after each row at its sides.

    Beyond the ends of an array, or of each sequence of a Ragged, there are zeros.

    Args:
        window_size: How many rows are taken from either side, 0 or more.

    Shapes:
        X: Floats2d (rows, width), or Ragged of it
        Y: as X, with the width (2 window_size + 1) width

    Raises:
        ArgumentError: `window_size` is below 0.
        ArrayError: At run time, if the input is neither such an array nor a Ragged.

    Example:
        >>> from typedthinc.api import expand_window
        >>> import numpy
        >>> expand_window(1).predict(numpy.asarray([[1], [2], [3]], dtype="f")).tolist()
        [[0.0, 1.0, 2.0], [1.0, 2.0, 3.0], [2.0, 3.0, 0.0]]
    """
    if window_size < 0:
        raise ArgumentError(
            "a window cannot be smaller than the row itself",
            expected="window_size of 0 or more",
            got=window_size,
        )
    return Model("expand_window", forward, attrs={"window_size": window_size})


def forward(
    model: Model[WindowT, WindowT], X: WindowT, is_train: bool
) -> tuple[WindowT, Callable[[WindowT], WindowT]]:
    expand: Any = _ragged if isinstance(X, Ragged) else _array
    result: tuple[WindowT, Callable[[WindowT], WindowT]] = expand(model, X)
    return result


def _ragged(model: Model[Any, Any], X: Ragged) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
    nW, lengths, rows = model.attrs["window_size"], X.lengths, float_rows(model, X)
    Y = model.ops.seq2col(rows, nW, lengths=lengths)

    def backprop(dY: Ragged) -> Ragged:
        d_windows = as_gradient(model, float_rows(model, dY, "a gradient"), Y)
        d_rows = model.ops.backprop_seq2col(d_windows, nW, lengths=lengths)
        return as_given(model, X, d_rows)

    return Ragged(Y, lengths), backprop


def _array(model: Model[Any, Any], X: Floats2d) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    nW = model.attrs["window_size"]
    if not isinstance(X, Floats2d):
        raise ArrayError(
            "got an input of the wrong kind",
            node=model,
            expected="Floats2d (rows, width) or Ragged of floats",
            got=describe(X),
        )
    Y = model.ops.seq2col(X, nW)

    def backprop(dY: Floats2d) -> Floats2d:
        return model.ops.backprop_seq2col(as_gradient(model, dY, Y), nW)

    return Y, backprop
