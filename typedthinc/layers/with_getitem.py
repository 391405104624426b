"""A layer for one member of a tuple."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typedthinc.errors import ArrayError, BoundsError
from typedthinc.layers._compose import check_layers
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types.describe import describe


@registry.layers("with_getitem.v1")
def with_getitem(idx: int, layer: Model[Any, Any]) -> Model[tuple[Any, ...], tuple[Any, ...]]:
    """Apply a layer to one member of a tuple, and hand on the others.

    Args:
        idx: Which member; a negative number counts from the end.
        layer: A layer over such members.

    Shapes:
        X: a tuple, or a list   Y: as X, with what the layer gives in the place of the member

    Raises:
        CompositionError: `layer` is not a `Model`.
        ArrayError: At run time, if the input is no tuple.
        BoundsError: At run time, if it has no such member.

    Example:
        >>> from typedthinc.api import Relu, with_getitem
        >>> import numpy
        >>> model = with_getitem(0, Relu(nO=4, nI=3)).initialize()
        >>> Y = model.predict((numpy.zeros((5, 3), dtype="f"), numpy.zeros((5, 2), dtype="f")))
        >>> [member.shape for member in Y]
        [(5, 4), (5, 2)]
    """
    check_layers("with_getitem", [layer])
    return Model(
        f"with_getitem({layer.name})", forward, init=init, layers=[layer], attrs={"idx": idx}
    )


def forward(
    model: Model[Any, Any], X: tuple[Any, ...], is_train: bool
) -> tuple[tuple[Any, ...], Callable[[tuple[Any, ...]], tuple[Any, ...]]]:
    Y, callback = model.layers[0](_member(model, X), is_train)

    def backprop(dY: tuple[Any, ...]) -> tuple[Any, ...]:
        dX: tuple[Any, ...] = _replaced(model, dY, callback(_member(model, dY)))
        return dX

    return _replaced(model, X, Y), backprop


def _member(model: Model[Any, Any], members: Any) -> Any:
    idx = model.attrs["idx"]
    if not isinstance(members, (tuple, list)):
        raise ArrayError(
            "got a batch of the wrong kind", node=model, expected="a tuple", got=describe(members)
        )
    if not -len(members) <= idx < len(members):
        raise BoundsError(
            f"got a tuple that has no member {idx}",
            node=model,
            expected=f"{idx + 1 if idx >= 0 else -idx} members or more",
            got=describe(members),
        )
    return members[idx]


def _replaced(model: Model[Any, Any], members: Any, member: Any) -> Any:
    result = list(members)
    result[model.attrs["idx"]] = member
    return tuple(result) if isinstance(members, tuple) else result


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    model.layers[0].initialize(
        X=None if X is None else _member(model, X), Y=None if Y is None else _member(model, Y)
    )
