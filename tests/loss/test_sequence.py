from __future__ import annotations

import numpy
import pytest
from numpy.testing import assert_allclose

from typedthinc.errors import ShapeError
from typedthinc.loss import CategoricalCrossentropy, SequenceCategoricalCrossentropy

LONG = numpy.array(
    [[0.1, 0.5, 0.6], [0.4, 0.6, 0.3], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]], dtype="float32"
)
SHORT = numpy.array([[0.2, 0.3]], dtype="float32")


def test_the_loss_of_two_sequences():
    # (3.83 + 0.2**2 + 0.7**2) / 2**2
    grads, loss = SequenceCategoricalCrossentropy()([LONG, SHORT], [[2, 1, 0, 2], [1]])
    assert loss == pytest.approx(1.09)
    assert_allclose(grads[1], [[0.1, -0.35]], rtol=1e-6)
    assert [grad.dtype for grad in grads] == ["float32", "float32"]


@pytest.mark.parametrize("normalize", [True, False])
def test_each_gradient_is_that_of_its_sequence_over_the_number_of_sequences(normalize):
    guesses, truths = [LONG, LONG[:2], LONG[:0]], [["C", "B", "A", "?"], ["!C", "A"], []]
    settings = {
        "names": ["A", "B", "C"],
        "missing_value": "?",
        "neg_prefix": "!",
        "label_smoothing": 0.1,
    }
    grads = SequenceCategoricalCrossentropy(normalize=normalize, **settings)(guesses, truths)[0]
    single = CategoricalCrossentropy(normalize=False, **settings)
    for grad, guess, truth in zip(grads, guesses, truths, strict=True):
        assert_allclose(grad, single.get_grad(guess, truth) / (3 if normalize else 1), rtol=1e-6)


def test_gradient_and_loss_are_those_of_the_call():
    loss_of = SequenceCategoricalCrossentropy()
    grads, loss = loss_of([SHORT], [[1]])
    assert_allclose(loss_of.get_grad([SHORT], [[1]])[0], grads[0])
    assert loss_of.get_loss([SHORT], [[1]]) == loss


def test_no_sequences_have_no_loss():
    loss_of = SequenceCategoricalCrossentropy()
    assert loss_of.get_grad([], []) == []
    assert loss_of.get_loss([], []) == 0.0
    assert loss_of([], []) == ([], 0.0)


def test_there_must_be_as_many_sequences_of_truths_as_of_guesses():
    with pytest.raises(ShapeError, match="guesses and truths must be same length") as caught:
        SequenceCategoricalCrossentropy()([LONG, SHORT], [[1]])
    assert caught.value.got == "1 sequences of truths"
