"""Layers over Padded in all containers that hold sequences."""

import numpy
import pytest

from tests.backends._gradients import normal
from typedthinc.api import (
    LSTM,
    Model,
    NumpyOps,
    Padded,
    Ragged,
    chain,
    list2padded,
    noop,
    padded2list,
    with_padded,
)
from typedthinc.errors import ArrayError, CompositionError, ShapeError
from typedthinc.testing import check_gradients
from typedthinc.testing.batches import arrays_in

OPS = NumpyOps()


def floats(*shape):
    return normal(*shape, seed=sum(shape)).astype("f")


def listed(width=3):
    return [floats(n, width) for n in (2, 0, 4, 2)]


def ragged(width=3):
    return Ragged(numpy.concatenate(listed(width)), numpy.asarray([2, 0, 4, 2], "i"))


def padded(width=3):
    return OPS.list2padded(listed(width))


def parts(X):
    return (X.data, X.size_at_t, X.lengths, X.indices)


BATCHES = {
    "list": listed,
    "ragged": ragged,
    "padded": padded,
    "parts": lambda width=3: parts(padded(width)),
    "array": lambda width=3: floats(5, 2, width),
}


def arrays(batch):
    return list(batch) if isinstance(batch, tuple) else list(arrays_in(batch))


def twice():
    """A layer over Padded that notes what it is given."""
    return Model("twice", doubled, attrs={"seen": []})


def doubled(model, X, is_train):
    model.attrs["seen"].append(X)

    def times_three(dY):
        model.attrs["seen"].append(dY)
        return Padded(dY.data * 3, dY.size_at_t, dY.lengths, dY.indices)

    return Padded(X.data * 2, X.size_at_t, X.lengths, X.indices), times_three


@pytest.mark.parametrize("kind", BATCHES)
def test_values_and_kinds_are_kept_both_ways(kind):
    X = BATCHES[kind]()
    Y, backprop = with_padded(noop()).begin_update(X)
    for result in (Y, backprop(Y)):
        assert type(result) is type(X)
        for array, given in zip(arrays(result), arrays(X), strict=True):
            numpy.testing.assert_array_equal(array, given)


@pytest.mark.parametrize("kind", BATCHES)
def test_the_layer_is_given_padded_both_ways(kind):
    layer, X = twice(), BATCHES[kind]()
    Y, backprop = with_padded(layer).begin_update(X)
    dX = backprop(X)
    assert [type(batch) for batch in layer.attrs["seen"]] == [Padded, Padded]
    data = (lambda batch: arrays(batch)[:1]) if kind == "parts" else arrays
    for array, given in zip(data(Y), data(X), strict=True):
        numpy.testing.assert_array_equal(array, given * 2)
    for array, given in zip(data(dX), data(X), strict=True):
        numpy.testing.assert_array_equal(array, given * 3)


def test_an_array_holds_sequences_of_one_length():
    layer, X = twice(), floats(5, 2, 3)
    with_padded(layer).predict(X)
    seen = layer.attrs["seen"][0]
    assert seen.data is X
    assert [array.tolist() for array in parts(seen)[1:]] == [[2] * 5, [5, 5], [0, 1]]


def test_a_tuple_of_other_arrays_is_a_list():
    Y = with_padded(noop()).predict(tuple(listed()))
    assert [array.shape for array in Y] == [(2, 3), (0, 3), (4, 3), (2, 3)]


@pytest.mark.parametrize("kind", BATCHES)
def test_an_lstm_gives_the_same_in_every_container(kind):
    model = with_padded(LSTM(nO=4, nI=3, bi=True)).initialize()
    X = BATCHES[kind]()
    Y = model.predict(X)
    assert type(Y) is type(X)
    alone = [model.predict([sequence])[0] for sequence in members(X)]
    for sequence, wanted in zip(members(Y), alone, strict=True):
        numpy.testing.assert_allclose(sequence, wanted, rtol=1e-5, atol=1e-6)


def members(batch):
    """The sequences of a batch, in the order that a person put them in."""
    if isinstance(batch, Ragged):
        return OPS.unflatten(batch.dataXd, batch.lengths)
    if isinstance(batch, tuple):
        batch = Padded(*batch)
    if isinstance(batch, Padded):
        return OPS.padded2list(batch)
    return batch if isinstance(batch, list) else [batch[:, i] for i in range(batch.shape[1])]


@pytest.mark.parametrize("kind", BATCHES)
@pytest.mark.parametrize("samples", ["", "X", "XY"])
def test_initialize(kind, samples):
    X, Y = BATCHES[kind](), BATCHES[kind](width=4)
    known = {"": {"nO": 4, "nI": 3}, "X": {"nO": 4}, "XY": {}}[samples]
    model = with_padded(LSTM(**known))
    model.initialize(X=X if "X" in samples else None, Y=Y if "Y" in samples else None)
    for node in (model, model.layers[0]):
        assert [node.get_dim(name) for name in ("nO", "nI", "depth", "dirs")] == [4, 3, 1, 1]
    assert [a.shape for a in arrays(model.predict(X))] == [a.shape for a in arrays(Y)]


def test_an_empty_list_tells_no_width():
    model = with_padded(LSTM(nO=4, nI=3)).initialize(X=[])
    Y, backprop = model.begin_update([])
    assert (Y, backprop([])) == ([], [])


def test_names_and_dimensions_are_those_of_the_layer():
    model = with_padded(LSTM(nO=4))
    assert (model.name, model.dim_names) == ("with_padded(lstm)", ("nO", "nI", "depth", "dirs"))
    assert (model.get_dim("nO"), model.has_dim("nI")) == (4, None)
    assert with_padded(noop()).dim_names == ()


