"""The hyper-parameters that hold unless others are given."""

from __future__ import annotations

from typing import TypedDict


class SGDDefaults(TypedDict):
    """Defaults of `SGD`, by argument."""

    L2: float
    L2_is_weight_decay: bool
    grad_clip: float


class AdamDefaults(SGDDefaults):
    """Defaults of `Adam` and `RAdam`, by argument."""

    learn_rate: float
    beta1: float
    beta2: float
    eps: float


SGD_DEFAULTS: SGDDefaults = {"L2": 0.0, "L2_is_weight_decay": True, "grad_clip": 1.0}
ADAM_DEFAULTS: AdamDefaults = {
    "learn_rate": 0.001,
    "beta1": 0.9,
    "beta2": 0.999,
    "eps": 1e-08,
    **SGD_DEFAULTS,
}
