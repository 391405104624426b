"""Indexing a Padded, against the sequences that it was made of."""

import numpy
import pytest

from typedthinc.errors import BoundsError, ShapeError
from typedthinc.types import Padded

LENGTHS = [4, 3, 3, 1]
PLACES = [2, 0, 3, 1]


@pytest.fixture
def padded():
    data = numpy.zeros((4, 4, 2), dtype="f")
    for column, length in enumerate(LENGTHS):
        data[:length, column] = numpy.arange(1, 2 * length + 1).reshape(length, 2) + 10 * column
    size_at_t = numpy.array([4, 3, 3, 1], dtype="i")
    return Padded(data, size_at_t, numpy.array(LENGTHS, "i"), numpy.array(PLACES, "i"))


def columns(padded):
    lengths = padded.lengths.tolist()
    return [padded.data[:length, i].tolist() for i, length in enumerate(lengths)]


@pytest.mark.parametrize("index", [0, 3, -1])
def test_a_number_picks_one_sequence(padded, index):
    picked = padded[index]
    length = LENGTHS[index]
    assert columns(picked) == [columns(padded)[index]]
    assert picked.data.shape == (length, 1, 2)
    assert picked.size_at_t.tolist() == [1] * length
    assert picked.indices.tolist() == [0]


def test_a_slice_cuts_to_its_longest_sequence(padded):
    picked = padded[1:]
    assert picked.data.shape == (3, 3, 2)
    assert picked.size_at_t.tolist() == [3, 2, 2]
    assert columns(picked) == columns(padded)[1:]


def test_places_stay_in_the_order_before_padding(padded):
    assert padded[1:].indices.tolist() == [0, 2, 1]


def test_an_array_picks_columns_and_not_steps(padded):
    picked = padded[numpy.array([3, 0])]
    assert picked.lengths.tolist() == [4, 1]
    assert picked.size_at_t.tolist() == [2, 1, 1, 1]
    assert columns(picked) == [columns(padded)[0], columns(padded)[3]]


def test_nothing_picked_is_an_empty_batch(padded):
    picked = padded[2:2]
    assert (len(picked), picked.data.shape) == (0, (0, 0, 2))


def test_a_copy_shares_no_memory(padded):
    copied = padded.copy()
    copied.data[...] = 7
    copied.lengths[...] = 7
    assert padded.lengths.tolist() == LENGTHS
    assert padded.data.max() < 50
    assert not (padded.data == 7).all()


@pytest.mark.parametrize("index", [4, -5, [9]])
def test_a_missing_sequence_is_an_index_error(padded, index):
    with pytest.raises(IndexError, match="no such sequence in a Padded of 4"):
        padded[index]


def test_a_tuple_is_refused(padded):
    with pytest.raises(BoundsError, match="with one index"):
        padded[0, 1]


def test_data_without_a_batch_axis_are_refused():
    ones = numpy.ones(1, dtype="i")
    with pytest.raises(ShapeError, match="steps of its sequences"):
        Padded(numpy.zeros(3), ones, ones, ones)
