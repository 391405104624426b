import math
from functools import partial

import numpy
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from tests.loss._differences import derivative, normal, sigmoid
from typedthinc.api import Linear, Sigmoid
from typedthinc.errors import ArgumentError, ShapeError
from typedthinc.loss import BinaryCrossentropy
from typedthinc.testing import check_gradients

LOGITS = normal(4, 3)
TRUTHS = (normal(4, 3, seed=1) > 0).astype("float64")
SOFT = sigmoid(normal(4, 3, seed=2))
SORTS = ["probabilities", "logits"]
SETTINGS = [{}, {"normalize": False}, {"label_smoothing": 0.2}, {"missing_value": 0}]


def given_as(sort, logits):
    return logits.copy() if sort == "logits" else sigmoid(logits)


def by_definition(p, t):
    return -(t * numpy.log(p) + (1 - t) * numpy.log(1 - p))


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("truths", [TRUTHS, TRUTHS.astype("int32"), TRUTHS > 0, SOFT])
def test_the_loss_is_summed_over_columns_and_averaged_over_rows(sort, truths):
    loss = BinaryCrossentropy(guesses=sort).get_loss(given_as(sort, LOGITS), truths)
    expected = by_definition(sigmoid(LOGITS), truths.astype("float64")).sum() / 4
    assert loss == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("truths", [TRUTHS, SOFT], ids=["hard", "soft"])
