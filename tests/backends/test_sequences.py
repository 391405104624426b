"""Lists of sequences and the arrays that hold all of them."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from typedthinc.backends import NumpyOps
from typedthinc.errors import ArgumentError, ShapeError

LENGTHS = st.lists(st.integers(0, 4), max_size=6)


def sequences(lengths, shape=(2,), dtype="float32"):
    size = int(numpy.prod((1, *shape)))
    return [
        numpy.arange(1, n * size + 1).reshape((n, *shape)).astype(dtype) + i
        for i, n in enumerate(lengths)
    ]


def lists(arrays):
    return [array.tolist() for array in arrays]


def test_flatten_joins(ops):
    seqs = sequences([2, 0, 1])
    result = ops.flatten(seqs)
    assert (result.dtype, result.tolist()) == ("float32", [*seqs[0].tolist(), *seqs[2].tolist()])


def test_flatten_puts_rows_around_sequences_that_have_some(ops):
    result = ops.flatten(sequences([2, 0, 1], shape=()), pad=2)
    assert result.tolist() == [0, 0, 1, 2, 0, 0, 3, 0, 0]


def test_flatten_casts(ops):
    assert ops.flatten(sequences([1, 2]), dtype="int64").dtype == "int64"
    assert ops.flatten([], dtype="int32").dtype == "int32"


@pytest.mark.parametrize("pad", [0, 2])
def test_flatten_of_no_rows_keeps_width_and_dtype(ops, pad):
    result = ops.flatten(sequences([0, 0], shape=(3, 2), dtype="float64"), pad=pad)
    assert (result.shape, result.dtype) == ((0, 3, 2), "float64")


@pytest.mark.parametrize("ndim", [1, 2, 3])
def test_flatten_of_no_sequences(ops, ndim):
    result = ops.flatten([], ndim_if_empty=ndim)
    assert (result.shape, result.dtype) == ((0,) * ndim, "float32")


def test_flatten_keeps_rows_without_columns(ops):
    assert ops.flatten([numpy.zeros((2, 0)), numpy.zeros((1, 0))]).shape == (3, 0)


def test_flatten_refuses_other_widths(ops):
    with pytest.raises(ShapeError) as error:
        ops.flatten([numpy.zeros((2, 3)), numpy.zeros((2, 4))])
    assert str(error.value) == (
        "flatten: the sequences differ in more than their lengths\n"
        "  expected  all like the first, float64 (2, 3)\n"
        "  got       float64 (2, 4)"
    )


@given(LENGTHS, st.sampled_from([(), (2,), (2, 3)]), st.integers(0, 3), st.sampled_from("fi"))
def test_unflatten_undoes_flatten(lengths, shape, pad, dtype):
    ops, seqs = NumpyOps(), sequences(lengths, shape, dtype)
    result = ops.unflatten(ops.flatten(seqs, pad=pad), ops.asarray1i(lengths), pad=pad)
    assert lists(result) == lists(seqs)


def test_unflatten_takes_a_list_of_lengths(ops):
    assert lists(ops.unflatten(numpy.arange(3), [2, 0, 1])) == [[0, 1], [], [2]]


@pytest.mark.parametrize(("lengths", "pad"), [([1, 1], 0), ([2, 2], 0), ([4, -1], 0), ([3], 1)])
def test_unflatten_refuses_lengths_that_do_not_fit(ops, lengths, pad):
    with pytest.raises(ShapeError, match="unflatten: the lengths do not make up the rows"):
        ops.unflatten(numpy.zeros((3, 2)), lengths, pad=pad)


@given(LENGTHS.filter(bool), st.sampled_from([(), (2,), (2, 3)]), st.sampled_from("fi"))
def test_unpad_undoes_pad(lengths, shape, dtype):
    ops, seqs = NumpyOps(), sequences(lengths, shape, dtype)
    assert lists(ops.unpad(ops.pad(seqs), lengths)) == lists(seqs)


@pytest.mark.parametrize(("round_to", "longest"), [(1, 3), (2, 4), (3, 3), (8, 8)])
def test_pad_rounds_up_and_fills_with_zeros(ops, round_to, longest):
    result = ops.pad(sequences([3, 1], shape=()), round_to=round_to)
    zeros = [0] * (longest - 3)
    assert result.tolist() == [[1, 2, 3, *zeros], [2, 0, 0, *zeros]]


@pytest.mark.parametrize("round_to", [0, -1])
def test_pad_rounds_to_one_at_least(ops, round_to):
    with pytest.raises(ArgumentError, match="Rounding for padding must at least be 1"):
        ops.pad(sequences([1]), round_to=round_to)


def test_pad_needs_a_sequence(ops):
    with pytest.raises(ArgumentError, match="pad: there is no sequence to take the width from"):
        ops.pad([])


OTHERS = [numpy.zeros((1, 3), "f"), numpy.zeros((1, 2)), numpy.zeros(1, "f")]


@pytest.mark.parametrize("other", OTHERS, ids=["width", "dtype", "rank"])
def test_pad_refuses_sequences_that_are_not_alike(ops, other):
    with pytest.raises(ShapeError, match="pad: the sequences differ in more than their lengths"):
        ops.pad([*sequences([2]), other])
    with pytest.raises(ShapeError, match="pad: the sequences differ in more than their lengths"):
        ops.list2padded([*sequences([2]), other])


@pytest.mark.parametrize("lengths", [[1], [1, 4], [1, -1]])
def test_unpad_refuses_lengths_that_do_not_fit(ops, lengths):
    with pytest.raises(ShapeError, match="unpad: .*\n  expected  2 lengths from 0 to 3"):
        ops.unpad(numpy.zeros((2, 3)), lengths)


def test_list2padded_has_the_longest_first(ops):
    padded = ops.list2padded(sequences([2, 4, 0, 1], shape=(1,)))
    assert padded.data[:, :, 0].tolist() == [[2, 1, 4, 0], [3, 2, 0, 0], [4, 0, 0, 0], [5, 0, 0, 0]]
    assert padded.size_at_t.tolist() == [3, 2, 1, 1]
    assert padded.lengths.tolist() == [4, 2, 1, 0]
    assert padded.indices.tolist() == [1, 0, 3, 2]


def test_list2padded_has_the_last_of_equally_long_ones_first(ops):
    assert ops.list2padded(sequences([1, 2, 1, 1])).indices.tolist() == [1, 3, 2, 0]


def test_list2padded_of_no_sequences(ops):
    padded = ops.list2padded([])
    assert padded.data.shape == (0, 0, 0)
    assert len(padded) == 0
    assert ops.padded2list(padded) == []


@given(LENGTHS, st.sampled_from("fi"))
def test_padded2list_undoes_list2padded(lengths, dtype):
    ops, seqs = NumpyOps(), sequences(lengths, dtype=dtype)
    result = ops.padded2list(ops.list2padded(seqs))
    assert lists(result) == lists(seqs)
    assert all(array.dtype == dtype for array in result)


def test_insert_into(ops):
    result = ops.insert_into((3, 4), [numpy.array([1, 2]), numpy.array([3])])
    assert result.tolist() == [[1, 2, 0, 0], [3, 0, 0, 0], [0, 0, 0, 0]]


@pytest.mark.parametrize("shape", [(1, 4), (2, 1), (2, 4, 3)])
def test_insert_into_a_shape_that_is_too_small(ops, shape):
    with pytest.raises(ShapeError, match="insert_into: the sequences do not fit the shape"):
        ops.insert_into(shape, [numpy.array([1, 2]), numpy.array([3])])
