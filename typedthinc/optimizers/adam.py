"""Adam."""

from __future__ import annotations

from typedthinc.optimizers.defaults import ADAM_DEFAULTS
from typedthinc.optimizers.optimizer import Optimizer
from typedthinc.registries import registry
from typedthinc.schedules import ScheduleT


@registry.optimizers("Adam.v1")
def Adam(
    learn_rate: ScheduleT = ADAM_DEFAULTS["learn_rate"],
    *,
    L2: ScheduleT = ADAM_DEFAULTS["L2"],
    beta1: ScheduleT = ADAM_DEFAULTS["beta1"],
    beta2: ScheduleT = ADAM_DEFAULTS["beta2"],
    eps: ScheduleT = ADAM_DEFAULTS["eps"],
    grad_clip: ScheduleT = ADAM_DEFAULTS["grad_clip"],
    L2_is_weight_decay: bool = ADAM_DEFAULTS["L2_is_weight_decay"],
    use_averages: bool = True,
) -> Optimizer:
    """Adam: steps scaled by running means of the gradient and of its square.

    With `L2` and `L2_is_weight_decay` this is AdamW.

    Args:
        learn_rate: The learning rate.
        L2: The strength of the weight decay or of the L2 penalty.
        beta1: The decay of the mean of the gradient.
        beta2: The decay of the mean of its square.
        eps: Added to the root of the mean square.
        grad_clip: The largest norm that a parameter's gradient may have; 0 for any.
        L2_is_weight_decay: Whether `L2` shrinks the weights themselves instead
            of being part of the gradient.
        use_averages: Whether to keep averages of the weights.

    Raises:
        ArgumentError: A hyper-parameter is not a number, list, generator or schedule.

    Source:
        Kingma and Ba 2015, Adam: A Method for Stochastic Optimization,
        https://arxiv.org/abs/1412.6980; Loshchilov and Hutter 2019, Decoupled
        Weight Decay Regularization, https://arxiv.org/abs/1711.05101

    Example:
        >>> from typedthinc.schedules import warmup_linear
        >>> optimizer = Adam(warmup_linear(0.01, 100, 1000))
        >>> optimizer.learn_rate, optimizer.learn_rate(50)
        (0.0, 0.005)
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
    )