def test_the_gradient_is_the_derivative_of_the_loss(sort, settings, truths):
    loss_of, guesses = BinaryCrossentropy(guesses=sort, **settings), given_as(sort, LOGITS)
    expected = derivative(lambda guesses: loss_of.get_loss(guesses, truths), guesses)
    assert_allclose(loss_of.get_grad(guesses, truths), expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize(
    ("sort", "layer"), [("probabilities", Sigmoid(3, 2)), ("logits", Linear(3, 2))], ids=SORTS
)
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_the_gradient_is_the_one_that_the_layer_takes(sort, layer, settings):
    loss_of = BinaryCrossentropy(guesses=sort, **settings)
    value, gradient = (partial(f, truths=TRUTHS) for f in (loss_of.get_loss, loss_of.get_grad))
    check_gradients(layer, normal(4, 2), loss=(value, gradient))


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_through_a_sigmoid_probabilities_have_the_gradient_of_logits(settings):
    p = sigmoid(LOGITS)
    through = BinaryCrossentropy(**settings).get_grad(p, TRUTHS) * p * (1 - p)
    direct = BinaryCrossentropy(guesses="logits", **settings).get_grad(LOGITS, TRUTHS)
    assert_allclose(through, direct, rtol=1e-9)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_gradient_and_loss_are_those_of_the_call(sort, settings):
    loss_of, guesses = BinaryCrossentropy(guesses=sort, **settings), given_as(sort, LOGITS)
    grad, loss = loss_of(guesses, TRUTHS)
    assert_array_equal(loss_of.get_grad(guesses, TRUTHS), grad)
    assert loss_of.get_loss(guesses, TRUTHS) == loss
    assert type(loss) is float


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("missing", [-1.0, math.nan])
def test_a_missing_truth_does_not_count(sort, missing):
    truths, guesses = TRUTHS.copy(), given_as(sort, LOGITS)
    truths[0, 1] = truths[2, 0] = missing
    truths[3] = missing
    guesses[0, 1] = numpy.nan
    grad, loss = BinaryCrossentropy(guesses=sort, missing_value=missing)(guesses, truths)
    known = ~((truths == missing) | numpy.isnan(truths))
    every = by_definition(sigmoid(LOGITS), TRUTHS)
    assert loss == pytest.approx(every[known].sum() / 3)
    full = BinaryCrossentropy(guesses=sort, normalize=False)
    expected = full.get_grad(given_as(sort, LOGITS), TRUTHS) * known / 3
    assert_allclose(grad, expected, rtol=1e-12)


def test_ids_can_mark_a_missing_truth_too():
    truths = numpy.array([[1, -1, 0]])
    grad = BinaryCrossentropy(missing_value=-1).get_grad(sigmoid(LOGITS[:1]), truths)
    assert grad[0, 1] == 0.0


def test_label_smoothing_moves_probability_to_the_other_answer():
    loss = BinaryCrossentropy(label_smoothing=0.1).get_loss(sigmoid(LOGITS), TRUTHS)
    expected = by_definition(sigmoid(LOGITS), 0.8 * TRUTHS + 0.1).sum() / 4
    assert loss == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("truth_dtype", ["float32", "float64", "int32", "bool"])
@pytest.mark.parametrize("missing", [None, -1, math.nan])
def test_the_gradient_has_the_dtype_of_the_guesses(sort, dtype, truth_dtype, missing):
    loss_of = BinaryCrossentropy(guesses=sort, missing_value=missing, label_smoothing=0.1)
    grad = loss_of.get_grad(given_as(sort, LOGITS).astype(dtype), TRUTHS.astype(truth_dtype))
    assert grad.dtype == dtype


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("missing", [None, -1])
def test_no_rows_have_no_loss(sort, missing):
    loss_of = BinaryCrossentropy(guesses=sort, missing_value=missing)
    grad, loss = loss_of(numpy.zeros((0, 3), "f"), numpy.zeros((0, 3), "f"))
    assert (grad.shape, grad.dtype) == ((0, 3), "float32")
    assert loss == 0.0


@pytest.mark.parametrize("sort", SORTS)
def test_nothing_is_changed_in_place(sort):
    guesses, truths = given_as(sort, LOGITS), TRUTHS.copy()
    before = guesses.copy()
    BinaryCrossentropy(guesses=sort, missing_value=0, label_smoothing=0.1)(guesses, truths)
    assert_array_equal(guesses, before)
    assert_array_equal(truths, TRUTHS)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_large_logits_keep_their_loss(dtype):
    logits = numpy.array([[1e4, 1e4, -1e4, -1e4]], dtype=dtype)
    grad, loss = BinaryCrossentropy(guesses="logits")(logits, numpy.array([[1, 0, 1, 0]]))
    assert loss == 2e4
    assert_array_equal(grad, [[0.0, 1.0, -1.0, 0.0]])


def test_infinite_logits_are_right_or_wrong_for_sure():
    logits, loss_of = numpy.array([[numpy.inf, -numpy.inf]]), BinaryCrossentropy(guesses="logits")
    grad, loss = loss_of(logits, numpy.array([[1.0, 0.0]]))
    assert (grad.tolist(), loss) == ([[0.0, 0.0]], 0.0)
    grad, loss = loss_of(logits, numpy.array([[0.0, 1.0]]))
    assert (grad.tolist(), loss) == ([[1.0, -1.0]], math.inf)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_sure_guesses_have_a_finite_loss(dtype):
    guesses = numpy.array([[1.0, 1.0, 0.0, 0.0]], dtype=dtype)
    grad, loss = BinaryCrossentropy()(guesses, numpy.array([[1, 0, 1, 0]]))
    assert loss == pytest.approx(2 * 12 * math.log(10), rel=1e-6)
    assert_allclose(grad, [[-1.0, 1e12, -1e12, 1.0]], rtol=1e-6)


@pytest.mark.parametrize("sort", SORTS)
def test_nan_shows(sort):
    guesses = given_as(sort, LOGITS)
    guesses[1, 2] = numpy.nan
    grad, loss = BinaryCrossentropy(guesses=sort)(guesses, TRUTHS)
    assert numpy.isnan(grad[1, 2])
    assert math.isnan(loss)


@pytest.mark.parametrize("wrong", [2.0, -0.5])
def test_probabilities_must_be_such(wrong):
    guesses = sigmoid(LOGITS)
    guesses[1, 1] = wrong
    with pytest.raises(ArgumentError, match="BinaryCrossentropy loss with guesses outside") as e:
        BinaryCrossentropy()(guesses, TRUTHS)
    assert e.value.help == "for scores of any size there is BinaryCrossentropy(guesses='logits')"


@pytest.mark.parametrize("missing", [None, -1])
def test_truths_must_be_probabilities(missing):
    with pytest.raises(ArgumentError, match="BinaryCrossentropy loss with truth values outside"):
        BinaryCrossentropy(missing_value=missing)(sigmoid(LOGITS), TRUTHS - 2)


def test_the_shapes_must_be_the_same():
    with pytest.raises(ShapeError) as caught:
        BinaryCrossentropy()(sigmoid(LOGITS), TRUTHS[:, :1])
    assert str(caught.value) == (
        "Cannot calculate BinaryCrossentropy loss: guesses and truths have mismatched shapes\n"
        "  expected  truths (4, 3)    the guesses\n"
        "  got       truths (4, 1)"
    )


def test_guesses_have_a_row_each():
    with pytest.raises(ShapeError, match="BinaryCrossentropy loss: guesses have one row each"):
        BinaryCrossentropy()(numpy.ones(3), numpy.ones(3))


@pytest.mark.parametrize("smoothing", [0.5, -0.1, math.nan])
def test_there_is_a_limit_to_smoothing(smoothing):
    with pytest.raises(ArgumentError) as caught:
        BinaryCrossentropy(label_smoothing=smoothing)
    assert str(caught.value) == (
        "BinaryCrossentropy: with that label_smoothing the true answer would not be the "
        "likelier one\n"
        "  expected  0 <= label_smoothing < 0.5\n"
        f"  got       {smoothing}"
    )


def test_the_sort_of_guesses_is_one_of_two():
    with pytest.raises(ArgumentError) as caught:
        BinaryCrossentropy(guesses="softmax")
    assert str(caught.value) == (
        "BinaryCrossentropy does not know guesses of that sort\n"
        "  expected  'probabilities' or 'logits'\n"
        "  got       'softmax'"
    )
