"""Layer norm: the formula, its gradients, constant rows."""

import numpy
import pytest

from typedthinc.api import Dropout, LayerNorm, Linear, chain
from typedthinc.errors import ArrayError, DimensionError, ShapeError
from typedthinc.testing import check_gradients


def data(rows, width, dtype="float64"):
    return numpy.random.default_rng(0).normal(size=(rows, width)).astype(dtype)


def with_parameters(width):
    rng, model = numpy.random.default_rng(1), LayerNorm(width).initialize()
    model.set_param("G", rng.normal(size=width).astype("f"))
    model.set_param("b", rng.normal(size=width).astype("f"))
    return model


def test_each_row_is_normalized_then_scaled_and_shifted():
    X, model = data(4, 5), with_parameters(5)
    for x, y in zip(X, model.predict(X)):
        normal = (x - x.mean()) / numpy.sqrt(((x - x.mean()) ** 2).mean() + 1e-8)
        expected = model.get_param("G") * normal + model.get_param("b")
        numpy.testing.assert_allclose(y, expected, rtol=1e-5, atol=1e-6)


def test_gradients():
    check_gradients(with_parameters(5), data(4, 5))


def test_the_scale_starts_at_one_and_the_shift_at_zero():
    model = LayerNorm(3).initialize()
    assert model.get_param("G").tolist() == [1, 1, 1]
    assert model.get_param("b").tolist() == [0, 0, 0]


@pytest.mark.parametrize("value", [0.0, 1.0, 1e4, -3.25])
def test_a_constant_row_gives_the_shift(value):
    model = with_parameters(4)
    Y, backprop = model.begin_update(numpy.full((1, 4), value, dtype="f"))
    numpy.testing.assert_allclose(Y[0], model.get_param("b"))
    assert numpy.isfinite(backprop(numpy.ones_like(Y))).all()


@pytest.mark.parametrize("samples", [{"X": data(2, 3)}, {"Y": data(2, 3)}])
def test_the_width_is_inferred(samples):
    model = LayerNorm().initialize(**samples)
    assert (model.get_dim("nI"), model.get_dim("nO")) == (3, 3)


def test_the_width_comes_from_the_layer_before_it_without_data():
    model = chain(Linear(nO=4, nI=2), LayerNorm(), Linear(nO=7)).initialize(Y=data(2, 7))
    assert model.layers[1].get_dim("nI") == 4


def test_the_width_comes_from_that_of_the_output():
    model = chain(Linear(nO=3, nI=2), Dropout(), LayerNorm()).initialize(Y=data(2, 3))
    assert model.layers[2].get_param("G").shape == (3,)


def test_data_that_contradict_the_width_are_refused():
    with pytest.raises(DimensionError, match='cannot change dimension "nI" to 3'):
        LayerNorm(4).initialize(X=data(2, 3))


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_dtypes(dtype):
    Y, backprop = with_parameters(3).begin_update(data(2, 3, dtype))
    assert Y.dtype == "float32"
    assert backprop(data(2, 3, dtype)).dtype == dtype


def test_an_empty_batch():
    model = with_parameters(3)
    Y, backprop = model.begin_update(data(0, 3, "float32"))
    assert Y.shape == backprop(Y).shape == (0, 3)
    assert not model.get_grad("G").any()


def test_another_kind_is_refused():
    with pytest.raises(ArrayError, match='layer "layernorm" got an input of the wrong kind'):
        LayerNorm(3).initialize().predict([data(2, 3)])


def test_another_width_is_refused():
    with pytest.raises(ShapeError, match='layer "layernorm" got an input of the wrong width'):
        LayerNorm(3).initialize().predict(data(2, 4))
