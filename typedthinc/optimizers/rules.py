"""The update rules: one step of one parameter, in place.

Each takes flat arrays of one dtype, so a rule does not care whether they hold
one parameter or many that share their hyper-parameters.
"""

from __future__ import annotations

import math

from typedthinc.backends import Ops
from typedthinc.optimizers.hyper import HyperValues
from typedthinc.types import Floats1d


def sgd(W: Floats1d, dW: Floats1d, learn_rate: float) -> None:
    """Plain gradient descent."""
    W -= learn_rate * dW


def adam(
    ops: Ops,
    W: Floats1d,
    dW: Floats1d,
    mom1: Floats1d,
    mom2: Floats1d,
    hyper: HyperValues,
    *,
    n_updates: int,
    lr_scale: float,
) -> None:
    """Adam, the bias of both moments corrected within the learning rate.

    Args:
        ops: The backend that holds the arrays.
        W: The weights.
        dW: Their gradient.
        mom1: The running mean of the gradient.
        mom2: The running mean of its square.
        hyper: The hyper-parameters of this step.
        n_updates: How many updates there were, this one included.
        lr_scale: A factor of the learning rate.

    Source:
        Kingma and Ba 2015, Adam: A Method for Stochastic Optimization, end of
        section 2, https://arxiv.org/abs/1412.6980
    """
    b1, b2 = hyper.b1, hyper.b2
    correction = math.sqrt(1.0 - b2**n_updates) / (1.0 - b1**n_updates)
    rate = hyper.learn_rate * lr_scale * correction
    ops.adam(W, dW, mom1, mom2, b1, b2, hyper.eps, rate)


def radam(
    ops: Ops,
    W: Floats1d,
    dW: Floats1d,
    mom1: Floats1d,
    mom2: Floats1d,
    hyper: HyperValues,
    *,
    n_updates: int,
) -> None:
    """Rectified Adam: momentum alone while too little is known of the variance.

    Args:
        ops: The backend that holds the arrays.
        W: The weights.
        dW: Their gradient.
        mom1: The running mean of the gradient.
        mom2: The running mean of its square.
        hyper: The hyper-parameters of this step.
        n_updates: How many updates there were, this one included. The step of
            the paper's formulas is one more.

    Source:
        Liu et al. 2020, On the Variance of the Adaptive Learning Rate and
        Beyond, algorithm 2, https://arxiv.org/abs/1908.03265, with the
        threshold of 5 that the authors' own implementation has.
    """
    b1, b2 = hyper.b1, hyper.b2
    mom1 *= b1
    mom1 += (1.0 - b1) * dW
    mom2 *= b2
    mom2 += (1.0 - b2) * dW**2
    t = n_updates + 1
    rate = hyper.learn_rate / (1.0 - b1**t)
    rho_inf = 2.0 / (1.0 - b2) - 1.0
    rho = rho_inf - 2.0 * t * b2**t / (1.0 - b2**t)
    if rho < 5:
        W -= rate * mom1
        return
    variance = (rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho)
    rate *= math.sqrt(variance * (1.0 - b2**t))
    W -= rate * mom1 / (ops.xp.sqrt(mom2) + hyper.eps)
