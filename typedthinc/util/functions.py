"""Functions made of functions."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

ResultT = TypeVar("ResultT")


def partial(func: Callable[..., ResultT], *args: Any, **kwargs: Any) -> Callable[..., ResultT]:
    """Fix some arguments of a function, as `functools.partial`; the docstring stays.

    Args:
        func: The function.
        *args: Its first arguments.
        **kwargs: Arguments by name, which a call may still override.

    Example:
        >>> partial(int, base=2)("101")
        5
    """
    fixed = functools.partial(func, *args, **kwargs)
    fixed.__doc__ = func.__doc__
    return fixed
