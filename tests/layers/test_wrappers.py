"""What all wrappers have in common that give a layer another container."""

import numpy
import pytest

from tests.layers.cases.common import floats, listed, padded, ragged
from typedthinc.api import (
    Linear,
    Model,
    Padded,
    Ragged,
    expand_window,
    map_list,
    noop,
    with_array,
    with_array2d,
    with_list,
    with_ragged,
)
from typedthinc.errors import ArrayError, CompositionError, ShapeError

INPUTS = {
    "list": listed(),
    "ragged": ragged(),
    "padded": padded(),
    "empty list": [],
    "empty ragged": ragged()[:0],
    "empty padded": padded()[:0],
    "no rows": [floats(0, 3), floats(0, 3)],
    "ragged without rows": Ragged(floats(0, 3), numpy.array([0, 0], "i")),
}
WRAPPERS = [with_array, with_array2d, with_list, with_ragged]


def parts(batch):
    if isinstance(batch, Ragged):
        return [batch.dataXd, batch.lengths]
    if isinstance(batch, Padded):
        return [batch.data, batch.size_at_t, batch.lengths, batch.indices]
    return list(batch)


def assert_same(one, other):
    assert type(one) is type(other)
    assert len(parts(one)) == len(parts(other))
    for left, right in zip(parts(one), parts(other)):
        numpy.testing.assert_array_equal(left, right)
        assert left.dtype == right.dtype


@pytest.mark.parametrize("wrap", WRAPPERS)
@pytest.mark.parametrize("X", INPUTS.values(), ids=INPUTS)
def test_what_passes_through_stays_as_it_is_both_ways(wrap, X):
    Y, backprop = wrap(noop()).begin_update(X)
    assert_same(X, Y)
    assert_same(X, backprop(Y))


@pytest.mark.parametrize("wrap", [with_array2d, with_list, with_ragged])
@pytest.mark.parametrize("name", ["list", "ragged", "padded"])
def test_each_row_is_multiplied_by_the_weights(wrap, name):
    X = INPUTS[name]
    width = X.data.shape[-1] if name == "padded" else 3
    inner = Linear(2, width)
    inside = {with_list: map_list(inner), with_ragged: with_array(inner)}.get(wrap, inner)
    model = wrap(inside).initialize()
    inner.set_param("b", numpy.array([1, 2], "f"))
    W, b = inner.get_param("W"), inner.get_param("b")
    Y = model.predict(X)
    assert type(Y) is type(X)
    for source, result in zip(rows_of(X), rows_of(Y)):
        numpy.testing.assert_allclose(result, source @ W.T + b, rtol=1e-5)


def rows_of(batch):
    if isinstance(batch, Ragged):
        return [batch.data]
    if isinstance(batch, Padded):
        return [batch.data[:n, place] for place, n in enumerate(batch.lengths)]
    return batch


@pytest.mark.parametrize("wrap", WRAPPERS)
@pytest.mark.parametrize("X", [listed(), ragged(), padded(), [], ragged()[:0], None], ids=str)
@pytest.mark.parametrize("with_Y", [False, True])
def test_initialize_with_nothing_with_X_and_with_both(wrap, X, with_Y):
    seen = []

    def init(model, X=None, Y=None):
        seen.append((X, Y))

    inner = Model("inner", lambda model, X, is_train: (X, lambda dY: dY), init=init)
    wrap(inner).initialize(X=X, Y=X if with_Y else None)
    (sample, Y) = seen[0]
    wanted = {with_list: list, with_ragged: Ragged}.get(wrap, numpy.ndarray)
    assert sample is None or isinstance(sample, wanted)
    assert (sample is None) == (X is None or not len(X)) or len(sample) == 0
    assert (Y is None) == (sample is None or not with_Y)


@pytest.mark.parametrize("wrap", [with_array, with_array2d])
def test_dimensions_are_inferred_through_a_wrapper_of_arrays(wrap):
    model = wrap(Linear()).initialize(X=ragged(), Y=listed(7))
    assert (model.get_dim("nI"), model.get_dim("nO")) == (3, 7)


