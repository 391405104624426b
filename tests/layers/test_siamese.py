"""One layer applied to two things, which are then compared."""

import numpy
import pytest

from typedthinc.api import (
    CauchySimilarity,
    Dropout,
    Embed,
    Linear,
    Mish,
    Ragged,
    chain,
    reduce_max,
    siamese,
)
from typedthinc.errors import ArrayError, CompositionError, UnsetError
from typedthinc.testing import check_gradients


def pair(*shape, dtype="float64"):
    generator = numpy.random.default_rng(0)
    return tuple(generator.normal(size=shape).astype(dtype) for _ in range(2))


def test_it_compares_what_the_layer_makes_of_both():
    layer, similarity = Mish(4, 3).initialize(), CauchySimilarity(4).initialize()
    one, two = pair(5, 3, dtype="float32")
    expected = similarity.predict((layer.predict(one), layer.predict(two)))
    Y = siamese(layer, similarity).predict((one, two))
    assert Y.tolist() == expected.tolist()


def test_gradients():
    check_gradients(siamese(Mish(4, 3), CauchySimilarity(4)), pair(5, 3))


def test_gradients_of_sequences():
    lengths = numpy.asarray([2, 3], dtype="i")
    one, two = pair(5, 3)
    X = (Ragged(one, lengths), Ragged(two, lengths[::-1]))
    check_gradients(siamese(chain(reduce_max(), Linear(4)), CauchySimilarity()), X)


def test_the_name_and_the_dimensions():
    model = siamese(Linear(2, 3), CauchySimilarity(2))
    assert model.name == "siamese(linear, cauchy_similarity)"
    assert {name: model.get_dim(name) for name in model.dim_names} == {"nI": 3, "nO": 1}


@pytest.mark.parametrize(
    ("layer", "similarity"),
    [(Linear(4, 3), CauchySimilarity(4)), (Linear(4, 3), CauchySimilarity())],
    ids=["both", "layer"],
)
def test_initialized_without_samples(layer, similarity):
    model = siamese(layer, similarity).initialize()
    assert model.predict(pair(5, 3)).shape == (5,)


@pytest.mark.parametrize(
    ("layer", "similarity"),
    [
        (lambda: Linear(4, 3), lambda: CauchySimilarity(4)),
        (lambda: Linear(4), CauchySimilarity),
        (Linear, lambda: CauchySimilarity(4)),
    ],
    ids=["both", "layer", "similarity"],
)
@pytest.mark.parametrize("Y", [None, numpy.zeros(5)])
def test_initialized_with_samples(layer, similarity, Y):
    model = siamese(layer(), similarity()).initialize(X=pair(5, 3), Y=Y)
    assert (model.get_dim("nI"), model.layers[0].get_dim("nO")) == (3, 4)
    assert model.predict(pair(5, 3)).shape == (5,)


def test_a_width_that_is_set_first():
    model = siamese(Linear(nO=4), CauchySimilarity())
    model.set_dim("nI", 3)
    model.initialize()
    assert model.layers[0].get_dim("nI") == 3


def test_a_width_that_nothing_tells():
    with pytest.raises(UnsetError):
        siamese(Linear(), CauchySimilarity()).initialize()


def test_a_layer_without_an_input_width():
    model = siamese(Embed(4, 9), CauchySimilarity()).initialize()
    assert model.dim_names == ("nO",)
    ids = numpy.asarray([1, 2])
    Y, backprop = model.begin_update((ids, ids))
    assert Y.tolist() == [1, 1]
    assert [dX.tolist() for dX in backprop(Y)] == [[0, 0], [0, 0]]


def test_training_reaches_the_layer():
    model = siamese(Dropout(0.5), CauchySimilarity(50)).initialize()
    X = numpy.ones((1, 50), dtype="f")
    assert model.predict((X, X)).tolist() == [1]
    assert model.begin_update((X, X))[0][0] < 1


def test_no_layers_are_refused():
    with pytest.raises(CompositionError, match="argument 2 of siamese is not a layer"):
        siamese(Linear(), CauchySimilarity)


def test_no_pair_is_refused():
    model = siamese(Linear(4, 3), CauchySimilarity(4)).initialize()
    with pytest.raises(ArrayError) as caught:
        model.predict(pair(5, 3)[:1])
    assert str(caught.value) == (
        'layer "siamese(linear, cauchy_similarity)" got an input that is not a pair\n'
        "  expected  a tuple of two inputs\n"
        "  got       tuple of 1 x float64 (5, 3)"
    )


@pytest.mark.parametrize("X", [None, pair(5, 3)])
def test_the_similarity_tells_the_layer_its_width(X):
    model = siamese(Linear(nI=3), CauchySimilarity(nI=4)).initialize(X=X)
    assert model.layers[0].get_dim("nO") == 4
