"""Containers of sequences as a Ragged, and the way back."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from typedthinc.errors import ShapeError
from typedthinc.layers._sequences import as_list, as_ragged, flattened, wrong_kind
from typedthinc.model import Model
from typedthinc.types import Ints1d, Padded, Ragged
from typedthinc.types.describe import describe


def is_pair(X: Any) -> bool:
    """Whether a batch is a tuple of the rows of sequences and their lengths."""
    if not isinstance(X, tuple) or len(X) != 2 or not hasattr(X[0], "ndim"):
        return False
    return isinstance(X[1], (list, Ints1d))


def holds_sequences(X: Any) -> bool:
    """Whether a batch can be opened."""
    if isinstance(X, (list, tuple)):
        return is_pair(X) or all(hasattr(member, "ndim") for member in X)
    return isinstance(X, (Ragged, Padded))


def opened(model: Model[Any, Any], X: Any) -> tuple[Ragged, Callable[[Ragged], Any]]:
    """The sequences of a batch as a Ragged, and the way back.

    Args:
        model: The wrapper, for the message.
        X: A Ragged, a Padded, a list of arrays, or a tuple of rows and lengths.

    Returns:
        The Ragged, and a function that puts a Ragged of as many sequences into a
        container of the kind of X.

    Raises:
        ArrayError: The batch is of another kind.
    """
    ops = model.ops
    if isinstance(X, Ragged):
        return X, functools.partial(as_ragged, model)
    if isinstance(X, Padded):
        return _opened_padded(model, X)
    if is_pair(X):
        return Ragged(*X), _as_pair
    if isinstance(X, (list, tuple)):
        Xs = as_list(model, X)
        lengths = ops.asarray1i([len(member) for member in Xs])
        return Ragged(flattened(model, Xs), lengths), functools.partial(_as_members, model)
    raise wrong_kind(
        model, "a Ragged, a Padded, a list of arrays, or a tuple of rows and lengths", X
    )


def opened_gradient(model: Model[Any, Any], dY: Any, given: Any, Y: Ragged) -> Ragged:
    """The gradient of an output as a Ragged, once it is known to be that of this output.

    Args:
        model: The wrapper.
        dY: The gradient.
        given: The input, which is of the kind that the gradient has to be of.
        Y: The output as a Ragged.

    Raises:
        ArrayError: The gradient is of another kind.
        ShapeError: Its sequences have other lengths.
    """
    kind = type(given) if isinstance(given, (Ragged, Padded)) else (list, tuple)
    if not isinstance(dY, kind) or (is_pair(given) and len(dY) != 2):
        raise wrong_kind(model, describe(given), dY)
    if is_pair(given):
        # The lengths beside it are no gradient.
        gradient = Ragged(dY[0], Y.lengths)
    else:
        gradient, _ = opened(model, dY)
    found, wanted = gradient.lengths.tolist(), Y.lengths.tolist()
    if found != wanted or len(gradient.data) != len(Y.data):
        raise ShapeError(
            "backprop got gradients of other lengths",
            node=model,
            expected=f"lengths {wanted}, {len(Y.data)} rows",
            got=f"lengths {found}, {len(gradient.data)} rows",
        )
    return gradient


def _opened_padded(model: Model[Any, Any], X: Padded) -> tuple[Ragged, Callable[[Ragged], Padded]]:
    ops, xp = model.ops, model.ops.xp
    sequences: Any = xp.argsort(X.indices)
    lengths: Any = X.lengths
    lengths = lengths[sequences]
    goes_on: Any = xp.arange(X.data.shape[0])[None, :] < lengths[:, None]
    sequence, step = xp.nonzero(goes_on)
    n_steps, batch = X.data.shape[:2]
    places: Any = step * batch + sequences[sequence]
    slots: Any = X.data.reshape((n_steps * batch, *X.data.shape[2:]))

    def close(result: Ragged) -> Padded:
        rows: Any = result.dataXd
        found = result.lengths
        if len(found) != len(lengths) or bool((found != lengths).any()):
            return ops.list2padded(ops.unflatten(rows, found))
        data: Any = xp.zeros((n_steps * batch, *rows.shape[1:]), dtype=rows.dtype)
        data[places] = rows
        data = data.reshape((n_steps, batch, *rows.shape[1:]))
        return Padded(data, X.size_at_t, X.lengths, X.indices)

    return Ragged(slots.take(places, axis=0), lengths), close


def _as_members(model: Model[Any, Any], result: Ragged) -> list[Any]:
    return model.ops.unflatten(result.dataXd, result.lengths)


def _as_pair(result: Ragged) -> tuple[Any, Any]:
    return result.dataXd, result.lengths
