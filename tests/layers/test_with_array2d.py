"""A layer over arrays with two axes, applied to sequences."""

import numpy
import pytest

from tests.layers.cases.common import floats, padded
from typedthinc.api import Linear, Model, Ragged, with_array2d
from typedthinc.errors import ArrayError


def recorder(seen):
    def forward(model, X, is_train):
        seen.append(X.shape)

        def backprop(dY):
            seen.append(dY.shape)
            return dY

        return X, backprop

    return Model("recorder", forward, init=lambda model, X=None, Y=None: seen.append(X.shape))


@pytest.mark.parametrize(
    ("X", "shape"),
    [
        (floats(5, 3), (5, 3)),
        (floats(4, 2, 3), (8, 3)),
        (floats(0, 2, 3), (0, 3)),
        (floats(2, 2, 2, 3), (8, 3)),
        (padded(), (6, 4)),
        (Ragged(floats(3, 2), numpy.array([2, 1])), (3, 2)),
        (Ragged(floats(3), numpy.array([2, 1])), (3, 1)),
        (Ragged(floats(3, 2, 4), numpy.array([2, 1])), (3, 8)),
        ([floats(2, 3), floats(1, 3)], (3, 3)),
        ([floats(2, 2, 3), floats(1, 2, 3)], (6, 3)),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_the_layer_sees_two_axes_both_ways(X, shape):
    seen = []
    model = with_array2d(recorder(seen)).initialize(X=X)
    Y, backprop = model.begin_update(X)
    backprop(Y)
    assert seen == [shape, shape, shape]


def test_one_axis_is_handed_on():
    seen = []
    with_array2d(recorder(seen)).predict([floats(2), floats(3)])
    assert seen == [(5,)]


def test_the_output_has_the_axes_of_the_input():
    model = with_array2d(Linear(2, 3)).initialize()
    Y, backprop = model.begin_update(floats(4, 5, 3))
    assert Y.shape == (4, 5, 2)
    assert backprop(Y).shape == (4, 5, 3)


def test_padding_separates_the_arrays_of_a_list():
    seen = []
    Y = with_array2d(recorder(seen), pad=2).predict([floats(2, 3), floats(1, 3)])
    assert seen == [(2 + 2 + 2 + 1 + 2, 3)]
    assert [len(member) for member in Y] == [2, 1]


def test_name_and_attributes():
    model = with_array2d(Linear(2, 3), pad=1)
    assert model.name == "with_array(linear)"
    assert model.attrs == {"pad": 1}
    assert {name: model.get_dim(name) for name in model.dim_names} == {"nO": 2, "nI": 3}


def test_another_kind_is_refused():
    with pytest.raises(ArrayError, match=r'layer "with_array\(linear\)" got a batch of the wrong'):
        with_array2d(Linear(2, 3)).predict(3)
