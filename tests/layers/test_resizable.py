"""A layer that can be put in the place of a narrower one."""

from functools import partial

import numpy
import pytest

from typedthinc.api import Embed, Linear, Maxout, Relu, Softmax, chain, noop, resizable
from typedthinc.errors import (
    ArgumentError,
    CompositionError,
    StructureError,
)
from typedthinc.layers.resizable import resize_linear_weighted, resize_model
from typedthinc.optimizers import SGD

X = numpy.ones((2, 3), dtype="f")


def made(layer=None, **settings):
    resize = partial(resize_linear_weighted, **settings)
    return resizable(Linear(2, 3) if layer is None else layer, resize)


def test_the_layer_computes():
    model = made().initialize()
    Y, backprop = model.begin_update(X)
    numpy.testing.assert_array_equal(Y, model.layers[0].predict(X))
    W = model.layers[0].get_param("W")
    numpy.testing.assert_allclose(backprop(Y * 0 + 1), [W.sum(axis=0)] * 2, rtol=1e-5)


def test_old_outputs_stay_and_new_ones_are_filled():
    model = made(fill_defaults={"b": -5.0}).initialize()
    Y = model.predict(X)
    assert resize_model(model, 4) is model
    wider = model.predict(X)
    numpy.testing.assert_array_equal(wider[:, :2], Y)
    assert wider[:, 2:].tolist() == [[-5, -5]] * 2
    assert (model.get_dim("nO"), model.layers[0].get_dim("nO")) == (4, 4)


def test_the_pieces_of_maxout_stay():
    layer = Maxout(2, 3, nP=2).initialize()
    wider = resize_linear_weighted(layer, 3)
    assert (wider.get_param("W").shape, wider.get_param("b").shape) == ((3, 2, 3), (3, 2))
    numpy.testing.assert_array_equal(wider.predict(X)[:, :2], layer.predict(X))


def test_the_layer_keeps_its_settings_but_not_its_gradients():
    layer = Softmax(2, 3).initialize()
    layer.attrs["mine"] = 1
    layer.inc_grad("b", layer.get_param("b"))
    wider = resize_linear_weighted(layer, 4)
    assert (wider.name, wider.attrs) == (layer.name, layer.attrs)
    assert wider.grad_names == ()
    assert wider.id != layer.id
    assert layer.get_param("W").shape == (2, 3)
    assert wider.predict(X).sum(axis=1) == pytest.approx([1, 1])


def test_the_dtype_stays():
    layer = Linear(2, 3).initialize()
    layer.set_param("W", layer.get_param("W").astype("float64"))
    assert resize_linear_weighted(layer, 4).get_param("W").dtype == "float64"


def test_a_resized_model_learns():
    model = made().initialize()
    Y, backprop = model.begin_update(X)
    backprop(Y)
    model.finish_update(SGD(0.1))
    resize_model(model, 4)
    before = model.layers[0].get_param("b").copy()
    Y, backprop = model.begin_update(X)
    backprop(Y * 0 + 1)
    model.finish_update(SGD(0.1, grad_clip=0.0))
    numpy.testing.assert_allclose(model.layers[0].get_param("b"), before - 0.1 * 2, rtol=1e-6)


def test_resizing_before_the_dimensions_are_known():
    model = made(Linear())
    resize_model(model, 10)
    resize_model(model, 11)
    assert model.get_dim("nO") == 11
    model.set_dim("nO", 0, force=True)
    resize_model(model, 10)
    assert model.initialize(X=X).predict(X).shape == (2, 10)


def test_resizing_before_it_is_initialized():
    model = resize_model(made(), 4)
    assert model.predict(X).shape == (2, 4)
    assert resize_model(made(Linear(nI=3)), 4).layers[0].has_param("W") is None


def test_the_same_width_gives_the_same_layer():
    layer = Linear(2, 3).initialize()
    assert resize_linear_weighted(layer, 2) is layer


def test_dimensions_are_inferred():
    model = made(Linear()).initialize(X=X, Y=numpy.zeros((2, 5), "f"))
    assert (model.get_dim("nI"), model.get_dim("nO")) == (3, 5)


def test_a_layer_within_a_model():
    model = chain(Relu(3, 3), made()).initialize()
    resize_model(model.layers[1], 6)
    assert model.predict(X).shape == (2, 6)


def test_a_resized_model_is_stored():
    model = resize_model(made().initialize(), 4)
    twin = resize_model(made(), 4).from_bytes(model.to_bytes())
    numpy.testing.assert_array_equal(twin.predict(X), model.predict(X))


def test_name_and_attribute():
    model = resizable(Linear(2, 3), resize_linear_weighted)
    assert model.name == "resizable(linear)"
    assert model.attrs["resize_layer"](Linear(2, 3), 4).get_dim("nO") == 4


def test_fewer_outputs_are_refused():
    with pytest.raises(ArgumentError, match="cannot be resized to fewer outputs") as caught:
        resize_linear_weighted(Linear(2, 3).initialize(), 1)
    assert (caught.value.expected, caught.value.got) == ("nO=2 or more", "nO=1")


def test_a_layer_made_of_layers_is_refused():
    with pytest.raises(StructureError, match="cannot be resized: it is made of other layers"):
        resize_linear_weighted(chain(Linear(2, 3), Linear(2, 2)), 4)


def test_a_table_is_refused():
    with pytest.raises(
        StructureError, match='cannot be resized: parameter "E" has no row for each output'
    ):
        resize_linear_weighted(Embed(2, 9).initialize(), 4)


@pytest.mark.parametrize("model", [Linear(2, 3), chain(noop(), noop())], ids=["layer", "chain"])
def test_only_what_resizable_made_is_resized(model):
    with pytest.raises(StructureError, match="cannot be resized") as caught:
        resize_model(model, 4)
    assert caught.value.expected == "a model made by resizable()"


def test_a_function_that_returns_no_layer_is_refused():
    model = resizable(Linear(2, 3), lambda layer, nO: nO)
    with pytest.raises(CompositionError, match="else than a layer from its function resize_layer"):
        resize_model(model, 4)
    assert model.layers[0].name == "linear"


def test_a_reference_to_the_layer_names_the_new_one():
    model = made()
    model.set_ref("output_layer", model.layers[0])
    resize_model(model.initialize(), 4)
    assert model.get_ref("output_layer") is model.layers[0]
    model.to_bytes()
