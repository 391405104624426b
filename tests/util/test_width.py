from __future__ import annotations

from typing import Any
from unittest.mock import MagicMock

import numpy
import pytest

from typedthinc.errors import ArgumentError, BoundsError
from typedthinc.types import Padded, Ragged
from typedthinc.util import get_width

PADDED = Padded(numpy.zeros((2, 1, 2)), numpy.ones(2), numpy.array([2]), numpy.array([0]))


@pytest.mark.parametrize(
    ("batch", "width"),
    [
        (numpy.zeros((1, 2, 3, 4)), 4),
        (numpy.zeros((5, 0)), 0),
        (numpy.zeros((0, 7)), 7),
        (numpy.array(1), 0),
        (numpy.array([1, 2]), 3),
        (numpy.array([], dtype="i"), 0),
        ([numpy.zeros((1, 2)), numpy.zeros(1)], 2),
        ((numpy.zeros((1, 2)),), 2),
        ([numpy.array([3, 1])], 4),
        (Ragged(numpy.zeros((1, 2)), numpy.array([1])), 2),
        ([Ragged(numpy.zeros((1, 2)), numpy.array([1]))], 2),
        (PADDED, 2),
        ([], 0),
        ((), 0),
    ],
)
def test_width_of_every_sort_of_batch(batch: Any, width: int) -> None:
    assert get_width(batch) == width


def test_width_is_a_plain_int() -> None:
    assert type(get_width(numpy.array([1, 2]))) is int


def test_width_of_another_axis() -> None:
    assert get_width(numpy.zeros((2, 3, 4)), dim=1) == 3


def test_width_of_a_stand_in_for_an_array() -> None:
    stand_in = MagicMock(spec=numpy.ndarray, shape=(8,), ndim=1)
    stand_in.max.return_value = 7
    assert get_width(stand_in) == 8


@pytest.mark.parametrize("thing", [1234, "foo", {"a": numpy.array(0)}, None])
def test_what_has_no_width_is_an_error(thing: Any) -> None:
    with pytest.raises(ArgumentError, match=f"type {type(thing).__name__}") as caught:
        get_width(thing)
    assert "a Ragged, a Padded" in str(caught.value)


def test_missing_axis_is_an_error() -> None:
    with pytest.raises(BoundsError, match="no axis 2 to measure the width of") as caught:
        get_width(numpy.zeros((3, 4)), dim=2)
    assert "2 axes" in str(caught.value)
