"""Rows weighed by learned attention."""

import numpy
import pytest

from typedthinc.api import (
    Gelu,
    Linear,
    Mish,
    ParametricAttention,
    ParametricAttention_v2,
    Ragged,
    chain,
    list2ragged,
    noop,
    reduce_sum,
)
from typedthinc.errors import (
    ArrayError,
    CompositionError,
    DimensionError,
    ShapeError,
    UnsetError,
)
from typedthinc.layers.parametricattention_v2 import KEY_TRANSFORM_REF
from typedthinc.testing import check_gradients

LAYERS = [ParametricAttention, ParametricAttention_v2]


def ragged(*lengths, width=3, dtype="float64"):
    X = numpy.random.default_rng(0).normal(size=(sum(lengths), width))
    return Ragged(X.astype(dtype), numpy.asarray(lengths, dtype="int32"))


def linear(nO=3, nI=3):
    model = Linear(nO=nO, nI=nI).initialize()
    model.set_param("b", numpy.arange(nO, dtype="f"))
    return model


def expected(X, keys, Q):
    """The definition, one sequence after another."""
    rows, end = [], 0
    for length in X.lengths.tolist():
        shares = numpy.exp(keys[end : end + length] @ Q)
        shares /= shares.sum()
        rows.extend(X.data[end : end + length] * shares[:, None])
        end += length
    return numpy.array(rows).reshape(X.data.shape)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("lengths", [(2, 3), (2, 0, 3, 0), (0, 0), (1, 1)])
def test_the_definition(layer, lengths):
    X = ragged(*lengths, dtype="float32")
    model = layer(nO=3).initialize()
    Y = model.predict(X)
    wanted = expected(X, X.data, model.get_param("Q"))
    numpy.testing.assert_allclose(Y.data, wanted, rtol=1e-5)
    assert Y.lengths.tolist() == list(lengths)


def test_the_definition_with_keys():
    X, transform = ragged(2, 0, 3, dtype="float32"), linear()
    model = ParametricAttention_v2(key_transform=transform, nO=3).initialize()
    keys = X.data @ transform.get_param("W").T + numpy.arange(3, dtype="f")
    wanted = expected(X, keys, model.get_param("Q"))
    numpy.testing.assert_allclose(model.predict(X).data, wanted, rtol=1e-5)


@pytest.mark.parametrize(
    "make", [*LAYERS, lambda: ParametricAttention_v2(key_transform=chain(Linear(4), Mish()))]
)
@pytest.mark.parametrize("lengths", [(2, 3), (0, 4, 0, 1)])
def test_gradients(make, lengths):
    model = make().initialize(X=ragged(2, 1))
    model.set_param("Q", numpy.asarray([1, -2, 0.5], dtype="f"))
    check_gradients(model, ragged(*lengths))


@pytest.mark.parametrize("layer", LAYERS)
def test_how_the_query_starts(layer):
    Q = layer(nO=1000).initialize().get_param("Q")
    assert (Q.shape, Q.dtype) == ((1000,), "float32")
    assert -0.1 <= Q.min() < -0.09
    assert 0.09 < Q.max() <= 0.1


@pytest.mark.parametrize("layer", LAYERS)
def test_names(layer):
    model = layer()
    assert (model.name, model.dim_names, model.param_names) == ("para-attn", ("nO",), ("Q",))


def test_the_reference_of_the_key_transform():
    transform = Linear()
    model = ParametricAttention_v2(key_transform=transform)
    assert KEY_TRANSFORM_REF == "key_transform"
    assert model.get_ref("key_transform") is transform
    assert model.layers == [transform]
    assert ParametricAttention_v2().get_ref("key_transform").name == "noop"


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize(
    "samples", [{"X": ragged(2, 1)}, {"Y": ragged(2, 1)}, {"X": ragged(2), "Y": ragged(2)}]
)
def test_the_width_comes_from_the_samples(layer, samples):
    model = layer().initialize(**samples)
    assert model.get_dim("nO") == 3
    assert model.get_param("Q").shape == (3,)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_width_that_nothing_tells(layer):
    with pytest.raises(UnsetError):
        layer().initialize()


@pytest.mark.parametrize("layer", LAYERS)
def test_inside_a_chain(layer):
    model = chain(list2ragged(), layer(), reduce_sum(), Linear(nO=7))
    X = [ragged(2, dtype="f").data, ragged(3, dtype="f").data]
    model.initialize(X=X, Y=numpy.zeros((2, 7), dtype="f"))
    Y, backprop = model.begin_update(X)
    assert Y.shape == (2, 7)
    assert [len(dX) for dX in backprop(Y)] == [2, 3]


