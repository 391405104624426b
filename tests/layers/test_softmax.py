"""Probabilities, their temperature, and the gradient with respect to the sums."""

import numpy
import pytest

from typedthinc.api import Softmax, Softmax_v2
from typedthinc.errors import ArgumentError
from typedthinc.testing import check_gradients


def data(rows, width):
    return numpy.random.default_rng(0).normal(size=(rows, width))


def softmax(sums):
    powers = numpy.exp(sums)
    return powers / powers.sum(axis=1, keepdims=True)


def with_weights(model):
    """The model in float64, with weights that are not zero."""
    model.initialize()
    model.set_param("W", numpy.random.default_rng(1).normal(size=model.get_param("W").shape))
    model.set_param("b", model.get_param("b").astype("float64"))
    return model


def test_weights_start_at_zero_so_that_all_classes_are_as_likely():
    model = Softmax(nO=4, nI=2).initialize()
    assert (model.predict(data(3, 2)) == 0.25).all()


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_probabilities(temperature):
    model, X = with_weights(Softmax_v2(nO=4, nI=3, temperature=temperature)), data(5, 3)
    expected = softmax(X @ model.get_param("W").T / temperature)
    numpy.testing.assert_allclose(model.predict(X), expected)


@pytest.mark.parametrize("size", [1e4, -1e4])
def test_large_sums_give_probabilities(size):
    model = with_weights(Softmax(nO=4, nI=3))
    Y = model.predict(numpy.full((1, 3), size))
    numpy.testing.assert_allclose(Y.sum(), 1)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_the_gradient_of_a_cross_entropy_is_y_minus_truth(temperature):
    X, truth = data(5, 3), numpy.eye(4)[[0, 3, 1, 1, 2]]
    model = with_weights(Softmax_v2(nO=4, nI=3, temperature=temperature))

    def loss(Y):
        return float(-(truth * numpy.log(Y)).sum())

    check_gradients(model, X, loss=(loss, lambda Y: Y - truth))


def test_sums_are_given_at_prediction_if_outputs_are_not_normalized():
    model, X = with_weights(Softmax_v2(nO=4, nI=3, normalize_outputs=False)), data(5, 3)
    numpy.testing.assert_allclose(model.predict(X), X @ model.get_param("W").T)


def test_training_gives_probabilities_even_if_outputs_are_not_normalized():
    model = with_weights(Softmax_v2(nO=4, nI=3, normalize_outputs=False))
    Y, backprop = model.begin_update(data(5, 3))
    numpy.testing.assert_allclose(Y.sum(axis=1), 1)
    assert backprop(Y).shape == (5, 3)


def test_there_is_no_way_back_from_an_output_that_is_not_normalized():
    model = Softmax_v2(nO=4, nI=3, normalize_outputs=False).initialize()
    Y, backprop = model(data(5, 3), False)
    with pytest.raises(ArgumentError, match='layer "softmax" .*backprop is not supported'):
        backprop(Y)


@pytest.mark.parametrize("temperature", [0, -1.0, float("nan")])
def test_a_temperature_is_above_zero(temperature):
    with pytest.raises(ArgumentError) as caught:
        Softmax_v2(nO=4, nI=3, temperature=temperature)
    assert str(caught.value) == (
        'layer "softmax" has a temperature of softmax that is not above zero\n'
        "  expected  a number above 0\n"
        f"  got       {temperature}"
    )


def test_a_temperature_that_is_set_later_is_checked_when_the_layer_runs():
    model = Softmax(nO=4, nI=3).initialize()
    model.attrs["softmax_temperature"] = -2.0
    with pytest.raises(ArgumentError, match="not above zero"):
        model.predict(data(5, 3))


@pytest.mark.parametrize("layer", [Softmax, Softmax_v2])
def test_attributes(layer):
    assert layer().attrs == {"softmax_normalize": True, "softmax_temperature": 1.0}