@pytest.mark.parametrize(
    ("X", "got"),
    [
        (floats(2, 3), "float32 (2, 3)"),
        ("text", "'text'"),
        (None, "None"),
    ],
    ids=["rows", "text", "none"],
)
def test_what_holds_no_sequences_is_refused(X, got):
    with pytest.raises(ArrayError) as error:
        with_padded(noop()).predict(X)
    assert str(error.value) == (
        'layer "with_padded(noop)" got a batch of the wrong kind\n'
        "  expected  a list of arrays, a Ragged, a Padded or an array (3 axes)\n"
        f"  got       {got}"
    )


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("list", "got a batch of the wrong kind"),
        ("ragged", "got a batch of the wrong kind"),
        ("parts", "got a batch of the wrong kind"),
        ("array", "backprop got a gradient that is not an array"),
    ],
)
def test_gradients_of_another_kind_are_refused(kind, message):
    _, backprop = with_padded(noop()).begin_update(BATCHES[kind]())
    with pytest.raises(ArrayError, match=message):
        backprop(padded())


def test_gradients_of_other_lengths_are_refused():
    _, backprop = with_padded(noop()).begin_update(listed())
    with pytest.raises(ShapeError) as error:
        backprop(listed()[::-1])
    assert str(error.value) == (
        'layer "with_padded(noop)" backprop got gradients of other lengths\n'
        "  expected  [2, 0, 4, 2]\n"
        "  got       [2, 4, 0, 2]"
    )


def test_arrays_of_different_widths_are_refused():
    with pytest.raises(ShapeError, match="differ in more than their lengths"):
        with_padded(noop()).predict([floats(2, 3), floats(2, 4)])


def test_what_is_no_layer_is_refused():
    with pytest.raises(CompositionError, match="argument 1 of with_padded is not a layer"):
        with_padded(LSTM)


def test_an_empty_ragged_has_the_width_of_the_layer():
    X = Ragged(numpy.zeros((0, 3), "f"), numpy.zeros(0, "i"))
    Y, backprop = with_padded(LSTM(nO=4, nI=3)).initialize().begin_update(X)
    assert Y.dataXd.shape == (0, 4)
    assert backprop(Y).dataXd.shape == (0, 3)


def test_rows_of_a_ragged_that_belong_to_no_sequence_have_no_gradient():
    model = with_padded(LSTM(nO=4, nI=3)).initialize()
    rows = numpy.random.default_rng(0).normal(0, 1, (5, 3)).astype("f")
    Y, backprop = model.begin_update(Ragged(rows, numpy.array([2, 1], "i")))
    assert (Y.dataXd == model.predict(Ragged(rows[:3], Y.lengths)).dataXd).all()
    dX = backprop(Ragged(numpy.ones_like(Y.dataXd), Y.lengths)).dataXd
    assert dX.shape == (5, 3)
    assert dX[:3].all()
    assert not dX[3:].any()


def test_a_sample_with_rows_of_more_axes_has_the_width_that_the_layer_sees():
    rows = numpy.zeros((5, 2, 3), "f")
    X = Ragged(rows, numpy.array([2, 3], "i"))
    model = with_padded(LSTM(4)).initialize(X=X)
    assert model.get_dim("nI") == 6
    Y, backprop = model.begin_update(X)
    assert backprop(Y).dataXd.shape == rows.shape


@pytest.mark.parametrize("lengths", [[2, 3], []])
def test_a_sample_may_have_rows_of_no_sequence(lengths):
    X = Ragged(numpy.zeros((7, 6), "f"), numpy.array(lengths, "i"))
    assert with_padded(LSTM(4)).initialize(X=X).get_dim("nI") == 6


def sorted_anew():
    """A layer that hands sequences on in another order: of equally long ones, the last first."""
    return chain(padded2list(), list2padded())


def test_sequences_of_an_array_stay_in_their_columns():
    X = normal(2, 3, 2)
    model = with_padded(sorted_anew())
    Y, backprop = model.begin_update(X)
    assert (Y == X).all()
    assert (backprop(2 * X) == 2 * X).all()
    check_gradients(with_padded(chain(sorted_anew(), LSTM(2, 2))).initialize(), X)


def halved(model, X, is_train):
    """Every other step of each sequence."""
    members = OPS.padded2list(X)

    def backprop(dY):
        grown = [numpy.zeros_like(member) for member in members]
        for whole, part in zip(grown, OPS.padded2list(dY)):
            whole[::2] = part
        return OPS.list2padded(grown)

    return OPS.list2padded([member[::2] for member in members]), backprop


@pytest.mark.parametrize("kind", ["list", "ragged"])
def test_a_layer_may_give_other_lengths(kind):
    Xs = listed()
    X = Xs if kind == "list" else Ragged(numpy.concatenate(Xs), numpy.array([2, 0, 4, 2], "i"))
    model = with_padded(Model("halved", halved))
    Y, backprop = model.begin_update(X)
    found = Y if kind == "list" else OPS.unflatten(Y.dataXd, Y.lengths)
    assert [len(sequence) for sequence in found] == [1, 0, 2, 1]
    assert all((one == other[::2]).all() for one, other in zip(found, Xs))
    check_gradients(model, X)
    dX = backprop(Y)
    assert [array.shape for array in arrays_in(dX)] == [array.shape for array in arrays_in(X)]
