"""A layer over items, applied to nested sequences; version 1 and version 2."""

import numpy
import pytest

from tests.layers.cases.common import floats
from typedthinc.api import (
    Linear,
    Model,
    chain,
    list2array,
    noop,
    strings2arrays,
    with_array,
    with_flatten,
    with_flatten_v2,
)
from typedthinc.errors import ArrayError, CompositionError, ShapeError

ROWS = [floats(1, 3) + place for place in range(3)]
NESTED = [[ROWS[0], ROWS[1]], [], [ROWS[2]]]


def numbers(seen):
    """Makes rows (n, 2n) of numbers, and gives back the gradient of n."""

    def forward(model, X, is_train):
        seen.append(list(X))

        def backprop(dY):
            return [row[0] + 2 * row[1] for row in dY]

        return numpy.array([[x, 2 * x] for x in X], "f").reshape(len(X), 2), backprop

    return Model("numbers", forward)


def test_the_layer_sees_all_items_and_the_output_has_an_array_for_each_sequence():
    seen = []
    Y = with_flatten(numbers(seen)).predict([[1, 2], [], [3]])
    assert seen == [[1, 2, 3]]
    assert [member.tolist() for member in Y] == [[[1, 2], [2, 4]], [], [[3, 6]]]
    assert [member.shape for member in Y] == [(2, 2), (0, 2), (1, 2)]


def test_gradients_go_to_the_items_they_belong_to():
    _, backprop = with_flatten(numbers([])).begin_update([[1, 2], [], [3]])
    dX = backprop([numpy.array([[1, 0], [0, 1]]), numpy.zeros((0, 2)), numpy.array([[1, 1]])])
    assert dX == [[1, 2], [], [3]]


def test_gradients_of_arrays_are_split_by_rows():
    # The widths are those of the rows, not of the sequences.
    model = with_flatten(chain(list2array(), Linear(4, 3))).initialize()
    Y, backprop = model.begin_update(NESTED)
    W = model.layers[0].layers[1].get_param("W")
    dX = backprop([member * 0 + 1 for member in Y])
    assert [[row.shape for row in inner] for inner in dX] == [[(1, 3)] * 2, [], [(1, 3)]]
    numpy.testing.assert_allclose(dX[2][0][0], W.sum(axis=0), rtol=1e-5)


def test_a_layer_may_have_no_gradient_for_items():
    words = with_flatten_v2(strings2arrays())
    _, backprop = words.begin_update([[["a", "b"]], [], [["c"]]])
    assert backprop([[numpy.zeros((2, 1))], [], [numpy.zeros((1, 1))]]) == [[], [], []]


def test_tuples_and_strings_are_sequences():
    def lengths(model, X, is_train):
        return numpy.array([[ord(x)] for x in X]), lambda dY: []

    Y = with_flatten(Model("ord", lengths)).predict(("ab", "c"))
    assert [member.tolist() for member in Y] == [[[97], [98]], [[99]]]


@pytest.mark.parametrize("wrap", [with_flatten, with_flatten_v2])
def test_an_empty_batch(wrap):
    model = wrap(with_array(Linear(2, 3)) if wrap is with_flatten_v2 else numbers([]))
    Y, backprop = model.initialize(X=[]).begin_update([])
    assert (Y, backprop([])) == ([], [])


def test_only_empty_sequences():
    Y, backprop = with_flatten(numbers([])).begin_update([[], []])
    assert [member.shape for member in Y] == [(0, 2), (0, 2)]
    assert backprop(Y) == [[], []]


def test_version_2_keeps_empty_inner_lists_both_ways():
    Y, backprop = with_flatten_v2(noop()).begin_update([[1, 2], [], [3], []])
    assert Y == [[1, 2], [], [3], []]
    assert backprop([[5, 6], [], [7], []]) == [[5, 6], [], [7], []]


def test_version_2_sees_one_list():
    model = with_flatten_v2(with_array(Linear(4, 3))).initialize(X=NESTED)
    Y = model.predict(NESTED)
    assert [[row.shape for row in inner] for inner in Y] == [[(1, 4)] * 2, [], [(1, 4)]]
    numpy.testing.assert_allclose(Y[2][0], model.layers[0].predict([ROWS[2]])[0], rtol=1e-5)


@pytest.mark.parametrize(
    ("model", "Y"),
    [
        (with_flatten(chain(list2array(), Linear())), [floats(2, 5), floats(0, 5), floats(1, 5)]),
        (with_flatten_v2(with_array(Linear())), [[floats(1, 5)] * 2, [], [floats(1, 5)]]),
    ],
    ids=["v1", "v2"],
)
def test_dimensions_are_inferred(model, Y):
    model.initialize(X=NESTED, Y=Y)
    assert model.get_dim("nO") == 5
    weights = [node.get_param("W") for node in model.walk() if node.has_param("W")]
    assert [W.shape for W in weights] == [(5, 3)]


@pytest.mark.parametrize("wrap", [with_flatten, with_flatten_v2])
def test_the_name_is_that_of_both_versions(wrap):
    assert wrap(noop()).name == "with_flatten(noop)"


@pytest.mark.parametrize("wrap", [with_flatten, with_flatten_v2])
@pytest.mark.parametrize("X", [[1, 2], 3, floats(2, 3)], ids=["flat", "number", "array"])
def test_what_is_not_nested_is_refused(wrap, X):
    with pytest.raises(ArrayError, match=r'layer "with_flatten\(noop\)" got a batch of the wrong'):
        wrap(noop()).predict(X)


@pytest.mark.parametrize("wrap", [with_flatten, with_flatten_v2])
def test_the_layer_gives_an_item_for_each(wrap):
    one = Model("one", lambda model, X, is_train: (X[:1], lambda dY: dY))
    with pytest.raises(
        ShapeError, match="got another number of items from its layer than it gave it"
    ):
        wrap(one).predict([[1, 2], [3]])


def test_version_2_refuses_gradients_of_other_lengths():
    _, backprop = with_flatten_v2(noop()).begin_update([[1, 2], [3]])
    with pytest.raises(ShapeError, match="got another number of gradients than it gave items"):
        backprop([[1], [2, 3]])


def test_version_1_refuses_gradients_of_other_lengths():
    _, backprop = with_flatten(numbers([])).begin_update([[1, 2], [3]])
    with pytest.raises(ShapeError, match="backprop got gradients of other lengths"):
        backprop([floats(1, 2), floats(2, 2)])


@pytest.mark.parametrize("wrap", [with_flatten, with_flatten_v2])
def test_the_wrapper_wants_a_layer(wrap):
    with pytest.raises(CompositionError, match=f"argument 1 of {wrap.__name__} is not a layer"):
        wrap(Linear)
