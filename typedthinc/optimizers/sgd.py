"""Stochastic gradient descent."""

from __future__ import annotations

from typedthinc.optimizers.defaults import SGD_DEFAULTS
from typedthinc.optimizers.optimizer import Optimizer
from typedthinc.registries import registry
from typedthinc.schedules import ScheduleT


@registry.optimizers("SGD.v1")
def SGD(
    learn_rate: ScheduleT,
    *,
    L2: ScheduleT = SGD_DEFAULTS["L2"],
    grad_clip: ScheduleT = SGD_DEFAULTS["grad_clip"],
    L2_is_weight_decay: bool = SGD_DEFAULTS["L2_is_weight_decay"],
    use_averages: bool = True,
) -> Optimizer:
    """Plain stochastic gradient descent, without momentum.

    Args:
        learn_rate: The learning rate.
        L2: The strength of the weight decay or of the L2 penalty.
        grad_clip: The largest norm that a parameter's gradient may have; 0 for any.
        L2_is_weight_decay: Whether `L2` shrinks the weights themselves instead
            of being part of the gradient.
        use_averages: Whether to keep averages of the weights.

    Raises:
        ArgumentError: A hyper-parameter is not a number, list, generator or schedule.

    Example:
        >>> optimizer = SGD([0.1, 0.01])
        >>> optimizer.step_schedules()
        >>> float(optimizer.learn_rate)
        0.01
    """
    return Optimizer(
        learn_rate,
        L2=L2,
        beta1=0.0,
        beta2=0.0,
        grad_clip=grad_clip,
        L2_is_weight_decay=L2_is_weight_decay,
        use_averages=use_averages,
    )
