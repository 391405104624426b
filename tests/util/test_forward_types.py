from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from unittest.mock import MagicMock

import pytest

from typedthinc.types import Floats2d, FloatsXd, Ragged
from typedthinc.util import forward_types

if TYPE_CHECKING:
    from typing import Tuple

    from numpy import ndarray as HiddenArray

    from typedthinc.types import Padded

InT = TypeVar("InT", bound=FloatsXd)


def typed(
    model: HiddenArray[Any, Any], X: Floats2d, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Floats2d]]:
    raise NotImplementedError


def generic(model: Any, X: InT, is_train: bool) -> tuple[list[InT], Any]:
    raise NotImplementedError


def bare(model, X, is_train):
    raise NotImplementedError


def half(model: Any, X: Floats2d, is_train: bool) -> Any:
    raise NotImplementedError


def hidden(model: Any, X: Padded, is_train: bool) -> Tuple[Padded, Any]:
    raise NotImplementedError


def unknown(model: Any, X: HiddenArray[Any, Any], is_train: bool) -> tuple[Floats2d, Any]:
    raise NotImplementedError


def collected(*args: Floats2d) -> Any:
    raise NotImplementedError


def with_options(
    model: Any, X: Floats2d, is_train: bool, *, scale: float = 1.0
) -> tuple[Floats2d, Any]:
    raise NotImplementedError


@functools.wraps(typed)
def wrapped(*args: Any) -> Any:
    raise NotImplementedError


class Layer:
    def __call__(self, model: Any, X: Floats2d, is_train: bool) -> tuple[Ragged, Any]:
        raise NotImplementedError

    def forward(self, model: Any, X: Floats2d, is_train: bool) -> tuple[Ragged, Any]:
        raise NotImplementedError


@pytest.mark.parametrize(
    ("func", "types"),
    [
        (typed, (Floats2d, Ragged)),
        (generic, (InT, list[InT])),
        (bare, (Any, Any)),
        (half, (Floats2d, Any)),
        (unknown, (Any, Floats2d)),
        (collected, (Any, Any)),
        (with_options, (Floats2d, Floats2d)),
        (functools.partial(with_options, scale=2.0), (Floats2d, Floats2d)),
        (wrapped, (Floats2d, Ragged)),
        (Layer(), (Floats2d, Ragged)),
        (Layer().forward, (Floats2d, Ragged)),
        (lambda model, X, is_train: (X, None), (Any, Any)),
        (MagicMock(), (Any, Any)),
    ],
)
def test_types_are_read_from_any_callable(func: Any, types: tuple[Any, Any]) -> None:
    assert tuple(forward_types(func)) == types


def test_names_imported_for_checkers_only_are_looked_up_here_and_in_typing() -> None:
    import typedthinc.types

    assert tuple(forward_types(hidden)) == (typedthinc.types.Padded, typedthinc.types.Padded)


def test_a_function_of_one_argument_is_an_error() -> None:
    with pytest.raises(TypeError, match="too many positional arguments"):
        forward_types(lambda X: X)
