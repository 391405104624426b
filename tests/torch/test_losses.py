"""The true losses and their gradients are those of PyTorch."""

import numpy
import pytest
import torch
from torch.nn import functional

from typedthinc.api import BinaryCrossentropy, Huber, NegativeLogLikelihood

GENERATOR = numpy.random.default_rng(0)
LOGITS = GENERATOR.normal(0, 3, (6, 4))
IDS = GENERATOR.integers(0, 4, 6)
ROWS = GENERATOR.dirichlet([1.0] * 4, 6)
YES_NO = GENERATOR.integers(0, 2, (6, 4)).astype("float64")
WEIGHTS = [0.5, 2.0, 1.0, 3.0]

dtypes = pytest.mark.parametrize(
    ("dtype", "tolerance"), [("float64", 1e-12), ("float32", 2e-6)], ids=["float64", "float32"]
)
normalized = pytest.mark.parametrize("normalize", [True, False])


def gradient(loss_of, guesses):
    """A loss of PyTorch and its gradient."""
    X = torch.tensor(guesses, requires_grad=True)
    loss = loss_of(X)
    loss.backward()
    return X.grad.numpy(), loss.item()


def check(found, wanted, tolerance):
    assert found[0].dtype == wanted[0].dtype
    numpy.testing.assert_allclose(found[0], wanted[0], rtol=tolerance, atol=tolerance)
    assert found[1] == pytest.approx(wanted[1], rel=10 * tolerance)


def over_rows(loss, normalize):
    return loss / 6 if normalize else loss


@dtypes
@normalized
@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["plain", "weighted"])
def test_cross_entropy_of_ids(dtype, tolerance, normalize, weights):
    logits = LOGITS.astype(dtype)
    loss_of = NegativeLogLikelihood(guesses="logits", normalize=normalize, class_weights=weights)
    wanted = gradient(
        lambda X: functional.cross_entropy(
            X,
            torch.tensor(IDS),
            weight=None if weights is None else torch.tensor(weights, dtype=X.dtype),
            reduction="mean" if normalize else "sum",
        ),
        logits,
    )
    check(loss_of(logits, IDS), wanted, tolerance)


@dtypes
@normalized
@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["plain", "weighted"])
def test_the_gradient_for_softmax_is_that_of_the_logits(dtype, tolerance, normalize, weights):
    guesses = torch.softmax(torch.tensor(LOGITS), 1).numpy().astype(dtype)
    loss_of = NegativeLogLikelihood(normalize=normalize, class_weights=weights)
    wanted = gradient(
        lambda X: functional.cross_entropy(
            X,
            torch.tensor(IDS),
            weight=None if weights is None else torch.tensor(weights, dtype=X.dtype),
            reduction="mean" if normalize else "sum",
        ),
        LOGITS.astype(dtype),
    )
    check(loss_of(guesses, IDS), wanted, tolerance)


@dtypes
@normalized
@pytest.mark.parametrize("sort", ["logits", "softmax"])
def test_cross_entropy_of_rows_of_probabilities(dtype, tolerance, normalize, sort):
    logits, rows = LOGITS.astype(dtype), ROWS.astype(dtype)
    guesses = logits if sort == "logits" else torch.softmax(torch.tensor(logits), 1).numpy()
    wanted = gradient(
        lambda X: functional.cross_entropy(
            X, torch.tensor(rows), reduction="mean" if normalize else "sum"
        ),
        logits,
    )
    found = NegativeLogLikelihood(guesses=sort, normalize=normalize)(guesses, rows)
    check(found, wanted, tolerance)


@dtypes
def test_label_smoothing(dtype, tolerance):
    # PyTorch shares the probability among all classes, the true one too.
    logits = LOGITS.astype(dtype)
    wanted = gradient(
        lambda X: functional.cross_entropy(X, torch.tensor(IDS), label_smoothing=0.2 * 4 / 3),
        logits,
    )
    loss_of = NegativeLogLikelihood(guesses="logits", label_smoothing=0.2)
    # The rows of class probabilities are made in float32.
    check(loss_of(logits, IDS), wanted, max(tolerance, 1e-7))


