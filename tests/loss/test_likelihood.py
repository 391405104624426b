import math
from functools import partial

import numpy
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from tests.loss._differences import derivative, normal, softmax
from typedthinc.api import (
    Adam,
    Linear,
    Softmax,
    chain,
    glorot_uniform_init,
    softmax_activation,
)
from typedthinc.errors import (
    ArgumentError,
    ArrayError,
    BoundsError,
    ShapeError,
    UnknownNameError,
)
from typedthinc.loss import CategoricalCrossentropy, NegativeLogLikelihood
from typedthinc.testing import check_gradients

LOGITS = normal(4, 3)
GUESSES = softmax(LOGITS)
IDS = [2, 1, 0, 2]
ONE_HOT = numpy.eye(3)[IDS]
ROWS = softmax(normal(4, 3, seed=1))
NAMES = ["A", "B", "C"]
SORTS = ["softmax", "probabilities", "logits"]
SETTINGS = [
    {},
    {"normalize": False},
    {"label_smoothing": 0.2},
    {"missing_value": 1},
    {"class_weights": [0.5, 2.0, 0.0]},
    {"class_weights": [0.5, 2.0, 1.5], "normalize": False, "label_smoothing": 0.1},
    {"class_weights": [0.5, 2.0, 1.5], "missing_value": 2},
]


def given_as(sort, logits):
    return logits.copy() if sort == "logits" else softmax(logits)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(
    "truths",
    [
        IDS,
        tuple(IDS),
        numpy.array(IDS),
        numpy.array(IDS, dtype="uint64"),
        ["C", "B", "A", "C"],
        ONE_HOT,
        ONE_HOT.astype("int32"),
        ONE_HOT.tolist(),
    ],
    ids=lambda truths: type(truths).__name__,
)
def test_the_loss_is_the_mean_of_minus_log_p(sort, truths):
    loss = NegativeLogLikelihood(guesses=sort, names=NAMES).get_loss(given_as(sort, LOGITS), truths)
    assert loss == pytest.approx(-numpy.log(GUESSES[range(4), IDS]).mean(), rel=1e-12)


