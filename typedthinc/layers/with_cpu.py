"""A layer that stays on the CPU."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.backends import Ops
from typedthinc.layers._compose import check_layers
from typedthinc.layers._wrapped_layer import dims_of, initialize_inside
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Padded, Pairs, Ragged
from typedthinc.util import convert_recursive, is_xp_array, to_numpy

A = TypeVar("A", default=Any)
B = TypeVar("B", default=Any)


@registry.layers("with_cpu.v1")
def with_cpu(layer: Model[A, B], ops: Ops) -> Model[A, B]:
    """Run a layer on the CPU within a model that runs elsewhere.

    What the layer takes is moved to the CPU, and what it gives to where `ops` works;
    gradients go the other way round.

    Args:
        layer: The layer; it is moved to the CPU, and stays there when the model
            around it is moved.
        ops: The backend of the model around it.

    Shapes:
        X: what the layer takes   Y: what the layer gives

    Raises:
        CompositionError: `layer` is not a `Model`.

    Example:
        >>> from typedthinc.api import Relu, get_current_ops, with_cpu
        >>> with_cpu(Relu(nO=4), get_current_ops()).name
        'with_cpu(relu)'
    """
    check_layers("with_cpu", [layer])
    layer.to_cpu()
    return Model(
        f"with_cpu({layer.name})",
        forward,
        init=init,
        dims=dims_of(layer),
        layers=[layer],
        ops=ops,
    )


def forward(model: Model[A, B], X: A, is_train: bool) -> tuple[B, Callable[[B], A]]:
    Y, callback = _on_cpu(model)(_moved(to_numpy, X), is_train)

    def backprop(dY: B) -> A:
        dX: A = _moved(model.ops.asarray, callback(_moved(to_numpy, dY)))
        return dX

    moved: B = _moved(model.ops.asarray, Y)
    return moved, backprop


def _on_cpu(model: Model[Any, Any]) -> Model[Any, Any]:
    layer = model.layers[0]
    if layer.ops.device_type != "cpu":
        # The whole model was moved, and the layer with it.
        layer.to_cpu()
    return layer


def _moved(move: Callable[[Any], Any], batch: Any) -> Any:
    return convert_recursive(_is_data, functools.partial(_move, move), batch)


def _is_data(value: Any) -> bool:
    return isinstance(value, (Ragged, Padded, Pairs)) or is_xp_array(value)


def _move(move: Callable[[Any], Any], data: Any) -> Any:
    if isinstance(data, Ragged):
        return Ragged(move(data.dataXd), move(data.lengths))
    if isinstance(data, Padded):
        return Padded(move(data.data), move(data.size_at_t), move(data.lengths), move(data.indices))
    if isinstance(data, Pairs):
        return Pairs(_moved(move, data.one), _moved(move, data.two))
    return move(data)


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    _on_cpu(model)
    initialize_inside(model, _moved(to_numpy, X), _moved(to_numpy, Y))
