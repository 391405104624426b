"""Softmax and its gradient."""

import numpy
import pytest

from tests.backends._gradients import normal, numeric_gradient
from typedthinc.errors import ArgumentError, ShapeError

SHAPES = [(6, 4), (3, 80), (5,), (2, 3, 4)]


def softmax(x, axis=-1, temperature=1.0):
    e = numpy.exp(x / temperature)
    return e / e.sum(axis=axis, keepdims=True)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("axis", [0, -1])
@pytest.mark.parametrize("temperature", [1.0, 0.5, 3.0])
def test_the_formula(ops, shape, axis, temperature):
    x = normal(*shape)
    y = ops.softmax(x, axis=axis, temperature=temperature)
    numpy.testing.assert_allclose(y, softmax(x, axis, temperature), rtol=1e-10)


@pytest.mark.parametrize("axis", [0, -1])
@pytest.mark.parametrize("temperature", [1.0, 0.5])
def test_the_gradient(ops, axis, temperature):
    x, dY = normal(4, 3), normal(4, 3, seed=1)
    result = ops.backprop_softmax(
        softmax(x, axis, temperature), dY, axis=axis, temperature=temperature
    )
    expected = numeric_gradient(lambda X: softmax(X, axis, temperature), x, dY)
    numpy.testing.assert_allclose(result, expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("shape", SHAPES)
def test_in_place(ops, shape):
    x = normal(*shape)
    expected = ops.softmax(x, temperature=2.0)
    assert ops.softmax(x, inplace=True, temperature=2.0) is x
    numpy.testing.assert_array_equal(x, expected)


@pytest.mark.parametrize("width", [3, 100])
def test_large_numbers(ops, width):
    x = numpy.full((2, width), -1e4, dtype="f")
    x[0, 1] = 1e4
    x[1, :2] = -numpy.inf
    expected = numpy.zeros((2, width))
    expected[0, 1] = 1
    expected[1, 2:] = 1 / (width - 2)
    numpy.testing.assert_allclose(ops.softmax(x), expected, rtol=1e-6)


@pytest.mark.parametrize("width", [4, 100])
@pytest.mark.parametrize("axis", [0, -1])
def test_infinite_numbers(ops, width, axis):
    inf = numpy.inf
    x = numpy.zeros((5, width), dtype="f")
    x[0, :2] = inf  # they share all there is
    x[1, :2] = inf, -inf
    x[2] = -inf  # nothing is greater than anything else
    x[3, 0] = -inf
    expected = numpy.full((5, width), 1 / width)
    expected[0] = expected[1] = 0
    expected[0, :2] = 0.5
    expected[1, 0] = 1
    expected[3] = 1 / (width - 1)
    expected[3, 0] = 0
    given, wanted = (x, expected) if axis == -1 else (x.T, expected.T)
    numpy.testing.assert_allclose(ops.softmax(given, axis=axis), wanted, rtol=1e-6)


def test_what_is_not_a_number_is_seen(ops):
    x = numpy.array([[numpy.nan, 1.0], [numpy.inf, numpy.nan], [1.0, 1.0]])
    result = ops.softmax(x)
    assert numpy.isnan(result).all(axis=1).tolist() == [True, True, False]


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_no_numbers(ops, shape):
    assert ops.softmax(numpy.zeros(shape, dtype="f")).shape == shape


@pytest.mark.parametrize("temperature", [0.0, -1.0, numpy.nan])
def test_the_temperature_is_above_zero(ops, temperature):
    with pytest.raises(ArgumentError, match="softmax: the temperature must be above 0"):
        ops.softmax(normal(2, 3), temperature=temperature)
    with pytest.raises(ArgumentError, match="backprop_softmax: the temperature must be above 0"):
        ops.backprop_softmax(normal(2, 3), normal(2, 3), temperature=temperature)


def test_a_gradient_of_another_shape_is_refused(ops):
    with pytest.raises(ShapeError, match="backprop_softmax: Y and dY differ in shape"):
        ops.backprop_softmax(normal(2, 3), normal(2, 1))
