"""Each row beside its neighbours."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.backends._gradients import normal
from typedthinc.backends import NumpyOps, Ops
from typedthinc.errors import ArgumentError, BoundsError, ShapeError

LENGTHS = st.lists(st.integers(0, 4), max_size=5)


def windows(X, nW, lengths):
    """The definition, row by row."""
    rows, start = [], 0
    for length in lengths:
        sequence = X[start : start + length]
        for i in range(length):
            places = range(i - nW, i + nW + 1)
            zeros = numpy.zeros(X.shape[1])
            rows.append(
                numpy.concatenate([sequence[j] if 0 <= j < length else zeros for j in places])
            )
        start += length
    return numpy.array(rows).reshape((len(X), (2 * nW + 1) * X.shape[1]))


def test_one_sequence(ops):
    X = numpy.array([[1.0, 2], [3, 4], [5, 6]])
    assert ops.seq2col(X, 1).tolist() == [
        [0, 0, 1, 2, 3, 4],
        [1, 2, 3, 4, 5, 6],
        [3, 4, 5, 6, 0, 0],
    ]


def test_several_sequences(ops):
    X = numpy.array([[1.0], [2], [3], [4]])
    result = ops.seq2col(X, 2, lengths=numpy.array([0, 1, 0, 0, 3, 0]))
    assert result.tolist() == [
        [0, 0, 1, 0, 0],
        [0, 0, 2, 3, 4],
        [0, 2, 3, 4, 0],
        [2, 3, 4, 0, 0],
    ]


@given(LENGTHS, st.integers(0, 6))
def test_the_definition(lengths, nW):
    X = normal(sum(lengths), 2)
    for ops in (Ops(), NumpyOps()):
        result = ops.seq2col(X, nW, lengths=numpy.array(lengths, dtype="i"))
        numpy.testing.assert_array_equal(result, windows(X, nW, lengths))


@given(LENGTHS, st.integers(0, 6), st.booleans())
def test_the_gradient_is_the_adjoint(lengths, nW, single):
    X = normal(sum(lengths), 2)
    dY = normal(len(X), 2 * (2 * nW + 1), seed=1)
    given = None if single else numpy.array(lengths, dtype="i")
    for ops in (Ops(), NumpyOps()):
        forward = (ops.seq2col(X, nW, lengths=given) * dY).sum()
        backward = (X * ops.backprop_seq2col(dY, nW, lengths=given)).sum()
        numpy.testing.assert_allclose(forward, backward, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("dtype", ["int32", "int64", "uint32", "uint64"])
def test_lengths_of_any_integer_type(ops, dtype):
    X, lengths = normal(4, 2), [1, 3]
    result = ops.seq2col(X, 1, lengths=numpy.array(lengths, dtype=dtype))
    numpy.testing.assert_array_equal(result, windows(X, 1, lengths))


def test_no_columns(ops):
    assert ops.seq2col(numpy.zeros((3, 0)), 1).shape == (3, 0)
    assert ops.backprop_seq2col(numpy.zeros((3, 0)), 1).shape == (3, 0)


@pytest.mark.parametrize(
    ("lengths", "error", "message"),
    [
        ([2, -1, 3], ShapeError, "sequence 1 has a negative length\n.*\n  got       -1"),
        ([2, 3], BoundsError, "more rows than the array\n.* to 4 or less\n.* add up to 5"),
        ([2, 1], ShapeError, "some rows belong to no sequence\n.* to 4\n.* add up to 3"),
    ],
)
def test_lengths_that_do_not_fit_are_refused(ops, lengths, error, message):
    lengths = numpy.array(lengths, dtype="i")
    with pytest.raises(error, match=f"^seq2col: .*{message}"):
        ops.seq2col(normal(4, 2), 1, lengths=lengths)
    with pytest.raises(error, match=f"^backprop_seq2col: .*{message}"):
        ops.backprop_seq2col(normal(4, 6), 1, lengths=lengths)


def test_a_gradient_of_another_width_is_refused(ops):
    with pytest.raises(ShapeError, match="a multiple of 2 nW \\+ 1 = 3"):
        ops.backprop_seq2col(normal(4, 5), 1)


def test_a_negative_window_is_refused(ops):
    with pytest.raises(ArgumentError, match="seq2col: nW is negative"):
        ops.seq2col(normal(4, 2), -1)
