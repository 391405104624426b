"""Which backend is in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import numpy

from typedthinc.backends.apple_ops import AppleOps
from typedthinc.backends.numpy_ops import NumpyOps
from typedthinc.backends.ops import Ops
from typedthinc.errors import ArgumentError, did_you_mean
from typedthinc.registries import registry
from typedthinc.types.describe import describe

_default: Ops = NumpyOps()
_in_context: ContextVar[Ops | None] = ContextVar("typedthinc_ops", default=None)


def get_ops(name: str, **kwargs: Any) -> Ops:
    """A new backend.

    Args:
        name: "numpy"; "apple" on a Mac; "cpu" for the better one of these; or the
            name of a backend that is registered in `registry.ops`.
        kwargs: Passed on to the backend.

    Raises:
        ArgumentError: There is no backend of that name.

    Example:
        >>> get_ops("numpy")
        NumpyOps(device_type='cpu', device_id=-1)
    """
    if name == "cpu":
        return (AppleOps or NumpyOps)(**kwargs)
    if name == "numpy":
        return NumpyOps(**kwargs)
    backends: dict[str, Any] = {
        getattr(backend, "name", key): backend for key, backend in registry.ops.get_all().items()
    }
    if name not in backends:
        raise ArgumentError(
            f'no backend "{name}"',
            expected=f"one of: {', '.join(sorted({*backends, 'cpu'}))}",
            got=repr(name),
            help=did_you_mean(name, sorted({*backends, "cpu"})),
        )
    ops: Ops = backends[name](**kwargs)
    return ops


def get_current_ops() -> Ops:
    """The backend in force: that of the enclosing `use_ops`, otherwise the default."""
    return _in_context.get() or _default


def set_current_ops(ops: Ops) -> None:
    """Set the backend in force.

    It becomes the default of the whole process, in threads that run already and
    in new ones. Within `use_ops` it takes the place of that block's backend
    instead, until the block ends.

    Args:
        ops: The backend.
    """
    global _default
    if _in_context.get() is None:
        _default = ops
    else:
        _in_context.set(ops)


@contextmanager
def use_ops(name: str, **kwargs: Any) -> Iterator[None]:
    """Use another backend within a `with` block, in this thread or task only.

    Args:
        name: The name of the backend.
        kwargs: Passed on to the backend.

    Raises:
        ArgumentError: There is no backend of that name.

    Example:
        >>> with use_ops("numpy"):
        ...     get_current_ops().name
        'numpy'
    """
    token = _in_context.set(get_ops(name, **kwargs))
    try:
        yield
    finally:
        _in_context.reset(token)


def require_cpu() -> bool:
    """Set the backend in force to the best one for a CPU.

    Returns:
        True.
    """
    set_current_ops(get_ops("cpu"))
    return True


def get_array_ops(arr: object) -> Ops:
    """The backend that an array belongs to: the one in force, if it has such arrays.

    Args:
        arr: An array.

    Raises:
        ArgumentError: It is not an array of any backend.
    """
    current = get_current_ops()
    if isinstance(arr, current.xp.ndarray):
        return current
    if isinstance(arr, numpy.ndarray):
        return NumpyOps()
    raise ArgumentError("not an array of a backend", expected="a NumPy array", got=describe(arr))
