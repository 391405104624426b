"""How similar the rows of two arrays are."""

import numpy
import pytest

from typedthinc.api import CauchySimilarity, chain, noop
from typedthinc.errors import ArrayError, ShapeError, UnsetError
from typedthinc.testing import check_gradients


def pair(*shape, dtype="float64"):
    generator = numpy.random.default_rng(0)
    return tuple(generator.normal(size=shape).astype(dtype) for _ in range(2))


def test_the_definition():
    model = CauchySimilarity(2).initialize()
    model.set_param("W", numpy.asarray([1, 0.5], dtype="f"))
    X1 = numpy.asarray([[1, 2], [0, 0], [3, 1]], dtype="f")
    X2 = numpy.asarray([[1, 2], [1, 2], [0, 1]], dtype="f")
    assert model.predict((X1, X2)).tolist() == pytest.approx([1, 1 / (1 + 1 + 2), 1 / (1 + 9)])


def test_gradients():
    model = CauchySimilarity(3).initialize()
    model.set_param("W", numpy.asarray([0.5, 2, 1], dtype="f"))
    check_gradients(model, pair(4, 3))


def test_how_it_starts():
    model = CauchySimilarity(nI=4).initialize()
    assert (model.name, model.dim_names, model.param_names) == (
        "cauchy_similarity", ("nI", "nO"), ("W",)
    )  # fmt: skip
    assert model.get_dim("nO") == 1
    assert model.get_param("W").tolist() == [1, 1, 1, 1]


def test_the_width_comes_from_the_sample():
    assert CauchySimilarity().initialize(X=pair(2, 5)).get_dim("nI") == 5


def test_a_width_that_nothing_tells():
    with pytest.raises(UnsetError):
        CauchySimilarity().initialize()


def test_dtypes():
    X1, X2 = pair(2, 3)
    Y, backprop = CauchySimilarity(3).initialize().begin_update((X1, X2.astype("f")))
    assert Y.dtype == "float32"
    dX = backprop(Y)
    assert isinstance(dX, tuple)
    assert [one.dtype.name for one in dX] == ["float64", "float32"]


def test_an_empty_batch():
    model = CauchySimilarity(3).initialize()
    Y, backprop = model.begin_update(pair(0, 3))
    assert Y.shape == (0,)
    assert [dX.shape for dX in backprop(Y)] == [(0, 3), (0, 3)]
    assert not model.get_grad("W").any()


def test_the_same_array_twice():
    X = pair(2, 3)[0]
    Y, backprop = CauchySimilarity(3).initialize().begin_update((X, X))
    assert Y.tolist() == [1, 1]
    assert not any(dX.any() for dX in backprop(numpy.ones_like(Y)))


@pytest.mark.parametrize("second", [(1, 3), (3, 3)])
def test_arrays_of_other_lengths_are_refused(second):
    model = chain(noop(), CauchySimilarity(3)).initialize()
    with pytest.raises(ShapeError) as caught:
        model.predict((numpy.zeros((2, 3)), numpy.zeros(second)))
    assert str(caught.value) == (
        'layer 2 of 2, "cauchy_similarity", got two arrays that differ in shape\n'
        "  expected  float64 (2, 3)\n"
        f"  got       float64 {second}"
    )


def test_an_array_of_another_width_is_refused():
    with pytest.raises(ShapeError, match="got an input of the wrong width"):
        CauchySimilarity(3).initialize().predict((numpy.zeros((2, 3)), numpy.zeros((2, 4))))


@pytest.mark.parametrize(
    ("X", "got"),
    [
        (numpy.zeros((2, 3)), "float64 (2, 3)"),
        (pair(2, 3) * 2, "tuple of 4 x float64 (2, 3)"),
    ],
    ids=["array", "four"],
)
def test_no_pair_is_refused(X, got):
    with pytest.raises(ArrayError) as caught:
        CauchySimilarity(3).initialize().predict(X)
    assert str(caught.value) == (
        'layer "cauchy_similarity" got an input that is not a pair\n'
        "  expected  a tuple of two Floats2d\n"
        f"  got       {got}"
    )


def test_a_gradient_of_another_shape_is_refused():
    _, backprop = CauchySimilarity(3).initialize().begin_update(pair(2, 3))
    with pytest.raises(ShapeError, match="backprop got a gradient of the wrong shape"):
        backprop(numpy.zeros((2, 1)))
