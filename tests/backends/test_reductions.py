"""One row for each sequence."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.backends._gradients import normal
from typedthinc.backends import NumpyOps, Ops
from typedthinc.errors import ArrayError, BoundsError, ShapeError

NAMES = ["reduce_sum", "reduce_mean"]
# Many short sequences, few long ones, both, none.
BATCHES = [[1, 2, 0] * 10, [50, 2], [3, 0, 40, 0, 1], [1, 2, 0, 9] + [2, 1] * 20, [0, 0], []]


def by_definition(name, X, lengths):
    ends = numpy.cumsum(lengths, dtype="i")
    rows = [X[end - length : end].sum(axis=0) for end, length in zip(ends, lengths)]
    if name == "reduce_mean":
        rows = [row / max(length, 1) for row, length in zip(rows, lengths)]
    return numpy.array(rows).reshape((len(lengths), X.shape[1]))


@pytest.mark.parametrize("lengths", BATCHES, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_the_definition(ops, name, lengths):
    X, sizes = normal(sum(lengths), 3), numpy.array(lengths, dtype="i")
    expected = by_definition(name, X, lengths)
    for layout in (X, numpy.asfortranarray(X)):
        result = getattr(ops, name)(layout, sizes)
        numpy.testing.assert_allclose(result, expected, rtol=1e-10, atol=1e-12)


@given(st.lists(st.integers(0, 12), max_size=12))
def test_any_lengths(lengths):
    X = normal(sum(lengths), 2)
    for ops in (Ops(), NumpyOps()):
        for name in NAMES:
            result = getattr(ops, name)(X, numpy.array(lengths, dtype="i"))
            numpy.testing.assert_allclose(result, by_definition(name, X, lengths), atol=1e-10)


@given(st.lists(st.integers(0, 5), max_size=6))
def test_the_gradient_is_the_adjoint(lengths):
    X, dY = normal(sum(lengths), 2), normal(len(lengths), 2, seed=1)
    sizes = numpy.array(lengths, dtype="i")
    for ops in (Ops(), NumpyOps()):
        for name in NAMES:
            forward = (getattr(ops, name)(X, sizes) * dY).sum()
            backward = (X * getattr(ops, f"backprop_{name}")(dY, sizes)).sum()
            numpy.testing.assert_allclose(forward, backward, rtol=1e-10, atol=1e-10)


def test_sequences_without_rows_give_zeros(ops):
    lengths = numpy.array([0, 2, 0], dtype="i")
    X = numpy.array([[1, 2], [3, 5]], dtype="f")
    assert ops.reduce_sum(X, lengths).tolist() == [[0, 0], [4, 7], [0, 0]]
    assert ops.reduce_mean(X, lengths).tolist() == [[0, 0], [2, 3.5], [0, 0]]


def test_the_mean_is_divided_once(ops):
    X = numpy.full((3, 1), 0.1, dtype="f")
    expected = X.sum(axis=0) / numpy.float32(3)
    assert ops.reduce_mean(X, numpy.array([3])).tolist() == [expected.tolist()]


def test_rows_beyond_the_sequences_are_left_out(ops):
    assert ops.reduce_sum(numpy.ones((5, 1)), numpy.array([1, 2])).tolist() == [[1], [2]]


@pytest.mark.parametrize("dtype", ["int32", "int64", "uint32", "uint64"])
@pytest.mark.parametrize("name", NAMES)
def test_lengths_of_any_integer_type(ops, name, dtype):
    X, lengths = normal(6, 2), [1, 0, 3, 2]
    sizes = numpy.array(lengths, dtype=dtype)
    Y = getattr(ops, name)(X, sizes)
    numpy.testing.assert_allclose(Y, by_definition(name, X, lengths))
    assert getattr(ops, f"backprop_{name}")(Y, sizes).shape == X.shape


@pytest.mark.parametrize("name", NAMES)
def test_no_columns(ops, name):
    lengths = numpy.array([1, 2])
    Y = getattr(ops, name)(numpy.zeros((3, 0)), lengths)
    assert Y.shape == (2, 0)
    assert getattr(ops, f"backprop_{name}")(Y, lengths).shape == (3, 0)


@pytest.mark.parametrize("name", NAMES)
def test_a_negative_length_is_refused(ops, name):
    lengths = numpy.array([2, -1, 3])
    with pytest.raises(ShapeError, match=f"^{name}: sequence 1 has a negative length"):
        getattr(ops, name)(normal(4, 2), lengths)
    with pytest.raises(ShapeError, match=f"^backprop_{name}: sequence 1 has a negative length"):
        getattr(ops, f"backprop_{name}")(normal(3, 2), lengths)


@pytest.mark.parametrize("name", NAMES)
def test_lengths_beyond_the_rows_are_refused(ops, name):
    with pytest.raises(BoundsError) as error:
        getattr(ops, name)(normal(4, 2), numpy.array([2, 3]))
    assert str(error.value) == (
        f"{name}: the sequences have more rows than the array\n"
        "  expected  lengths that add up to 4 or less\n"
        "  got       2 lengths that add up to 5"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_gradient_of_another_length_is_refused(ops, name):
    with pytest.raises(ShapeError, match=f"^backprop_{name}: there must be one row a sequence"):
        getattr(ops, f"backprop_{name}")(normal(3, 2), numpy.array([2, 2]))


@pytest.mark.parametrize("lengths", [numpy.array([1.0, 3.0]), numpy.array([[4]]), [4]])
def test_lengths_that_are_no_integers_are_refused(ops, lengths):
    with pytest.raises(ArrayError, match="reduce_sum: lengths are one integer a sequence"):
        ops.reduce_sum(normal(4, 2), lengths)
