"""Parts of arrays, and where their gradient goes."""

import numpy
import pytest

from typedthinc.errors import ArrayError, BoundsError
from typedthinc.layers.array_getitem import array_getitem, floats_getitem, ints_getitem

X = numpy.arange(12, dtype="f").reshape(3, 4)


@pytest.mark.parametrize(
    "index",
    [1, -1, slice(1, 3), slice(0, 3, 2), [2, 0], (slice(0, None), 1), (1, 2), ([0, 2], 1)],
    ids=str,
)
def test_the_part_and_its_gradient(index):
    Y, backprop = array_getitem(index).begin_update(X)
    numpy.testing.assert_array_equal(Y, X[index])
    expected = numpy.zeros_like(X)
    expected[index] = 1
    dX = backprop(numpy.ones_like(Y))
    numpy.testing.assert_array_equal(dX, expected)
    assert dX.dtype == X.dtype


def test_the_gradients_of_a_row_that_is_taken_twice_add_up():
    _, backprop = array_getitem([1, 1]).begin_update(X)
    assert backprop(numpy.ones((2, 4), dtype="f"))[:, 0].tolist() == [0, 2, 0]


def test_the_gradient_of_integers_is_one_of_integers():
    ids = numpy.asarray([[1, 2], [3, 4]], dtype="uint64")
    Y, backprop = ints_getitem((slice(0, None), 1)).begin_update(ids)
    assert Y.tolist() == [2, 4]
    assert backprop(numpy.zeros_like(Y)).dtype == "uint64"


def test_an_empty_batch():
    Y, backprop = floats_getitem((slice(0, None), 1)).begin_update(X[:0])
    assert Y.shape == (0,)
    assert backprop(Y).shape == (0, 4)


def test_names_and_attributes():
    layers = [array_getitem(0), floats_getitem(0), ints_getitem(0)]
    assert [model.name for model in layers] == ["array-getitem", "floats-getitem", "ints-getitem"]
    assert all(model.attrs == {"index": 0} for model in layers)


def test_a_part_that_is_not_there():
    with pytest.raises(BoundsError, match='layer "array-getitem" got an input without the part 7'):
        array_getitem(7).predict(X)


def test_another_kind_is_refused():
    with pytest.raises(ArrayError, match='layer "array-getitem" got an input of the wrong kind'):
        array_getitem(0).predict([1, 2])
