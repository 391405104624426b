"""Indexing a Ragged, against a plain list of sequences."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from typedthinc.errors import BoundsError, ShapeError
from typedthinc.types import Ragged


def make(lengths, shape=(2,)):
    total = sum(lengths)
    size = int(numpy.prod(shape))
    data = numpy.arange(total * size, dtype="f").reshape((total, *shape))
    return Ragged(data, numpy.array(lengths, dtype="i"))


def sequences(ragged):
    ends = numpy.cumsum(ragged.lengths).tolist()
    return [
        ragged.dataXd[end - length : end].tolist()
        for end, length in zip(ends, ragged.lengths.tolist())
    ]


INDICES = [
    slice(None, 2),
    slice(-1, None),
    slice(0, 3, 2),
    slice(None, None, -1),
    slice(5, 9),
    slice(1, 1),
]


@pytest.mark.parametrize("index", INDICES, ids=str)
def test_a_slice_picks_the_sequences_a_list_would(index):
    ragged = make([1, 0, 3, 2])
    assert sequences(ragged[index]) == sequences(ragged)[index]


@pytest.mark.parametrize("index", [0, 1, 2, -1, -4])
def test_a_number_picks_one_sequence(index):
    ragged = make([1, 0, 3, 2])
    assert sequences(ragged[index]) == [sequences(ragged)[index]]


@pytest.mark.parametrize("index", [[2, 0], numpy.array([3, 3, 1]), [True, False, False, True]])
def test_an_array_picks_in_its_order(index):
    ragged = make([1, 0, 3, 2])
    wanted = numpy.arange(4)[numpy.asarray(index)]
    assert sequences(ragged[index]) == [sequences(ragged)[i] for i in wanted]


@given(st.lists(st.integers(0, 4), max_size=5), st.slices(5))
def test_any_slice_of_any_lengths(lengths, index):
    ragged = make(lengths)
    assert sequences(ragged[index]) == sequences(ragged)[index]


@pytest.mark.parametrize("index", [slice(0, 0), slice(0, 2), slice(1, 2)])
def test_no_sequences_stay_no_sequences(index):
    picked = make([])[index]
    assert (picked.data.shape, picked.lengths.shape) == ((0, 2), (0,))


def test_the_shape_of_the_rows_is_kept():
    ragged = make([1, 2], shape=(2, 3))
    assert ragged.data.shape == (3, 6)
    assert ragged[1].dataXd.shape == (2, 2, 3)
    assert ragged.data_shape == (-1, 2, 3)


def test_empty_data_keep_their_width():
    assert Ragged(numpy.zeros((0, 7), dtype="f"), numpy.zeros(0, dtype="i")).data.shape == (0, 7)


def test_rows_with_one_axis_get_a_second():
    ragged = make([2, 1], shape=())
    assert (ragged.data.shape, ragged.dataXd.shape) == ((3, 1), (3,))


@pytest.mark.parametrize("index", [4, -5, [7]])
def test_a_missing_sequence_is_an_index_error(index):
    with pytest.raises(IndexError, match="no such sequence in a Ragged of 4"):
        make([1, 0, 3, 2])[index]


def test_a_tuple_is_refused():
    with pytest.raises(BoundsError, match="with one index"):
        make([1])[0, 1]


def test_lengths_with_two_axes_are_refused():
    with pytest.raises(ShapeError, match="one number a sequence"):
        Ragged(numpy.zeros((2, 2)), numpy.ones((1, 1), dtype="i"))


def test_rows_without_axes_are_refused():
    with pytest.raises(ShapeError, match="needs the rows"):
        Ragged(numpy.float32(1.0), numpy.ones(1, dtype="i"))
