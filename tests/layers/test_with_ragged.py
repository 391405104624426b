"""A layer over Ragged, applied to whatever holds sequences."""

import numpy
import pytest

from tests.layers.cases.common import floats, listed, ragged
from typedthinc.api import Linear, Model, Ragged, expand_window, noop, with_array, with_ragged
from typedthinc.errors import ArrayError, ShapeError

LENGTHS = numpy.array([2, 1], "i")


def test_a_ragged_goes_to_the_layer_as_it_is():
    X = ragged()
    assert with_ragged(noop()).predict(X) is X


def test_rows_and_lengths_are_taken_for_a_ragged_and_come_back_as_a_tuple():
    rows = floats(3, 2)
    Y, backprop = with_ragged(expand_window(1)).begin_update((rows, LENGTHS))
    assert Y[0].shape == (3, 6)
    assert Y[1].tolist() == [2, 1]
    # The third row is a sequence of its own, so it has no neighbours.
    assert Y[0][2].tolist() == [0, 0, *rows[2].tolist(), 0, 0]
    dX, lengths = backprop((numpy.ones((3, 6), "f"), LENGTHS))
    assert dX.tolist() == [[2, 2], [2, 2], [1, 1]]
    assert lengths.tolist() == [2, 1]


def test_the_lengths_may_be_a_list():
    rows, lengths = with_ragged(noop()).predict((floats(3, 2), [2, 1]))
    assert rows.shape == (3, 2)
    assert lengths.tolist() == [2, 1]


def test_ids_with_one_axis_keep_it():
    X = [numpy.arange(2), numpy.arange(3)]
    Y = with_ragged(noop()).predict(X)
    assert [member.shape for member in Y] == [(2,), (3,)]


def test_a_tuple_of_arrays_with_two_axes_is_a_list():
    Y = with_ragged(noop()).predict((floats(3, 2), floats(1, 2)))
    assert [member.shape for member in Y] == [(3, 2), (1, 2)]


def test_a_bare_array_is_refused():
    with pytest.raises(ArrayError, match=r'layer "with_ragged\(noop\)" got a batch of the wrong'):
        with_ragged(noop()).predict(floats(3, 2))


@pytest.mark.parametrize(
    "dY", [ragged(), (floats(3, 2), LENGTHS, LENGTHS), floats(3, 2)], ids=["ragged", "3", "array"]
)
def test_the_gradient_of_a_tuple_is_a_tuple(dY):
    _, backprop = with_ragged(noop()).begin_update((floats(3, 2), LENGTHS))
    with pytest.raises(ArrayError, match="got a batch of the wrong kind"):
        backprop(dY)


def test_gradients_of_other_lengths_are_refused():
    _, backprop = with_ragged(noop()).begin_update(listed())
    with pytest.raises(ShapeError, match="backprop got gradients of other lengths"):
        backprop([floats(3, 3), floats(0, 3), floats(2, 3)])


def test_the_layer_gives_a_ragged():
    rows = Model("rows", lambda model, X, is_train: (X.data, lambda dY: dY))
    with pytest.raises(ArrayError, match="got a batch of the wrong kind"):
        with_ragged(rows).predict(listed())


def test_an_empty_list_gives_an_empty_list():
    Y, backprop = with_ragged(with_array(Linear(2, 3))).initialize().begin_update([])
    assert (Y, backprop([])) == ([], [])


def test_name():
    assert with_ragged(noop()).name == "with_ragged(noop)"


def test_the_layer_may_see_rows_beyond_the_sequences():
    X = Ragged(floats(5, 2), LENGTHS)
    assert with_ragged(noop()).predict(X).data.shape == (5, 2)
