"""Parameters that start with a normal distribution.

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


def normal_init(ops: Ops, shape: Shape, *, mean: float = 0.0, stddev: float = 0.05) -> FloatsXd:
    """Normally distributed numbers.

    Args:
        ops: The backend that will hold the parameter.
        shape: The shape of the parameter.
        mean: The mean.
        stddev: The standard deviation, not negative.
    """
    return ops.asarray_f(cast("FloatsXd", numpy.random.normal(mean, stddev, shape)))


def glorot_normal_init(ops: Ops, shape: Shape) -> FloatsXd:
    """Normal around 0 with the variance `2 / (fan_in + fan_out)`.

    Args:
        ops: The backend that will hold the parameter.
        shape: The shape of the parameter.

    Source:
        Glorot and Bengio 2010, Understanding the Difficulty of Training Deep
        Feedforward Neural Networks, equation 12,
        https://proceedings.mlr.press/v9/glorot10a.html
    """
    fan_in, fan_out = get_fans(shape)
    return normal_init(ops, shape, stddev=math.sqrt(2.0 / (fan_in + fan_out)))


def he_normal_init(ops: Ops, shape: Shape) -> FloatsXd:
    """Normal around 0 with the variance `2 / fan_in`, for layers that rectify.

    Args:
        ops: The backend that will hold the parameter.
        shape: The shape of the parameter.

    Source:
        He et al. 2015, Delving Deep into Rectifiers, section 2.2,
        https://arxiv.org/abs/1502.01852
    """
    return normal_init(ops, shape, stddev=math.sqrt(2.0 / get_fans(shape)[0]))


def lecun_normal_init(ops: Ops, shape: Shape) -> FloatsXd:
    """Normal around 0 with the variance `1 / fan_in`.

    Args:
        ops: The backend that will hold the parameter.
        shape: The shape of the parameter.

    Source:
        LeCun et al. 1998, Efficient BackProp, section 4.6,
        https://doi.org/10.1007/3-540-49430-8_2
    """
    return normal_init(ops, shape, stddev=math.sqrt(1.0 / get_fans(shape)[0]))


@registry.initializers("normal_init.v1")
def configure_normal_init(*, mean: float = 0.0, stddev: float = 0.05) -> Initializer:
    """`normal_init` with its mean and standard deviation, for a config."""
    return partial(normal_init, mean=mean, stddev=stddev)


@registry.initializers("glorot_normal_init.v1")
def configure_glorot_normal_init() -> Initializer:
    """`glorot_normal_init`, for a config."""
    return partial(glorot_normal_init)


@registry.initializers("he_normal_init.v1")
def configure_he_normal_init() -> Initializer:
    """`he_normal_init`, for a config."""
    return partial(he_normal_init)


@registry.initializers("lecun_normal_init.v1")
def configure_lecun_normal_init() -> Initializer:
    """`lecun_normal_init`, for a config."""
    return partial(lecun_normal_init)
