"""Losses of float16: the loss is that of the same numbers in float64."""

from functools import partial

import numpy
import pytest
from numpy.testing import assert_allclose

from typedthinc.loss import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    CosineDistance,
    Huber,
    L2Distance,
    NegativeLogLikelihood,
)

LIKELIHOOD, YES_NO = NegativeLogLikelihood, BinaryCrossentropy
TRUTHS = numpy.array([[1, 0, 0], [0, 0, 1]])
LOSSES = {
    "likelihood": (LIKELIHOOD, 1),
    "likelihood of probabilities": (partial(LIKELIHOOD, guesses="probabilities"), 1),
    "likelihood of logits": (partial(LIKELIHOOD, guesses="logits"), 40),
    "yes or no": (YES_NO, 1),
    "yes or no of logits": (partial(YES_NO, guesses="logits"), 40),
    "crossentropy": (CategoricalCrossentropy, 1),
    "cosine": (CosineDistance, 40),
    "huber": (partial(Huber, delta=3.0, normalize=False), 20000),
    "squares": (partial(L2Distance, normalize=False), 20000),
}


@pytest.mark.parametrize(("make", "scale"), LOSSES.values(), ids=LOSSES)
def test_the_loss_is_that_of_float64(make, scale):
    guesses = numpy.array([[0.5, 0.25, 0.125], [1e-7, 0.75, 0.0625]]) * scale
    half = guesses.astype("float16")
    grad, loss = make()(half, TRUTHS)
    expected, expected_loss = make()(half.astype("float64"), TRUTHS)
    assert grad.dtype == "float16"
    largest = float(numpy.finfo("float16").max)
    assert_allclose(grad, numpy.clip(expected, -largest, largest), rtol=1e-3, atol=1e-6)
    assert loss == pytest.approx(expected_loss, rel=2e-3)


@pytest.mark.parametrize("sort", ["softmax", "probabilities"])
def test_a_class_that_is_ruled_out_has_a_finite_loss(sort):
    grad, loss = NegativeLogLikelihood(guesses=sort)(numpy.array([[1, 0]], "float16"), [1])
    assert loss == pytest.approx(30 * numpy.log(10))
    # The slope at 1e-30 is larger than any number of float16.
    assert grad[0, 1] == (-1.0 if sort == "softmax" else -65504.0)
    assert numpy.isfinite(grad).all()


def test_an_answer_that_is_ruled_out_has_a_finite_loss():
    guesses, truths = numpy.array([[1, 0], [1, 0]], "float16"), numpy.array([[1, 0], [0, 1]])
    grad, loss = BinaryCrossentropy(normalize=False)(guesses, truths)
    assert loss == pytest.approx(2 * 12 * numpy.log(10))
    assert grad.tolist() == [[-1.0, 1.0], [65504.0, -65504.0]]


def test_infinite_differences_show():
    guesses, truths = numpy.array([[numpy.inf]], "float16"), numpy.array([[0.0]])
    assert L2Distance().get_grad(guesses, truths).tolist() == [[numpy.inf]]


def test_the_cosine_has_the_dtype_of_the_guesses():
    similarity = CosineDistance().get_similarity(numpy.ones((2, 3), "float16"), TRUTHS)
    assert similarity.dtype == "float16"
    assert_allclose(similarity, [[3**-0.5]] * 2, rtol=1e-3)
