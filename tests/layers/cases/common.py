"""What the cases of the layer contract are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy

from typedthinc.api import Linear, Model, Padded, Ragged, Relu


@dataclass
class Case:
    """How to make a layer, an input for it, and the block of a config that describes it.

    Attributes:
        make: Makes the layer, not initialized.
        X: An input with two rows or sequences at least, in float32.
        config: The block of a config; None for a layer that is not registered.
        loss: For a layer whose gradient is not that of its output, as for `check_gradients`.
        takes_empty_members: Whether sequences may have no rows; otherwise they are refused.
        has_derivative: Whether the gradient of the input means anything.
        batched: Whether each row or sequence is computed on its own.
    """

    make: Callable[[], Model[Any, Any]]
    X: Any
    config: Mapping[str, Any] | None
    loss: Any = None
    takes_empty_members: bool = True
    has_derivative: bool = True
    batched: bool = True


def floats(*shape: int) -> Any:
    return numpy.random.default_rng(sum(shape)).normal(0, 1, shape).astype("f")


def ragged(width: int = 3) -> Ragged:
    return Ragged(floats(6, width), numpy.array([2, 0, 3, 1], dtype="i"))


def listed(width: int = 3) -> list[Any]:
    return [floats(2, width), floats(0, width), floats(3, width)]


def padded() -> Padded:
    data = floats(3, 2, 4)
    data[2, 1] = 0
    return Padded(
        data, numpy.array([2, 2, 1], "i"), numpy.array([3, 2], "i"), numpy.array([1, 0], "i")
    )


IDS = numpy.array([3, 0, 3, 7], dtype="uint64")
TABLE = numpy.array([[3, 1], [0, 2], [3, 0]], dtype="uint64")


def log_loss() -> Any:
    """The loss that the convention of Softmax is made for.

    Its backward pass takes the gradient with respect to the logits, which is
    guess - target for the negative log-likelihood of the right class.
    """

    def targets(Y: Any) -> Any:
        return numpy.eye(Y.shape[1])[numpy.arange(len(Y)) % Y.shape[1]]

    def value(Y: Any) -> float:
        return float(-(targets(Y) * numpy.log(Y)).sum())

    def gradient(Y: Any) -> Any:
        return (Y - targets(Y)).astype(Y.dtype)

    return value, gradient


def block(name: str, **arguments: Any) -> dict[str, Any]:
    return {"@layers": name, **arguments}


def blocks(name: str, *layers: dict[str, Any], **arguments: Any) -> dict[str, Any]:
    named = {f"layer{position}": layer for position, layer in enumerate(layers)}
    return {"@layers": name, "*": named, **arguments}


LINEAR = block("Linear.v1", nO=3, nI=3)
RELU = block("Relu.v1", nO=3, nI=3)


def linear() -> Model[Any, Any]:
    return Linear(nO=3, nI=3)


def relu() -> Model[Any, Any]:
    return Relu(nO=3, nI=3)


def dense(make: Callable[..., Model[Any, Any]], name: str, **more: Any) -> Case:
    return Case(lambda: make(nO=4, **more), floats(5, 3), block(name, nO=4, **more))
