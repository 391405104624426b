"""Initializers: functions of a backend and a shape that give new parameters."""

from typedthinc.initializers.constant import configure_zero_init, zero_init
from typedthinc.initializers.fans import Initializer
from typedthinc.initializers.normal import (
    configure_glorot_normal_init,
    configure_he_normal_init,
    configure_lecun_normal_init,
    configure_normal_init,
    glorot_normal_init,
    he_normal_init,
    lecun_normal_init,
    normal_init,
)
from typedthinc.initializers.uniform import (
    configure_glorot_uniform_init,
    configure_he_uniform_init,
    configure_lecun_uniform_init,
    configure_uniform_init,
    glorot_uniform_init,
    he_uniform_init,
    lecun_uniform_init,
    uniform_init,
)

__all__ = [
    "Initializer",
    "configure_glorot_normal_init",
    "configure_glorot_uniform_init",
    "configure_he_normal_init",
    "configure_he_uniform_init",
    "configure_lecun_normal_init",
    "configure_lecun_uniform_init",
    "configure_normal_init",
    "configure_uniform_init",
    "configure_zero_init",
    "glorot_normal_init",
    "glorot_uniform_init",
    "he_normal_init",
    "he_uniform_init",
    "lecun_normal_init",
    "lecun_uniform_init",
    "normal_init",
    "uniform_init",
    "zero_init",
]
