"""Steps of training, in place."""

from __future__ import annotations

import math
from typing import Any

import numpy

from typedthinc.backends.checks import check_same_shape
from typedthinc.backends.core import OpsCore
from typedthinc.errors import ArgumentError
from typedthinc.types import FloatsXd
from typedthinc.types.xp import FloatsT


class Optimization(OpsCore):
    """Steps of training. They write into the arrays they are given."""

    def adam(
        self,
        weights: FloatsT,
        gradient: FloatsT,
        mom1: FloatsT,
        mom2: FloatsT,
        beta1: float,
        beta2: float,
        eps: float,
        learn_rate: float,
        mod_rate: float = 1.0,
    ) -> tuple[FloatsT, FloatsT, FloatsT, FloatsT]:
        """One step of Adam, in place; the gradient is zero afterwards.

        Args:
            weights: The weights.
            gradient: Their gradient.
            mom1: The running mean of the gradient.
            mom2: The running mean of its square.
            beta1: How much of `mom1` is kept.
            beta2: How much of `mom2` is kept.
            eps: What is added to the square root of `mom2`.
            learn_rate: The step size, with the bias of the means corrected.
            mod_rate: The factor of the square root of `mom2`.

        Returns:
            The weights, the gradient and both means.

        Raises:
            ShapeError: The arrays differ in shape.

        Source:
            Kingma and Ba 2015, Adam: A Method for Stochastic Optimization,
            https://arxiv.org/abs/1412.6980
        """
        check_same_shape("adam", weights=weights, gradient=gradient, mom1=mom1, mom2=mom2)
        xp: Any = self.xp
        # NumPy's own scalars would turn float32 arrays into float64.
        beta1, beta2, eps = float(beta1), float(beta2), float(eps)
        learn_rate, mod_rate = float(learn_rate), float(mod_rate)
        limits = xp.finfo(weights.dtype)
        # Adding and taking away this number turns subnormal numbers into zeros. Without that, the
        # means of weights that rarely get a gradient decay into them, and they are slow.
        flush = min(8 * float(limits.tiny) / float(limits.eps), 1e-30)
        for rows in self._blocks(weights):
            w, g, m, v = weights[rows], gradient[rows], mom1[rows], mom2[rows]
            m *= beta1
            m += g * (1.0 - beta1)
            m += flush
            m -= flush
            v *= beta2
            g *= g
            g *= 1.0 - beta2
            v += g
            v += flush
            v -= flush
            step = xp.sqrt(v, out=g)
            if mod_rate != 1.0:
                step *= mod_rate
            step += eps
            xp.divide(m, step, out=step)
            step *= learn_rate
            w -= step
            g.fill(0)
        return weights, gradient, mom1, mom2

    def clip_gradient(self, gradient: FloatsT, threshold: float) -> FloatsT:
        """Scale a gradient, in place, so that its norm is at most a threshold.

        A gradient whose norm is infinite or not a number stays as it is, so
        that what went wrong is seen.

        Args:
            gradient: The gradient, which is changed.
            threshold: The greatest norm.

        Returns:
            The gradient.

        Raises:
            ArgumentError: The threshold is negative.
        """
        if not threshold >= 0:
            raise ArgumentError(
                "clip_gradient: the threshold is not a norm",
                expected="threshold >= 0",
                got=threshold,
            )
        norm = _norm(gradient)
        if threshold < norm < math.inf:
            self.xp.multiply(gradient, float(threshold) / norm, out=gradient)
        return gradient

    def update_averages(
        self, ema: FloatsT, weights: FloatsT, t: int, max_decay: float = 0.9999
    ) -> None:
        """Move a running mean of weights towards them, in place.

        Args:
            ema: The running mean, which is changed.
            weights: The weights.
            t: How many updates there were. The mean forgets less, the more.
            max_decay: How much of the mean is kept at most.

        Raises:
            ShapeError: The arrays differ in shape.
        """
        check_same_shape("update_averages", ema=ema, weights=weights)
        decay = min((1.0 + t) / (10.0 + t), float(max_decay))
        for rows in self._blocks(ema):
            mean = ema[rows]
            step = weights[rows] - mean
            step *= 1.0 - decay
            mean += step


def _norm(array: FloatsXd) -> float:
    flat: Any = array.ravel()
    with numpy.errstate(over="ignore"):
        square = float(flat.dot(flat))
    if 1e-30 < square < math.inf:
        return math.sqrt(square)
    # The squares may have left the range of the dtype.
    greatest = float(abs(flat).max(initial=0.0))
    if not 0.0 < greatest < math.inf:
        return greatest
    flat = flat / greatest
    return greatest * math.sqrt(float(flat.dot(flat)))
