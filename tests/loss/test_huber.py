import math

import numpy
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from tests.loss._differences import derivative, normal
from typedthinc.errors import ArgumentError, ArgumentTypeError, ShapeError
from typedthinc.loss import Huber

GUESSES, TRUTHS = normal(5, 4) * 3, normal(5, 4, seed=1)


@pytest.mark.parametrize(
    ("difference", "delta", "loss", "slope"),
    [
        (0.0, 1.0, 0.0, 0.0),
        (0.5, 1.0, 0.125, 0.5),
        (-1.0, 1.0, 0.5, -1.0),
        (3.0, 1.0, 2.5, 1.0),
        (-3.0, 2.0, 4.0, -2.0),
        (-3.0, 5.0, 4.5, -3.0),
        (1e4, 1.0, 9999.5, 1.0),
        (-math.inf, 1.0, math.inf, -1.0),
    ],
)
def test_it_is_a_square_up_to_delta_and_straight_beyond(difference, delta, loss, slope):
    guesses, truths = numpy.array([[difference]]), numpy.zeros((1, 1))
    assert Huber(delta=delta)(guesses, truths) == (numpy.array([[slope]]), loss)


def test_the_loss_is_summed_over_columns_and_averaged_over_rows():
    d = abs(GUESSES - TRUTHS)
    each = numpy.where(d <= 0.7, d * d / 2, 0.7 * (d - 0.35))
    assert Huber(delta=0.7).get_loss(GUESSES, TRUTHS) == pytest.approx(each.sum() / 5)
    assert Huber(delta=0.7, normalize=False).get_loss(GUESSES, TRUTHS) == pytest.approx(each.sum())


@pytest.mark.parametrize("normalize", [True, False])
@pytest.mark.parametrize("delta", [0.3, 1.0, 10.0, math.inf])
def test_the_gradient_is_the_derivative_of_the_loss(normalize, delta):
    loss_of = Huber(delta=delta, normalize=normalize)
    expected = derivative(lambda guesses: loss_of.get_loss(guesses, TRUTHS), GUESSES)
    assert_allclose(loss_of.get_grad(GUESSES, TRUTHS), expected, rtol=1e-6, atol=1e-8)


def test_gradient_and_loss_are_those_of_the_call():
    grad, loss = Huber()(GUESSES, TRUTHS)
    assert_array_equal(Huber().get_grad(GUESSES, TRUTHS), grad)
    assert Huber().get_loss(GUESSES, TRUTHS) == loss
    assert type(loss) is float


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("truth_dtype", ["float32", "float64", "int32"])
def test_the_gradient_has_the_dtype_of_the_guesses(dtype, truth_dtype):
    grad = Huber(delta=0.3).get_grad(GUESSES.astype(dtype), TRUTHS.astype(truth_dtype))
    assert grad.dtype == dtype


def test_integers_are_taken_as_floats():
    grad, loss = Huber()(numpy.array([[1, 5]]), numpy.array([[1, 2]]))
    assert (grad.tolist(), loss) == ([[0.0, 1.0]], 2.5)


def test_no_rows_have_no_loss():
    grad, loss = Huber()(numpy.zeros((0, 3), "f"), numpy.zeros((0, 3), "f"))
    assert (grad.shape, grad.dtype, loss) == ((0, 3), "float32", 0.0)


def test_nothing_is_changed_in_place():
    guesses, truths = GUESSES.copy(), TRUTHS.copy()
    Huber()(guesses, truths)
    assert_array_equal(guesses, GUESSES)
    assert_array_equal(truths, TRUTHS)


def test_nan_shows():
    grad, loss = Huber()(numpy.array([[numpy.nan, 1.0]]), numpy.zeros((1, 2)))
    assert numpy.isnan(grad[0, 0])
    assert math.isnan(loss)


def test_the_shapes_must_be_the_same():
    with pytest.raises(ShapeError) as caught:
        Huber()(GUESSES, TRUTHS[:2])
    assert str(caught.value) == (
        "Cannot calculate Huber loss: guesses and truths have mismatched shapes\n"
        "  expected  truths (5, 4)    the guesses\n"
        "  got       truths (2, 4)"
    )


@pytest.mark.parametrize("delta", [0.0, -1.0, math.nan])
def test_delta_is_above_0(delta):
    with pytest.raises(ArgumentError) as caught:
        Huber(delta=delta)
    assert str(caught.value) == (
        f"Huber: delta is a difference above 0\n  expected  delta > 0\n  got       {delta}"
    )


@pytest.mark.parametrize("delta", ["a", None, [1.0]])
def test_delta_is_a_number(delta):
    with pytest.raises(ArgumentTypeError) as caught:
        Huber(delta=delta)
    assert str(caught.value) == (
        f"Huber: delta is a difference above 0\n  expected  delta > 0\n  got       {delta!r}"
    )
