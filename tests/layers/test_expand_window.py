"""Rows side by side with their neighbours."""

import numpy
import pytest

from typedthinc.api import Ragged, expand_window
from typedthinc.errors import ArgumentError, ArrayError
from typedthinc.testing import check_gradients


def data(rows, width, dtype="float64"):
    return numpy.random.default_rng(0).normal(size=(rows, width)).astype(dtype)


def lengths(*numbers):
    return numpy.asarray(numbers, dtype="int32")


def windows(X, size):
    rows, width = X.shape
    Y = numpy.zeros((rows, (2 * size + 1) * width), dtype=X.dtype)
    for row in range(rows):
        for place, neighbour in enumerate(range(row - size, row + size + 1)):
            if 0 <= neighbour < rows:
                Y[row, place * width : (place + 1) * width] = X[neighbour]
    return Y


@pytest.mark.parametrize("size", [0, 1, 2, 3])
@pytest.mark.parametrize("rows", [0, 1, 2, 6])
def test_neighbours_of_the_rows_of_an_array(size, rows):
    X = data(rows, 2)
    numpy.testing.assert_array_equal(expand_window(size).predict(X), windows(X, size))


@pytest.mark.parametrize("size", [0, 1, 2])
def test_windows_end_at_the_borders_of_sequences(size):
    X = Ragged(data(6, 2), lengths(0, 3, 0, 1, 2, 0))
    Y = expand_window(size).predict(X)
    assert Y.lengths.tolist() == [0, 3, 0, 1, 2, 0]
    parts = [windows(X.data[start:end], size) for start, end in ((0, 3), (3, 4), (4, 6))]
    numpy.testing.assert_array_equal(Y.data, numpy.concatenate(parts))


@pytest.mark.parametrize("size", [0, 1, 2])
@pytest.mark.parametrize("X", [data(5, 2), Ragged(data(5, 2), lengths(3, 0, 2))], ids=type)
def test_gradients(size, X):
    check_gradients(expand_window(size), X)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_dtypes_are_kept(dtype):
    for X in (data(3, 2, dtype), Ragged(data(3, 2, dtype), lengths(3))):
        Y, backprop = expand_window().begin_update(X)
        rows = Y.data if isinstance(Y, Ragged) else Y
        assert rows.dtype == dtype
        dY = rows.astype("float64")
        dX = backprop(Ragged(dY, Y.lengths) if isinstance(Y, Ragged) else dY)
        assert (dX.data if isinstance(dX, Ragged) else dX).dtype == dtype


def test_an_empty_batch():
    X = Ragged(data(0, 2), lengths())
    Y, backprop = expand_window().begin_update(X)
    assert Y.data.shape == (0, 6)
    assert backprop(Y).data.shape == (0, 2)


@pytest.mark.parametrize(
    ("X", "got"),
    [
        ([data(2, 3)], "list of 1 x float64 (2, 3)"),
        (numpy.asarray([[1]]), "int64 (1, 1)"),
        (data(2, 3)[0], "float64 (3,)"),
    ],
)
def test_another_kind_is_refused(X, got):
    with pytest.raises(ArrayError) as caught:
        expand_window().predict(X)
    assert str(caught.value) == (
        'layer "expand_window" got an input of the wrong kind\n'
        "  expected  Floats2d (rows, width) or Ragged of floats\n"
        f"  got       {got}"
    )


def test_a_ragged_of_ids_is_refused():
    X = Ragged(numpy.asarray([[1], [2]]), lengths(2))
    with pytest.raises(ArrayError, match="got an input of the wrong kind") as caught:
        expand_window().predict(X)
    assert caught.value.got == "Ragged of int64 (2, 1)"


def test_a_window_has_at_least_the_row_itself():
    with pytest.raises(ArgumentError, match="a window cannot be smaller than the row itself"):
        expand_window(-1)


def test_attributes():
    assert expand_window().attrs == {"window_size": 1}
