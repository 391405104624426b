"""Lists of arrays to Padded and back."""

import numpy
import pytest

from tests.backends._gradients import normal
from typedthinc.api import NumpyOps, Padded, chain, list2padded, padded2list
from typedthinc.errors import ArrayError, ShapeError

OPS = NumpyOps()


def listed(*lengths):
    return [normal(n, 3, seed=n).astype("f") for n in lengths]


def assert_same(found, wanted):
    assert isinstance(found, list)
    for one, other in zip(found, wanted, strict=True):
        numpy.testing.assert_array_equal(one, other)


def same_layout():
    """Two sequences of one length, in the order in which `list2padded` would not put them."""
    data = normal(3, 2, 4).astype("f")
    sizes, lengths = numpy.asarray([2, 2, 0], "i"), numpy.asarray([2, 2], "i")
    data[2] = 0
    return Padded(data, sizes, lengths, numpy.asarray([0, 1], "i"))


@pytest.mark.parametrize("lengths", [(2, 4, 1), (0, 3, 0), (0, 0), ()])
def test_there_and_back(lengths):
    Xs = listed(*lengths)
    Ys, backprop = chain(list2padded(), padded2list()).begin_update(Xs)
    assert_same(Ys, Xs)
    assert_same(backprop(Ys), Xs)


def test_list2padded_has_the_longest_first():
    X = list2padded().predict(listed(2, 4, 1))
    assert (X.lengths.tolist(), X.indices.tolist()) == ([4, 2, 1], [1, 0, 2])


def test_the_gradient_of_padded2list_has_the_layout_of_its_input():
    X = same_layout()
    Ys, backprop = padded2list().begin_update(X)
    dX = backprop(Ys)
    numpy.testing.assert_array_equal(dX.data, X.data)
    assert dX.indices.tolist() == [0, 1]
    assert dX.size_at_t.tolist() == [2, 2, 0]


def test_what_is_of_another_kind_is_refused():
    with pytest.raises(ArrayError, match='layer "list2padded" got a batch of the wrong kind'):
        list2padded().predict(numpy.zeros((2, 3), "f"))
    with pytest.raises(ArrayError, match='layer "padded2list" got a batch of the wrong kind'):
        padded2list().predict(listed(2))
    with pytest.raises(ArrayError, match='layer "list2padded" got a batch of the wrong kind'):
        list2padded().begin_update(listed(2))[1](listed(2))
    with pytest.raises(ArrayError, match='layer "padded2list" got a batch of the wrong kind'):
        padded2list().begin_update(same_layout())[1](same_layout())


def test_gradients_of_other_lengths_are_refused():
    _, backprop = padded2list().begin_update(same_layout())
    with pytest.raises(ShapeError) as error:
        backprop(listed(2, 1))
    assert str(error.value) == (
        'layer "padded2list" got gradients of other lengths than the sequences\n'
        "  expected  [2, 2]\n"
        "  got       [2, 1]"
    )
