"""A layer over Padded, applied to whatever holds sequences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from typing_extensions import TypeVar

from typedthinc.layers._compose import check_layers
from typedthinc.layers._dense import as_gradient
from typedthinc.layers._padded import as_padded, refilled, with_data
from typedthinc.layers._rows import as_given
from typedthinc.layers._sequences import as_list, as_ragged, check_lengths, flattened, wrong_kind
from typedthinc.layers._wrapped_layer import dims_of, initialize_inside
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d, Floats3d, Ints1d, Ints2d, Ints3d, Padded, Ragged

PaddedTuple: TypeAlias = tuple[Floats3d | Ints3d, Ints1d, Ints1d, Ints1d]
SequencesXd: TypeAlias = (
    Ragged | Padded | list[Floats2d] | list[Ints2d] | Floats3d | Ints3d | PaddedTuple
)
SeqT = TypeVar("SeqT", bound=SequencesXd, default=Any)


@registry.layers("with_padded.v1")
def with_padded(layer: Model[Padded, Padded]) -> Model[SeqT, SeqT]:  # pyright: ignore[reportInvalidTypeVarUse]  # any kind
    """Apply a layer over Padded to what holds sequences.

    The output has the kind of the input. An array with three axes is taken for
    sequences of one length, (steps, batch, width); a tuple of four arrays for the
    parts of a Padded: data, size_at_t, lengths and indices.

    Args:
        layer: A layer over Padded.

    Shapes:
        X: list of (length, width), Ragged, Padded, a tuple of its parts, or
            Floats3d (steps, batch, width)
        Y: as X, with the width of the layer

    Raises:
        CompositionError: `layer` is not a `Model`.
        ArrayError: At run time, if the input holds no sequences.

    Example:
        >>> from typedthinc.api import LSTM, with_padded
        >>> import numpy
        >>> model = with_padded(LSTM(nO=4, nI=3)).initialize()
        >>> [Y.shape for Y in model.predict([numpy.zeros((2, 3), dtype="f")])]
        [(2, 4)]
    """
    check_layers("with_padded", [layer])
    return Model(
        f"with_padded({layer.name})",
        forward,
        init=init,
        dims=dims_of(layer),
        layers=[layer],
    )


def forward(model: Model[Any, Any], X: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    layer = model.layers[0]
    if isinstance(X, Padded):
        return layer(X, is_train)
    if isinstance(X, Ragged):
        return _ragged(model, X, is_train)
    if _is_parts(X):
        return _parts(model, X, is_train)
    if isinstance(X, (list, tuple)):
        return _list(model, as_list(model, X), is_train)
    return _array(model, X, is_train)


def _list(
    model: Model[Any, Any], Xs: list[Any], is_train: bool
) -> tuple[list[Any], Callable[[list[Any]], list[Any]]]:
    ops = model.ops
    Y, callback = model.layers[0](ops.list2padded(Xs), is_train)
    outputs = as_padded(model, Y)
    Ys = list(ops.padded2list(outputs))

    def backprop(dYs: list[Any]) -> list[Any]:
        check_lengths(model, dYs, Ys)
        dX = callback(refilled(model, outputs, as_list(model, dYs)))
        return list(ops.padded2list(dX))

    return Ys, backprop


def _ragged(
    model: Model[Any, Any], X: Ragged, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
    ops = model.ops
    if not len(X.lengths):
        return _no_sequences(model, X, is_train)
    Ys, callback = _list(model, _members(model, X), is_train)
    # A layer may give sequences of other lengths.
    lengths = ops.asarray1i([len(sequence) for sequence in Ys])

    def backprop(dY: Ragged) -> Ragged:
        dXs = callback(ops.unflatten(as_ragged(model, dY).dataXd, lengths))
        return as_given(model, X, flattened(model, dXs))

    return Ragged(flattened(model, Ys), lengths), backprop


def _no_sequences(
    model: Model[Any, Any], X: Ragged, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
    """An empty batch, which keeps its width: a list of no arrays would have none."""
    Y, callback = model.layers[0](_empty(model, X.data), is_train)
    data: Any = as_padded(model, Y).data

    def backprop(dY: Ragged) -> Ragged:
        dX: Any = callback(_empty(model, as_ragged(model, dY).data)).data
        return as_given(model, X, dX.reshape((0, X.data.shape[1])))

    return Ragged(data.reshape((0, *data.shape[2:])), X.lengths), backprop


def _members(model: Model[Any, Any], X: Ragged) -> list[Any]:
    """The sequences of a Ragged, without rows that belong to none."""
    return model.ops.unflatten(X.data[: int(X.lengths.sum())], X.lengths)


def _empty(model: Model[Any, Any], rows: Any) -> Padded:
    """A Padded of no sequences, as wide as some rows."""
    none = model.ops.alloc1i(0)
    return Padded(rows[:0].reshape((0, 0, rows.shape[1])), none, none, none)


def _parts(
    model: Model[Any, Any], X: PaddedTuple, is_train: bool
) -> tuple[PaddedTuple, Callable[[PaddedTuple], PaddedTuple]]:
    Y, callback = model.layers[0](Padded(*X), is_train)

    def backprop(dY: PaddedTuple) -> PaddedTuple:
        if not _is_parts(dY):
            raise wrong_kind(model, "a tuple of the four parts of a Padded", dY)
        return _parts_of(callback(Padded(*dY)))

    return _parts_of(as_padded(model, Y)), backprop


def _array(model: Model[Any, Any], X: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    Y, callback = model.layers[0](_filled(model, X), is_train)
    outputs = as_padded(model, Y)
    columns: Any = outputs.indices
    data = _in_order(model, outputs)

    def backprop(dY: Any) -> Any:
        gradient: Any = as_gradient(model, dY, data)
        dX = callback(with_data(outputs, gradient[:, columns]))
        return _in_order(model, as_padded(model, dX))

    return data, backprop


def _in_order(model: Model[Any, Any], X: Padded) -> Any:
    """The data of a Padded, each sequence in the column that it had before they were sorted."""
    order: Any = model.ops.xp.argsort(X.indices)
    return X.data[:, order]


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    initialize_inside(model, _padded(model, X), _padded(model, Y))


def _padded(model: Model[Any, Any], batch: Any) -> Padded | None:
    if batch is None or isinstance(batch, Padded):
        return batch
    if isinstance(batch, Ragged):
        if not len(batch.lengths):
            return _empty(model, batch.data)
        batch = _members(model, batch)
    if _is_parts(batch):
        return Padded(*batch)
    if isinstance(batch, (list, tuple)):
        return model.ops.list2padded(as_list(model, batch)) if batch else None
    return _filled(model, batch)


def _is_parts(X: Any) -> bool:
    ranks = [getattr(part, "ndim", 0) for part in X] if isinstance(X, tuple) else []
    return ranks == [3, 1, 1, 1]


def _parts_of(X: Padded) -> PaddedTuple:
    return (X.data, X.size_at_t, X.lengths, X.indices)


def _filled(model: Model[Any, Any], X: Any) -> Padded:
    """An array of sequences of one length as a Padded."""
    if getattr(X, "ndim", 0) != 3:
        raise wrong_kind(model, "a list of arrays, a Ragged, a Padded or an array (3 axes)", X)
    steps, batch = X.shape[:2]
    ops = model.ops
    return Padded(
        X,
        ops.asarray1i([batch] * steps),
        ops.asarray1i([steps] * batch),
        ops.xp.arange(batch, dtype="int32"),
    )
