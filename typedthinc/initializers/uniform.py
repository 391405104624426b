"""Parameters that start evenly spread over a range.

Numbers come from NumPy's global generator whatever the backend, so that a seed
gives the same parameters on every device.
"""

from __future__ import annotations

import math
from functools import partial
from typing import cast

import numpy

from typedthinc.backends import Ops
from typedthinc.initializers.fans import Initializer, get_fans
from typedthinc.registries import registry
from typedthinc.types import FloatsXd, Shape


def uniform_init(ops: Ops, shape: Shape, *, lo: float = -0.1, hi: float = 0.1) -> FloatsXd:
    """Numbers between two limits.

    Args:
        ops: The backend that will hold the parameter.
        shape: The shape of the parameter.
        lo: The lower limit.
        hi: The upper limit.
    """
    return ops.asarray_f(cast("FloatsXd", numpy.random.uniform(lo, hi, shape)))


def glorot_uniform_init(ops: Ops, shape: Shape) -> FloatsXd:
    """Numbers within `sqrt(6 / (fan_in + fan_out))` of 0.

    Args:
        ops: The backend that will hold the parameter.
        shape: The shape of the parameter.

    Source:
        Glorot and Bengio 2010, Understanding the Difficulty of Training Deep
        Feedforward Neural Networks, equation 16,
        https://proceedings.mlr.press/v9/glorot10a.html
    """
    fan_in, fan_out = get_fans(shape)
    return _within(ops, shape, math.sqrt(6.0 / (fan_in + fan_out)))


def he_uniform_init(ops: Ops, shape: Shape) -> FloatsXd:
    """Numbers within `sqrt(6 / fan_in)` of 0, for layers that rectify.

    Args:
        ops: The backend that will hold the parameter.
        shape: The shape of the parameter.

    Source:
        He et al. 2015, Delving Deep into Rectifiers, section 2.2,
        https://arxiv.org/abs/1502.01852
    """
    return _within(ops, shape, math.sqrt(6.0 / get_fans(shape)[0]))


def lecun_uniform_init(ops: Ops, shape: Shape) -> FloatsXd:
    """Numbers within `sqrt(3 / fan_in)` of 0.

    Args:
        ops: The backend that will hold the parameter.
        shape: The shape of the parameter.

    Source:
        LeCun et al. 1998, Efficient BackProp, section 4.6,
        https://doi.org/10.1007/3-540-49430-8_2
    """
    return _within(ops, shape, math.sqrt(3.0 / get_fans(shape)[0]))


def _within(ops: Ops, shape: Shape, limit: float) -> FloatsXd:
    return uniform_init(ops, shape, lo=-limit, hi=limit)


@registry.initializers("uniform_init.v1")
def configure_uniform_init(*, lo: float = -0.1, hi: float = 0.1) -> Initializer:
    """`uniform_init` with its limits, for a config."""
    return partial(uniform_init, lo=lo, hi=hi)


@registry.initializers("glorot_uniform_init.v1")
def configure_glorot_uniform_init() -> Initializer:
    """`glorot_uniform_init`, for a config."""
    return partial(glorot_uniform_init)


@registry.initializers("he_uniform_init.v1")
def configure_he_uniform_init() -> Initializer:
    """`he_uniform_init`, for a config."""
    return partial(he_uniform_init)


@registry.initializers("lecun_uniform_init.v1")
def configure_lecun_uniform_init() -> Initializer:
    """`lecun_uniform_init`, for a config."""
    return partial(lecun_uniform_init)