@pytest.mark.parametrize("dims", [{"nO": 3}, {"nI": 3}])
def test_the_width_comes_from_the_key_transform(dims):
    model = ParametricAttention_v2(key_transform=Linear(**dims)).initialize()
    assert model.get_dim("nO") == 3
    assert model.layers[0].get_param("W").shape == (3, 3)


@pytest.mark.parametrize("initialize", [{}, {"X": ragged(2)}])
def test_the_key_transform_gets_the_width(initialize):
    model = ParametricAttention_v2(key_transform=Mish(), nO=3).initialize(**initialize)
    assert model.layers[0].get_param("W").shape == (3, 3)


def test_a_key_transform_of_another_width_is_refused():
    with pytest.raises(DimensionError):
        ParametricAttention_v2(key_transform=Linear(5, 3)).initialize(X=ragged(2))


def test_keys_of_another_shape_are_refused():
    model = ParametricAttention_v2(key_transform=linear(nO=5), nO=3)
    model.set_param("Q", numpy.ones(3, dtype="f"))
    with pytest.raises(ShapeError) as caught:
        model.predict(ragged(2))
    assert str(caught.value) == (
        'layer "para-attn" got keys of another shape than the rows\n'
        "  expected  (2, 3)    the shape of the rows\n"
        "  got       float32 (2, 5)"
    )


def test_a_key_transform_that_is_no_layer_is_refused():
    with pytest.raises(CompositionError, match="argument 1 of ParametricAttention_v2"):
        ParametricAttention_v2(key_transform=3)


@pytest.mark.parametrize("layer", LAYERS)
def test_dtypes(layer):
    model = layer(nO=3).initialize()
    Y, backprop = model.begin_update(ragged(2, 1))
    assert Y.data.dtype == "float32"
    assert backprop(Y).data.dtype == "float64"


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("width", [0, 3])
def test_an_empty_batch(layer, width):
    model = layer(nO=3).initialize()
    Y, backprop = model.begin_update(ragged(width=width))
    assert Y.data.shape == (0, 3)
    assert backprop(Y).data.size == 0
    assert not model.get_grad("Q").any()


@pytest.mark.parametrize("layer", LAYERS)
def test_rows_of_no_sequence_get_no_share(layer):
    X = ragged(5)
    model = layer(nO=3).initialize()
    Y, backprop = model.begin_update(Ragged(X.data, numpy.asarray([1, 2], dtype="i")))
    dX = backprop(Ragged(numpy.ones_like(Y.data), Y.lengths)).data
    for rows in (Y.data, dX):
        assert rows[:3].all()
        assert not rows[3:].any()


@pytest.mark.parametrize("layer", LAYERS)
def test_an_input_of_another_width_is_refused(layer):
    model = chain(noop(), layer(nO=3)).initialize()
    with pytest.raises(ShapeError) as caught:
        model.predict(ragged(2, 1, width=4))
    assert str(caught.value) == (
        'layer 2 of 2, "para-attn", got an input of the wrong width\n'
        "  expected  Ragged of floats (total, nO=3)\n"
        "  got       Ragged of float64 (3, 4)\n"
        "  help      let the layer before it give width 3, or set nO=4 here"
    )


@pytest.mark.parametrize("layer", LAYERS)
def test_another_kind_is_refused(layer):
    model = layer(nO=3).initialize()
    with pytest.raises(ArrayError, match="got an input of the wrong kind"):
        model.predict(ragged(2).data)
    _, backprop = model.begin_update(ragged(2))
    with pytest.raises(ArrayError, match="got a gradient of the output of the wrong kind"):
        backprop(ragged(2).data)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_gradient_of_another_shape_is_refused(layer):
    _, backprop = layer(nO=3).initialize().begin_update(ragged(2))
    with pytest.raises(ShapeError, match="backprop got a gradient of the wrong shape"):
        backprop(ragged(3))


def test_the_query_is_drawn_first():
    numpy.random.seed(0)
    model = ParametricAttention_v2(key_transform=Gelu(4, 4), nO=4).initialize()
    numpy.random.seed(0)
    assert (model.get_param("Q") == numpy.random.uniform(-0.1, 0.1, 4).astype("f")).all()
