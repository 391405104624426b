"""Functions of each number: formulas, gradients, work in place."""

import numpy
import pytest

from tests.backends._gradients import normal, numeric_gradient
from typedthinc.errors import ShapeError

X = numpy.concatenate([normal(6, 5) * 4, numpy.linspace(-30, 31, 25).reshape((5, 5))])


def sigmoid(x):
    return 1 / (1 + numpy.exp(-numpy.clip(x, -20, 20)))


def mish(x):
    return x * numpy.tanh(numpy.logaddexp(0, x))


FORMULAS = {"relu": lambda x: x * (x > 0), "sigmoid": sigmoid, "mish": mish}
# Whether the gradient is computed from the output of the function, or from its input.
FROM_OUTPUT = {"relu": True, "sigmoid": True, "mish": False}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", FORMULAS)
def test_the_formula(ops, name, dtype):
    result = getattr(ops, name)(X.astype(dtype))
    tolerance = 1e-12 if dtype == "float64" else 1e-6
    numpy.testing.assert_allclose(result, FORMULAS[name](X), rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("name", FORMULAS)
def test_the_gradient(ops, name):
    dY = normal(*X.shape, seed=1)
    given = getattr(ops, name)(X) if FROM_OUTPUT[name] else X
    result = getattr(ops, f"backprop_{name}")(dY, given)
    inside = numpy.abs(X) < 20  # beyond, sigmoid is cut off
    expected = numeric_gradient(FORMULAS[name], X, dY)
    numpy.testing.assert_allclose(result[inside], expected[inside], rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("name", FORMULAS)
def test_in_place_gives_the_same_in_the_same_array(ops, name):
    x = X.copy()
    expected = getattr(ops, name)(x)
    assert expected is not x
    assert getattr(ops, name)(x, inplace=True) is x
    numpy.testing.assert_array_equal(x, expected)


@pytest.mark.parametrize("name", FORMULAS)
def test_the_gradient_in_place_gives_the_same_in_the_same_array(ops, name):
    backprop, dY = getattr(ops, f"backprop_{name}"), normal(*X.shape, seed=1)
    expected = backprop(dY, X)
    assert backprop(dY, X, inplace=True) is dY
    numpy.testing.assert_array_equal(dY, expected)


@pytest.mark.parametrize("name", FORMULAS)
def test_any_number_of_axes(ops, name):
    for shape in [(275,), (5, 5, 11), (5, 5, 11, 1)]:
        x = numpy.resize(X, shape)
        numpy.testing.assert_allclose(getattr(ops, name)(x), FORMULAS[name](x), atol=1e-12)


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("value", [-1e4, 1e4])
def test_large_numbers(ops, name, value):
    x = numpy.full((2, 3), value, dtype="f")
    y = getattr(ops, name)(x)
    limits = {"relu": max(value, 0), "sigmoid": value > 0, "mish": max(value, 0)}
    numpy.testing.assert_allclose(y, numpy.full((2, 3), limits[name]), atol=1e-8)
    dX = getattr(ops, f"backprop_{name}")(numpy.ones_like(x), y if FROM_OUTPUT[name] else x)
    slope = float(value > 0) if name != "sigmoid" else 0
    numpy.testing.assert_allclose(dX, numpy.full((2, 3), slope), atol=1e-8)


@pytest.mark.parametrize("name", FORMULAS)
def test_not_a_number_is_seen(ops, name):
    x = numpy.array([[numpy.nan, 1.0]])
    assert numpy.isnan(getattr(ops, name)(x)).tolist() == [[True, False]]


@pytest.mark.parametrize("threshold", [0.5, 5.0])
def test_mish_is_linear_above_its_threshold(ops, threshold):
    y = ops.mish(X, threshold=threshold)
    dX = ops.backprop_mish(numpy.ones_like(X), X, threshold=threshold)
    above = threshold <= X
    numpy.testing.assert_array_equal(y[above], X[above])
    numpy.testing.assert_array_equal(dX[above], 1)
    numpy.testing.assert_allclose(y[~above], mish(X[~above]), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", FORMULAS)
def test_a_gradient_of_another_shape_is_refused(ops, name):
    with pytest.raises(ShapeError) as error:
        getattr(ops, f"backprop_{name}")(normal(2, 3), normal(2, 1))
    other = "Y" if FROM_OUTPUT[name] else "X"
    assert str(error.value) == (
        f"backprop_{name}: dY and {other} differ in shape\n"
        "  expected  arrays of one shape\n"
        f"  got       dY float64 (2, 3), {other} float64 (2, 1)"
    )
