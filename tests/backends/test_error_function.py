"""The error function, and what is beyond a number in the normal distribution."""

import math

import numpy
import pytest

from typedthinc.backends.error_function import normal_tail

SIZES = numpy.concatenate([numpy.geomspace(1e-30, 8, 400), numpy.linspace(0, 8, 400)])
X = numpy.concatenate([-SIZES, SIZES]).reshape((40, 40))


@pytest.mark.parametrize(
    ("dtype", "absolute", "relative"), [("float32", 7e-8, 1.2e-7), ("float64", 2e-16, 4e-16)]
)
def test_the_error_is_about_a_rounding(ops, dtype, absolute, relative):
    x = X.astype(dtype)
    expected = numpy.vectorize(math.erf)(x.astype("float64"))
    result = ops.erf(x)
    assert result.dtype == dtype
    numpy.testing.assert_allclose(result, expected, rtol=0, atol=absolute)
    numpy.testing.assert_allclose(result, expected, rtol=relative, atol=0)


def test_erf_of_no_number_and_of_infinity(ops):
    x = numpy.array([numpy.nan, -numpy.inf, numpy.inf, -0.0, 1e30], dtype="f")
    numpy.testing.assert_array_equal(ops.erf(x), [numpy.nan, -1, 1, 0, 1])


@pytest.mark.parametrize(
    ("dtype", "furthest", "tolerance"), [("float32", 5.0, 2e-6), ("float64", 37.0, 2e-13)]
)
def test_the_tail_is_exact_far_out(dtype, furthest, tolerance):
    x = numpy.linspace(-furthest, furthest, 501).astype(dtype)
    sizes, tail, bell = normal_tail(numpy, x)
    size = numpy.abs(x).astype("float64")
    expected = numpy.vectorize(math.erfc)(size / math.sqrt(2)) / 2
    numpy.testing.assert_array_equal(sizes, size)
    numpy.testing.assert_allclose(tail, expected, rtol=tolerance)
    numpy.testing.assert_allclose(bell, numpy.exp(-(size**2) / 2), rtol=tolerance)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_beyond_all_there_is_nothing(dtype):
    _, tail, bell = normal_tail(numpy, numpy.array([-numpy.inf, 1e30], dtype=dtype))
    assert max(tail) < 1e-43
    assert max(bell) < 1e-42
