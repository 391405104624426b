"""Optimizers: what turns gradients into new weights."""

from typedthinc.optimizers.adam import Adam
from typedthinc.optimizers.defaults import ADAM_DEFAULTS, SGD_DEFAULTS
from typedthinc.optimizers.optimizer import Optimizer
from typedthinc.optimizers.radam import RAdam
from typedthinc.optimizers.sgd import SGD
from typedthinc.optimizers.state import KeyT
from typedthinc.schedules import ScheduleT

__all__ = [
    "ADAM_DEFAULTS",
    "SGD",
    "SGD_DEFAULTS",
    "Adam",
    "KeyT",
    "Optimizer",
    "RAdam",
    "ScheduleT",
]
