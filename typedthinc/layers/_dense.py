"""What layers with a matrix of weights and a bias have in common."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar, cast

from typedthinc.backends import Ops
from typedthinc.errors import ArrayError, ShapeError
from typedthinc.layers._empty import has_no_width
from typedthinc.model import Model
from typedthinc.types import Bools2d, Floats2d, FloatsXd, Ints2d, Shape
from typedthinc.types.describe import describe
from typedthinc.util import get_width

Initializer: TypeAlias = Callable[[Ops, Shape], FloatsXd]
ArrayT = TypeVar("ArrayT")


def as_input(model: Model[Any, Any], X: Any, W: Any) -> Floats2d:
    """The input of a layer in the dtype of its weights, once its kind and width are checked.

    Args:
        model: The layer, which has a dimension `nI`.
        X: The input.
        W: The weights.

    Raises:
        ArrayError: The input is not an array of numbers with two axes.
        ShapeError: The input has another width than `nI`.
    """
    if type(X) is type(W) and X.ndim == 2 and X.shape[1] == W.shape[-1] and X.dtype == W.dtype:
        # The common case, without the checks that tell what is wrong.
        fitting: Floats2d = X
        return fitting
    if not isinstance(X, (Floats2d, Ints2d, Bools2d)):
        raise ArrayError(
            "got an input of the wrong kind",
            node=model,
            expected=f"Floats2d (batch, nI={model.maybe_get_dim('nI')})",
            got=describe(X),
        )
    if X.dtype == "uint64":
        raise ids_are_no_numbers(model, X)
    nI = model.get_dim("nI")
    if has_no_width(X):
        empty: Floats2d = model.ops.alloc((0, nI), dtype=W.dtype)
        return empty
    if X.shape[1] != nI:
        raise ShapeError(
            "got an input of the wrong width",
            node=model,
            expected=f"Floats2d (batch, nI={nI})",
            got=describe(X),
            help=f"let the layer before it give width {nI}, or set nI={X.shape[1]} here",
        )
    converted: Floats2d = cast("Any", X) if X.dtype == W.dtype else X.astype(W.dtype)
    return converted


def ids_are_no_numbers(model: Model[Any, Any], X: Any) -> ArrayError:
    """The error for uint64, which are hashes and ids, where a layer computes with numbers."""
    return ArrayError(
        "got ids, not numbers to compute with",
        node=model,
        expected="floats",
        got=describe(X),
        help="put an Embed or a HashEmbed before it, or convert the input to floats",
    )


def as_dtype(array: ArrayT, like: Any) -> ArrayT:
    """A gradient in the dtype of another array; floats stay floats where that one holds ids."""
    values: Any = array
    if values.dtype != like.dtype and like.dtype.kind == "f":
        values = values.astype(like.dtype)
    return cast("ArrayT", values)


def as_gradient(model: Model[Any, Any], dY: ArrayT, Y: Any) -> ArrayT:
    """The gradient of an output in the dtype of the output, once its shape is checked.

    Args:
        model: The layer.
        dY: The gradient.
        Y: The output.

    Raises:
        ArrayError: The gradient is not an array.
        ShapeError: The gradient has another shape than the output.
    """
    if not hasattr(dY, "dtype"):
        raise ArrayError(
            "backprop got a gradient that is not an array",
            node=model,
            expected=describe(Y),
            source="as Y",
            got=describe(dY),
        )
    shape = getattr(dY, "shape", None)
    if shape != Y.shape:
        raise ShapeError(
            "backprop got a gradient of the wrong shape",
            node=model,
            expected=Y.shape,
            source="the shape of Y",
            got=shape,
        )
    return as_dtype(dY, Y)


def affine(model: Model[Any, Any], X: Floats2d) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    """The weighted sums X Wᵀ + b of a layer, and the way back.

    A layer with several weighted sums an output, such as `Maxout`, has them side
    by side here: all axes of `b` become one.

    Args:
        model: The layer, with parameters `W` (..., nI) and `b` (...).
        X: The input.

    Returns:
        The sums, and a callback that takes their gradient in their shape and
        dtype, adds to those of `W` and `b`, and returns that of `X`.

    Raises:
        ArrayError: The input is not an array of numbers with two axes.
        ShapeError: The input has another width than `nI`.
    """
    W, b = model.get_param("W"), model.get_param("b")
    inputs = as_input(model, X, W)
    weights = W.reshape((b.size, W.shape[-1]))
    Y = model.ops.affine(inputs, weights, b.reshape((b.size,)))

    def backprop(dY: Floats2d) -> Floats2d:
        model.inc_grad("W", model.ops.gemm(dY, inputs, trans1=True).reshape(W.shape))
        model.inc_grad("b", dY.sum(axis=0).reshape(b.shape))
        return as_dtype(model.ops.gemm(dY, weights), X)

    return Y, backprop


def infer_dims(model: Model[Any, Any], X: Any, Y: Any) -> None:
    """Set `nI` from a sample of the input and `nO` from one of the output."""
    if X is not None:
        model.set_dim("nI", get_width(X))
    if Y is not None:
        model.set_dim("nO", get_width(Y))


def dense_init(
    init_W: Initializer, init_b: Initializer
) -> Callable[[Model[Any, Any], Any, Any], None]:
    """An init function that allocates `W` (nO, nI) and `b` (nO,)."""
    # A partial, since a function defined in here could not be pickled.
    return functools.partial(_init_dense, init_W, init_b)


def _init_dense(
    init_W: Initializer,
    init_b: Initializer,
    model: Model[Any, Any],
    X: Any = None,
    Y: Any = None,
) -> None:
    infer_dims(model, X, Y)
    nO, nI = model.get_dim("nO"), model.get_dim("nI")
    model.set_param("W", init_W(model.ops, (nO, nI)))
    model.set_param("b", init_b(model.ops, (nO,)))
