"""From the rows of each sequence to one row."""

import numpy
import pytest

from typedthinc.api import Ragged, chain, noop, reduce_mean, reduce_sum
from typedthinc.errors import ArrayError, ShapeError
from typedthinc.testing import check_gradients

LAYERS = [reduce_sum, reduce_mean]


def data(*shape, dtype="float64"):
    return numpy.random.default_rng(0).normal(size=shape).astype(dtype)


def lengths(*numbers, dtype="int32"):
    return numpy.asarray(numbers, dtype=dtype)


def test_the_sum_of_each_sequence():
    X = data(6, 3)
    Y = reduce_sum().predict(Ragged(X, lengths(2, 3, 1)))
    expected = [X[0] + X[1], X[2] + X[3] + X[4], X[5]]
    numpy.testing.assert_allclose(Y, expected)


def test_the_mean_of_each_sequence():
    X = data(6, 3)
    Y = reduce_mean().predict(Ragged(X, lengths(2, 3, 1)))
    expected = [(X[0] + X[1]) / 2, (X[2] + X[3] + X[4]) / 3, X[5]]
    numpy.testing.assert_allclose(Y, expected)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_sequence_without_rows_gives_zeros(layer):
    X = Ragged(data(3, 2), lengths(0, 2, 0, 1, 0))
    Y, backprop = layer().begin_update(X)
    assert not Y[[0, 2, 4]].any()
    assert Y[[1, 3]].all()
    assert backprop(Y).data.shape == (3, 2)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("sizes", [(3, 1, 2), (0, 6), (1, 0, 5, 0)])
def test_gradients(layer, sizes):
    check_gradients(layer(), Ragged(data(6, 2), lengths(*sizes)))


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("length_dtype", ["int32", "int64"])
def test_dtypes_are_kept(layer, dtype, length_dtype):
    X = Ragged(data(3, 2, dtype=dtype), lengths(2, 1, dtype=length_dtype))
    Y, backprop = layer().begin_update(X)
    assert Y.dtype == dtype
    dX = backprop(Y)
    assert dX.data.dtype == dtype
    assert dX.lengths.tolist() == [2, 1]


@pytest.mark.parametrize("layer", LAYERS)
def test_an_empty_batch(layer):
    Y, backprop = layer().begin_update(Ragged(data(0, 2), lengths()))
    assert Y.shape == (0, 2)
    assert backprop(Y).data.shape == (0, 2)


@pytest.mark.parametrize("layer", LAYERS)
def test_the_gradient_has_the_shape_in_which_the_rows_were_given(layer):
    X = Ragged(data(3, 2, 2), lengths(2, 1))
    Y, backprop = layer().begin_update(X)
    assert Y.shape == (2, 4)
    assert backprop(Y).dataXd.shape == (3, 2, 2)


@pytest.mark.parametrize("layer", LAYERS)
def test_rows_of_no_sequence_have_no_gradient(layer):
    X = Ragged(data(5, 2), lengths(2, 1))
    Y, backprop = layer().begin_update(X)
    dX = backprop(numpy.ones_like(Y)).data
    assert dX[:3].all()
    assert dX[3:].tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_gradient_of_another_shape_is_refused(layer):
    model = layer()
    _, backprop = model.begin_update(Ragged(data(3, 2), lengths(2, 1)))
    with pytest.raises(ShapeError) as caught:
        backprop(data(3, 2))
    assert str(caught.value) == (
        f'layer "{model.name}" backprop got a gradient of the wrong shape\n'
        "  expected  (2, 2)    the shape of Y\n"
        "  got       (3, 2)"
    )


@pytest.mark.parametrize("layer", LAYERS)
def test_a_gradient_of_another_dtype_is_refused(layer):
    _, backprop = layer().begin_update(Ragged(data(3, 2, dtype="float32"), lengths(2, 1)))
    with pytest.raises(ArrayError, match="backprop got a gradient of the wrong dtype"):
        backprop(data(2, 2, dtype="float64"))


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize(
    ("X", "got"),
    [
        ([data(2, 3)], "list of 1 x float64 (2, 3)"),
        (data(2, 3), "float64 (2, 3)"),
        (Ragged(numpy.asarray([[1]]), lengths(1)), "Ragged of int64 (1, 1)"),
    ],
    ids=["list", "array", "ids"],
)
def test_another_kind_is_refused(layer, X, got):
    model = chain(noop(), layer())
    with pytest.raises(ArrayError) as caught:
        model.predict(X)
    assert str(caught.value) == (
        f'layer 2 of 2, "{model.layers[1].name}", got an input of the wrong kind\n'
        "  expected  Ragged of floats\n"
        f"  got       {got}"
    )
