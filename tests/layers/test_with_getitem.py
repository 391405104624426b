"""A layer for one member of a tuple."""

import numpy
import pytest

from tests.layers.cases.common import floats
from typedthinc.api import Linear, noop, with_getitem
from typedthinc.errors import ArrayError, BoundsError

X = (floats(5, 2), floats(5, 3), "a word")


@pytest.mark.parametrize("idx", [1, -2])
def test_one_member_is_computed_and_the_others_are_handed_on(idx):
    model = with_getitem(idx, Linear(4, 3)).initialize(X=X)
    Y, backprop = model.begin_update(X)
    assert (Y[0] is X[0], Y[2]) == (True, "a word")
    numpy.testing.assert_array_equal(Y[1], model.layers[0].predict(X[1]))
    d_other, dX, d_word = backprop((X[0], Y[1] * 0 + 1, None))
    assert (d_other is X[0], d_word) == (True, None)
    W = model.layers[0].get_param("W")
    numpy.testing.assert_allclose(dX, numpy.tile(W.sum(axis=0), (5, 1)), rtol=1e-5)


def test_a_list_stays_a_list():
    Y, backprop = with_getitem(0, noop()).begin_update([1, 2])
    assert (Y, backprop([3, 4])) == ([1, 2], [3, 4])


def test_dimensions_are_inferred_from_the_member():
    model = with_getitem(1, Linear()).initialize(X=X, Y=(None, floats(5, 7), None))
    assert model.layers[0].get_param("W").shape == (7, 3)


def test_name_and_attributes():
    model = with_getitem(1, noop())
    assert (model.name, model.attrs, model.dim_names) == ("with_getitem(noop)", {"idx": 1}, ())


@pytest.mark.parametrize(("idx", "count"), [(3, 4), (-4, 4)])
def test_a_member_that_is_not_there(idx, count):
    with pytest.raises(BoundsError, match=f"got a tuple that has no member {idx}") as caught:
        with_getitem(idx, noop()).predict(X)
    assert caught.value.expected == f"{count} members or more"


def test_what_is_no_tuple_is_refused():
    with pytest.raises(ArrayError, match=r'layer "with_getitem\(noop\)" got a batch of the wrong'):
        with_getitem(0, noop()).predict(floats(2, 3))
