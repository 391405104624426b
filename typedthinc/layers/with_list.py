"""A layer over lists, applied to whatever holds sequences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, overload

from typing_extensions import TypeVar

from typedthinc.layers._compose import check_layers
from typedthinc.layers._nested import wrong_count
from typedthinc.layers._opened_sequences import opened, opened_gradient
from typedthinc.layers._rows import as_given
from typedthinc.layers._sequences import as_list, flattened, wrong_kind
from typedthinc.layers._wrapped_layer import dims_of, initialize_inside
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Padded, Ragged

ListT = TypeVar("ListT", bound=list[Any])
InItemT = TypeVar("InItemT")
OutItemT = TypeVar("OutItemT")
SeqT = TypeVar("SeqT", default=Any)


@overload
def with_list(layer: Model[ListT, ListT]) -> Model[SeqT, SeqT]: ...
@overload
def with_list(layer: Model[list[InItemT], list[OutItemT]]) -> Model[Any, Any]: ...
@registry.layers("with_list.v1")
def with_list(layer: Model[Any, Any]) -> Model[Any, Any]:
    """Apply a layer over lists of arrays to what holds sequences.

    The layer sees an array for each sequence of a Ragged or Padded. The output has
    the kind of the input. A list, and also an array, goes to the layer as it is.

    Args:
        layer: A layer over lists of arrays.

    Shapes:
        X: list of (length, width), Ragged or Padded
        Y: as X, with the width of the layer

    Raises:
        CompositionError: `layer` is not a `Model`.
        ArrayError: At run time, if the input holds no sequences.
        ShapeError: At run time, if the layer gives another number of arrays than it got.

    Example:
        >>> from typedthinc.api import Ragged, Relu, map_list, with_list
        >>> import numpy
        >>> model = with_list(map_list(Relu(nO=4, nI=3))).initialize()
        >>> X = Ragged(numpy.zeros((5, 3), dtype="f"), numpy.asarray([2, 3], dtype="i"))
        >>> model.predict(X)
        Ragged(data=float32 (5, 4), lengths=int32 (2,))
    """
    check_layers("with_list", [layer])
    return Model(
        f"with_list({layer.name})", forward, init=init, dims=dims_of(layer), layers=[layer]
    )


def forward(model: Model[Any, Any], X: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    if isinstance(X, (Ragged, Padded)):
        return _sequences(model, X, is_train)
    if not isinstance(X, (list, tuple)) and not hasattr(X, "ndim"):
        raise wrong_kind(model, "a list of arrays, a Ragged or a Padded", X)
    return model.layers[0](list(X) if isinstance(X, tuple) else X, is_train)


def _sequences(
    model: Model[Any, Any], X: Ragged | Padded, is_train: bool
) -> tuple[Any, Callable[[Any], Any]]:
    inside, close = opened(model, X)
    Ys, callback = model.layers[0](_members(model, inside), is_train)
    Y = _joined(model, as_list(model, Ys), inside)

    def backprop(dY: Any) -> Any:
        gradient = opened_gradient(model, dY, X, Y)
        dXs = callback(model.ops.unflatten(gradient.dataXd, Y.lengths))
        # An empty batch has no arrays that could tell the width.
        rows: Any = flattened(model, dXs) if dXs else inside.data[:0]
        return close(as_given(model, inside, rows))

    return close(Y), backprop


def _members(model: Model[Any, Any], X: Ragged) -> list[Any]:
    # Rows that belong to no sequence are left out.
    return model.ops.unflatten(X.data[: int(X.lengths.sum())], X.lengths)


def _joined(model: Model[Any, Any], Ys: list[Any], X: Ragged) -> Ragged:
    if len(Ys) != len(X):
        raise wrong_count(model, "arrays from its layer than it has sequences", len(X), len(Ys))
    if Ys:
        return Ragged(flattened(model, Ys), model.ops.asarray1i([len(member) for member in Ys]))
    width = model.maybe_get_dim("nO")
    if width is None:
        return Ragged(X.data[:0], X.lengths)
    return Ragged(model.ops.xp.zeros((0, width), dtype=X.data.dtype), X.lengths)


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    initialize_inside(model, _listed(model, X), _listed(model, Y))


def _listed(model: Model[Any, Any], batch: Any) -> Any:
    if isinstance(batch, (Ragged, Padded)):
        return _members(model, opened(model, batch)[0]) or None
    if isinstance(batch, (list, tuple)):
        return list(batch) or None
    return batch
