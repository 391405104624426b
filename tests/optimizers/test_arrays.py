"""Which arrays an optimizer takes, and what it does to them."""

from __future__ import annotations

import numpy
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from typedthinc.errors import ArrayError, ShapeError
from typedthinc.optimizers import SGD, Adam, RAdam

KEY = (3, "W")
SETTINGS = {"learn_rate": 0.1, "L2": 0.01, "grad_clip": 0.5}

each_optimizer = pytest.mark.parametrize("make", [SGD, Adam, RAdam])


def arrays(shape=(4, 3), dtype="float32"):
    generator = numpy.random.default_rng(0)
    weights, gradient = generator.normal(size=(2, *shape)).astype(dtype)
    return numpy.asarray(weights), numpy.asarray(gradient)


def updated(make, W, dW, n_updates=3):
    optimizer = make(**SETTINGS)
    for _ in range(n_updates):
        optimizer(KEY, W, dW.copy())
    return W


@each_optimizer
def test_weights_and_gradient_are_returned_and_changed_in_place(make):
    W, dW = arrays()
    before = W.copy()
    new_W, new_dW = make(**SETTINGS)(KEY, W, dW)
    assert new_W is W
    assert new_dW is dW
    assert not numpy.array_equal(W, before)
    assert_array_equal(dW, numpy.zeros_like(dW))


@each_optimizer
def test_nan_in_the_gradient_shows_in_the_weights_and_is_gone_from_the_gradient(make):
    W, dW = arrays()
    dW[0, 0] = numpy.nan
    make(0.1, grad_clip=0.0)(KEY, W, dW)
    assert numpy.isnan(W[0, 0])
    assert_array_equal(dW, numpy.zeros_like(dW))


@each_optimizer
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_weights_and_state_keep_the_dtype(make, dtype):
    optimizer = make(**SETTINGS)
    W, dW = arrays(dtype=dtype)
    optimizer(KEY, W, dW)
    kept = [optimizer.averages, optimizer.mom1, optimizer.mom2]
    assert {str(array.dtype) for state in kept for array in state.values()} == {dtype}
    assert W.dtype == dtype


@each_optimizer
def test_float32_is_as_right_as_its_precision(make):
    small = updated(make, *arrays(dtype="float32"))
    assert_allclose(small, updated(make, *arrays(dtype="float64")), rtol=1e-4, atol=1e-5)


@each_optimizer
def test_a_gradient_of_another_dtype_is_used_as_one_of_the_weights(make):
    W, dW = arrays()
    optimizer = make(**SETTINGS)
    gradient = dW.astype("float64")
    optimizer(KEY, W, gradient)
    assert W.dtype == "float32"
    assert_array_equal(W, updated(make, *arrays(), n_updates=1))
    assert_array_equal(gradient, numpy.zeros_like(gradient))


@each_optimizer
@pytest.mark.parametrize("shape", [(), (1,), (7,), (2, 3), (2, 3, 4), (2, 1, 2, 2)])
def test_any_number_of_axes(make, shape):
    W, dW = arrays(shape)
    flat = updated(make, W.reshape(-1).copy(), dW.reshape(-1))
    assert_array_equal(updated(make, W, dW), flat.reshape(shape))


LAYOUTS = {
    "transposed": lambda array: numpy.ascontiguousarray(array.T).T,
    "every other": lambda array: numpy.repeat(array, 2, axis=1)[:, ::2],
    "backwards": lambda array: numpy.ascontiguousarray(array[::-1])[::-1],
}


@each_optimizer
@pytest.mark.parametrize("of_weights", LAYOUTS)
@pytest.mark.parametrize("of_gradient", LAYOUTS)
def test_any_layout_in_memory(make, of_weights, of_gradient):
    expected = updated(make, *arrays(), n_updates=2)
    W, dW = arrays()
    W, gradient = LAYOUTS[of_weights](W), LAYOUTS[of_gradient](dW)
    assert not W.flags.c_contiguous
    assert not gradient.flags.c_contiguous
    optimizer = make(**SETTINGS)
    optimizer(KEY, W, gradient)
    assert_array_equal(gradient, numpy.zeros_like(dW))
    gradient[...] = dW
    optimizer(KEY, W, gradient)
    assert_array_equal(W, expected)


@each_optimizer
def test_weights_inside_a_larger_array_are_updated_and_their_neighbours_are_not(make):
    W, dW = arrays()
    table = numpy.full((4, 6), 9.0, dtype="float32")
    table[:, :3] = W
    updated(make, table[:, :3], dW)
    assert_array_equal(table[:, :3], updated(make, W, dW))
    assert_array_equal(table[:, 3:], numpy.full((4, 3), 9.0))


@each_optimizer
@pytest.mark.parametrize("gradient", [numpy.zeros(0), numpy.zeros((0, 3)), numpy.zeros((2, 0))])
def test_an_empty_gradient_changes_nothing(make, gradient):
    optimizer = make(**SETTINGS)
    weights = numpy.array([[1.0, 2.0]])
    new_weights, new_gradient = optimizer(KEY, weights, gradient)
    assert new_weights is weights
    assert new_gradient is gradient
    assert_array_equal(weights, [[1.0, 2.0]])
    assert (optimizer.nr_update, optimizer.mom1, optimizer.averages) == ({}, {}, {})


@each_optimizer
def test_a_gradient_of_another_shape_is_an_error_that_changes_nothing(make):
    optimizer = make(**SETTINGS)
    W, dW = arrays()
    before = W.copy()
    with pytest.raises(ShapeError, match="does not have the shape of its weights") as caught:
        optimizer(KEY, W, dW.T)
    assert (caught.value.expected, caught.value.got) == ((4, 3), (3, 4))
    assert str(KEY) in str(caught.value)
    assert_array_equal(W, before)
    assert optimizer.nr_update == {}


@each_optimizer
@pytest.mark.parametrize("use_averages", [True, False])
def test_a_new_shape_under_an_old_key_is_an_error_where_there_is_state(make, use_averages):
    optimizer = make(0.1, use_averages=use_averages)
    optimizer(KEY, *arrays())
    W, dW = arrays((2, 2))
    if make is SGD and not use_averages:
        optimizer(KEY, W, dW)
        return
    with pytest.raises(ShapeError, match="another shape than at its earlier updates"):
        optimizer(KEY, W, dW)
    assert_array_equal(W, arrays((2, 2))[0])


@pytest.mark.parametrize("dtype", ["int32", "float16", "bool"])
def test_weights_of_another_dtype_are_an_error(dtype):
    W = numpy.ones(3, dtype=dtype)
    with pytest.raises(ArrayError, match="cannot update the parameter") as caught:
        Adam()(KEY, W, numpy.ones(3, dtype="float32"))
    assert (caught.value.expected, caught.value.got) == ("weights in float32 or float64", dtype)


def test_a_model_put_into_float64_takes_its_moments_along():
    optimizer = Adam(0.1)
    W, dW = arrays()
    optimizer(KEY, W, dW.copy())
    before = optimizer.mom1[KEY].copy()
    optimizer(KEY, W.astype("float64"), numpy.zeros((4, 3)))
    assert optimizer.mom1[KEY].dtype == "float64"
    assert_allclose(optimizer.mom1[KEY], 0.9 * before, rtol=1e-6)
