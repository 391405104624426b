"""Activations, with weights of their own and without."""

from __future__ import annotations

from typing import Any

import numpy

from tests.layers.cases.common import Case, block, dense, floats
from tests.layers.cases.dense import EXTRAS
from typedthinc.api import (
    ClippedLinear,
    Dish,
    Gelu,
    HardSigmoid,
    HardSwish,
    HardSwishMobilenet,
    HardTanh,
    Logistic,
    MultiSoftmax,
    ReluK,
    Sigmoid,
    Swish,
    sigmoid_activation,
    softmax_activation,
)

_LINE = {"slope": -2.0, "offset": 0.25, "min_val": -3.0, "max_val": 2.0}
_ACTIVATIONS = {
    "ClippedLinear.v1": ClippedLinear,
    "Dish.v1": Dish,
    "Gelu.v1": Gelu,
    "HardSigmoid.v1": HardSigmoid,
    "HardSwish.v1": HardSwish,
    "HardSwishMobilenet.v1": HardSwishMobilenet,
    "HardTanh.v1": HardTanh,
    "ReluK.v1": ReluK,
    "Swish.v1": Swish,
}


def _log_losses(sizes: tuple[int, ...]) -> Any:
    """The sum of a negative log-likelihood for each question of `MultiSoftmax`."""
    firsts = numpy.cumsum([0, *sizes[:-1]])

    def targets(Y: Any) -> Any:
        truth = numpy.zeros(Y.shape)
        for first, size in zip(firsts, sizes):
            truth[numpy.arange(len(Y)), first + numpy.arange(len(Y)) % size] = 1
        return truth

    def value(Y: Any) -> float:
        return float(-(targets(Y) * numpy.log(Y)).sum())

    def gradient(Y: Any) -> Any:
        return (Y - targets(Y)).astype(Y.dtype)

    return value, gradient


CASES = {
    **{name: dense(make, name) for name, make in _ACTIVATIONS.items()},
    **{f"{name}-extras": dense(make, name, **EXTRAS) for name, make in _ACTIVATIONS.items()},
    "ClippedLinear.v1-line": dense(ClippedLinear, "ClippedLinear.v1", **_LINE),
    "ReluK.v1-k": dense(ReluK, "ReluK.v1", k=0.5),
    "Sigmoid.v1": dense(Sigmoid, "Sigmoid.v1"),
    "MultiSoftmax.v1": Case(
        lambda: MultiSoftmax((2, 1, 3)),
        floats(5, 3),
        block("MultiSoftmax.v1", nOs=[2, 1, 3]),
        _log_losses((2, 1, 3)),
    ),
    "softmax_activation.v1": Case(softmax_activation, floats(5, 3), block("softmax_activation.v1")),
    **{
        f"{make.__name__}.v1{variant}": Case(make, floats(*shape), block(f"{make.__name__}.v1"))
        for make in (sigmoid_activation, Logistic)
        for variant, shape in {"": (5, 3), "-1d": (5,), "-3d": (4, 2, 3)}.items()
    },
}
