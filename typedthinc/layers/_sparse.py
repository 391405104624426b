"""Weighted sums of the columns that a sparse matrix stores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typedthinc.errors import ArrayError, BoundsError, ShapeError
from typedthinc.layers._empty import has_no_width
from typedthinc.layers._gradient import gradient_in_place
from typedthinc.model import Model
from typedthinc.types import Csr2d, Floats2d
from typedthinc.types.describe import describe

# Numbers that the gradient of the stored values is computed from at a time.
_BLOCK = 1 << 18


def csr_affine(model: Model[Any, Any], X: Any) -> tuple[Floats2d, Callable[[Floats2d], Csr2d]]:
    """The weighted sums X Wᵀ + b of a layer for a sparse input, and the way back.

    The work grows with the number of stored values, not with the width. Values
    that are stored twice at one place count with their sum.

    Args:
        model: The layer, with parameters `W` (nO, nI) and `b` (nO,).
        X: The input.

    Returns:
        The sums, and a callback that takes their gradient in their shape and
        dtype, adds to those of `W` and `b`, and returns that of the values that
        `X` stores, at their places.

    Raises:
        ArrayError: The input has another format.
        BoundsError: It stores a value outside of its columns.
        ShapeError: The input has another width than `nI`.
    """
    W, b = model.get_param("W"), model.get_param("b")
    values, indices, indptr = _stored(model, X, W)
    xp: Any = model.ops.xp
    # Where few values are stored, only the columns that they are in take part.
    columns, places = (
        xp.unique(indices, return_inverse=True)
        if len(indices) < W.shape[1]
        else (slice(None), indices)
    )
    weights = xp.ascontiguousarray(W.T[columns])
    matrix = type(X)((values, places, indptr), shape=(X.shape[0], len(weights)))
    Y = matrix @ weights
    Y += b

    def backprop(dY: Floats2d) -> Csr2d:
        gradient_in_place(model, "W")[:, columns] += (matrix.T @ dY).T
        model.inc_grad("b", dY.sum(axis=0))
        owners = xp.repeat(xp.arange(len(Y)), xp.diff(indptr))
        d_values = xp.empty(len(values), W.dtype)
        step = max(1, _BLOCK // max(1, len(W)))
        for start in range(0, len(values), step):
            some = slice(start, start + step)
            xp.einsum("ij,ij->i", dY[owners[some]], weights[places[some]], out=d_values[some])
        if X.dtype.kind == "f":
            d_values = d_values.astype(X.dtype, copy=False)
        # With places of its own: sorting those of the one must not disorder the other.
        dX: Csr2d = type(X)((d_values, indices.copy(), indptr.copy()), shape=X.shape)
        return dX

    return Y, backprop


def _stored(model: Model[Any, Any], X: Any, W: Any) -> tuple[Any, Any, Any]:
    """The values in the dtype of the weights, their columns, and where each row ends."""
    nI = W.shape[1]
    if not isinstance(X, Csr2d):
        raise ArrayError(
            "got a sparse input of another format",
            node=model,
            expected=f"Csr2d (batch, nI={nI})",
            got=describe(X),
            help="its method tocsr() converts it",
        )
    if X.shape[1] != nI and not has_no_width(X):
        raise ShapeError(
            "got an input of the wrong width",
            node=model,
            expected=f"Csr2d (batch, nI={nI})",
            got=describe(X),
            help=f"let the layer before it give width {nI}, or set nI={X.shape[1]} here",
        )
    stored: Any = X.data
    indptr: Any = X.indptr
    count = int(indptr[-1])
    indices: Any = X.indices[:count]
    # Nobody else checks this, and memory beyond the weights would be read.
    if count and not 0 <= int(indices.min()) <= int(indices.max()) < nI:
        raise BoundsError(
            "got a sparse input that stores a value outside of its columns",
            node=model,
            expected=f"0 <= column < nI={nI}",
            got=f"columns from {int(indices.min())} to {int(indices.max())}",
        )
    # Copies: SciPy sorts in place where it needs to, also before the gradients are computed.
    return stored[:count].astype(W.dtype), indices.copy(), indptr
