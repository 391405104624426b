from __future__ import annotations

from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from typedthinc.errors import ArgumentError, ArrayError, BoundsError
from typedthinc.util import to_categorical

SHAPES = [(1,), (3,), (0,), (4, 3), (5, 4, 3), (3, 1), (3, 2, 1)]


@pytest.mark.parametrize("shape", SHAPES)
def test_ids_become_one_hot_rows(shape: tuple[int, ...]) -> None:
    ids = numpy.random.RandomState(0).randint(0, 5, shape)
    rows = to_categorical(ids, 5)
    assert rows.dtype == "float32"
    numpy.testing.assert_array_equal(rows, ids[..., None] == numpy.arange(5))


def test_number_of_classes_follows_the_largest_id() -> None:
    assert to_categorical(numpy.array([1, 2])).shape == (2, 3)


@pytest.mark.parametrize("dtype", ["int8", "int64", "uint32", "uint64"])
def test_every_integer_dtype_is_taken(dtype: str) -> None:
    numpy.testing.assert_array_equal(
        to_categorical(numpy.array([1, 0], dtype=dtype), 2), [[0, 1], [1, 0]]
    )


@given(
    n_classes=st.integers(2, 9),
    share=st.floats(0.0, 1.0, exclude_max=True),
    data=st.data(),
)
def test_smoothing_keeps_rows_that_sum_to_one(
    n_classes: int, share: float, data: st.DataObject
) -> None:
    smoothing = share * (n_classes - 1) / n_classes * 0.999
    ids = numpy.array(data.draw(st.lists(st.integers(0, n_classes - 1), min_size=1)))
    rows = numpy.asarray(to_categorical(ids, n_classes, label_smoothing=smoothing))
    numpy.testing.assert_allclose(rows.sum(axis=-1), 1.0, rtol=1e-5)
    numpy.testing.assert_allclose(rows[numpy.arange(len(ids)), ids], 1 - smoothing, rtol=1e-6)
    numpy.testing.assert_array_less(0.0, rows.max(axis=-1))


def test_smoothing_goes_to_the_other_classes() -> None:
    numpy.testing.assert_allclose(
        to_categorical(numpy.array([0, 1, 0]), label_smoothing=0.01),
        [[0.99, 0.01], [0.01, 0.99], [0.99, 0.01]],
        rtol=1e-6,
    )


def test_ids_are_not_changed() -> None:
    ids = numpy.array([[2, 0]])
    to_categorical(ids)
    numpy.testing.assert_array_equal(ids, [[2, 0]])


def test_one_class_is_enough_without_smoothing() -> None:
    numpy.testing.assert_array_equal(to_categorical(numpy.array([0, 0])), [[1.0], [1.0]])


@pytest.mark.parametrize("n_classes", [0, -1])
def test_no_class_is_an_error(n_classes: int) -> None:
    with pytest.raises(ArgumentError, match=f"n_classes should be at least 1, but {n_classes}"):
        to_categorical(numpy.array([0]), n_classes)


def test_empty_ids_need_a_number_of_classes() -> None:
    with pytest.raises(ArgumentError, match="n_classes should be at least 1"):
        to_categorical(numpy.array([], dtype="i"))


@pytest.mark.parametrize(("ids", "n_classes"), [([0, 1, 0], 1), ([0, 0, 0], None)])
def test_smoothing_one_class_is_an_error(ids: list[int], n_classes: int | None) -> None:
    message = "n_classes should be greater than 1 for label smoothing, but 1"
    with pytest.raises(ArgumentError, match=message):
        to_categorical(numpy.array(ids), n_classes, label_smoothing=0.01)


@pytest.mark.parametrize("smoothing", [0.8, 0.88, 1.0, 7.0])
def test_smoothing_away_the_true_class_is_an_error(smoothing: float) -> None:
    with pytest.raises(ArgumentError, match="label_smoothing parameter is too large") as caught:
        to_categorical(numpy.arange(5), label_smoothing=smoothing)
    assert "less than 0.8 " in str(caught.value)


@pytest.mark.parametrize("smoothing", [-0.1, float("nan")])
def test_smoothing_that_is_no_probability_is_an_error(smoothing: float) -> None:
    with pytest.raises(ArgumentError, match="label_smoothing parameter is a probability"):
        to_categorical(numpy.arange(5), label_smoothing=smoothing)


@pytest.mark.parametrize(("ids", "wrong"), [([0, 3], 3), ([-1, 1], -1)])
def test_id_out_of_range_is_named(ids: list[int], wrong: int) -> None:
    with pytest.raises(BoundsError, match=f"no class {wrong}") as caught:
        to_categorical(numpy.array(ids), 3)
    assert "ids from 0 to 2" in str(caught.value)


@pytest.mark.parametrize("ids", [numpy.array([0.0, 1.0]), numpy.array([True, False]), [0, 1]])
def test_what_is_not_an_array_of_integers_is_an_error(ids: Any) -> None:
    with pytest.raises(ArrayError):
        to_categorical(ids, 3)
