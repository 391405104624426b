from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from typedthinc.errors import ArgumentError, BoundsError, ShapeError, UnknownNameError
from typedthinc.loss import CategoricalCrossentropy

ROWS = [[0.1, 0.5, 0.6], [0.4, 0.6, 0.3], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]]
GUESSES = numpy.array(ROWS, dtype="float32")
IDS = [2, 1, 0, 2]
ONE_HOT = [[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
NAMES = ["A", "B", "C"]
DIFFERENCE = numpy.array(ROWS) - numpy.array(ONE_HOT)

each_form = pytest.mark.parametrize(
    "truths",
    [
        IDS,
        tuple(IDS),
        numpy.array(IDS),
        numpy.array(IDS, dtype="int32"),
        numpy.array(IDS, dtype="uint64"),
        ["C", "B", "A", "C"],
        numpy.array(ONE_HOT, dtype="float32"),
        numpy.array(ONE_HOT, dtype="float64"),
        numpy.array(ONE_HOT, dtype="int64"),
        ONE_HOT,
    ],
    ids=lambda truths: (
        f"{type(truths).__name__}-{getattr(truths, 'dtype', type(truths[0]).__name__)}"
    ),
)


@each_form
def test_every_form_of_truths_gives_the_difference_over_the_batch(truths):
    dY, loss = CategoricalCrossentropy(names=NAMES)(GUESSES, truths)
    assert_allclose(dY, DIFFERENCE / 4, rtol=1e-6)
    assert loss == pytest.approx(0.239375)


@each_form
@pytest.mark.parametrize("missing_value", [0, "A"])
def test_a_missing_truth_has_no_gradient(truths, missing_value):
    loss_of = CategoricalCrossentropy(names=NAMES, missing_value=missing_value)
    dY, loss = loss_of(GUESSES, truths)
    assert_allclose(dY, DIFFERENCE / 4 * [[1], [1], [0], [1]], rtol=1e-6)
    assert loss == pytest.approx(0.114375)


@each_form
def test_without_normalize_nothing_is_divided(truths):
    dY, loss = CategoricalCrossentropy(normalize=False, names=NAMES)(GUESSES, truths)
    assert_allclose(dY, DIFFERENCE, rtol=1e-6)
    assert loss == pytest.approx(3.83)


@each_form
def test_gradient_and_loss_are_those_of_the_call(truths):
    loss_of = CategoricalCrossentropy(names=NAMES)
    dY, loss = loss_of(GUESSES, truths)
    assert_array_equal(loss_of.get_grad(GUESSES, truths), dY)
    assert loss_of.get_loss(GUESSES, truths) == loss
    assert type(loss) is float


@each_form
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_gradient_has_the_dtype_of_the_guesses(truths, dtype):
    loss_of = CategoricalCrossentropy(names=NAMES)
    assert loss_of.get_grad(GUESSES.astype(dtype), truths).dtype == dtype


@each_form
def test_nothing_is_changed_in_place(truths):
    guesses, before = GUESSES.copy(), numpy.array(truths)
    CategoricalCrossentropy(names=NAMES, missing_value=1, neg_prefix="!")(guesses, truths)
    assert_array_equal(guesses, GUESSES)
    assert_array_equal(numpy.array(truths), before)


@pytest.mark.parametrize("missing_value", ["", "?"])
def test_a_missing_value_need_not_be_a_name(missing_value):
    loss_of = CategoricalCrossentropy(normalize=False, names=NAMES, missing_value=missing_value)
    dY = loss_of.get_grad(GUESSES, ["C", missing_value, "A", missing_value])
    assert_allclose(dY, DIFFERENCE * [[1], [0], [1], [0]], rtol=1e-6)


def test_a_missing_id_need_not_be_a_class():
    loss_of = CategoricalCrossentropy(normalize=False, missing_value=-1)
    for truths in ([2, -1, 0, -1], numpy.array([2, -1, 0, -1])):
        dY = loss_of.get_grad(GUESSES, truths)
        assert_allclose(dY, DIFFERENCE * [[1], [0], [1], [0]], rtol=1e-6)


def test_a_negative_truth_says_only_which_class_it_is_not():
    loss_of = CategoricalCrossentropy(
        normalize=False, names=NAMES, missing_value="", neg_prefix="!"
    )
    dY, loss = loss_of(GUESSES, ["A", "!A", "", "!C"])
    expected = [[0.1 - 1, 0.5, 0.6], [0.4, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert_allclose(dY, expected, rtol=1e-6)
    assert loss == pytest.approx(0.81 + 0.25 + 0.36 + 0.16)


def test_a_negative_of_the_missing_class_counts():
    loss_of = CategoricalCrossentropy(
        normalize=False, names=NAMES, missing_value="A", neg_prefix="!"
    )
    dY = loss_of.get_grad(GUESSES[:2], ["A", "!A"])
    assert_allclose(dY, [[0, 0, 0], [0.4, 0, 0]], rtol=1e-6)


@pytest.mark.parametrize("truths", [IDS, numpy.array(IDS), ["C", "B", "A", "C"]])
def test_label_smoothing_gives_the_other_classes_equal_parts(truths):
    loss_of = CategoricalCrossentropy(normalize=False, names=NAMES, label_smoothing=0.2)
    smooth = numpy.array(ONE_HOT) * 0.7 + 0.1
    assert_allclose(loss_of.get_grad(GUESSES, truths), numpy.array(ROWS) - smooth, atol=1e-7)


def test_a_negative_truth_is_not_smoothed():
    loss_of = CategoricalCrossentropy(
        normalize=False, names=NAMES, neg_prefix="!", label_smoothing=0.2
    )
    assert_allclose(loss_of.get_grad(GUESSES[1:2], ["!B"]), [[0, 0.6, 0]], rtol=1e-6)


@pytest.mark.parametrize("truths", [[], numpy.zeros(0, dtype="int32"), numpy.zeros((0, 3))])
def test_no_guesses_have_no_loss(truths):
    dY, loss = CategoricalCrossentropy()(GUESSES[:0], truths)
    assert dY.shape == (0, 3)
    assert dY.dtype == "float32"
    assert loss == 0.0


def test_right_guesses_have_no_loss():
    dY, loss = CategoricalCrossentropy()(numpy.array(ONE_HOT), IDS)
    assert_array_equal(dY, numpy.zeros((4, 3)))
    assert loss == 0.0


def test_nan_shows():
    guesses = GUESSES.copy()
    guesses[0, 0] = numpy.nan
    dY, loss = CategoricalCrossentropy()(guesses, IDS)
    assert numpy.isnan(dY[0, 0])
    assert numpy.isnan(loss)


@pytest.mark.parametrize("wrong", [2.0, -0.5, numpy.inf])
def test_guesses_must_be_probabilities(wrong):
    guesses = GUESSES.copy()
    guesses[1, 1] = wrong
    with pytest.raises(ArgumentError, match="Cannot calculate .* with guesses outside") as caught:
        CategoricalCrossentropy()(guesses, IDS)
    assert "Softmax gives probabilities" in str(caught.value)


def test_truths_must_be_probabilities():
    with pytest.raises(ValueError, match="Cannot calculate .* with truth values outside"):
        CategoricalCrossentropy()(GUESSES, numpy.array(ONE_HOT) * 2)


@pytest.mark.parametrize("truths", [IDS[:2], numpy.array(IDS[:2]), ["A"], ONE_HOT[:2], [[1.0]] * 4])
def test_there_must_be_as_many_truths_as_guesses(truths):
    with pytest.raises(ShapeError, match="Cannot calculate .* mismatched shapes") as caught:
        CategoricalCrossentropy(names=NAMES)(GUESSES, numpy.array(truths).tolist())
    assert caught.value.expected == "truths for (4, 3)"


@pytest.mark.parametrize("wrong", [3, -1])
def test_an_id_must_be_a_class(wrong):
    with pytest.raises(BoundsError, match=f"no class {wrong}"):
        CategoricalCrossentropy()(GUESSES, [0, wrong, 0, 0])


def test_strings_need_names():
    with pytest.raises(ArgumentError, match="from strings without names") as caught:
        CategoricalCrossentropy()(GUESSES, ["A", "B", "C", "A"])
    assert "names=['dog', 'cat']" in str(caught.value)


@pytest.mark.parametrize("truth", ["Bee", "!Bee"])
def test_a_string_must_be_a_name(truth):
    loss_of = CategoricalCrossentropy(names=["Ant", "Bees", "Cow"], neg_prefix="!")
    with pytest.raises(UnknownNameError, match='no class "Bee"') as caught:
        loss_of(GUESSES[:1], [truth])
    assert 'did you mean "Bees"?' in str(caught.value)


def test_rows_of_probabilities_cannot_be_smoothed():
    with pytest.raises(ArgumentError, match="Label smoothing cannot be applied to rows"):
        CategoricalCrossentropy(label_smoothing=0.1)(GUESSES, numpy.array(ONE_HOT))


@pytest.mark.parametrize("label_smoothing", [0.7, 1.0])
def test_there_is_a_limit_to_smoothing(label_smoothing):
    with pytest.raises(ValueError, match="label_smoothing"):
        CategoricalCrossentropy(label_smoothing=label_smoothing)(GUESSES, IDS)


@given(
    ids=st.lists(st.integers(0, 4), min_size=1, max_size=8),
    missing=st.sampled_from([None, 0, 3, 9]),
    seed=st.integers(0, 100),
)
def test_all_forms_of_truths_agree(ids, missing, seed):
    guesses = numpy.random.default_rng(seed).random((len(ids), 5))
    names = ["a", "b", "c", "d", "e"]
    loss_of = CategoricalCrossentropy(names=names, missing_value=missing)
    expected = loss_of.get_grad(guesses, ids)
    for truths in (numpy.array(ids), [names[i] for i in ids], numpy.eye(5)[ids]):
        assert_array_equal(loss_of.get_grad(guesses, truths), expected)
