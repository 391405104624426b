"""A layer whose input is added to its output."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._batch import total
from typedthinc.layers._compose import check_layers, mirror_dims, push_dim
from typedthinc.model import Model
from typedthinc.registries import registry

T = TypeVar("T", default=Any)


@registry.layers("residual.v1")
def residual(layer: Model[T, T]) -> Model[T, T]:
    """Add the input of a layer to its output: Y = X + layer(X).

    Args:
        layer: A layer whose output has the kind and shape of its input: arrays,
            lists of arrays, Ragged or Padded.

    Shapes:
        X: what the layer takes   Y: as X

    Raises:
        CompositionError: `layer` is not a `Model`.
        ShapeError: At run time, if the output has another shape than the input.

    Source:
        He et al., Deep Residual Learning for Image Recognition, 2015, arXiv:1512.03385.

    Example:
        >>> from typedthinc.api import Relu, residual
        >>> residual(Relu(nO=8, nI=8)).name
        'residual(relu)'
    """
    check_layers("residual", [layer])
    return Model(
        f"residual({layer.name})",
        forward,
        init=init,
        dims={
            name: layer.maybe_get_dim(name)
            for name in ("nO", "nI")
            if layer.has_dim(name) is not False
        },
        layers=[layer],
    )


def forward(model: Model[T, T], X: T, is_train: bool) -> tuple[T, Callable[[T], T]]:
    output, callback = model.layers[0](X, is_train)
    Y: T = total(model, [X, output])

    def backprop(dY: T) -> T:
        dX: T = total(model, [dY, callback(dY)])
        return dX

    return Y, backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    layer = model.layers[0]
    for name in ("nO", "nI"):
        push_dim(model, name, [layer])
    layer.initialize(X=X, Y=Y)
    for name in ("nO", "nI"):
        mirror_dims(model, name, [layer])
