"""A weighted sum of any number of features, found by hashing their keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from typedthinc.backends.checks import checked_lengths
from typedthinc.backends.hashing import murmur3_x86_32_keys
from typedthinc.errors import ArrayError, ShapeError
from typedthinc.layers._counts import checked_count
from typedthinc.layers._dense import as_dtype, as_gradient
from typedthinc.layers._gradient import gradient_in_place
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats1d, Floats2d, Ints1d
from typedthinc.types.describe import describe
from typedthinc.util import get_width

Features: TypeAlias = tuple[Ints1d, Floats1d, Ints1d]


@registry.layers("SparseLinear.v1")
def SparseLinear(nO: int | None = None, length: int = 2**18) -> Model[Features, Floats2d]:
    """Add up weights of features for each output, as `SparseLinear_v2` does.

    It uses no more than `length + nO` weights, which the outputs share, and
    finds them well only if `length` is a power of two. It is kept for models
    that were trained with it.

    Args:
        nO: The width of the output.
        length: How many weights an output has, a power of two.

    Shapes:
        X: keys Ints1d (n,), values Floats1d (n,), lengths Ints1d (batch,)
        Y: Floats2d (batch, nO)   W: Floats1d (nO * length,)   b: Floats1d (nO,)

    Raises:
        ArgumentError: `length` is below 1.
        ArgumentTypeError: `length` is no whole number.
        ArrayError: At run time, if the input is not three such arrays.
        BoundsError: At run time, if the lengths add up to more features than there are.
        ShapeError: At run time, if there is not one value a key.

    Example:
        >>> from typedthinc.api import SparseLinear
        >>> SparseLinear(nO=3, length=1024).initialize().get_param("W").shape
        (3072,)
    """
    return _sparse_linear("SparseLinear", nO, length, v1_indexing=True)


@registry.layers("SparseLinear.v2")
def SparseLinear_v2(nO: int | None = None, length: int = 2**18) -> Model[Features, Floats2d]:
    """Add up weights of features for each output, times the values of the features.

    Features are any numbers, such as hashes of words, and those of all members
    of the batch lie one after another. A feature is hashed to two weights for
    each output, whose sum is its weight: two features share one now and then,
    but both almost never.

    Args:
        nO: The width of the output.
        length: How many weights each output has.

    Shapes:
        X: keys Ints1d (n,), values Floats1d (n,), lengths Ints1d (batch,)
        Y: Floats2d (batch, nO)   W: Floats1d (nO * length,)   b: Floats1d (nO,)

    Raises:
        ArgumentError: `length` is below 1.
        ArgumentTypeError: `length` is no whole number.
        ArrayError: At run time, if the input is not three such arrays.
        BoundsError: At run time, if the lengths add up to more features than there are.
        ShapeError: At run time, if there is not one value a key.

    Source:
        Weinberger et al., Feature Hashing for Large Scale Multitask Learning,
        ICML 2009, arXiv:0902.2206; the hash is MurmurHash3_x86_32 of the 8 bytes
        of a key, with the seeds 0 and 1.

    Example:
        >>> from typedthinc.api import SparseLinear_v2
        >>> import numpy
        >>> keys, values = numpy.asarray([7, 8, 7]), numpy.ones(3, dtype="f")
        >>> model = SparseLinear_v2(nO=4).initialize()
        >>> model.predict((keys, values, numpy.asarray([2, 1]))).shape
        (2, 4)
    """
    return _sparse_linear("SparseLinear_v2", nO, length, v1_indexing=False)


def _sparse_linear(
    name: str, nO: int | None, length: int, *, v1_indexing: bool
) -> Model[Features, Floats2d]:
    length = checked_count(name, "length", length)
    return Model(
        "sparse_linear",
        forward,
        init=init,
        dims={"nO": nO, "length": length},
        params={"W": None, "b": None},
        attrs={"v1_indexing": v1_indexing},
    )


def forward(
    model: Model[Features, Floats2d], X: Features, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Features]]:
    W, b = model.get_param("W"), model.get_param("b")
    keys, values, lengths = _checked(model, X)
    xp: Any = model.ops.xp
    places = _places(model, keys)
    # Both weights of a feature, for each output.
    weights = W[places].sum(axis=0)
    scale = values.astype(W.dtype)[:, None]
    Y: Any = model.ops.reduce_sum(weights * scale, lengths)
    Y += b

    def backprop(dY: Floats2d) -> Features:
        dY = as_gradient(model, dY, Y)
        rows: Any = model.ops.backprop_reduce_sum(dY, lengths)
        xp.add.at(gradient_in_place(model, "W"), places.ravel(), xp.tile((rows * scale).ravel(), 2))
        model.inc_grad("b", dY.sum(axis=0))
        d_values = xp.zeros(X[1].shape, W.dtype)
        d_values[: len(rows)] = (rows * weights).sum(axis=1)
        return X[0], as_dtype(d_values, X[1]), X[2]

    return Y, backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    if Y is not None:
        model.set_dim("nO", get_width(Y))
    nO, length = model.get_dim("nO"), model.get_dim("length")
    model.set_param("W", model.ops.alloc1f(nO * length))
    model.set_param("b", model.ops.alloc1f(nO))


def _checked(model: Model[Any, Any], X: Any) -> tuple[Any, Any, Any]:
    """The keys and values that belong to a member of the batch, and its lengths."""
    kinds = (Ints1d, Floats1d, Ints1d)
    if (
        not isinstance(X, (tuple, list))
        or len(X) != len(kinds)
        or not all(isinstance(part, kind) for part, kind in zip(X, kinds))
    ):
        parts = X if isinstance(X, (tuple, list)) else [X]
        raise ArrayError(
            "got an input of the wrong kind",
            node=model,
            expected="(keys Ints1d, values Floats1d, lengths Ints1d)",
            got=f"({', '.join(map(describe, parts))})",
        )
    keys, values, lengths = X
    if len(keys) != len(values):
        raise ShapeError(
            "got an input without one value a key",
            node=model,
            expected=f"{len(keys)} values",
            source="as many as keys",
            got=describe(values),
        )
    lengths = checked_lengths("SparseLinear", lengths, len(keys))
    total = int(lengths.sum())
    return keys[:total], values[:total], lengths


def _places(model: Model[Any, Any], keys: Any) -> Any:
    """Where the weights are: for each of two hashes, each key and each output."""
    xp: Any = model.ops.xp
    length = model.get_dim("length")
    keys = keys.astype("uint64")
    hashes = xp.stack([murmur3_x86_32_keys(xp, keys, seed) for seed in (0, 1)]).astype("int64")
    outputs = xp.arange(model.get_dim("nO"))
    if model.attrs["v1_indexing"]:
        return (hashes & (length - 1))[:, :, None] + outputs
    return cast("Any", (hashes % length)[:, :, None] + outputs * length)