@pytest.mark.parametrize(("wrap", "inside"), [(with_list, map_list), (with_ragged, with_array)])
@pytest.mark.parametrize("X", [listed(), ragged(), [floats(1, 3)]], ids=["list", "ragged", "one"])
def test_dimensions_are_inferred_through_two_wrappers(wrap, inside, X):
    model = wrap(inside(Linear())).initialize(X=X, Y=listed(7))
    assert (model.get_dim("nI"), model.get_dim("nO")) == (3, 7)


@pytest.mark.parametrize("wrap", [with_array2d, with_list, with_ragged])
def test_a_dimension_set_on_the_wrapper_reaches_the_layer(wrap):
    model = wrap(with_array(Linear(nI=3)))
    model.set_dim("nO", 4)
    assert model.initialize().layers[0].layers[0].get_param("W").shape == (4, 3)


@pytest.mark.parametrize("wrap", [with_array2d, with_list, with_ragged])
def test_a_wrapper_wants_a_layer(wrap):
    with pytest.raises(CompositionError, match=f"argument 1 of {wrap.__name__} is not a layer"):
        wrap(Linear)


@pytest.mark.parametrize("wrap", [with_list, with_ragged])
@pytest.mark.parametrize("X", [3, "words", {"a": 1}], ids=str)
def test_what_holds_no_sequences_is_refused(wrap, X):
    with pytest.raises(ArrayError, match=rf'layer "{wrap.__name__}\(noop\)" got a batch of the'):
        wrap(noop()).predict(X)


@pytest.mark.parametrize("wrap", [with_array2d, with_list, with_ragged])
@pytest.mark.parametrize(
    ("X", "dY"),
    [(ragged(), listed()), (padded(), ragged())],
    ids=["ragged", "padded"],
)
def test_a_gradient_of_another_kind_is_refused(wrap, X, dY):
    layer = noop() if wrap is not with_ragged else expand_window(1)
    _, backprop = wrap(layer).begin_update(X if wrap is not with_ragged else listed())
    with pytest.raises(ArrayError, match="got a batch of the wrong kind"):
        backprop(dY if wrap is not with_ragged else ragged())


@pytest.mark.parametrize("X", [ragged(), padded()], ids=["ragged", "padded"])
def test_gradients_of_other_lengths_are_refused(X):
    _, backprop = with_list(noop()).begin_update(X)
    with pytest.raises(ShapeError, match="backprop got gradients of other lengths"):
        backprop(X[:1])


def test_sequences_of_a_padded_keep_their_places_when_their_order_is_another():
    # Equal lengths, where sorting anew would turn them round.
    data = floats(2, 3, 4)
    X = Padded(data, *(numpy.array(part, "i") for part in ([3, 3], [2, 2, 2], [0, 2, 1])))
    seen = []

    def forward(model, Xs, is_train):
        seen.extend(Xs)
        return [member * (place + 1) for place, member in enumerate(Xs)], lambda dYs: dYs

    Y = with_list(Model("inner", forward)).predict(X)
    for place, row in enumerate([0, 2, 1]):
        numpy.testing.assert_array_equal(seen[place], data[:, row])
        numpy.testing.assert_array_equal(Y.data[:, row], data[:, row] * (place + 1))


@pytest.mark.parametrize("wrap", [with_list, with_ragged])
def test_a_layer_may_change_the_lengths(wrap):
    def halved(Xs):
        return [member[::2] for member in Xs]

    def of_list(model, Xs, is_train):
        def backprop(dYs):
            return [numpy.repeat(dY, 2, axis=0)[: len(X)] for X, dY in zip(Xs, dYs)]

        return halved(Xs), backprop

    def of_ragged(model, X, is_train):
        Ys, callback = of_list(model, model.ops.unflatten(X.dataXd, X.lengths), is_train)

        def backprop(dY):
            dXs = callback(model.ops.unflatten(dY.dataXd, dY.lengths))
            return Ragged(numpy.concatenate(dXs), X.lengths)

        return Ragged(numpy.concatenate(Ys), numpy.array([len(Y) for Y in Ys], "i")), backprop

    model = wrap(Model("inner", of_list if wrap is with_list else of_ragged))
    X = padded()
    Y, backprop = model.begin_update(X)
    assert Y.lengths.tolist() == [2, 1]
    numpy.testing.assert_array_equal(Y.data[:2, 0], X.data[:3:2, 0])
    assert backprop(Y).data.shape == X.data.shape
