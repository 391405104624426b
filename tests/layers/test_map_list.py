"""A layer for each member of a list."""

import numpy
import pytest

from tests.layers.cases.common import floats, listed, ragged
from typedthinc.api import Linear, map_list, noop, reduce_mean
from typedthinc.errors import ArrayError, ShapeError
from typedthinc.testing import check_layer


def test_the_contract():
    check_layer(lambda: map_list(Linear(4)), listed())


def test_each_member_on_its_own():
    batch = [ragged(), ragged()[1:]]
    model = map_list(reduce_mean())
    Y, backprop = model.begin_update(batch)
    for X, one in zip(batch, Y):
        numpy.testing.assert_array_equal(one, reduce_mean().predict(X))
    assert [len(dX.data) for dX in backprop(Y)] == [6, 4]


def test_an_empty_list():
    Y, backprop = map_list(Linear(2, 3)).initialize(X=[]).begin_update([])
    assert (Y, backprop([])) == ([], [])


def test_dimensions_are_inferred_from_the_first_member():
    model = map_list(Linear()).initialize(X=listed(), Y=[floats(2, 7)])
    assert (model.get_dim("nI"), model.get_dim("nO")) == (3, 7)


def test_name():
    assert map_list(noop()).name == "map_list"


def test_what_is_no_list_is_refused():
    with pytest.raises(ArrayError, match='layer "map_list" got a batch of the wrong kind'):
        map_list(noop()).predict(floats(2, 3))


def test_a_gradient_that_is_no_list_is_refused():
    _, backprop = map_list(noop()).begin_update([1, 2])
    with pytest.raises(ArrayError, match='layer "map_list" got a batch of the wrong kind'):
        backprop(floats(2, 3))


def test_another_number_of_gradients_is_refused():
    _, backprop = map_list(noop()).begin_update([1, 2])
    with pytest.raises(ShapeError, match="got another number of gradients than it gave members"):
        backprop([1])