@pytest.mark.parametrize("sort", SORTS)
def test_the_loss_of_rows_of_probabilities_is_the_cross_entropy(sort):
    loss = NegativeLogLikelihood(guesses=sort).get_loss(given_as(sort, LOGITS), ROWS)
    assert loss == pytest.approx(-(ROWS * numpy.log(GUESSES)).sum() / 4, rel=1e-12)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_the_gradient_for_softmax_is_that_of_the_logits(settings):
    loss_of = NegativeLogLikelihood(**settings)
    expected = derivative(lambda logits: loss_of.get_loss(softmax(logits), IDS), LOGITS)
    assert_allclose(loss_of.get_grad(GUESSES, IDS), expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("sort", ["probabilities", "logits"])
def test_the_gradient_is_the_derivative_of_the_loss(sort, settings):
    loss_of = NegativeLogLikelihood(guesses=sort, **settings)
    guesses = given_as(sort, LOGITS)
    expected = derivative(lambda guesses: loss_of.get_loss(guesses, IDS), guesses)
    assert_allclose(loss_of.get_grad(guesses, IDS), expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_the_gradient_is_right_for_rows_whatever_they_add_up_to(scale):
    loss_of, rows = NegativeLogLikelihood(), ROWS * scale
    expected = derivative(lambda logits: loss_of.get_loss(softmax(logits), rows), LOGITS)
    assert_allclose(loss_of.get_grad(GUESSES, rows), expected, rtol=1e-6, atol=1e-9)


def test_for_softmax_the_gradient_is_guesses_minus_truths():
    grad = NegativeLogLikelihood(normalize=False).get_grad(GUESSES, IDS)
    assert_allclose(grad, GUESSES - ONE_HOT, rtol=1e-12)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_gradient_and_loss_are_those_of_the_call(sort, settings):
    loss_of, guesses = NegativeLogLikelihood(guesses=sort, **settings), given_as(sort, LOGITS)
    grad, loss = loss_of(guesses, IDS)
    assert_array_equal(loss_of.get_grad(guesses, IDS), grad)
    assert loss_of.get_loss(guesses, IDS) == loss
    assert type(loss) is float


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(
    ("truths", "missing"),
    [([2, -1, 0, -1], -1), (["C", "?", "A", "?"], "?"), ([2, 1, 0, 1], 1), (["C", 1, 0, 1], "B")],
)
def test_rows_without_a_truth_do_not_count(sort, truths, missing):
    truths = [NAMES[truth] if "C" in truths and truth in (0, 1) else truth for truth in truths]
    loss_of = NegativeLogLikelihood(guesses=sort, names=NAMES, missing_value=missing)
    guesses = given_as(sort, LOGITS)
    grad, loss = loss_of(guesses, truths)
    known = [0, 2]
    plain = NegativeLogLikelihood(guesses=sort)
    assert_allclose(grad[known], plain.get_grad(guesses[known], [2, 0]), rtol=1e-12)
    assert_array_equal(grad[[1, 3]], numpy.zeros((2, 3)))
    assert loss == pytest.approx(plain.get_loss(guesses[known], [2, 0]))


@pytest.mark.parametrize("sort", SORTS)
def test_nan_in_a_row_without_a_truth_does_not_count(sort):
    guesses = given_as(sort, LOGITS)
    guesses[1] = numpy.nan
    grad, loss = NegativeLogLikelihood(guesses=sort, missing_value=-1)(guesses, [2, -1, 0, 2])
    assert numpy.isfinite(grad).all()
    assert math.isfinite(loss)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("weights", [None, [1.0, 1.0, 1.0]])
def test_no_known_truth_is_no_loss(sort, weights):
    loss_of = NegativeLogLikelihood(guesses=sort, missing_value=-1, class_weights=weights)
    grad, loss = loss_of(given_as(sort, LOGITS), [-1] * 4)
    assert_array_equal(grad, numpy.zeros((4, 3)))
    assert loss == 0.0


def test_class_weights_weigh_the_rows():
    weights = numpy.array([0.5, 2.0, 3.0])
    loss_of = NegativeLogLikelihood(class_weights=weights.tolist())
    each = -numpy.log(GUESSES[range(4), IDS]) * weights[IDS]
    assert loss_of.get_loss(GUESSES, IDS) == pytest.approx(each.sum() / weights[IDS].sum())


def test_label_smoothing_gives_the_other_classes_equal_parts():
    loss_of = NegativeLogLikelihood(label_smoothing=0.2)
    expected = -((ONE_HOT * 0.7 + 0.1) * numpy.log(GUESSES)).sum() / 4
    assert loss_of.get_loss(GUESSES, IDS) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_gradient_has_the_dtype_of_the_guesses(sort, dtype):
    loss_of = NegativeLogLikelihood(guesses=sort, class_weights=[1.0, 2.0, 3.0])
    guesses = given_as(sort, LOGITS).astype(dtype)
    for truths in (IDS, ROWS, ROWS.astype("float32")):
        assert loss_of.get_grad(guesses, truths).dtype == dtype


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("truths", [[], numpy.zeros(0, dtype="int32"), numpy.zeros((0, 3))])
def test_no_guesses_have_no_loss(sort, truths):
    grad, loss = NegativeLogLikelihood(guesses=sort)(GUESSES[:0].astype("f"), truths)
    assert (grad.shape, grad.dtype) == ((0, 3), "float32")
    assert str(loss) == "0.0"


@pytest.mark.parametrize("sort", SORTS)
def test_nothing_is_changed_in_place(sort):
    guesses, truths = given_as(sort, LOGITS), ROWS.copy()
    before = guesses.copy()
    NegativeLogLikelihood(guesses=sort, missing_value=1, class_weights=[1, 2, 3])(guesses, truths)
    assert_array_equal(guesses, before)
    assert_array_equal(truths, ROWS)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("far", [1e4, -1e4])
def test_large_logits_keep_their_loss(far, dtype):
    logits = numpy.array([[far, 0.0], [0.0, far]], dtype=dtype)
    grad, loss = NegativeLogLikelihood(guesses="logits", normalize=False)(logits, [0, 0])
    assert loss == 1e4
    right = [[0.0, 0.0], [-1.0, 1.0]] if far > 0 else [[-1.0, 1.0], [0.0, 0.0]]
    assert_array_equal(grad, right)


def test_a_class_that_is_ruled_out_has_the_logit_minus_infinity():
    logits = numpy.array([[0.0, -numpy.inf, 0.0]])
    loss_of = NegativeLogLikelihood(guesses="logits")
    grad, loss = loss_of(logits, [0])
    assert_array_equal(grad, [[-0.5, 0.0, 0.5]])
    assert loss == pytest.approx(math.log(2))
    assert loss_of.get_loss(logits, [1]) == math.inf


INF = numpy.inf


@pytest.mark.parametrize(
    ("row", "truth", "loss", "slopes"),
    [
        ([INF, 0.0, 0.0], 0, 0.0, [0.0, 0.0, 0.0]),
        ([INF, 0.0, 0.0], 1, INF, [1.0, -1.0, 0.0]),
        ([INF, INF, 0.0], 1, math.log(2), [0.5, -0.5, 0.0]),
        ([INF, -INF, 0.0], 0, 0.0, [0.0, 0.0, 0.0]),
        ([-INF, -INF, -INF], 2, math.log(3), [1 / 3, 1 / 3, -2 / 3]),
    ],
)
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_infinite_logits_are_read_as_softmax_reads_them(row, truth, loss, slopes, dtype):
    logits = numpy.array([[0.0, 1.0, 2.0], row], dtype=dtype)
    loss_of = NegativeLogLikelihood(guesses="logits", missing_value=-1)
    grad, value = loss_of(logits, [-1, truth])
    assert value == pytest.approx(loss, rel=1e-6)
    assert_allclose(grad, [[0, 0, 0], slopes], rtol=1e-3 if dtype == "float16" else 1e-6, atol=1e-7)


def test_no_classes_have_no_loss():
    guesses = numpy.zeros((3, 0), dtype="f")
    for missing_value in (None, 0):
        loss_of = NegativeLogLikelihood(missing_value=missing_value)
        grad, loss = loss_of(guesses, numpy.zeros((3, 0)))
        assert (grad.shape, loss) == ((3, 0), 0.0)


@pytest.mark.parametrize(
    ("truths", "got", "help"),
    [
        ([[1, 0, 0], [1], [0, 1, 0]], "list of 3 x list of 3 x 1", None),
        ([None, 1, 2], "list of 3 x None", None),
        (numpy.array(["A", "B", "C"]), "<U1 (3,)", "names are given as a list"),
    ],
)
@pytest.mark.parametrize("loss", [NegativeLogLikelihood, CategoricalCrossentropy])
def test_truths_are_numbers_or_names(loss, truths, got, help):
    with pytest.raises(ArrayError) as caught:
        loss(names=NAMES)(GUESSES[:3], truths)
    assert str(caught.value) == (
        f"Cannot calculate {loss.__name__} loss: the truths are no array, "
        "and no list that makes one\n"
        "  expected  class ids, a list of class names, or rows of one length\n"
        f"  got       {got}" + (f"\n  help      {help}" if help else "")
    )


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_sure_guesses_have_a_finite_loss(dtype):
    guesses = numpy.array([[1.0, 0.0], [0.0, 1.0]], dtype=dtype)
    for sort, slope in (("softmax", -1.0), ("probabilities", -1e30)):
        grad, loss = NegativeLogLikelihood(guesses=sort, normalize=False)(guesses, [0, 0])
        assert loss == pytest.approx(30 * math.log(10), rel=1e-6)
        assert grad[1, 0] == pytest.approx(slope, rel=1e-6)
        assert numpy.isfinite(grad).all()


@pytest.mark.parametrize("sort", SORTS)
def test_nan_shows(sort):
    guesses = given_as(sort, LOGITS)
    guesses[0] = numpy.nan
    grad, loss = NegativeLogLikelihood(guesses=sort)(guesses, IDS)
    assert numpy.isnan(grad[0]).all()
    assert math.isnan(loss)


@pytest.mark.parametrize(
    ("sort", "layer"),
    [
        ("softmax", Softmax(3, 2, init_W=glorot_uniform_init)),
        ("probabilities", chain(Linear(3, 2), softmax_activation())),
        ("logits", Linear(3, 2)),
    ],
    ids=SORTS,
)
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_the_gradient_is_the_one_that_the_layer_takes(sort, layer, settings):
    loss_of = NegativeLogLikelihood(guesses=sort, **settings)
    value, gradient = (partial(f, truths=IDS) for f in (loss_of.get_loss, loss_of.get_grad))
    check_gradients(layer, normal(4, 2), loss=(value, gradient))


def test_training_with_a_softmax_layer_lowers_the_loss():
    X = normal(40, 2, seed=3).astype("f")
    truths = (X.sum(axis=1) > 0).astype("int32")
    model = Softmax(nO=2, nI=2).initialize()
    loss_of, optimizer, losses = NegativeLogLikelihood(), Adam(0.1), []
    for _ in range(30):
        Y, backprop = model.begin_update(X)
        grad, loss = loss_of(Y, truths)
        backprop(grad)
        model.finish_update(optimizer)
        losses.append(loss)
    assert losses[0] == pytest.approx(math.log(2), rel=1e-6)
    assert losses[-1] < 0.3


@pytest.mark.parametrize("sort", ["softmax", "probabilities"])
@pytest.mark.parametrize("wrong", [2.0, -0.5, numpy.inf])
def test_probabilities_must_be_such(sort, wrong):
    guesses = GUESSES.copy()
    guesses[1, 1] = wrong
    with pytest.raises(ArgumentError) as caught:
        NegativeLogLikelihood(guesses=sort)(guesses, IDS)
    low, high = guesses.min(), guesses.max()
    assert str(caught.value) == (
        "Cannot calculate NegativeLogLikelihood loss with guesses outside the [0,1] interval\n"
        f"  got       values from {low} to {high}\n"
        "  help      for scores of any size there is NegativeLogLikelihood(guesses='logits')"
    )


def test_truths_must_be_probabilities():
    with pytest.raises(ArgumentError, match="loss with truth values outside"):
        NegativeLogLikelihood()(GUESSES, ONE_HOT * 2)


@pytest.mark.parametrize("truths", [IDS[:2], ONE_HOT[:2], numpy.ones((4, 1))])
def test_there_must_be_as_many_truths_as_guesses(truths):
    with pytest.raises(ShapeError) as caught:
        NegativeLogLikelihood()(GUESSES, truths)
    got = (2, 3) if len(truths) == 2 else (4, 1)
    assert str(caught.value) == (
        "Cannot calculate NegativeLogLikelihood loss: guesses and truths have mismatched shapes\n"
        "  expected  truths for (4, 3)    the guesses\n"
        f"  got       truths for {got}"
    )


def test_guesses_have_a_row_each():
    with pytest.raises(ShapeError) as caught:
        NegativeLogLikelihood()(numpy.ones(3), [0, 1, 2])
    assert str(caught.value) == (
        "Cannot calculate NegativeLogLikelihood loss: guesses have one row each\n"
        "  expected  guesses with two axes\n"
        "  got       guesses (3,)"
    )


def test_an_id_must_be_a_class():
    with pytest.raises(BoundsError, match="no class 3"):
        NegativeLogLikelihood()(GUESSES, [0, 3, 0, 0])


def test_strings_need_names():
    with pytest.raises(ArgumentError) as caught:
        NegativeLogLikelihood()(GUESSES, ["A", "B", "C", "A"])
    assert str(caught.value) == (
        "Cannot calculate NegativeLogLikelihood loss from strings without names\n"
        "  help      pass the names in the order of their ids, as in "
        "NegativeLogLikelihood(names=['dog', 'cat'])"
    )


def test_a_string_must_be_a_name():
    with pytest.raises(UnknownNameError, match='NegativeLogLikelihood loss: no class "Bee"'):
        NegativeLogLikelihood(names=["Ant", "Bees", "Cow"])(GUESSES[:1], ["Bee"])


def test_there_is_a_weight_for_each_class():
    with pytest.raises(ArgumentError) as caught:
        NegativeLogLikelihood(class_weights=[1.0, 2.0])(GUESSES, IDS)
    assert str(caught.value) == (
        "Cannot calculate NegativeLogLikelihood loss: there is not one weight a class\n"
        "  expected  3 class_weights    the guesses\n"
        "  got       2 class_weights"
    )


def test_no_class_counts_less_than_nothing():
    with pytest.raises(ArgumentError) as caught:
        NegativeLogLikelihood(class_weights=[1.0, -2.0])
    assert str(caught.value) == (
        "NegativeLogLikelihood: a class cannot count less than nothing\n"
        "  expected  class_weights of 0 or more\n"
        "  got       [1.0, -2.0]"
    )


def test_the_sort_of_guesses_is_one_of_three():
    with pytest.raises(ArgumentError) as caught:
        NegativeLogLikelihood(guesses="scores")
    assert str(caught.value) == (
        "NegativeLogLikelihood does not know guesses of that sort\n"
        "  expected  'softmax' or 'probabilities' or 'logits'\n"
        "  got       'scores'"
    )
