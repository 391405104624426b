"""A layer over rows, applied to an array with an axis more."""

import numpy
import pytest

from tests.layers.cases.common import floats
from typedthinc.api import Embed, Linear, noop, with_reshape
from typedthinc.errors import ArrayError, ShapeError
from typedthinc.testing import check_gradients

X = floats(4, 5, 3)


def test_each_row_is_multiplied_by_the_weights():
    model = with_reshape(Linear(2)).initialize(X=X)
    W = model.layers[0].get_param("W")
    numpy.testing.assert_allclose(model.predict(X), numpy.einsum("abi,oi->abo", X, W), rtol=1e-5)


def test_the_gradient_of_the_rows():
    model = with_reshape(Linear(2)).initialize(X=X)
    dY = floats(4, 5, 2)
    _, backprop = model.begin_update(X)
    W = model.layers[0].get_param("W")
    numpy.testing.assert_allclose(
        backprop(dY), numpy.einsum("abo,oi->abi", dY, W), rtol=1e-5, atol=1e-6
    )
    numpy.testing.assert_allclose(
        model.layers[0].get_grad("W"), numpy.einsum("abo,abi->oi", dY, X), rtol=1e-5, atol=1e-6
    )


def test_the_gradient_in_float64():
    check_gradients(with_reshape(Linear(2)), X)


@pytest.mark.parametrize("shape", [(0, 5, 3), (4, 0, 3)])
def test_an_empty_array(shape):
    model = with_reshape(Linear(2)).initialize(X=X)
    Y, backprop = model.begin_update(floats(*shape))
    assert Y.shape == (*shape[:2], 2)
    assert backprop(Y).shape == shape


def test_ids():
    ids = numpy.array([[[1, 2], [3, 4]]])
    model = with_reshape(Embed(5, 9, column=1)).initialize()
    Y, backprop = model.begin_update(ids)
    assert Y.shape == (1, 2, 5)
    assert backprop(Y).shape == ids.shape


def test_dimensions_are_inferred():
    model = with_reshape(Linear()).initialize(X=X, Y=floats(4, 5, 7))
    assert (model.get_dim("nI"), model.get_dim("nO")) == (3, 7)


def test_dimensions_and_name():
    model = with_reshape(noop())
    assert (model.name, model.dim_names) == ("with_reshape(noop)", ("nO", "nI"))


@pytest.mark.parametrize("batch", [floats(5, 3), floats(2, 2, 2, 3), [floats(5, 3)]], ids=type)
def test_another_number_of_axes_is_refused(batch):
    model = with_reshape(Linear(2, 3)).initialize()
    with pytest.raises(ArrayError, match="got an input of the wrong kind") as caught:
        model.predict(batch)
    assert caught.value.expected == "an array (batch, length, nI=3)"


def test_a_gradient_of_another_shape_is_refused():
    _, backprop = with_reshape(noop()).begin_update(X)
    with pytest.raises(ShapeError, match="backprop got a gradient of the wrong shape"):
        backprop(floats(20, 3))
