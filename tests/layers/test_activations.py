"""Layers of weights, a bias and an activation; Softmax where it does the same."""

import math
import pickle

import numpy
import pytest

from typedthinc.api import (
    LSTM,
    Dish,
    Gelu,
    HardSwish,
    HardSwishMobilenet,
    LayerNorm,
    Linear,
    Maxout,
    Mish,
    Ragged,
    Relu,
    Sigmoid,
    Softmax,
    Swish,
    glorot_uniform_init,
    with_padded,
)
from typedthinc.errors import ArgumentError, ArrayError, NotInitializedError, ShapeError
from typedthinc.testing import check_gradients

ACTIVATIONS = [Relu, Mish, Maxout, Swish, Gelu, Dish, HardSwish, HardSwishMobilenet]
DENSE = [*ACTIVATIONS, Sigmoid, Softmax]


def data(rows, width, dtype="float32"):
    return numpy.random.default_rng(0).normal(size=(rows, width)).astype(dtype)


def mish(x):
    return x * numpy.tanh(numpy.log1p(numpy.exp(x)))


def test_relu_cuts_off_below_zero():
    model = Relu(nO=2, nI=2).initialize()
    model.set_param("W", numpy.asarray([[1, 2], [-1, -2]], dtype="f"))
    model.set_param("b", numpy.asarray([0.5, 0.5], dtype="f"))
    assert model.predict(numpy.asarray([[1, 1], [0, 0]], dtype="f")).tolist() == [
        [3.5, 0],
        [0.5, 0.5],
    ]


def test_mish_is_x_tanh_softplus_x():
    X, model = data(5, 3), Mish(nO=4, nI=3).initialize()
    expected = mish(X.astype("float64") @ model.get_param("W").T)
    numpy.testing.assert_allclose(model.predict(X), expected, rtol=1e-5, atol=1e-6)


def test_mish_of_large_sums_is_the_sums():
    model = Mish(nO=1, nI=1, init_W=lambda ops, shape: ops.alloc_f(shape) + 1).initialize()
    X = numpy.asarray([[25.0], [1e4], [-1e4]], dtype="f")
    assert model.predict(X).tolist() == [[25.0], [1e4], [0.0]]


FORMULAS = {
    Swish: lambda x: x / (1 + numpy.exp(-x)),
    Gelu: lambda x: x * numpy.vectorize(math.erfc)(-x / math.sqrt(2)) / 2,
    Dish: lambda x: x / 2 * (x / numpy.sqrt(1 + x**2) + 1),
    HardSwish: lambda x: x * numpy.clip(0.2 * x + 0.5, 0, 1),
    HardSwishMobilenet: lambda x: x * numpy.clip(x + 3, 0, 6) / 6,
    Sigmoid: lambda x: 1 / (1 + numpy.exp(-x)),
}


