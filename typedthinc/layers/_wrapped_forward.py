"""A forward function inside of another one, in the same layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Around:
    """A forward function that runs the one a layer had before.

    It is an object, since functions defined in functions cannot be pickled; and it
    names the inner function as decorators do, so that what reads the annotations
    of forward functions finds those of the inner one.

    Args:
        inner: The forward function that the layer had.
        outer: Called with `inner`, the settings and what a forward function is
            called with.
        settings: What else `outer` needs.
    """

    def __init__(
        self, inner: Callable[..., Any], outer: Callable[..., Any], *settings: Any
    ) -> None:
        self.__wrapped__ = inner
        self._outer = outer
        self._settings = settings

    def __call__(self, model: Any, X: Any, is_train: bool) -> Any:
        return self._outer(self.__wrapped__, *self._settings, model, X, is_train)