@dtypes
@normalized
@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["plain", "weighted"])
def test_an_unknown_truth(dtype, tolerance, normalize, weights):
    ids, logits = IDS.copy(), LOGITS.astype(dtype)
    ids[[1, 4]] = -100
    wanted = gradient(
        lambda X: functional.cross_entropy(
            X,
            torch.tensor(ids),
            weight=None if weights is None else torch.tensor(weights, dtype=X.dtype),
            reduction="mean" if normalize else "sum",
        ),
        logits,
    )
    loss_of = NegativeLogLikelihood(
        guesses="logits", normalize=normalize, class_weights=weights, missing_value=-100
    )
    check(loss_of(logits, ids), wanted, tolerance)


@dtypes
@normalized
def test_nll_loss(dtype, tolerance, normalize):
    guesses = torch.softmax(torch.tensor(LOGITS), 1).numpy().astype(dtype)
    wanted = gradient(
        lambda X: functional.nll_loss(
            torch.log(X), torch.tensor(IDS), reduction="mean" if normalize else "sum"
        ),
        guesses,
    )
    loss_of = NegativeLogLikelihood(guesses="probabilities", normalize=normalize)
    check(loss_of(guesses, IDS), wanted, tolerance)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_large_logits(dtype):
    logits = numpy.array([[1e4, 0, -1e4], [-1e4, -1e4, 1e4]], dtype=dtype)
    wanted = gradient(
        lambda X: functional.cross_entropy(X, torch.tensor([1, 0])),
        logits,
    )
    check(NegativeLogLikelihood(guesses="logits")(logits, [1, 0]), wanted, 1e-7)


@dtypes
@normalized
@pytest.mark.parametrize("truths", [YES_NO, ROWS], ids=["hard", "soft"])
def test_binary_cross_entropy(dtype, tolerance, normalize, truths):
    guesses = torch.sigmoid(torch.tensor(LOGITS)).numpy().astype(dtype)
    wanted = gradient(
        lambda X: over_rows(
            functional.binary_cross_entropy(X, torch.tensor(truths.astype(dtype)), reduction="sum"),
            normalize,
        ),
        guesses,
    )
    check(BinaryCrossentropy(normalize=normalize)(guesses, truths), wanted, 10 * tolerance)


@dtypes
@normalized
@pytest.mark.parametrize("truths", [YES_NO, ROWS], ids=["hard", "soft"])
def test_binary_cross_entropy_with_logits(dtype, tolerance, normalize, truths):
    logits = LOGITS.astype(dtype)
    wanted = gradient(
        lambda X: over_rows(
            functional.binary_cross_entropy_with_logits(
                X, torch.tensor(truths.astype(dtype)), reduction="sum"
            ),
            normalize,
        ),
        logits,
    )
    loss_of = BinaryCrossentropy(guesses="logits", normalize=normalize)
    check(loss_of(logits, truths), wanted, tolerance)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_large_binary_logits(dtype):
    logits = numpy.array([[1e4, 1e4, -1e4, -1e4]], dtype=dtype)
    truths = numpy.array([[1, 0, 1, 0]], dtype=dtype)
    wanted = gradient(
        lambda X: functional.binary_cross_entropy_with_logits(
            X, torch.tensor(truths), reduction="sum"
        ),
        logits,
    )
    check(BinaryCrossentropy(guesses="logits")(logits, truths), wanted, 1e-7)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_sure_probabilities_have_the_same_slope(dtype):
    # PyTorch lets the loss itself grow to 100, but cuts off the slope at the same place.
    guesses = numpy.array([[0.0, 1.0, 0.0, 1.0]], dtype=dtype)
    truths = numpy.array([[1, 0, 0, 1]], dtype=dtype)
    wanted, _ = gradient(
        lambda X: functional.binary_cross_entropy(X, torch.tensor(truths), reduction="sum"),
        guesses,
    )
    found = BinaryCrossentropy().get_grad(guesses, truths)
    numpy.testing.assert_allclose(found[:, :2], wanted[:, :2], rtol=1e-6)


@dtypes
@normalized
@pytest.mark.parametrize("delta", [0.5, 1.0, 4.0])
def test_huber_loss(dtype, tolerance, normalize, delta):
    guesses, truths = LOGITS.astype(dtype), YES_NO.astype(dtype)
    wanted = gradient(
        lambda X: over_rows(
            functional.huber_loss(X, torch.tensor(truths), reduction="sum", delta=delta),
            normalize,
        ),
        guesses,
    )
    check(Huber(delta=delta, normalize=normalize)(guesses, truths), wanted, tolerance)
