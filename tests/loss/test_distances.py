from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from typedthinc.errors import ShapeError
from typedthinc.loss import CosineDistance, L2Distance

LOSSES = [L2Distance, CosineDistance]


def pair(seed=0, shape=(5, 4), dtype="float64"):
    return numpy.random.default_rng(seed).normal(size=(2, *shape)).astype(dtype)


def test_the_l2_distance_is_the_square_of_the_difference():
    guesses, truths = numpy.array([[1, 2], [8, 9]]), numpy.array([[1, 2], [10, 5]])
    grad, loss = L2Distance(normalize=False)(guesses, truths)
    assert_array_equal(grad, [[0, 0], [-2, 4]])
    assert loss == 2**2 + 4**2


def test_the_l2_distance_divides_the_gradient_and_squares_it_then():
    guesses, truths = numpy.array([[1, 2], [8, 9]]), numpy.array([[1, 2], [10, 5]])
    grad, loss = L2Distance()(guesses, truths)
    assert_array_equal(grad, [[0, 0], [-1, 2]])
    assert loss == 1**2 + 2**2


def test_vectors_at_a_right_angle_have_the_cosine_distance_1():
    guesses, truths = numpy.array([[0, 1], [1, 0]]), numpy.array([[1, 0], [0, 1]])
    assert CosineDistance(normalize=False).get_loss(guesses, truths) == pytest.approx(2.0)
    assert CosineDistance(normalize=True).get_loss(guesses, truths) == pytest.approx(1.0)


@pytest.mark.parametrize(("sign", "distance"), [(1.0, 0.0), (-1.0, 2.0)])
def test_the_cosine_distance_looks_at_the_direction_only(sign, distance):
    guesses, _ = pair()
    loss = CosineDistance().get_loss(guesses, sign * 3.0 * guesses)
    assert loss == pytest.approx(distance, abs=1e-6)


def test_the_cosine_of_each_row():
    guesses, truths = numpy.array([[3.0, 4.0], [1.0, 0.0]]), numpy.array([[8.0, 6.0], [0.0, 2.0]])
    cosine = CosineDistance().get_similarity(guesses, truths)
    assert cosine.shape == (2, 1)
    assert_allclose(cosine, [[48 / 50], [0.0]], atol=1e-7)


@given(seed=st.integers(0, 1000), normalize=st.booleans(), ignore_zeros=st.booleans())
def test_the_gradient_of_the_cosine_distance_is_its_derivative(seed, normalize, ignore_zeros):
    guesses, truths = pair(seed, (3, 2))
    truths[1] = 0.0
    loss_of = CosineDistance(normalize=normalize, ignore_zeros=ignore_zeros)
    expected = numpy.zeros_like(guesses)
    for at in numpy.ndindex(guesses.shape):
        step = numpy.zeros_like(guesses)
        step[at] = 1e-6
        ahead, behind = (loss_of.get_loss(guesses + s, truths) for s in (step, -step))
        expected[at] = (ahead - behind) / 2e-6
    size = numpy.abs(expected).max()
    assert_allclose(loss_of.get_grad(guesses, truths), expected, atol=1e-4 * max(1.0, size))


def test_a_truth_of_zeros_can_be_ignored():
    guesses, truths = pair()
    truths[2] = 0.0
    loss_of = CosineDistance(normalize=False, ignore_zeros=True)
    rest = [0, 1, 3, 4]
    grad, loss = loss_of(guesses, truths)
    assert_array_equal(grad[2], numpy.zeros(4))
    assert_array_equal(grad[rest], loss_of.get_grad(guesses[rest], truths[rest]))
    assert loss == pytest.approx(loss_of.get_loss(guesses[rest], truths[rest]))


@pytest.mark.parametrize("zero", ["guesses", "truths", "both"])
def test_vectors_of_zeros_give_finite_numbers(zero):
    guesses, truths = pair(dtype="float32")
    guesses = guesses * (zero == "truths")
    truths = truths * (zero == "guesses")
    grad, loss = CosineDistance()(guesses, truths)
    assert numpy.isfinite(grad).all()
    assert numpy.isfinite(loss)


@pytest.mark.parametrize("make", LOSSES)
def test_gradient_and_loss_are_those_of_the_call(make):
    guesses, truths = pair()
    grad, loss = make()(guesses, truths)
    assert_array_equal(make().get_grad(guesses, truths), grad)
    assert make().get_loss(guesses, truths) == loss
    assert type(loss) is float


@pytest.mark.parametrize("make", LOSSES)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("truth_dtype", ["float32", "float64", "int32"])
def test_the_gradient_has_the_dtype_of_the_guesses(make, dtype, truth_dtype):
    guesses, truths = pair()
    grad = make().get_grad(guesses.astype(dtype), truths.astype(truth_dtype))
    assert grad.dtype == dtype


@pytest.mark.parametrize("make", LOSSES)
def test_integers_are_taken_as_floats(make):
    guesses, truths = numpy.array([[1, 2], [3, 5]]), numpy.array([[4, 1], [2, 2]])
    grad, loss = make()(guesses, truths)
    as_floats = make()(guesses.astype("float64"), truths.astype("float64"))
    assert_allclose(grad, as_floats[0])
    assert loss == pytest.approx(as_floats[1])


@pytest.mark.parametrize("make", LOSSES)
def test_nothing_is_changed_in_place(make):
    guesses, truths = pair()
    truths[0] = 0.0
    before = guesses.copy(), truths.copy()
    make()(guesses, truths)
    assert_array_equal(guesses, before[0])
    assert_array_equal(truths, before[1])


@pytest.mark.parametrize("make", LOSSES)
def test_no_rows_have_no_loss(make):
    grad, loss = make()(numpy.zeros((0, 3)), numpy.zeros((0, 3)))
    assert grad.shape == (0, 3)
    assert loss == 0.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (L2Distance().get_grad, "Cannot calculate L2 distance"),
        (L2Distance().get_loss, "Cannot calculate L2 distance"),
        (CosineDistance().get_grad, "Cannot calculate cosine similarity"),
        (CosineDistance().get_loss, "Cannot calculate cosine similarity"),
        (CosineDistance().get_similarity, "Cannot calculate cosine similarity"),
    ],
)
def test_the_shapes_must_be_the_same(call, message):
    with pytest.raises(ShapeError, match=f"{message}: .* mismatched shapes") as caught:
        call(numpy.zeros((2, 3)), numpy.zeros((2, 4)))
    assert (caught.value.expected, caught.value.got) == ("truths (2, 3)", "truths (2, 4)")
