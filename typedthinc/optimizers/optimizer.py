"""The class behind every optimizer."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, ClassVar, cast

import numpy
from typing_extensions import TypeVar

from typedthinc.backends import Ops, get_array_ops
from typedthinc.errors import UnsupportedError
from typedthinc.optimizers import rules
from typedthinc.optimizers.defaults import ADAM_DEFAULTS
from typedthinc.optimizers.hyper import HyperParameter, HyperValues
from typedthinc.optimizers.state import KeyT, check_arrays, kept_like
from typedthinc.schedules import Schedule, ScheduleT, to_schedule
from typedthinc.types import Floats1d, FloatsXd

WeightsT = TypeVar("WeightsT", bound=FloatsXd | numpy.ndarray[Any, Any])


class Optimizer:
    """Updates parameters with their gradients, by SGD, Adam or RAdam.

    It is called once per parameter. In this order it adds the L2 penalty to
    the gradient (unless that is weight decay), scales the gradient down to the
    norm `grad_clip`, makes the step, sets the gradient to zero, shrinks the
    weights by the weight decay, and updates their running average. Weights and
    gradient are changed in place.

    Each hyper-parameter is a number, a list, a tuple or generator with one
    value per step, or a schedule. Its attribute gives the value of the moment,
    `optimizer.learn_rate == 0.001`, can be called with a step, and can be
    assigned anew, with a function of `step` and `key` too. The step moves with
    `step_schedules` only. Which rule is used follows from the hyper-parameters:
    RAdam if `use_radam`, else Adam if `beta1` and `beta2` are positive, else
    plain SGD if `beta2` is 0.

    `schedules` has the schedule of each hyper-parameter, by its attribute. State
    is kept by key, `(node id, name)`: `mom1` and `mom2`, the flat moments
    of Adam and RAdam; `averages`, weights averaged over the updates, or None;
    `nr_update`, the number of updates; `last_seen`, the step of the latest.

    Args:
        learn_rate: The learning rate.
        L2: The strength of the L2 penalty or of the weight decay.
        beta1: The decay of the first moment.
        beta2: The decay of the second moment.
        eps: Added to the root of the second moment.
        grad_clip: The largest norm that a parameter's gradient may have; 0 for any.
        use_averages: Whether to keep averages of the weights, which
            `model.use_params(optimizer.averages)` puts to use.
        use_radam: Whether to use RAdam.
        L2_is_weight_decay: Whether `L2` shrinks the weights themselves instead
            of being part of the gradient.

    Raises:
        ArgumentError: A hyper-parameter is none of what is accepted.
    """

    __slots__ = (
        "L2_is_weight_decay",
        "_last_score",
        "_step",
        "averages",
        "last_seen",
        "mom1",
        "mom2",
        "nr_update",
        "schedules",
        "use_radam",
    )

    learn_rate: ClassVar[HyperParameter] = HyperParameter()
    b1: ClassVar[HyperParameter] = HyperParameter()
    b2: ClassVar[HyperParameter] = HyperParameter()
    eps: ClassVar[HyperParameter] = HyperParameter()
    L2: ClassVar[HyperParameter] = HyperParameter()
    grad_clip: ClassVar[HyperParameter] = HyperParameter()

    def __init__(
        self,
        learn_rate: ScheduleT,
        *,
        L2: ScheduleT = ADAM_DEFAULTS["L2"],
        beta1: ScheduleT = ADAM_DEFAULTS["beta1"],
        beta2: ScheduleT = ADAM_DEFAULTS["beta2"],
        eps: ScheduleT = ADAM_DEFAULTS["eps"],
        grad_clip: ScheduleT = ADAM_DEFAULTS["grad_clip"],
        use_averages: bool = True,
        use_radam: bool = False,
        L2_is_weight_decay: bool = True,
    ) -> None:
        self._step = 0
        self._last_score: tuple[int, float] | None = None
        self.mom1: dict[KeyT, Floats1d] = {}
        self.mom2: dict[KeyT, Floats1d] = {}
        self.averages: dict[KeyT, FloatsXd] | None = {} if use_averages else None
        self.nr_update: dict[KeyT, int] = defaultdict(int)
        self.last_seen: dict[KeyT, int] = defaultdict(int)
        given = {
            "learn_rate": learn_rate,
            "b1": beta1,
            "b2": beta2,
            "eps": eps,
            "L2": L2,
            "grad_clip": grad_clip,
        }
        self.schedules: dict[str, Schedule[float]] = {
            name: to_schedule(value, name) for name, value in given.items()
        }
        self.use_radam: bool = use_radam
        self.L2_is_weight_decay: bool = L2_is_weight_decay

    @property
    def step(self) -> int:
        """The step at which the schedules are."""
        return self._step

    def step_schedules(self) -> None:
        """Move all schedules on by one step."""
        self._step += 1

    @property
    def last_score(self) -> tuple[int, float] | None:
        """The latest evaluation: the step when it was assigned, and the score."""
        return self._last_score

    @last_score.setter
    def last_score(self, score: float) -> None:
        self._last_score = (self._step, score)

    def __call__(
        self, key: KeyT, weights: WeightsT, gradient: WeightsT, *, lr_scale: float = 1.0
    ) -> tuple[WeightsT, WeightsT]:
        """Update one parameter, in place.

        An empty gradient changes nothing.

        Args:
            key: What the state is kept under, `(node id, name)`.
            weights: The parameter, float32 or float64.
            gradient: The gradient, which is zero afterwards.
            lr_scale: A factor of the learning rate; RAdam applies it to the
                weight decay only.

        Returns:
            The weights and the gradient.

        Raises:
            ArrayError: The weights are not float32 or float64.
            ShapeError: The gradient has another shape than the weights, or the
                weights another one than at an earlier update of the same key.
            UnsupportedError: `beta1` is 0 and `beta2` is not.
        """
        if gradient.size == 0:
            return weights, gradient
        check_arrays(key, weights, gradient)
        ops = get_array_ops(weights)
        average = None
        if self.averages is not None:
            average = kept_like(ops.xp, self.averages, key, cast("FloatsXd", weights))
        # Views of the caller's memory where its layout allows that.
        W = cast("Floats1d", weights.ravel())
        dW = cast("Floats1d", gradient.ravel().astype(weights.dtype, copy=False))
        n_updates = self.nr_update.get(key, 0) + 1
        self._update(ops, key, W, dW, n_updates=n_updates, lr_scale=lr_scale)
        if not weights.flags.c_contiguous:
            weights[...] = W.reshape(weights.shape)
        gradient.fill(0)
        if average is not None:
            ops.update_averages(average, cast("FloatsXd", weights), n_updates)
        self.nr_update[key] = n_updates
        self.last_seen[key] = self._step
        return weights, gradient

    def _update(
        self, ops: Ops, key: KeyT, W: Floats1d, dW: Floats1d, *, n_updates: int, lr_scale: float
    ) -> None:
        hyper = self._hyper_values(key)
        moments = None
        if self._has_moments(hyper):
            moments = (kept_like(ops.xp, self.mom1, key, W), kept_like(ops.xp, self.mom2, key, W))
        decay = hyper.L2 if self.L2_is_weight_decay else 0.0
        if hyper.L2 and not decay:
            dW += hyper.L2 * W
        if hyper.grad_clip:
            dW = ops.clip_gradient(dW, hyper.grad_clip)
        if moments is None:
            rules.sgd(W, dW, hyper.learn_rate * lr_scale)
        elif self.use_radam:
            rules.radam(ops, W, dW, *moments, hyper, n_updates=n_updates)
        else:
            rules.adam(ops, W, dW, *moments, hyper, n_updates=n_updates, lr_scale=lr_scale)
        if decay:
            W -= (hyper.learn_rate * lr_scale * decay) * W

    def _hyper_values(self, key: KeyT) -> HyperValues:
        schedules, step, last_score = self.schedules, self._step, self._last_score
        return HyperValues(
            *(
                float(schedules[name](step, key=key, last_score=last_score))
                for name in HyperValues._fields
            )
        )

    def _has_moments(self, hyper: HyperValues) -> bool:
        if self.use_radam:
            return True
        if hyper.b2 > 0.0 and hyper.b1 == 0.0:
            raise UnsupportedError(
                "an optimizer cannot use a second moment without a first one",
                expected="beta1 > 0 or beta2 = 0",
                got=f"beta1 = {hyper.b1}, beta2 = {hyper.b2}",
                help="Adam needs both, SGD neither",
            )
        return hyper.b2 > 0.0
