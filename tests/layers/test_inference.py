"""Widths that samples or neighbours tell reach the layers inside of other layers."""

import numpy
import pytest

from typedthinc.api import (
    Linear,
    Relu,
    Softmax,
    add,
    chain,
    clone,
    concatenate,
    residual,
    tuplify,
    with_array,
)
from typedthinc.errors import ShapeError, UnsetError

X = numpy.ones((2, 3), dtype="f")
Y = numpy.ones((2, 5), dtype="f")

LAST = {
    "dropout": lambda: Relu(dropout=0.2),
    "chain": lambda: chain(Relu(8), Softmax()),
    "residual": lambda: residual(Linear()),
    "add": lambda: add(Linear(), Linear()),
    "with_array": lambda: with_array(Softmax()),
    "concatenate": lambda: concatenate(Linear(2), chain(Relu(4), Linear())),
}


@pytest.mark.parametrize("name", LAST)
def test_the_sample_of_the_output_reaches_the_last_layer(name):
    first = Relu(5 if name == "residual" else 8)
    model = chain(first, LAST[name]()).initialize(X=X, Y=Y)
    assert model.predict(X).shape == (2, 5)
    assert model.get_dim("nO") == 5


AFTER = {
    "chain": lambda: chain(Relu(4), Linear(2)),
    "with_array": lambda: with_array(Linear(2)),
    "residual": lambda: residual(Linear(4)),
    "add": lambda: add(Linear(2), Relu(2)),
    "concatenate": lambda: concatenate(Linear(2), Relu(2)),
    "tuplify": lambda: tuplify(Linear(2), Relu(2)),
    "clone": lambda: clone(Relu(4), 2),
}


@pytest.mark.parametrize("name", AFTER)
def test_the_width_of_the_layer_before_reaches_inner_layers(name):
    model = chain(Relu(4, 3), AFTER[name]()).initialize()
    assert len(model.predict(X)) == 2


def test_layers_of_a_concatenate_that_share_no_width_have_that_of_the_sample():
    model = chain(concatenate(Linear(), Linear()), Softmax()).initialize(X=X, Y=Y)
    assert model.layers[0].get_dim("nO") == 2 * Y.shape[1]


def test_a_concatenate_within_a_model_takes_no_width_from_a_narrower_output():
    wide = chain(Linear(5), Relu(6))
    wide.layers[-1].set_dim("nO", 6)
    model = chain(concatenate(Linear(5), wide), Softmax()).initialize(X=X, Y=Y)
    assert model.layers[0].get_dim("nO") == 11


def test_a_failed_initialize_leaves_dims_as_they_were():
    model = chain(Relu(4), Softmax())
    with pytest.raises(UnsetError):
        model.initialize(X=X)
    model.initialize(X=numpy.ones((2, 7), dtype="f"), Y=Y)
    assert model.get_dim("nI") == 7


def test_a_width_that_does_not_fit_names_the_layer_before_it_with_data_too():
    model = chain(with_array(Linear(4)), with_array(Linear(2, 9)))
    with pytest.raises(ShapeError) as caught:
        model.initialize(X=[X])
    assert str(caught.value) == (
        'layer 2 of 2, "with_array(linear)", takes another width than the layer before it gives\n'
        '  expected  nI=4    "with_array(linear)" has nO=4\n'
        "  got       nI=9"
    )
