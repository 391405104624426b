"""A layer over rows, applied to an array with an axis more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, overload

from typedthinc.errors import ArrayError
from typedthinc.layers._compose import check_layers
from typedthinc.layers._dense import as_gradient
from typedthinc.layers._over_arrays import over_rows, rows_in
from typedthinc.layers._wrapped_layer import initialize_inside
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Array3d, Floats2d, Floats3d, Ints2d, Ints3d
from typedthinc.types.describe import describe


@overload
def with_reshape(layer: Model[Floats2d, Floats2d]) -> Model[Floats3d, Floats3d]: ...
@overload
def with_reshape(layer: Model[Ints2d, Floats2d]) -> Model[Ints3d, Floats3d]: ...
@overload
def with_reshape(layer: Model[Ints2d, Ints2d]) -> Model[Ints3d, Ints3d]: ...
@registry.layers("with_reshape.v1")
def with_reshape(layer: Model[Any, Any]) -> Model[Any, Any]:
    """Apply a layer over arrays with two axes to an array with three.

    Args:
        layer: A layer over arrays with two axes, with a row of output for each of input.

    Shapes:
        X: (batch, length, nI)   Y: (batch, length, nO)

    Raises:
        CompositionError: `layer` is not a `Model`.
        ArrayError: At run time, if the input has not three axes.

    Example:
        >>> from typedthinc.api import Relu, with_reshape
        >>> import numpy
        >>> model = with_reshape(Relu(nO=4)).initialize(X=numpy.zeros((2, 5, 3), dtype="f"))
        >>> model.predict(numpy.zeros((2, 5, 3), dtype="f")).shape
        (2, 5, 4)
    """
    check_layers("with_reshape", [layer])
    return Model(
        f"with_reshape({layer.name})",
        forward,
        init=init,
        dims={name: layer.maybe_get_dim(name) for name in ("nO", "nI")},
        layers=[layer],
    )


def forward(
    model: Model[Any, Any], X: Array3d, is_train: bool
) -> tuple[Array3d, Callable[[Array3d], Array3d]]:
    if getattr(X, "ndim", 0) != 3:
        raise ArrayError(
            "got an input of the wrong kind",
            node=model,
            expected=f"an array (batch, length, nI={model.maybe_get_dim('nI')})",
            got=describe(X),
        )
    Y, callback = over_rows(model.layers[0], X, is_train)

    def backprop(dY: Array3d) -> Array3d:
        dX: Array3d = callback(as_gradient(model, dY, Y))
        return dX

    return Y, backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    initialize_inside(
        model, *(rows_in(array) if getattr(array, "ndim", 0) > 2 else array for array in (X, Y))
    )
