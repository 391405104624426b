"""The backend for the CPU of a Mac."""

from __future__ import annotations

import sys
from typing import ClassVar

from typedthinc.backends.numpy_ops import NumpyOps
from typedthinc.registries import registry


class _AppleOps(NumpyOps):
    """The backend for the CPU of a Mac.

    Products of matrices come from NumPy's own linear algebra library, which on a
    Mac is Apple's Accelerate: there is nothing left to do otherwise.
    """

    name: ClassVar[str] = "apple"


_AppleOps.__name__ = _AppleOps.__qualname__ = "AppleOps"

# As in Thinc, the name is there on every system, so that programs can ask whether it is None.
AppleOps: type[NumpyOps] | None = None
if sys.platform == "darwin":
    AppleOps = registry.ops("AppleOps", _AppleOps)
