"""What layers that weigh the rows of sequences have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typedthinc.errors import ShapeError
from typedthinc.layers._dense import as_dtype, as_gradient
from typedthinc.layers._empty import has_no_width
from typedthinc.layers._rows import as_given, float_rows
from typedthinc.model import Model
from typedthinc.types import Floats2d, Ragged
from typedthinc.types.describe import describe
from typedthinc.util import get_width

# From keys to the gradient with respect to them.
KeysCallback = Callable[[Floats2d], Floats2d]
RaggedCallback = Callable[[Ragged], Ragged]


def attended(
    model: Model[Any, Any], X: Ragged, keys_of: Callable[[Floats2d], tuple[Floats2d, KeysCallback]]
) -> tuple[Ragged, RaggedCallback]:
    """Scale each row by its share of the attention that its sequence gets.

    Args:
        model: The layer, with a parameter `Q` (nO,).
        X: The sequences, of width nO.
        keys_of: From the rows to their keys, whose products with `Q` decide on
            the shares, and the way back.

    Raises:
        ArrayError: The input is not a Ragged of floats.
        ShapeError: The rows or the keys have another width than nO.
    """
    ops, Q = model.ops, model.get_param("Q")
    xp: Any = ops.xp
    rows = _rows(model, X, Q)
    keys, backprop_keys = keys_of(rows)
    if keys.shape != rows.shape:
        raise ShapeError(
            "got keys of another shape than the rows",
            node=model,
            expected=rows.shape,
            source="the shape of the rows",
            got=describe(keys),
        )
    shares = ops.softmax_sequences(ops.gemm(keys, Q.reshape((-1, 1))), X.lengths, inplace=True)
    Y = rows * shares

    def backprop(dY: Ragged) -> Ragged:
        gradient = as_gradient(model, float_rows(model, dY, "a gradient of the output"), Y)
        d_shares = xp.einsum("ij,ij->i", gradient, rows)[:, None]
        d_products = ops.backprop_softmax_sequences(d_shares, shares, X.lengths)
        model.inc_grad("Q", ops.gemm(keys, d_products, trans1=True).reshape(Q.shape))
        dX = gradient * shares
        dX += backprop_keys(d_products * Q)
        return as_given(model, X, as_dtype(dX, X.data))

    return as_given(model, X, Y), backprop


def infer_width(model: Model[Any, Any], X: Any, Y: Any) -> None:
    """Set `nO` from a sample of the input, or else from one of the output."""
    if X is not None:
        model.set_dim("nO", get_width(X))
    elif Y is not None and model.has_dim("nO") is None:
        model.set_dim("nO", get_width(Y))


def _rows(model: Model[Any, Any], X: Any, Q: Any) -> Floats2d:
    rows = float_rows(model, X)
    nO = Q.shape[0]
    if has_no_width(rows):
        empty: Floats2d = model.ops.alloc((0, nO), dtype=Q.dtype)
        return empty
    if rows.shape[1] != nO:
        raise ShapeError(
            "got an input of the wrong width",
            node=model,
            expected=f"Ragged of floats (total, nO={nO})",
            got=f"Ragged of {describe(rows)}",
            help=f"let the layer before it give width {nO}, or set nO={rows.shape[1]} here",
        )
    return as_dtype(rows, Q)
