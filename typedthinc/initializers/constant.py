"""Parameters that start as one number."""

from __future__ import annotations

from functools import partial

from typedthinc.backends import Ops
from typedthinc.initializers.fans import Initializer
from typedthinc.registries import registry
from typedthinc.types import FloatsXd, Shape


def zero_init(ops: Ops, shape: Shape) -> FloatsXd:
    """Zeros.

    Args:
        ops: The backend that will hold the parameter.
        shape: The shape of the parameter.
    """
    return ops.alloc_f(shape)


@registry.initializers("zero_init.v1")
def configure_zero_init() -> Initializer:
    """`zero_init`, for a config."""
    return partial(zero_init)
