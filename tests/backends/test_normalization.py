"""Layer normalization: the formula, gradients, constant rows."""

import numpy
import pytest

from tests.backends._gradients import normal, numeric_gradient
from typedthinc.errors import ShapeError

G, B = normal(5, seed=3), normal(5, seed=4)


def layer_norm(X, g=G, b=B, eps=1e-8):
    centered = X - X.mean(axis=1, keepdims=True)
    return centered / numpy.sqrt((centered**2).mean(axis=1, keepdims=True) + eps) * g + b


@pytest.mark.parametrize("eps", [1e-8, 0.5])
@pytest.mark.parametrize(("shift", "scale"), [(0, 1), (1000, 1), (-5, 1e-3), (0, 1e4)])
def test_the_formula(ops, eps, shift, scale):
    X = normal(7, 5) * scale + shift
    numpy.testing.assert_allclose(
        ops.layer_norm(X, G, B, eps)[0], layer_norm(X, eps=eps), rtol=1e-7
    )


def test_what_the_gradient_needs(ops):
    X = normal(7, 5)
    _, normed, scale = ops.layer_norm(X, G, B)
    numpy.testing.assert_allclose(normed, layer_norm(X, 1, 0), rtol=1e-10)
    numpy.testing.assert_allclose(scale, 1 / X.std(axis=1), rtol=1e-6)


def test_the_gradients(ops):
    X, dY = normal(7, 5), normal(7, 5, seed=1)
    _, normed, scale = ops.layer_norm(X, G, B)
    dX, dG, db = ops.backprop_layer_norm(dY, normed, scale, G)
    numpy.testing.assert_allclose(dX, numeric_gradient(layer_norm, X, dY), rtol=1e-5, atol=1e-8)
    numpy.testing.assert_allclose(
        dG, numeric_gradient(lambda g: layer_norm(X, g), G, dY), rtol=1e-6
    )
    numpy.testing.assert_allclose(
        db, numeric_gradient(lambda b: layer_norm(X, b=b), B, dY), rtol=1e-6
    )


@pytest.mark.parametrize("value", [0.0, 0.1, 1000.1, -3e7])
@pytest.mark.parametrize("width", [1, 7, 96])
def test_constant_rows_give_the_shift(ops, value, width):
    X = numpy.full((4, width), value, dtype="f")
    ones = numpy.ones(width, dtype="f")
    Y, normed, scale = ops.layer_norm(X, ones, ones)
    numpy.testing.assert_array_equal(Y, numpy.ones_like(X))
    dX, _, _ = ops.backprop_layer_norm(normal(4, width).astype("f"), normed, scale, ones)
    assert numpy.isfinite(dX).all()


def test_large_numbers_with_small_differences(ops):
    exact = numpy.array([[1e4, 1e4 + 1, 1e4 + 2, 1e4 + 3]])
    Y, _, _ = ops.layer_norm(exact.astype("f"), numpy.ones(4, "f"), numpy.zeros(4, "f"))
    numpy.testing.assert_allclose(Y, layer_norm(exact, 1, 0), rtol=1e-6)


def test_no_columns(ops):
    none = numpy.zeros(0, dtype="f")
    Y, normed, scale = ops.layer_norm(numpy.zeros((3, 0), dtype="f"), none, none)
    assert ops.backprop_layer_norm(Y, normed, scale, none)[0].shape == (3, 0)


def test_another_width_is_refused(ops):
    with pytest.raises(ShapeError) as error:
        ops.layer_norm(normal(7, 4), G[:4], B)
    assert str(error.value) == (
        "layer_norm: b does not have one number a column\n"
        "  expected  b (4,)    X is float64 (7, 4)\n"
        "  got       b float64 (5,)"
    )


def test_a_gradient_of_another_shape_is_refused(ops):
    with pytest.raises(ShapeError, match="backprop_layer_norm: dY and normed differ in shape"):
        ops.backprop_layer_norm(normal(7, 5), normal(6, 5), normal(7), G)
