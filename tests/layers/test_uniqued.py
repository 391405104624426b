"""A layer over ids that computes each of them once."""

import numpy
import pytest

from typedthinc.api import Embed, HashEmbed, Model, uniqued
from typedthinc.errors import ArrayError, BoundsError, ShapeError

IDS = numpy.array([[1, 5], [2, 6], [1, 5], [3, 5], [1, 5]], dtype="uint64")


@pytest.mark.parametrize("column", [0, 1, -1])
@pytest.mark.parametrize("X", [IDS, IDS[:2], IDS[:1], IDS[:0]], ids=len)
def test_values_and_gradients_are_those_of_the_layer(column, X):
    layer = HashEmbed(3, 50, column=column, seed=1).initialize()
    alone = layer.copy()
    Y, backprop = uniqued(layer, column=column).begin_update(X)
    wanted, wanted_backprop = alone.begin_update(X)
    numpy.testing.assert_array_equal(Y, wanted)
    dY = numpy.random.default_rng(0).normal(size=Y.shape).astype("f")
    dX, wanted_dX = backprop(dY), wanted_backprop(dY)
    numpy.testing.assert_array_equal(dX, wanted_dX)
    assert dX.dtype == wanted_dX.dtype
    table, other = (model.layers[-1].maybe_get_grad("E") for model in (layer, alone))
    if len(X):
        numpy.testing.assert_allclose(table, other, rtol=1e-5, atol=1e-6)


def spy(seen):
    def forward(model, X, is_train):
        seen.append(X.tolist())
        return X.astype("f"), lambda dY: dY

    return Model("spy", forward)


def test_the_layer_sees_each_id_once():
    seen = []
    Y = uniqued(spy(seen)).predict(IDS)
    assert seen == [[[1, 5], [2, 6], [3, 5]]]
    assert Y.tolist() == IDS.tolist()


@pytest.mark.parametrize("count", [0, 1])
def test_less_than_two_rows_go_to_the_layer_as_they_are(count):
    seen = []
    Y, backprop = uniqued(spy(seen)).begin_update(IDS[:count])
    assert seen == [IDS[:count].tolist()]
    assert backprop(Y).shape == (count, 2)


def test_equal_rows_share_a_gradient_that_the_layer_has():
    _, backprop = uniqued(spy([])).begin_update(IDS)
    dX = backprop(numpy.array([[3, 0], [1, 1], [0, 3], [2, 2], [3, 3]], "f"))
    assert dX.tolist() == [[2, 2], [1, 1], [2, 2], [2, 2], [2, 2]]


def test_the_layer_in_it_is_initialized():
    model = uniqued(Embed(nV=9, column=0))
    model.set_dim("nO", 4)
    model.initialize(X=IDS.astype("i"))
    assert model.predict(IDS.astype("i")).shape == (5, 4)


def test_name_dimensions_and_attributes():
    model = uniqued(HashEmbed(3, 50, column=1), column=1)
    assert model.name == "uniqued(ints-getitem>>hashembed)"
    assert (model.dim_names, model.attrs) == (("nO", "nI"), {"column": 1})


def test_ids_without_columns_are_refused():
    with pytest.raises(ArrayError, match=r'layer "uniqued\(embed\)" got an input of the wrong'):
        uniqued(Embed(2, 9)).initialize().predict(IDS[:, 0])


def test_a_column_that_is_not_there():
    with pytest.raises(BoundsError, match="got an input that has no column 2"):
        uniqued(spy([]), column=2).predict(IDS)


def test_a_gradient_of_another_shape_is_refused():
    _, backprop = uniqued(spy([])).begin_update(IDS)
    with pytest.raises(ShapeError, match="backprop got a gradient of the wrong shape"):
        backprop(numpy.zeros((3, 2), "f"))
