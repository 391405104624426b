"""Functions of each number: formulas, gradients, work in place."""

import math

import numpy
import pytest

from tests.backends._gradients import normal, numeric_gradient
from typedthinc.errors import ShapeError

X = numpy.concatenate([normal(6, 5) * 4, numpy.linspace(-30, 31, 25).reshape((5, 5))])


def sigmoid(x):
    return 1 / (1 + numpy.exp(-numpy.clip(x, -20, 20)))


def mish(x):
    return x * numpy.tanh(numpy.logaddexp(0, x))


def gelu(x):
    return x * numpy.vectorize(math.erfc)(-x / math.sqrt(2)) / 2


def gelu_approx(x):
    return x / 2 * (1 + numpy.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


FORMULAS = {
    "relu": lambda x: x * (x > 0),
    "sigmoid": sigmoid,
    "mish": mish,
    "swish": lambda x: x / (1 + numpy.exp(-x)),
    "gelu": gelu,
    "gelu_approx": gelu_approx,
    "dish": lambda x: x / 2 * (x / numpy.sqrt(1 + x**2) + 1),
    "hard_swish": lambda x: x * numpy.clip(0.2 * x + 0.5, 0, 1),
    "hard_swish_mobilenet": lambda x: x * numpy.clip(x + 3, 0, 6) / 6,
    "clipped_linear": lambda x: numpy.clip(x, 0, 1),
    "relu_k": lambda x: numpy.clip(x, 0, 6),
    "hard_sigmoid": lambda x: numpy.clip(0.2 * x + 0.5, 0, 1),
    "hard_tanh": lambda x: numpy.clip(x, -1, 1),
}
# What the gradient is computed from besides that of the output: the input of the function X,
# its output Y.
GIVEN = {"relu": "Y", "sigmoid": "Y", "swish": "XY"}
# The value and the slope for large numbers, below 0 and above; None for the number itself.
LIMITS = {
    "sigmoid": [(0, 0), (1, 0)],
    "clipped_linear": [(0, 0), (1, 0)],
    "relu_k": [(0, 0), (6, 0)],
    "hard_sigmoid": [(0, 0), (1, 0)],
    "hard_tanh": [(-1, 0), (1, 0)],
}


def backprop(ops, name, dY, x, **more):
    values = {"X": x, "Y": FORMULAS[name](x)}
    given = {array: values[array] for array in GIVEN.get(name, "X")}
    return getattr(ops, f"backprop_{name}")(dY, **given, **more)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", FORMULAS)
def test_the_formula(ops, name, dtype):
    result = getattr(ops, name)(X.astype(dtype))
    tolerance = 1e-12 if dtype == "float64" else 1e-6
    numpy.testing.assert_allclose(result, FORMULAS[name](X), rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("name", FORMULAS)
def test_the_gradient(ops, name):
    dY = normal(*X.shape, seed=1)
    result = backprop(ops, name, dY, X)
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
    dY = normal(*X.shape, seed=1)
    expected = backprop(ops, name, dY, X)
    assert backprop(ops, name, dY, X, inplace=True) is dY
    numpy.testing.assert_array_equal(dY, expected)


@pytest.mark.parametrize("name", FORMULAS)
def test_any_number_of_axes(ops, name):
    for shape in [(275,), (5, 5, 11), (5, 5, 11, 1)]:
        x = numpy.resize(X, shape)
        numpy.testing.assert_allclose(getattr(ops, name)(x), FORMULAS[name](x), atol=1e-12)


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("value", [-numpy.inf, -1e35, -1e4, 1e4, 1e35, numpy.inf])
def test_large_numbers(ops, name, value):
    x = numpy.full((2, 3), value, dtype="f")
    y, slope = LIMITS.get(name, [(0, 0), (value, 1)])[int(value > 0)]
    # Dish comes close to 0 slowly, as 1 / 4x.
    tolerance = 3e-5 if name == "dish" else 1e-8
    result = getattr(ops, name)(x)
    numpy.testing.assert_allclose(result, numpy.full((2, 3), y), atol=tolerance)
    values = {"X": x, "Y": result}
    given = [values[array] for array in GIVEN.get(name, "X")]
    dX = getattr(ops, f"backprop_{name}")(numpy.ones_like(x), *given)
    numpy.testing.assert_allclose(dX, numpy.full((2, 3), slope), atol=1e-8)


@pytest.mark.parametrize("name", FORMULAS)
def test_not_a_number_is_seen(ops, name):
    x = numpy.array([[numpy.nan, 1.0]])
    assert numpy.isnan(getattr(ops, name)(x)).tolist() == [[True, False]]


@pytest.mark.parametrize("name", ["swish", "mish", "gelu", "gelu_approx", "dish"])
def test_far_below_zero_the_relative_error_is_small_too(ops, name):
    x = numpy.linspace(-9, -1, 50)
    formulas = {
        "dish": lambda x: x / (2 * numpy.sqrt(1 + x**2) * (numpy.sqrt(1 + x**2) - x)),
        "mish": lambda x: x * numpy.tanh(numpy.log1p(numpy.exp(x))),
        "gelu_approx": lambda x: (
            x / (1 + numpy.exp(-math.sqrt(8 / math.pi) * (x + 0.044715 * x**3)))
        ),
    }
    expected = formulas.get(name, FORMULAS[name])(x)
    numpy.testing.assert_allclose(getattr(ops, name)(x), expected, rtol=1e-13)


@pytest.mark.parametrize("value", [-numpy.inf, -1e4])
def test_mish_is_exactly_zero_far_below_zero(ops, value):
    assert ops.mish(numpy.array([value, 1.0], dtype="f"))[0] == 0


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
    given = GIVEN.get(name, "X")
    others = [normal(2, 1) for _ in given]
    with pytest.raises(ShapeError) as error:
        getattr(ops, f"backprop_{name}")(normal(2, 3), *others)
    assert str(error.value) == (
        f"backprop_{name}: {' and '.join(['dY', *given])} differ in shape\n"
        "  expected  arrays of one shape\n"
        f"  got       dY float64 (2, 3), {', '.join(f'{x} float64 (2, 1)' for x in given)}"
    )


SLOPES = {
    # The slope of the function that gave Y, from Y.
    "dsigmoid": (sigmoid, numpy.linspace(-6, 6, 12).reshape((3, 4))),
    "dtanh": (numpy.tanh, numpy.linspace(-6, 6, 12).reshape((3, 4))),
}


@pytest.mark.parametrize("name", SLOPES)
def test_a_slope_from_the_output(ops, name):
    function, x = SLOPES[name]
    expected = numeric_gradient(function, x, numpy.ones_like(x))
    result = getattr(ops, name)(function(x))
    numpy.testing.assert_allclose(result, expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", SLOPES)
def test_a_slope_in_place(ops, name):
    Y = normal(6, 5)
    expected = getattr(ops, name)(Y)
    assert getattr(ops, name)(Y, inplace=True) is Y
    numpy.testing.assert_array_equal(Y, expected)


def test_sechsq_is_the_slope_of_tanh(ops):
    x = numpy.linspace(-20, 20, 101)
    numpy.testing.assert_allclose(ops.sechsq(x), numpy.cosh(x) ** -2, rtol=1e-13)


def test_sechsq_of_large_numbers_is_zero(ops):
    x = numpy.array([-numpy.inf, -1e30, 1e30, numpy.inf], dtype="f")
    assert ops.sechsq(x).tolist() == [0, 0, 0, 0]


# Without the places where limits begin.
HALF = numpy.concatenate([numpy.linspace(-20, 20, 81) + 0.1, [-6e4, -300, 300, 6e4]]).astype("e")


@pytest.mark.parametrize("name", FORMULAS)
def test_float16_is_as_exact_as_it_can_be(ops, name):
    with numpy.errstate(over="ignore"):  # in the formulas
        expected = FORMULAS[name](HALF.astype("float64"))
    result = getattr(ops, name)(HALF)
    assert result.dtype == "float16"
    numpy.testing.assert_allclose(result, expected, rtol=1e-3, atol=1e-6)
    x = HALF.copy()
    assert getattr(ops, name)(x, inplace=True) is x
    numpy.testing.assert_array_equal(x, result)


@pytest.mark.parametrize("name", FORMULAS)
def test_the_gradient_in_float16(ops, name):
    x, dY = HALF.astype("float64"), normal(*HALF.shape, seed=1).astype("e")
    with numpy.errstate(over="ignore"):  # in the formulas
        expected = numeric_gradient(FORMULAS[name], x, dY.astype("float64"))
        values = {"X": HALF, "Y": FORMULAS[name](x).astype("e")}
    given = {array: values[array] for array in GIVEN.get(name, "X")}
    result = getattr(ops, f"backprop_{name}")(dY, **given)
    assert result.dtype == "float16"
    # The slope of sigmoid is computed from its rounded output.
    numpy.testing.assert_allclose(
        result, expected, rtol=2e-3, atol=2e-3 * (name == "sigmoid") + 1e-4
    )
    assert getattr(ops, f"backprop_{name}")(dY, **given, inplace=True) is dY
    numpy.testing.assert_array_equal(dY, result)


@pytest.mark.parametrize(("dY_dtype", "dtype"), [("float32", "float16"), ("float16", "float32")])
def test_a_gradient_of_another_dtype_than_the_input(ops, dY_dtype, dtype):
    x, dY = numpy.array([5, 12, 300], dtype), numpy.ones(3, dY_dtype)
    result = ops.backprop_mish(dY, x)
    assert result.dtype == dY_dtype
    numpy.testing.assert_allclose(result, numpy.ones(3), rtol=1e-3)


ALONE = [*FORMULAS, "dsigmoid", "dtanh", "sechsq", "erf"]


@pytest.mark.parametrize("name", ALONE)
def test_an_array_without_axes(ops, name):
    x = numpy.array(0.75)
    result = getattr(ops, name)(x)
    assert result.shape == ()
    assert result == getattr(ops, name)(x[None])[0]


@pytest.mark.parametrize("name", FORMULAS)
def test_the_gradient_of_an_array_without_axes(ops, name):
    x, dY = numpy.array(0.75), numpy.array(-2.0)
    result = backprop(ops, name, dY, x)
    assert result.shape == ()
    assert result == backprop(ops, name, dY[None], x[None])[0]
    assert backprop(ops, name, dY, x, inplace=True) is dY
    assert dY == result
