"""A layer over ids that computes each of them once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typedthinc.errors import ArrayError, BoundsError
from typedthinc.layers._compose import check_layers
from typedthinc.layers._dense import as_gradient
from typedthinc.layers._wrapped_layer import initialize_inside
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d, Ints2d
from typedthinc.types.describe import describe


@registry.layers("uniqued.v1")
def uniqued(layer: Model[Ints2d, Floats2d], *, column: int = 0) -> Model[Ints2d, Floats2d]:
    """Compute the rows of a table of ids that have the same id only once.

    Nothing but the time it takes changes, if what the layer gives for a row
    depends on that id alone.

    Args:
        layer: A layer over such a table.
        column: The column that holds the id.

    Shapes:
        X: Ints2d (rows, columns)   Y: Floats2d (rows, nO)

    Raises:
        CompositionError: `layer` is not a `Model`.
        ArrayError: At run time, if the input is not an array with two axes.
        BoundsError: At run time, if the input has no such column.

    Example:
        >>> from typedthinc.api import HashEmbed, uniqued
        >>> import numpy
        >>> model = uniqued(HashEmbed(nO=4, nV=100, column=1), column=1).initialize()
        >>> model.predict(numpy.asarray([[1, 7], [2, 7], [3, 9]])).shape
        (3, 4)
    """
    check_layers("uniqued", [layer])
    return Model(
        f"uniqued({layer.name})",
        forward,
        init=init,
        dims={name: layer.maybe_get_dim(name) for name in ("nO", "nI")},
        layers=[layer],
        attrs={"column": column},
    )


def forward(
    model: Model[Ints2d, Floats2d], X: Ints2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Ints2d]]:
    layer: Model[Any, Any] = model.layers[0]
    ids = _ids(model, X)
    if len(ids) < 2:
        result: tuple[Floats2d, Callable[[Floats2d], Ints2d]] = layer(X, is_train)
        return result
    ops, xp = model.ops, model.ops.xp
    _, first, places, counts = xp.unique(
        ids, return_index=True, return_inverse=True, return_counts=True
    )
    unique_Y, callback = layer(X[first], is_train)
    Y: Floats2d = unique_Y.take(places, axis=0)

    def backprop(dY: Floats2d) -> Ints2d:
        d_unique: Any = xp.zeros_like(unique_Y)
        ops.scatter_add(d_unique, places, as_gradient(model, dY, Y))
        dX: Any = callback(d_unique)
        if dX.dtype.kind == "f":
            # Ids have no gradient. If the layer takes numbers, equal rows share theirs.
            dX = dX / counts.astype(dX.dtype)[:, None]
        gradient: Ints2d = dX.take(places, axis=0)
        return gradient

    return Y, backprop


def _ids(model: Model[Any, Any], X: Any) -> Any:
    column = model.attrs["column"]
    if getattr(X, "ndim", 0) != 2:
        raise ArrayError(
            "got an input of the wrong kind",
            node=model,
            expected="Ints2d (rows, columns)",
            got=describe(X),
        )
    if not -X.shape[1] <= column < X.shape[1]:
        raise BoundsError(f"got an input that has no column {column}", node=model, got=describe(X))
    return X[:, column]


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    initialize_inside(model, X, Y)
