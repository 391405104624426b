from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

import numpy
import pytest
from typing_extensions import TypeVar as DefaultTypeVar

from typedthinc.errors import DataValidationError
from typedthinc.types import Floats2d, FloatsXd, Ints1d, Padded, Pairs, Ragged
from typedthinc.util import data_validation, is_data_validation_on, validate_fwd_input_output

FLOATS_1 = numpy.zeros(2, dtype="float32")
FLOATS_2 = numpy.zeros((2, 3), dtype="float32")
FLOATS_3 = numpy.zeros((2, 3, 4), dtype="float32")
INTS_1 = numpy.zeros(2, dtype="int32")
RAGGED = Ragged(FLOATS_2, INTS_1)
PADDED = Padded(FLOATS_3, INTS_1, INTS_1, INTS_1)

Backprop = Callable[[Any], Any]
BoundT = TypeVar("BoundT", bound=FloatsXd)
EitherT = TypeVar("EitherT", Floats2d, Ragged)
FreeT = DefaultTypeVar("FreeT", default=Any)
DefaultT = DefaultTypeVar("DefaultT", bound=FloatsXd, default=Any)


def floats(model: Any, X: Floats2d, is_train: bool) -> tuple[Ragged, Backprop]:
    raise NotImplementedError


def lists(model: Any, X: list[Floats2d], is_train: bool) -> tuple[Floats2d, Backprop]:
    raise NotImplementedError


def union(model: Any, X: Floats2d | list[Ints1d], is_train: bool) -> tuple[Padded, Backprop]:
    raise NotImplementedError


def bound(model: Any, X: BoundT, is_train: bool) -> tuple[list[BoundT], Backprop]:
    raise NotImplementedError


def either(model: Any, X: EitherT, is_train: bool) -> tuple[EitherT, Backprop]:
    raise NotImplementedError


def free(model: Any, X: FreeT, is_train: bool) -> tuple[FreeT, Backprop]:
    raise NotImplementedError


def default(model: Any, X: DefaultT, is_train: bool) -> tuple[DefaultT, Backprop]:
    raise NotImplementedError


def plain(model: Any, X: dict[str, int], is_train: bool) -> tuple[tuple[int, str], Backprop]:
    raise NotImplementedError


def pairs(model: Any, X: Pairs[Any, Any], is_train: bool) -> tuple[int, Backprop]:
    raise NotImplementedError


def bare(model, X, is_train):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("func", "X", "Y"),
    [
        (floats, FLOATS_2, RAGGED),
        (floats, FLOATS_2.astype("float64"), None),
        (floats, None, None),
        (floats, numpy.zeros((0, 0)), None),
        (lists, [], FLOATS_2),
        (lists, [FLOATS_2, FLOATS_2], FLOATS_2),
        (union, FLOATS_2, PADDED),
        (union, [INTS_1], PADDED),
        (bound, FLOATS_3, [FLOATS_1]),
        (either, RAGGED, FLOATS_2),
        (free, object(), "anything"),
        (default, FLOATS_1, FLOATS_3),
        (plain, {"a": 1}, (1, "b")),
        (pairs, Pairs([1], [2]), 3),
        (bare, FLOATS_1, object()),
    ],
)
def test_data_that_fits_passes(func: Callable[..., Any], X: Any, Y: Any) -> None:
    validate_fwd_input_output("layer", func, X, Y)


@pytest.mark.parametrize(
    ("func", "X", "Y", "loc", "message"),
    [
        (floats, FLOATS_3, None, ("X",), "expected Floats2d, got float32 (2, 3, 4)"),
        (floats, INTS_1, None, ("X",), "expected Floats2d, got int32 (2,)"),
        (floats, [[1.0, 2.0]], None, ("X",), "expected Floats2d, got list of 1 x list of 2 x 1.0"),
        (floats, None, FLOATS_2, ("Y",), "expected Ragged, got float32 (2, 3)"),
        (lists, FLOATS_2, None, ("X",), "expected list[Floats2d], got float32 (2, 3)"),
        (
            lists,
            [FLOATS_2, FLOATS_1],
            None,
            ("X", 1),
            "expected list[Floats2d], got list of 2 x float32 (2, 3), where X[1] is float32 (2,)",
        ),
        (
            lists,
            (FLOATS_2,),
            None,
            ("X",),
            "expected list[Floats2d], got tuple of 1 x float32 (2, 3)",
        ),
        (union, RAGGED, None, ("X",), "expected Floats2d | list[Ints1d], got Ragged"),
        (
            union,
            [INTS_1, FLOATS_1],
            None,
            ("X", 1),
            "| list[Ints1d], got list of 2 x int32 (2,), where X[1] is float32 (2,)",
        ),
        (bound, INTS_1, None, ("X",), "expected FloatsXd, got int32 (2,)"),
        (bound, None, [INTS_1], ("Y", 0), "where Y[0] is int32 (2,)"),
        (either, PADDED, None, ("X",), "expected Floats2d | Ragged, got Padded"),
        (default, INTS_1, None, ("X",), "expected FloatsXd, got int32 (2,)"),
        (plain, {"a": "1"}, None, ("X", "a"), "where X['a'] is '1'"),
        (plain, None, (1, 2), ("Y", 1), "where Y[1] is 2"),
        (pairs, {"one": [1], "two": [2]}, None, ("X",), "expected Pairs[*, *], got dict"),
    ],
)
def test_data_that_does_not_fit_is_an_error(
    func: Callable[..., Any], X: Any, Y: Any, loc: tuple[Any, ...], message: str
) -> None:
    with pytest.raises(DataValidationError, match='layer "relu" got data') as caught:
        validate_fwd_input_output("relu", func, X, Y)
    assert [problem["loc"] for problem in caught.value.errors] == [loc]
    assert message in str(caught.value)


def test_input_and_output_are_reported_together() -> None:
    with pytest.raises(DataValidationError) as caught:
        validate_fwd_input_output("relu", floats, INTS_1, FLOATS_2)
    assert [problem["loc"] for problem in caught.value.errors] == [("X",), ("Y",)]
    assert caught.value.X is INTS_1
    assert caught.value.Y is FLOATS_2


def test_a_function_that_is_no_forward_function_is_an_error() -> None:
    with pytest.raises(DataValidationError, match=r"must take \(model, X, is_train\)"):
        validate_fwd_input_output("odd", lambda X: X, FLOATS_2, None)


def test_validation_is_off_by_default_and_on_in_the_block() -> None:
    assert not is_data_validation_on()
    with data_validation(True):
        assert is_data_validation_on()
        with data_validation(False):
            assert not is_data_validation_on()
        assert is_data_validation_on()
    assert not is_data_validation_on()


def test_validation_is_restored_after_an_exception() -> None:
    with pytest.raises(RuntimeError), data_validation(True):
        raise RuntimeError
    assert not is_data_validation_on()


def test_validation_does_not_reach_another_thread() -> None:
    seen: list[bool] = []
    with data_validation(True):
        thread = threading.Thread(target=lambda: seen.append(is_data_validation_on()))
        thread.start()
        thread.join()
    assert seen == [False]
