"""Straight lines with limits: settings, and where the limits begin."""

import numpy
import pytest

from tests.backends._gradients import normal, numeric_gradient

X = normal(6, 5) * 4
LINES = [
    {"slope": 0.5, "offset": -1.0, "min_val": -2.0, "max_val": 3.0},
    {"slope": -2.0, "offset": 0.25, "min_val": -3.0, "max_val": 2.0},
    {"slope": 0.0, "offset": 0.75},
    {"min_val": -numpy.inf, "max_val": numpy.inf},
]


def line(x, slope=1.0, offset=0.0, min_val=0.0, max_val=1.0):
    return numpy.minimum(numpy.maximum(slope * x + offset, min_val), max_val)


@pytest.mark.parametrize("settings", LINES)
def test_any_line(ops, settings):
    numpy.testing.assert_allclose(ops.clipped_linear(X, **settings), line(X, **settings))


@pytest.mark.parametrize("settings", LINES)
def test_the_gradient_of_any_line(ops, settings):
    dY = normal(*X.shape, seed=1)
    expected = numeric_gradient(lambda x: line(x, **settings), X, dY)
    result = ops.backprop_clipped_linear(dY, X, **settings)
    numpy.testing.assert_allclose(result, expected, rtol=1e-6, atol=1e-8)


def test_settings_of_another_dtype_do_not_change_that_of_the_result(ops):
    settings = {"slope": numpy.float64(2), "offset": 1, "min_val": numpy.float64(-1)}
    x = X.astype("f")
    assert ops.clipped_linear(x, **settings).dtype == "float32"
    assert ops.backprop_clipped_linear(x, x, **settings).dtype == "float32"


@pytest.mark.parametrize("n", [0.5, 2, 6.0])
def test_relu_k_is_cut_off_at_n(ops, n):
    dY = normal(*X.shape, seed=1)
    numpy.testing.assert_array_equal(ops.relu_k(X, n), numpy.clip(X, 0, n))
    inside = (X > 0) & (X < n)
    numpy.testing.assert_array_equal(ops.backprop_relu_k(dY, X, n), dY * inside)


@pytest.mark.parametrize(
    ("name", "limits"),
    [("relu_k", [0, 6]), ("hard_tanh", [-1, 1]), ("hard_sigmoid", [-2.5, 2.5])],
)
def test_where_a_limit_begins_the_gradient_is_zero(ops, name, limits):
    x = numpy.asarray(limits, dtype="f")
    assert getattr(ops, f"backprop_{name}")(numpy.ones_like(x), x).tolist() == [0, 0]


@pytest.mark.parametrize(("name", "limit"), [("hard_swish", 2.5), ("hard_swish_mobilenet", 3.0)])
def test_where_a_limit_of_a_hard_swish_begins_the_gradient_is_the_one_beyond(ops, name, limit):
    x = numpy.asarray([-limit, limit], dtype="f")
    assert getattr(ops, f"backprop_{name}")(numpy.ones_like(x), x).tolist() == [0, 1]


@pytest.mark.parametrize("name", ["hard_swish", "hard_swish_mobilenet"])
def test_a_hard_swish_is_exact_beyond_its_limits(ops, name):
    x = numpy.asarray([-3, 3, 1234.567], dtype="f")
    numpy.testing.assert_array_equal(getattr(ops, name)(x), x * (x > 0))
    slopes = getattr(ops, f"backprop_{name}")(numpy.ones_like(x), x)
    numpy.testing.assert_array_equal(slopes, x > 0)


@pytest.mark.parametrize("name", ["clipped_linear", "relu_k", "hard_tanh"])
def test_what_is_not_a_number_is_not_cut_off(ops, name):
    x, dY = numpy.asarray([numpy.nan]), numpy.asarray([3.0])
    assert getattr(ops, f"backprop_{name}")(dY, x).tolist() == [3.0]
