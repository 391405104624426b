from __future__ import annotations

import inspect

import numpy
import pytest

from typedthinc import loss
from typedthinc.errors import ArrayError
from typedthinc.loss import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    CosineDistance,
    Huber,
    L2Distance,
    Loss,
    NegativeLogLikelihood,
    SequenceCategoricalCrossentropy,
)
from typedthinc.registries import registry

REGISTERED = {
    "CategoricalCrossentropy.v1": {"normalize", "names", "missing_value"},
    "CategoricalCrossentropy.v2": {"normalize", "names", "missing_value", "neg_prefix"},
    "CategoricalCrossentropy.v3": {
        "normalize",
        "names",
        "missing_value",
        "neg_prefix",
        "label_smoothing",
    },
    "SequenceCategoricalCrossentropy.v1": {"normalize", "names"},
    "SequenceCategoricalCrossentropy.v2": {"normalize", "names", "missing_value", "neg_prefix"},
    "SequenceCategoricalCrossentropy.v3": {
        "normalize",
        "names",
        "missing_value",
        "neg_prefix",
        "label_smoothing",
    },
    "L2Distance.v1": {"normalize"},
    "CosineDistance.v1": {"normalize", "ignore_zeros"},
    "NegativeLogLikelihood.v1": {
        "guesses",
        "normalize",
        "names",
        "missing_value",
        "label_smoothing",
        "class_weights",
    },
    "BinaryCrossentropy.v1": {"guesses", "normalize", "missing_value", "label_smoothing"},
    "Huber.v1": {"delta", "normalize"},
}


class Hinge(Loss[numpy.ndarray, numpy.ndarray, numpy.ndarray, float]):
    def get_grad(self, guesses, truths):
        return -truths * (guesses * truths < 1)

    def get_loss(self, guesses, truths):
        return float(numpy.maximum(0, 1 - guesses * truths).sum())


def test_a_loss_of_ones_own_needs_a_gradient_and_a_loss_only():
    grad, loss = Hinge()(numpy.array([0.5, 2.0]), numpy.array([1.0, 1.0]))
    assert grad.tolist() == [-1.0, 0.0]
    assert loss == 0.5


@pytest.mark.parametrize("method", ["get_grad", "get_loss"])
def test_a_loss_without_one_of_them_cannot_be_made(method):
    incomplete = type("Incomplete", (Hinge,), {method: getattr(Loss, method)})
    with pytest.raises(TypeError, match=method):
        incomplete()


def test_the_losses_are_registered():
    assert set(registry.losses.get_all()) == set(REGISTERED)


@pytest.mark.parametrize(("name", "arguments"), REGISTERED.items())
def test_each_version_has_its_arguments_and_makes_its_loss(name, arguments):
    configure = registry.get("losses", name)
    assert set(inspect.signature(configure).parameters) == arguments
    assert type(configure()) is getattr(loss, name.split(".")[0])


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("CategoricalCrossentropy.v3", {"names": ["A", "B"], "missing_value": "?"}),
        ("SequenceCategoricalCrossentropy.v3", {"names": ["A", "B"], "missing_value": "?"}),
    ],
)
def test_settings_arrive(name, settings):
    settings = {**settings, "neg_prefix": "!", "label_smoothing": 0.1, "normalize": False}
    made = registry.get("losses", name)(**settings)
    assert made.normalize is False
    labels = getattr(made, "cc", made).labels
    assert (labels.ids, labels.missing_value) == ({"A": 0, "B": 1}, "?")
    assert (labels.neg_prefix, labels.label_smoothing) == ("!", 0.1)


def test_the_settings_of_distances_arrive():
    made = registry.get("losses", "CosineDistance.v1")(normalize=False, ignore_zeros=True)
    assert (made.normalize, made.ignore_zeros) == (False, True)
    assert registry.get("losses", "L2Distance.v1")(normalize=False).normalize is False


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        (
            "NegativeLogLikelihood.v1",
            {"guesses": "logits", "normalize": False, "class_weights": [1.0, 2.0]},
        ),
        (
            "BinaryCrossentropy.v1",
            {"guesses": "logits", "normalize": False, "missing_value": -1, "label_smoothing": 0.1},
        ),
        ("Huber.v1", {"delta": 2.0, "normalize": False}),
    ],
)
def test_the_settings_of_true_losses_arrive(name, settings):
    made = registry.resolve({"loss": {"@losses": name, **settings}})["loss"]
    assert {key: getattr(made, key) for key in settings} == settings


def test_how_truths_are_read_arrives():
    settings = {"names": ["A", "B"], "missing_value": "?", "label_smoothing": 0.1}
    labels = registry.get("losses", "NegativeLogLikelihood.v1")(**settings).labels
    assert (labels.ids, labels.missing_value) == ({"A": 0, "B": 1}, "?")
    assert (labels.neg_prefix, labels.label_smoothing) == (None, 0.1)


def test_all_losses_are_losses():
    for made in (
        BinaryCrossentropy(),
        Huber(),
        NegativeLogLikelihood(),
        CategoricalCrossentropy(),
        SequenceCategoricalCrossentropy(),
        L2Distance(),
        CosineDistance(),
    ):
        assert isinstance(made, Loss)


LISTS = {
    BinaryCrossentropy: "BinaryCrossentropy loss",
    CategoricalCrossentropy: "CategoricalCrossentropy loss",
    CosineDistance: "cosine similarity",
    Huber: "Huber loss",
    L2Distance: "L2 distance",
    NegativeLogLikelihood: "NegativeLogLikelihood loss",
}


@pytest.mark.parametrize(("make", "name"), LISTS.items())
@pytest.mark.parametrize(
    ("guesses", "got"),
    [
        ([[0.5]], "list of 1 x list of 1 x 0.5"),
        (None, "None"),
        (numpy.array([["a"]]), "<U1 (1, 1)"),
    ],
)
def test_guesses_are_an_array_of_numbers(make, name, guesses, got):
    for method in (make(), make().get_grad, make().get_loss):
        with pytest.raises(ArrayError) as caught:
            method(guesses, numpy.ones((1, 1)))
        assert str(caught.value) == (
            f"Cannot calculate {name}: the guesses are no array of numbers\n"
            "  expected  an array of floats or integers\n"
            f"  got       {got}"
        )


@pytest.mark.parametrize("make", [BinaryCrossentropy, CosineDistance, Huber, L2Distance])
def test_truths_that_are_numbers_are_an_array(make):
    with pytest.raises(ArrayError) as caught:
        make()(numpy.ones((1, 1)), [[1.0]])
    assert str(caught.value) == (
        f"Cannot calculate {LISTS[make]}: the truths are no array of numbers\n"
        "  expected  an array of floats or integers\n"
        "  got       list of 1 x list of 1 x 1.0"
    )
