"""Runs of keys as hashes, positions as sines and cosines."""

import math

import numpy
import pytest

from typedthinc.errors import ArgumentError, ArrayError, ShapeError


def keys(*numbers, dtype="uint64"):
    return numpy.array(numbers, dtype=dtype)


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (1, [10357027354812746030, 14362838344389764114, 5173830478357570162]),
        (2, [2346165840139155392, 16863871380863422640]),
        (3, [3968991871514447549]),
    ],
)
def test_known_runs(ops, n, expected):
    hashes = ops.ngrams(n, keys(1, 2, 3))
    assert (hashes.dtype, hashes.tolist()) == ("uint64", expected)


@pytest.mark.parametrize("n", [-1, 0, 4, 2**40])
def test_there_are_no_such_runs(ops, n):
    hashes = ops.ngrams(n, keys(1, 2, 3))
    assert (hashes.dtype, hashes.shape) == ("uint64", (0,))


@pytest.mark.parametrize("n", [0, 1, 2])
@pytest.mark.parametrize("dtype", ["uint64", "float64"])
def test_no_keys_have_no_runs(ops, n, dtype):
    assert ops.ngrams(n, keys(dtype=dtype)).shape == (0,)


@pytest.mark.parametrize("dtype", ["int32", "int64", "uint32"])
def test_keys_of_any_integer_type(ops, dtype):
    assert ops.ngrams(2, keys(1, 2, dtype=dtype)).tolist() == [2346165840139155392]


def test_a_negative_key_counts_as_its_bits(ops):
    expected = ops.ngrams(2, keys(2**64 - 5, 7))
    assert ops.ngrams(2, keys(-5, 7, dtype="int64")).tolist() == expected.tolist()


def test_keys_that_are_no_integers_are_refused(ops):
    with pytest.raises(ArrayError, match="^ngrams: keys are integers"):
        ops.ngrams(1, keys(1.5, dtype="float64"))


def test_keys_with_two_axes_are_refused(ops):
    with pytest.raises(ShapeError, match="^ngrams: keys has the wrong number of axes"):
        ops.ngrams(1, keys(1, 2).reshape((2, 1)))


def position(n, j, D, period):
    if j % 2 == 0:
        return math.sin(n / period ** (2 * j / D))
    return math.cos(n / period ** (2 * (j - 1) / D))


@pytest.mark.parametrize("period", [10000, 10, 2.5])
@pytest.mark.parametrize("D", [1, 2, 3, 4, 7, 8])
def test_the_encoding_of_positions(ops, D, period):
    Y = ops.position_encode(5, D, period=period)
    assert (Y.dtype, Y.shape) == ("float32", (5, D))
    expected = [[position(n, j, D, period) for j in range(D)] for n in range(5)]
    numpy.testing.assert_allclose(Y, expected, rtol=1e-6, atol=1e-7)


def test_positions_by_hand(ops):
    Y = ops.position_encode(2, 4)
    assert Y[0].tolist() == [0, 1, 0, 1]
    expected = [0.8414709848, 0.5403023059, 0.0001, 0.999999995]
    numpy.testing.assert_allclose(Y[1], expected, rtol=1e-6)


def test_far_positions_are_exact(ops):
    # In float32, n / period would have lost the turns that make up the angle.
    Y = ops.position_encode(100_001, 2)
    numpy.testing.assert_allclose(Y[-1], [math.sin(100_000), math.cos(100_000)], rtol=1e-6)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_positions_into_an_array(ops, dtype):
    out = numpy.full((3, 5), 9, dtype=dtype)
    assert ops.position_encode(3, 5, 10000, out) is out
    expected = [[position(n, j, 5, 10000) for j in range(5)] for n in range(3)]
    rtol = 1e-6 if dtype == "float32" else 1e-14
    numpy.testing.assert_allclose(out, expected, rtol=rtol)


@pytest.mark.parametrize(("N", "D"), [(0, 4), (3, 0), (0, 0)])
def test_no_positions(ops, N, D):
    assert ops.position_encode(N, D).shape == (N, D)


def test_an_array_of_another_shape_is_refused(ops):
    with pytest.raises(ShapeError) as error:
        ops.position_encode(3, 4, out=numpy.zeros((4, 3)))
    assert str(error.value) == (
        "position_encode: out has another shape than the encodings\n"
        "  expected  (3, 4)\n"
        "  got       out float64 (4, 3)"
    )


@pytest.mark.parametrize(
    ("N", "D", "period"), [(-1, 4, 10), (1, -4, 10), (1, 4, 0), (1, 4, math.nan)]
)
def test_positions_that_there_are_not(ops, N, D, period):
    with pytest.raises(ArgumentError) as error:
        ops.position_encode(N, D, period=period)
    assert str(error.value) == (
        "position_encode: there are no such positions\n"
        "  expected  N >= 0, D >= 0, period > 0\n"
        f"  got       N={N}, D={D}, period={period}"
    )
