"""A layer over lists, applied to whatever holds sequences."""

import numpy
import pytest

from tests.layers.cases.common import floats, listed, ragged
from typedthinc.api import Linear, Model, Ragged, map_list, noop, with_list
from typedthinc.errors import ArrayError, ShapeError


def test_a_list_goes_to_the_layer_as_it_is():
    X = listed()
    assert with_list(noop()).predict(X) is X


def test_a_tuple_becomes_a_list():
    assert isinstance(with_list(noop()).predict(tuple(listed())), list)


def test_an_array_goes_to_the_layer_as_it_is():
    X = floats(2, 3)
    assert with_list(noop()).predict(X) is X


def test_rows_of_a_ragged_that_belong_to_no_sequence_have_no_gradient():
    X = Ragged(floats(6, 2), numpy.array([2, 1], "i"))
    Y, backprop = with_list(noop()).begin_update(X)
    assert Y.data.shape == (3, 2)
    dX = backprop(Ragged(Y.data * 0 + 1, Y.lengths))
    assert dX.data.tolist() == [[1, 1]] * 3 + [[0, 0]] * 3


def test_the_gradient_of_a_ragged_has_its_shape():
    X = Ragged(floats(3, 2, 4), numpy.array([2, 1], "i"))
    Y, backprop = with_list(noop()).begin_update(X)
    assert backprop(Y).dataXd.shape == (3, 2, 4)


def test_an_empty_batch_has_the_width_of_the_layer():
    model = with_list(map_list(Linear(5, 3))).initialize()
    assert model.predict(ragged()[:0]).data.shape == (0, 5)


def test_the_layer_gives_an_array_for_each_sequence():
    one = Model("one", lambda model, Xs, is_train: (Xs[:1], lambda dYs: dYs))
    with pytest.raises(
        ShapeError, match="got another number of arrays from its layer than it has sequences"
    ):
        with_list(one).predict(ragged())


def test_the_layer_gives_a_list():
    array = Model("array", lambda model, Xs, is_train: (Xs[0], lambda dY: dY))
    with pytest.raises(ArrayError, match="got a batch of the wrong kind"):
        with_list(array).predict(ragged())


def test_name_and_dimensions():
    model = with_list(map_list(Linear(2, 3)))
    assert (model.name, model.attrs) == ("with_list(map_list)", {})
    assert {name: model.get_dim(name) for name in model.dim_names} == {"nO": 2, "nI": 3}
