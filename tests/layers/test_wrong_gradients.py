"""What a layer says when its backward pass is given what is no gradient of its output."""

import numpy
import pytest

from typedthinc.api import (
    Dropout,
    Embed,
    HashEmbed,
    LayerNorm,
    Maxout,
    Mish,
    Ragged,
    Relu,
    Softmax,
    array_getitem,
    expand_window,
    reduce_mean,
    reduce_sum,
)
from typedthinc.errors import ArrayError, ShapeError


def floats(*shape):
    return numpy.ones(shape, dtype="f")


IDS = numpy.asarray([1, 2])
LENGTHS = numpy.asarray([1, 1])

# Each output has the shape (2, 3).
LAYERS = [
    (Relu(3, 3), floats(2, 3)),
    (Mish(3, 3), floats(2, 3)),
    (Maxout(3, 3), floats(2, 3)),
    (Softmax(3, 3), floats(2, 3)),
    (LayerNorm(3), floats(2, 3)),
    (Embed(3, 5), IDS),
    (HashEmbed(3, 5), IDS),
    (expand_window(1), floats(2, 1)),
    (array_getitem(slice(0, 2)), floats(4, 3)),
    (reduce_sum(), Ragged(floats(2, 3), LENGTHS)),
    (reduce_mean(), Ragged(floats(2, 3), LENGTHS)),
]


def name_of(value):
    return getattr(value, "name", "")


@pytest.mark.parametrize(("model", "X"), LAYERS, ids=name_of)
@pytest.mark.parametrize("shape", [(2, 4), (3, 3), (1, 3), (2,)])
def test_a_gradient_has_the_shape_of_the_output(model, X, shape):
    _, backprop = model.initialize().begin_update(X)
    with pytest.raises(ShapeError) as caught:
        backprop(floats(*shape))
    assert str(caught.value) == (
        f'layer "{model.name}" backprop got a gradient of the wrong shape\n'
        "  expected  (2, 3)    the shape of Y\n"
        f"  got       {shape}"
    )
    assert all(not model.get_grad(name).any() for name in model.grad_names)


@pytest.mark.parametrize(("model", "X"), LAYERS, ids=name_of)
def test_a_gradient_is_an_array(model, X):
    _, backprop = model.initialize().begin_update(X)
    with pytest.raises(ArrayError) as caught:
        backprop([1.0])
    assert str(caught.value) == (
        f'layer "{model.name}" backprop got a gradient that is not an array\n'
        "  expected  float32 (2, 3)    as Y\n"
        "  got       list of 1 x 1.0"
    )


def test_the_gradient_of_a_ragged_is_one():
    _, backprop = expand_window().begin_update(Ragged(floats(2, 1), LENGTHS))
    with pytest.raises(ArrayError, match='layer "expand_window" got a gradient of the wrong kind'):
        backprop(floats(2, 3))


@pytest.mark.parametrize("dY", [floats(3, 3), [floats(2, 3)], [floats(2, 3), floats(1, 4)]])
def test_the_gradient_of_dropout_has_the_shapes_of_its_output(dY):
    _, backprop = Dropout(0.5).begin_update([floats(2, 3), floats(1, 3)])
    with pytest.raises(ShapeError) as caught:
        backprop(dY)
    assert caught.value.summary == 'layer "dropout" backprop got a gradient of the wrong shape'
    assert caught.value.expected == [(2, 3), (1, 3)]
