"""The largest numbers of each row."""

import numpy
import pytest

from tests.backends._gradients import normal
from typedthinc.errors import ArgumentError, ArgumentTypeError, ShapeError

NAN, INF = numpy.nan, numpy.inf


@pytest.mark.parametrize("k", [1, 2, 5])
def test_the_largest_come_first(ops, k):
    X = normal(6, 5)
    columns = ops.top_k(X, k)
    for row, chosen in zip(X, columns):
        assert row[chosen].tolist() == sorted(row.tolist(), reverse=True)[:k]


@pytest.mark.parametrize(
    ("row", "chosen"),
    [
        ([1, 3, 3, 3], [1, 2]),
        ([3, 1, 3, 3], [0, 2]),
        ([0, 0, 0, 0], [0, 1]),
        ([0.0, -0.0, 0.0, 1], [3, 0]),
        ([-INF, -INF, -INF, 1], [3, 0]),
        ([1, INF, 2, INF], [1, 3]),
    ],
)
def test_of_equal_numbers_the_one_further_left_comes_first(ops, row, chosen):
    assert ops.top_k(numpy.array([row], dtype="f"), 2).tolist() == [chosen]


def test_equal_numbers_keep_their_order_in_long_rows_too(ops):
    X = numpy.arange(200)[None, :] % 4 == 3
    assert ops.top_k(X.astype("f"), 50).tolist() == [list(range(3, 200, 4))]


def test_nan_is_not_lost(ops):
    X = numpy.array([[1, 2, NAN, 3], [NAN, INF, 4, 5]], dtype="f")
    assert ops.top_k(X, 2).tolist() == [[2, 3], [0, 1]]


@pytest.mark.parametrize(
    ("row", "chosen"),
    [([INF, NAN, 1], [1, 0]), ([INF, NAN, INF], [1, 0]), ([NAN, INF, NAN], [0, 2])],
)
def test_nan_counts_as_larger_than_infinity(ops, row, chosen):
    X = numpy.array([[3, 2, 1], row], dtype="f")
    assert ops.top_k(X, 2).tolist() == [[0, 1], chosen]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_columns_are_int64(ops, dtype):
    assert ops.top_k(normal(3, 4).astype(dtype), 2).dtype == "int64"


def test_an_empty_batch(ops):
    assert ops.top_k(normal(0, 4), 2).shape == (0, 2)


@pytest.mark.parametrize(
    "layout",
    [numpy.asfortranarray, lambda X: numpy.repeat(X, 2, axis=1)[:, ::2], lambda X: X[::-1, ::-1]],
)
def test_the_layout_in_memory_makes_no_difference(ops, layout):
    X = layout(normal(6, 5))
    assert ops.top_k(X, 3).tolist() == ops.top_k(X.copy(order="C"), 3).tolist()


def test_the_input_is_not_changed(ops):
    X = normal(6, 5)
    X[0, 0] = NAN
    before = X.copy()
    ops.top_k(X, 3)
    numpy.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("k", [0, -1, 5])
def test_there_must_be_as_many(ops, k):
    with pytest.raises(ArgumentError) as caught:
        ops.top_k(normal(6, 4), k)
    assert str(caught.value) == (
        "top_k: cannot choose that many numbers of a row\n"
        "  expected  1 <= k <= 4    float64 (6, 4)\n"
        f"  got       k={k}"
    )


@pytest.mark.parametrize("k", [1.5, "a", None])
def test_a_number_of_them_is_whole(ops, k):
    with pytest.raises(ArgumentTypeError) as caught:
        ops.top_k(normal(6, 4), k)
    assert str(caught.value) == (
        "top_k: the number of those to choose is no whole number\n"
        "  expected  an integer k\n"
        f"  got       k={k!r}"
    )


def test_an_array_has_rows(ops):
    with pytest.raises(ShapeError, match="top_k: X has the wrong number of axes"):
        ops.top_k(normal(4), 2)
