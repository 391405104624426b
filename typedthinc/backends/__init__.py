"""Backends: what layers compute with, and which one is in force."""

from typedthinc.backends.apple_ops import AppleOps
from typedthinc.backends.current import (
    get_array_ops,
    get_current_ops,
    get_ops,
    require_cpu,
    set_current_ops,
    use_ops,
)
from typedthinc.backends.numpy_ops import NumpyOps
from typedthinc.backends.ops import Ops

__all__ = [
    "AppleOps",
    "NumpyOps",
    "Ops",
    "get_array_ops",
    "get_current_ops",
    "get_ops",
    "require_cpu",
    "set_current_ops",
    "use_ops",
]
