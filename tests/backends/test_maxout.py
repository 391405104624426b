"""The greatest of several pieces."""

import numpy
import pytest

from tests.backends._gradients import normal, numeric_gradient
from typedthinc.errors import BoundsError, ShapeError


@pytest.mark.parametrize("pieces", [1, 2, 3, 5, 200])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_greatest_and_its_place(ops, pieces, dtype):
    X = normal(4, 3, pieces).astype(dtype)
    best, which = ops.maxout(X)
    numpy.testing.assert_array_equal(best, X.max(axis=-1))
    numpy.testing.assert_array_equal(which, X.argmax(axis=-1))
    assert which.dtype == "int32"


def test_of_equal_numbers_the_first_counts(ops):
    _, which = ops.maxout(numpy.array([[[1.0, 2, 2], [3, 3, 3], [0, -0.0, -1]]]))
    assert which.tolist() == [[1, 0, 0]]


def test_not_a_number_is_seen(ops):
    best, _ = ops.maxout(numpy.array([[[1.0, numpy.nan, 2], [1, 2, 3]]]))
    assert numpy.isnan(best).tolist() == [[True, False]]


@pytest.mark.parametrize("pieces", [1, 2, 3])
def test_the_gradient(ops, pieces):
    X, dY = normal(4, 3, pieces), normal(4, 3, seed=1)
    result = ops.backprop_maxout(dY, ops.maxout(X)[1], pieces)
    expected = numeric_gradient(lambda x: x.max(axis=-1), X, dY)
    numpy.testing.assert_allclose(result, expected, atol=1e-8)


def test_pieces_that_lie_apart_in_memory(ops):
    X = normal(4, 3, 5).transpose(0, 2, 1)
    numpy.testing.assert_array_equal(ops.maxout(X)[0], X.max(axis=-1))


@pytest.mark.parametrize("place", [-1, 3])
def test_a_place_beyond_the_pieces_is_refused(ops, place):
    which = numpy.zeros((2, 3), dtype="i")
    which[1, 1] = place
    with pytest.raises(
        BoundsError, match="a place is not that of a piece\n  expected  which from 0 to 2"
    ):
        ops.backprop_maxout(normal(2, 3), which, 3)


def test_a_gradient_of_another_shape_is_refused(ops):
    with pytest.raises(ShapeError, match="backprop_maxout: dY and which differ in shape"):
        ops.backprop_maxout(normal(2, 3), numpy.zeros((2, 1), dtype="i"), 3)


@pytest.mark.parametrize("shape", [(2, 3), (2, 3, 0)])
def test_an_input_without_pieces_is_refused(ops, shape):
    with pytest.raises(ShapeError, match="maxout: "):
        ops.maxout(numpy.zeros(shape, dtype="f"))
