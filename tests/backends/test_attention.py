"""Softmax along sequences."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.backends._gradients import normal, numeric_gradient
from typedthinc.backends import NumpyOps, Ops
from typedthinc.errors import ArrayError, BoundsError, ShapeError, UnsupportedError

BATCHES = [[1, 2, 0, 4], [0, 0], [], [7], [0, 40, 0]]


def by_definition(X, lengths):
    Y, end = numpy.zeros_like(X), 0
    for length in lengths:
        e = numpy.exp(X[end : end + length])
        Y[end : end + length] = e / e.sum(axis=0)
        end += length
    return Y


@pytest.mark.parametrize("width", [1, 3, 100])
@pytest.mark.parametrize("lengths", BATCHES, ids=str)
def test_the_definition(ops, lengths, width):
    X = normal(sum(lengths), width)
    result = ops.softmax_sequences(X, numpy.array(lengths, dtype="i"))
    numpy.testing.assert_allclose(result, by_definition(X, lengths), rtol=1e-10)


@given(st.lists(st.integers(0, 5), max_size=8))
def test_any_lengths(lengths):
    X, sizes = normal(sum(lengths), 2), numpy.array(lengths, dtype="i")
    for ops in (Ops(), NumpyOps()):
        result = ops.softmax_sequences(X, sizes)
        numpy.testing.assert_allclose(result, by_definition(X, lengths), rtol=1e-10)


@pytest.mark.parametrize("lengths", [[2, 0, 3, 1], [6], [0]], ids=str)
def test_the_gradient(ops, lengths):
    sizes = numpy.array(lengths, dtype="i")
    X, dY = normal(sum(lengths), 2), normal(sum(lengths), 2, seed=1)
    result = ops.backprop_softmax_sequences(dY, by_definition(X, lengths), sizes)
    expected = numeric_gradient(lambda x: by_definition(x, lengths), X, dY)
    numpy.testing.assert_allclose(result, expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("width", [1, 100])
def test_large_numbers(ops, width):
    X = numpy.zeros((5, width), dtype="f")
    X[:, 0] = [1e4, -1e4, -1e4, -1e4 - 30, -numpy.inf]
    Y = ops.softmax_sequences(X, numpy.array([2, 3]))
    numpy.testing.assert_allclose(Y[:, 0], [1, 0, 1, numpy.exp(-30), 0], rtol=1e-6)


@pytest.mark.parametrize("width", [1, 100])
@pytest.mark.parametrize("inplace", [False, True])
def test_infinite_numbers(ops, width, inplace):
    inf = numpy.inf
    X = numpy.zeros((9, width), dtype="f")
    X[:, 0] = [inf, 0, inf, -inf, -inf, 5, -inf, 3, 3]
    # In each sequence: infinities share all there is; nothing is greater than anything else;
    # one number; no row of the other columns is affected.
    Y = ops.softmax_sequences(X, numpy.array([3, 2, 2, 2]), inplace=inplace)
    numpy.testing.assert_allclose(Y[:, 0], [0.5, 0, 0.5, 0.5, 0.5, 1, 0, 0.5, 0.5])
    others = numpy.repeat([1 / 3, 0.5, 0.5, 0.5], [3, 2, 2, 2])
    for column in range(1, width):
        numpy.testing.assert_allclose(Y[:, column], others, rtol=1e-6)


def test_nan_stays_in_its_sequence(ops):
    X = numpy.array([[1], [numpy.nan], [0], [0]], dtype="f")
    Y = ops.softmax_sequences(X, numpy.array([2, 2]))
    assert numpy.isnan(Y[:2]).all()
    assert Y[2:].tolist() == [[0.5], [0.5]]


@pytest.mark.parametrize("layout", [numpy.asarray, numpy.asfortranarray])
def test_in_place(ops, layout):
    X, lengths = layout(normal(5, 3)), numpy.array([2, 0, 2])
    expected = ops.softmax_sequences(X, lengths)
    assert ops.softmax_sequences(X, lengths, inplace=True) is X
    numpy.testing.assert_array_equal(X, expected)


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_it_is_always_the_rows_that_add_up(ops, axis):
    Y = ops.softmax_sequences(normal(5, 3), numpy.array([2, 3]), axis=axis)
    numpy.testing.assert_allclose([Y[:2].sum(axis=0), Y[2:].sum(axis=0)], 1)


def test_rows_beyond_the_sequences_give_zeros(ops):
    lengths = numpy.array([1, 2])
    Y = ops.softmax_sequences(normal(5, 2), lengths)
    assert Y[:3].all()
    assert Y[3:].tolist() == [[0, 0], [0, 0]]
    dX = ops.backprop_softmax_sequences(normal(5, 2), normal(5, 2, seed=1), lengths)
    assert dX[:3].all()
    assert dX[3:].tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_no_numbers(ops, shape):
    X, lengths = numpy.zeros(shape, dtype="f"), numpy.array([shape[0]])
    assert ops.softmax_sequences(X, lengths).shape == shape
    assert ops.backprop_softmax_sequences(X, X, lengths).shape == shape


def test_rows_with_axes_are_not_supported(ops):
    with pytest.raises(UnsupportedError) as error:
        ops.softmax_sequences(normal(3, 2, 2), numpy.array([3]))
    assert isinstance(error.value, NotImplementedError)
    assert str(error.value) == (
        "softmax_sequences: rows have one axis\n  expected  2 axes\n  got       float64 (3, 2, 2)"
    )


def test_rows_without_an_axis_are_refused(ops):
    with pytest.raises(ShapeError, match="^softmax_sequences: Xs has the wrong number of axes"):
        ops.softmax_sequences(normal(3), numpy.array([3]))


def test_a_gradient_of_another_shape_is_refused(ops):
    with pytest.raises(ShapeError, match="^backprop_softmax_sequences: dY and Y differ in shape"):
        ops.backprop_softmax_sequences(normal(3, 2), normal(3, 1), numpy.array([3]))


@pytest.mark.parametrize(
    ("lengths", "error", "message"),
    [
        ([2, -1], ShapeError, "sequence 1 has a negative length"),
        ([2, 2], BoundsError, "the sequences have more rows than the array"),
        ([1.0, 2.0], ArrayError, "lengths are one integer a sequence"),
    ],
)
def test_lengths_that_do_not_fit_are_refused(ops, lengths, error, message):
    X, sizes = normal(3, 2), numpy.array(lengths)
    before = X.copy()
    with pytest.raises(error, match=f"^softmax_sequences: {message}"):
        ops.softmax_sequences(X, sizes, inplace=True)
    numpy.testing.assert_array_equal(X, before)
    with pytest.raises(error, match=f"^backprop_softmax_sequences: {message}"):
        ops.backprop_softmax_sequences(X, X, sizes)
