"""softmax_activation, sigmoid_activation and its old name."""

import numpy
import pytest

from typedthinc.api import Logistic, sigmoid_activation, softmax_activation
from typedthinc.errors import ArrayError, ShapeError
from typedthinc.testing import check_gradients

SIGMOIDS = [sigmoid_activation, Logistic]
ALL = [*SIGMOIDS, softmax_activation]


def data(*shape):
    return numpy.random.default_rng(0).normal(size=shape)


@pytest.mark.parametrize("make", SIGMOIDS)
@pytest.mark.parametrize("shape", [(4,), (4, 3), (4, 3, 2), (4, 3, 2, 2)])
def test_sigmoid_of_floats_of_any_rank(make, shape):
    X = data(*shape)
    numpy.testing.assert_allclose(make().predict(X), 1 / (1 + numpy.exp(-X)), rtol=1e-12)


def test_softmax_of_each_row():
    X = data(4, 3)
    expected = numpy.exp(X) / numpy.exp(X).sum(axis=1, keepdims=True)
    numpy.testing.assert_allclose(softmax_activation().predict(X), expected, rtol=1e-12)


@pytest.mark.parametrize("make", ALL)
def test_the_gradient_is_that_of_the_output(make):
    check_gradients(make(), data(4, 3))


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_dtype_is_kept_whatever_the_gradient_has(make, dtype):
    Y, backprop = make().begin_update(data(4, 3).astype(dtype))
    assert Y.dtype == dtype
    assert backprop(numpy.ones((4, 3))).dtype == dtype


def test_the_old_name_names_the_layer():
    assert [make().name for make in SIGMOIDS] == ["sigmoid_activation", "logistic"]


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize(
    ("X", "got"),
    [([data(2, 4)], "list of 1 x float64 (2, 4)"), (numpy.zeros((2, 3), "i"), "int32 (2, 3)")],
)
def test_what_is_no_array_of_floats_is_refused(make, X, got):
    with pytest.raises(ArrayError) as caught:
        make().predict(X)
    assert str(caught.value) == (
        f'layer "{make().name}" got an input of the wrong kind\n'
        "  expected  an array of floats\n"
        f"  got       {got}"
    )


@pytest.mark.parametrize("make", ALL)
def test_a_gradient_of_another_shape_is_refused(make):
    _, backprop = make().begin_update(data(4, 3))
    with pytest.raises(ShapeError, match="backprop got a gradient of the wrong shape"):
        backprop(data(4, 2))
