"""Probabilities for several questions at once."""

import numpy
import pytest

from typedthinc.api import Model, MultiSoftmax, Softmax
from typedthinc.errors import ArgumentError, ArgumentTypeError, ShapeError


def data(rows, width):
    return numpy.random.default_rng(0).normal(size=(rows, width)).astype("f")


def model_with_weights(sizes, nI):
    model = MultiSoftmax(sizes, nI).initialize()
    model.set_param("W", data(sum(sizes), nI) * 2)
    model.set_param("b", data(1, sum(sizes))[0])
    return model


def softmax(x):
    e = numpy.exp(x)
    return e / e.sum(axis=1, keepdims=True)


def test_each_group_is_a_softmax():
    X, model = data(5, 3), model_with_weights((2, 1, 4), 3)
    sums = X.astype("float64") @ model.get_param("W").T + model.get_param("b")
    parts = [softmax(sums[:, :2]), softmax(sums[:, 2:3]), softmax(sums[:, 3:])]
    numpy.testing.assert_allclose(model.predict(X), numpy.hstack(parts), rtol=1e-5)


def test_one_group_is_a_softmax_with_the_same_weights():
    X = data(5, 3)
    model, single = model_with_weights((4,), 3), Softmax(nO=4, nI=3).initialize()
    for name in ("W", "b"):
        single.set_param(name, model.get_param(name))
    numpy.testing.assert_allclose(model.predict(X), single.predict(X), rtol=1e-6)


def test_the_gradient_is_that_of_the_sums():
    X, dY = data(5, 3), data(5, 6)
    model = model_with_weights((2, 4), 3)
    _, backprop = model.begin_update(X)
    numpy.testing.assert_allclose(backprop(dY), dY @ model.get_param("W"), rtol=1e-5)
    numpy.testing.assert_allclose(model.get_grad("W"), dY.T @ X, rtol=1e-5, atol=1e-6)
    numpy.testing.assert_allclose(model.get_grad("b"), dY.sum(axis=0), rtol=1e-5, atol=1e-6)


def test_the_width_of_the_output_is_the_sum_of_the_sizes():
    model = MultiSoftmax((2, 3))
    assert model.get_dim("nO") == 5
    # One column of truth a question, as ids: not the width of the output.
    model.initialize(X=data(4, 7), Y=numpy.zeros((4, 2), dtype="i"))
    assert model.get_param("W").shape == (5, 7)
    assert not model.get_param("W").any()


def test_saving_keeps_the_groups():
    X, model = data(5, 3), model_with_weights((2, 4), 3)
    loaded: Model = MultiSoftmax((2, 4), 3).from_bytes(model.to_bytes())
    numpy.testing.assert_array_equal(loaded.predict(X), model.predict(X))


@pytest.mark.parametrize(("sizes", "got"), [((), "()"), ((3, 0), "(3, 0)")])
def test_each_question_has_classes(sizes, got):
    with pytest.raises(ArgumentError) as caught:
        MultiSoftmax(sizes)
    assert str(caught.value) == (
        "MultiSoftmax needs the number of classes of each question\n"
        "  expected  one integer or more, each above 0\n"
        f"  got       {got}"
    )


@pytest.mark.parametrize("sizes", [[2, 3], numpy.array([2, 3]), (numpy.int64(2), numpy.int32(3))])
def test_sizes_in_a_list_or_an_array(sizes):
    model = MultiSoftmax(sizes, 3).initialize()
    assert model.attrs["nOs"] == (2, 3)
    numpy.testing.assert_allclose(model.predict(data(1, 3)), [[1 / 2] * 2 + [1 / 3] * 3])
    assert MultiSoftmax(sizes, 3).from_bytes(model.to_bytes()).predict(data(1, 3)).shape == (1, 5)


@pytest.mark.parametrize(
    ("sizes", "got"),
    [
        (3, "3"),
        (None, "None"),
        ("23", "'23'"),
        ((2.5, 3), "(2.5, 3)"),
        (numpy.array([2.0, 3.0]), "float64 (2,)"),
        (numpy.array([[2, 3]]), "int64 (1, 2)"),
    ],
)
def test_sizes_are_whole_numbers(sizes, got):
    facts = (
        "needs the number of classes of each question\n"
        "  expected  one integer or more, each above 0\n"
        f"  got       {got}"
    )
    with pytest.raises(ArgumentTypeError) as caught:
        MultiSoftmax(sizes)
    assert str(caught.value) == f"MultiSoftmax {facts}"
    model = MultiSoftmax((2, 3), 3).initialize()
    model.attrs["nOs"] = sizes
    with pytest.raises(ArgumentTypeError) as caught:
        model.predict(data(1, 3))
    assert str(caught.value) == f'layer "multisoftmax" {facts}'


@pytest.mark.parametrize("sizes", [(2, 2), (2, 3, 1)])
def test_sizes_that_were_set_add_up_to_the_width(sizes):
    model = MultiSoftmax((2, 3), 3).initialize()
    model.attrs["nOs"] = sizes
    with pytest.raises(ShapeError) as caught:
        model.predict(data(1, 3))
    assert str(caught.value) == (
        'layer "multisoftmax" has sizes of questions that do not add up to its width\n'
        "  expected  nOs that add up to nO=5\n"
        f"  got       nOs={sizes}"
    )
