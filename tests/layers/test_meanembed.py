"""The mean of the vectors of each sequence, without padding."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from typedthinc.api import MeanEmbed, Ragged, Softmax, chain, list2ragged
from typedthinc.errors import ArrayError, BoundsError, UnsetError

IDS = "int8 int16 int32 int64 uint8 uint16 uint32 uint64".split()
TABLE = numpy.array([[0, 0], [1, 10], [2, 20], [4, 40]], dtype="f")


def model_of(padding_idx=0):
    model = MeanEmbed(nO=2, nV=4, padding_idx=padding_idx).initialize()
    model.set_param("E", TABLE.copy())
    return model


def ragged(*sequences, dtype="int64"):
    lengths = numpy.array([len(sequence) for sequence in sequences], dtype="i")
    return Ragged(
        numpy.array([i for sequence in sequences for i in sequence], dtype=dtype), lengths
    )


def grid(*rows, dtype="int64"):
    return numpy.array(rows, dtype=dtype)


CASES = {
    "ragged": (ragged([1, 0, 3], [], [0, 0], [2]), [[2.5, 25], [0, 0], [0, 0], [2, 20]]),
    "grid": (grid([1, 0, 3], [0, 0, 0], [0, 2, 0]), [[2.5, 25], [0, 0], [2, 20]]),
}


@pytest.mark.parametrize("case", CASES)
def test_padding_does_not_count(case):
    X, expected = CASES[case]
    assert model_of().predict(X).tolist() == expected


def test_what_is_in_the_row_of_the_padding_does_not_matter():
    model = model_of()
    model.get_param("E")[0] = numpy.nan
    assert model.predict(grid([1, 0], [0, 0])).tolist() == [[1, 10], [0, 0]]


def test_without_padding_every_id_counts():
    assert model_of(None).predict(grid([0, 3], [1, 3])).tolist() == [[2, 20], [2.5, 25]]
    assert model_of(None).predict(ragged([0, 3, 2], [], [1])).tolist() == [[2, 20], [0, 0], [1, 10]]


@pytest.mark.parametrize("X", [ragged([1, 0, 3, 1]), grid([1, 0, 3, 1])])
def test_a_vector_gets_its_share_of_the_gradient_each_time_it_counts(X):
    model = model_of()
    for times in (1, 2):
        _, backprop = model.begin_update(X)
        backprop(numpy.array([[3, 6]], dtype="f"))
        expected = numpy.array([[0, 0], [2, 4], [0, 0], [1, 2]]) * times
        numpy.testing.assert_allclose(model.get_grad("E"), expected)


@pytest.mark.parametrize("dtype", IDS)
def test_ids_of_any_integer_type(dtype):
    for X in (ragged([1, 0], [2], dtype=dtype), grid([1, 0], [2, 0], dtype=dtype)):
        Y, backprop = model_of().begin_update(X)
        assert Y.tolist() == [[1, 10], [2, 20]]
        dX = backprop(Y)
        gradient = dX.dataXd if isinstance(X, Ragged) else dX
        assert gradient.dtype == dtype
        assert not gradient.any()


def test_ids_in_one_column():
    X = Ragged(grid([1], [0], [2]), numpy.array([2, 1]))
    Y, backprop = model_of().begin_update(X)
    assert Y.tolist() == [[1, 10], [2, 20]]
    assert backprop(Y).dataXd.shape == (3, 1)


def test_rows_beyond_the_last_sequence_are_left_out():
    X = Ragged(numpy.array([1, 3, 99]), numpy.array([1, 1]))
    Y, backprop = model_of().begin_update(X)
    assert Y.tolist() == [[1, 10], [4, 40]]
    assert backprop(Y).dataXd.shape == (3,)


@pytest.mark.parametrize("X", [ragged(), grid().reshape(0, 3), grid().reshape(0, 0)])
def test_an_empty_batch(X):
    model = model_of()
    Y, backprop = model.begin_update(X)
    assert Y.shape == (0, 2)
    backprop(Y)
    assert not model.get_grad("E").any()


def test_sequences_of_no_columns():
    assert model_of().predict(grid([], [])).tolist() == [[0, 0], [0, 0]]


@given(st.lists(st.lists(st.integers(0, 3), max_size=5), min_size=1, max_size=5))
def test_filled_up_and_one_after_another_are_the_same(sequences):
    longest = max(map(len, sequences))
    filled = grid(*[[*sequence, *[0] * (longest - len(sequence))] for sequence in sequences])
    model, other = model_of(), model_of()
    Y, backprop = model.begin_update(ragged(*sequences))
    filled_Y, filled_backprop = other.begin_update(filled)
    numpy.testing.assert_allclose(Y, filled_Y)
    backprop(Y)
    filled_backprop(Y)
    numpy.testing.assert_allclose(model.get_grad("E"), other.get_grad("E"))


def test_an_id_that_is_not_in_the_table_is_named():
    with pytest.raises(BoundsError) as caught:
        model_of().predict(grid([0, 1], [2, 4]))
    assert str(caught.value) == (
        'layer "meanembed" got the id 4, which is outside of its table\n'
        "  expected  0 <= id < nV=4\n"
        "  got       int64 (3,)"
    )


@pytest.mark.parametrize(
    ("X", "got"),
    [
        (Ragged(grid([1, 2]), numpy.array([1])), r"Ragged of int64 \(1, 2\)"),
        (Ragged(TABLE[:, :1], numpy.array([4])), r"Ragged of float32 \(4, 1\)"),
        (numpy.array([1, 2]), r"int64 \(2,\)"),
        ([1, 2], "list of 2 x 1"),
    ],
)
def test_another_kind_is_refused(X, got):
    message = (
        '^layer "meanembed" got an input of the wrong kind\n'
        r"  expected  Ragged of ids, one a row, or Ints2d \(batch, longest\)"
        f"\n  got       {got}$"
    )
    with pytest.raises(ArrayError, match=message):
        model_of().predict(X)


def test_lengths_that_do_not_fit_name_the_layer():
    with pytest.raises(BoundsError, match='^in layer "meanembed": MeanEmbed: the sequences have'):
        model_of().predict(Ragged(numpy.array([1]), numpy.array([2])))


def test_dims_and_attributes():
    model = MeanEmbed(2, 4, padding_idx=1)
    assert model.attrs == {"padding_idx": 1}
    assert MeanEmbed().attrs == {}
    with pytest.raises(UnsetError, match='size of dimension "nV"'):
        MeanEmbed(nO=3).initialize(X=grid([1]))
    assert model.initialize().get_param("E")[1].tolist() == [0, 0]


def test_the_width_is_passed_on():
    model = chain(MeanEmbed(6, 9), Softmax(2)).initialize(X=grid([1, 2]))
    assert model.predict(grid([1, 2], [3, 4])).shape == (2, 2)


def test_an_empty_list_may_come_without_a_width():
    model = chain(list2ragged(), MeanEmbed(4, 5)).initialize()
    Y, backprop = model.begin_update([])
    assert Y.shape == (0, 4)
    assert backprop(Y) == []
