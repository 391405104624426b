"""Ranges in the time line of NVIDIA's profilers."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def use_nvtx_range(message: str, id_color: int = -1) -> Iterator[None]:
    """Mark what happens in a `with` block as a range of NVTX, also if it raises.

    Without CuPy nothing happens.

    Args:
        message: What the range is called.
        id_color: The number of its color; -1 for none in particular.

    Example:
        >>> with use_nvtx_range("forward"):
        ...     pass
    """
    nvtx = _nvtx()
    if nvtx is None:
        yield
        return
    nvtx.RangePush(message, id_color)
    try:
        yield
    finally:
        nvtx.RangePop()


@functools.cache
def _nvtx() -> Any:
    try:
        return importlib.import_module("cupy.cuda.nvtx")
    except ImportError:
        return None