@pytest.mark.parametrize("layer", FORMULAS)
def test_the_formula(layer):
    X, model = data(5, 3) * 3, layer(nO=4, nI=3, init_W=glorot_uniform_init).initialize()
    model.set_param("b", data(1, 4)[0])
    sums = X.astype("float64") @ model.get_param("W").T + model.get_param("b")
    numpy.testing.assert_allclose(model.predict(X), FORMULAS[layer](sums), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("layer", [Swish, Gelu, Dish, HardSwish, HardSwishMobilenet])
def test_weights_start_normally_distributed_as_he_has_it(layer):
    W = layer(nO=200, nI=50).initialize().get_param("W")
    assert abs(W.mean()) < 0.01
    assert W.std() == pytest.approx(math.sqrt(2 / 50), rel=0.03)


@pytest.mark.parametrize("nI", [2, 3, 4])
def test_the_gradient_of_dish_for_any_widths(nI):
    check_gradients(Dish(nO=3, nI=nI), data(5, nI))


def test_sigmoid_starts_in_the_middle():
    model = Sigmoid(nO=2, nI=3).initialize()
    assert model.predict(data(2, 3)).tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_the_gradient_of_sigmoid_is_that_of_its_output():
    model = Sigmoid(nO=2, nI=3, init_W=glorot_uniform_init)
    check_gradients(model, data(4, 3))


def test_maxout_takes_the_largest_piece():
    X, model = data(6, 4), Maxout(nO=3, nI=4, nP=2).initialize()
    model.set_param("b", data(3, 2))
    W, b = model.get_param("W"), model.get_param("b")
    expected = numpy.zeros((6, 3))
    for row in range(6):
        for out in range(3):
            expected[row, out] = max(float(X[row] @ W[out, p] + b[out, p]) for p in range(2))
    numpy.testing.assert_allclose(model.predict(X), expected, rtol=1e-5, atol=1e-6)


def test_maxout_has_pieces_in_its_parameters():
    model = Maxout(nO=3, nI=4).initialize()
    assert model.get_param("W").shape == (3, 3, 4)
    assert model.get_param("b").shape == (3, 3)


def test_the_pieces_of_maxout_must_be_set():
    with pytest.raises(ValueError, match='size of dimension "nP"'):
        Maxout(nO=3, nI=4, nP=None).initialize()


@pytest.mark.parametrize("layer", ACTIVATIONS)
@pytest.mark.parametrize("normalize", [False, True])
def test_gradients(layer, normalize):
    model = layer(nO=3, nI=4, normalize=normalize).initialize()
    check_gradients(model, data(5, 4, "float64"))


@pytest.mark.parametrize("layer", DENSE)
def test_widths_are_inferred_from_data(layer):
    model = layer().initialize(X=data(2, 5), Y=data(2, 3))
    assert (model.get_dim("nI"), model.get_dim("nO")) == (5, 3)
    assert model.predict(data(2, 5)).shape == (2, 3)


@pytest.mark.parametrize("layer", DENSE)
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_inputs_meet_the_weights_in_float32_and_gradients_come_back_as_the_input(layer, dtype):
    model = layer(nO=3, nI=4).initialize()
    Y, backprop = model.begin_update(data(2, 4, dtype))
    assert Y.dtype == "float32"
    assert backprop(numpy.ones((2, 3), dtype=dtype)).dtype == dtype
    assert model.get_grad("W").dtype == "float32"


@pytest.mark.parametrize("layer", DENSE)
def test_the_gradient_of_an_input_of_integers_is_one_of_floats(layer):
    model = layer(nO=3, nI=4).initialize()
    X = numpy.asarray([[1, -2, 3, 4]])
    Y, backprop = model.begin_update(X)
    numpy.testing.assert_array_equal(Y, model.predict(X.astype("float32")))
    assert backprop(Y).dtype == "float32"


@pytest.mark.parametrize("layer", DENSE)
def test_an_empty_batch(layer):
    model = layer(nO=3, nI=4).initialize()
    Y, backprop = model.begin_update(data(0, 4))
    assert Y.shape == (0, 3)
    assert backprop(Y).shape == (0, 4)
    assert not model.get_grad("W").any()


@pytest.mark.parametrize("layer", DENSE)
@pytest.mark.parametrize(
    ("X", "got"),
    [
        ([data(2, 4)], "list of 1 x float32 (2, 4)"),
        (Ragged(data(2, 4), numpy.asarray([2])), "Ragged"),
        (data(2, 4)[0], "float32 (4,)"),
        (numpy.asarray([["a", "b", "c", "d"]]), "<U1 (1, 4)"),
    ],
)
def test_another_kind_is_refused(layer, X, got):
    model = layer(nO=3, nI=4).initialize()
    with pytest.raises(ArrayError) as caught:
        model.predict(X)
    assert str(caught.value) == (
        f'layer "{model.name}" got an input of the wrong kind\n'
        "  expected  Floats2d (batch, nI=4)\n"
        f"  got       {got}"
    )


@pytest.mark.parametrize("layer", DENSE)
def test_another_width_is_refused(layer):
    model = layer(nO=3, nI=4).initialize()
    with pytest.raises(ShapeError, match=f'layer "{model.name}" got an input of the wrong width'):
        model.predict(data(2, 5))


@pytest.mark.parametrize("layer", DENSE)
def test_a_layer_runs_only_once_it_is_initialized(layer):
    with pytest.raises(NotInitializedError, match='has not allocated parameter "W" yet'):
        layer(nO=3, nI=4).predict(data(2, 4))


@pytest.mark.parametrize("layer", ACTIVATIONS)
def test_layer_norm_and_dropout_are_chained_on(layer):
    model = layer(nO=3, nI=4, normalize=True, dropout=0.25)
    assert model.name == f"{layer.__name__.lower()}>>layernorm>>dropout"
    assert model.layers[1].attrs["dropout_rate"] == 0.25
    assert model.layers[0].layers[1].get_dim("nI") == 3


@pytest.mark.parametrize("layer", ACTIVATIONS)
def test_widths_are_inferred_through_layer_norm_and_dropout(layer):
    model = layer(normalize=True, dropout=0.5).initialize(X=data(2, 5), Y=data(2, 3))
    assert (model.get_dim("nI"), model.get_dim("nO")) == (5, 3)


@pytest.mark.parametrize("layer", ACTIVATIONS)
def test_a_rate_of_dropout_is_a_share(layer):
    with pytest.raises(ArgumentError, match="a rate of dropout is a share"):
        layer(dropout=1.5)


@pytest.mark.parametrize("layer", [*DENSE, LayerNorm])
def test_layers_can_be_pickled(layer):
    model = layer(nI=3).initialize(X=data(2, 3), Y=data(2, 3))
    loaded = pickle.loads(pickle.dumps(model))
    numpy.testing.assert_array_equal(loaded.predict(data(2, 3)), model.predict(data(2, 3)))
    assert loaded.initialize().get_dim("nO") == 3


@pytest.mark.parametrize("layer", DENSE)
def test_initializers_can_be_chosen(layer):
    def ones(ops, shape):
        return ops.alloc_f(shape) + 1

    model = layer(nO=3, nI=4, init_W=ones, init_b=ones).initialize()
    assert (model.get_param("W") == 1).all()
    assert (model.get_param("b") == 1).all()


@pytest.mark.parametrize("model", [Linear(4, 1), Gelu(4, 1), with_padded(LSTM(4, 1))])
def test_ids_are_no_numbers_to_compute_with(model):
    X = numpy.array([[[7]]], "uint64") if model.layers else numpy.array([[7]], "uint64")
    with pytest.raises(ArrayError) as caught:
        model.initialize().predict(X)
    assert str(caught.value).endswith(
        "got ids, not numbers to compute with\n"
        "  expected  floats\n"
        f"  got       uint64 {X.shape}\n"
        "  help      put an Embed or a HashEmbed before it, or convert the input to floats"
    )
