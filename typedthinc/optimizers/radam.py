"""Rectified Adam."""

from __future__ import annotations

from typedthinc.optimizers.defaults import ADAM_DEFAULTS
from typedthinc.optimizers.optimizer import Optimizer
from typedthinc.registries import registry
from typedthinc.schedules import ScheduleT


@registry.optimizers("RAdam.v1")
def RAdam(
    learn_rate: ScheduleT = ADAM_DEFAULTS["learn_rate"],
    *,
    beta1: ScheduleT = ADAM_DEFAULTS["beta1"],
    beta2: ScheduleT = ADAM_DEFAULTS["beta2"],
    eps: ScheduleT = ADAM_DEFAULTS["eps"],
    L2: ScheduleT = ADAM_DEFAULTS["L2"],
    L2_is_weight_decay: bool = ADAM_DEFAULTS["L2_is_weight_decay"],
    grad_clip: ScheduleT = ADAM_DEFAULTS["grad_clip"],
    use_averages: bool = True,
) -> Optimizer:
    """Rectified Adam, which needs no warm-up.

    While too few gradients were seen to know their variance, the steps are
    those of momentum; from then on those of Adam, held back by a rectifier.

    Args:
        learn_rate: The learning rate.
        beta1: The decay of the mean of the gradient.
        beta2: The decay of the mean of its square.
        eps: Added to the root of the mean square.
        L2: The strength of the weight decay or of the L2 penalty.
        L2_is_weight_decay: Whether `L2` shrinks the weights themselves instead
            of being part of the gradient.
        grad_clip: The largest norm that a parameter's gradient may have; 0 for any.
        use_averages: Whether to keep averages of the weights.

    Raises:
        ArgumentError: A hyper-parameter is not a number, list, generator or schedule.

    Source:
        Liu et al. 2020, On the Variance of the Adaptive Learning Rate and
        Beyond, https://arxiv.org/abs/1908.03265

    Example:
        >>> RAdam(0.001).use_radam
        True
    """
    return Optimizer(
        learn_rate,
        L2=L2,
        beta1=beta1,
        beta2=beta2,
        eps=eps,
        grad_clip=grad_clip,
        L2_is_weight_decay=L2_is_weight_decay,
        use_averages=use_averages,
        use_radam=True,
    )
