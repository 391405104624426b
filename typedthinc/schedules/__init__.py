"""Schedules: values that depend on the step of training.

Wherever a hyper-parameter or a batch size is a number it may be a schedule, a
list or a generator too; `to_schedule` makes a schedule of any of them.
"""

from typedthinc.schedules.constant import constant, constant_then
from typedthinc.schedules.convert import ScheduleT, to_schedule
from typedthinc.schedules.decay import compounding, decaying
from typedthinc.schedules.plateau import PlateauState, plateau
from typedthinc.schedules.rate import Rate
from typedthinc.schedules.schedule import Schedule
from typedthinc.schedules.triangular import cyclic_triangular, slanted_triangular
from typedthinc.schedules.warmup import warmup_linear

__all__ = [
    "PlateauState",
    "Rate",
    "Schedule",
    "ScheduleT",
    "compounding",
    "constant",
    "constant_then",
    "cyclic_triangular",
    "decaying",
    "plateau",
    "slanted_triangular",
    "to_schedule",
    "warmup_linear",
]
