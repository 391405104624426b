"""Two layers over the steps from both ends."""

import numpy
import pytest

from typedthinc.api import LSTM, Model, NumpyOps, Padded, bidirectional, noop
from typedthinc.errors import ArrayError, CompositionError, ShapeError

OPS = NumpyOps()


def running_sum(factor=1.0):
    """A layer that adds up the steps so far, and remembers its scale."""
    return Model("sum", forward, attrs={"factor": factor})


def forward(model, X, is_train):
    factor = model.attrs["factor"]

    def backprop(dY):
        # A step counts in its own sum and in all that follow.
        d_data = factor * dY.data[::-1].cumsum(axis=0)[::-1]
        return Padded(d_data, X.size_at_t, X.lengths, X.indices)

    return Padded(factor * X.data.cumsum(axis=0), X.size_at_t, X.lengths, X.indices), backprop


def batch(*sequences):
    return OPS.list2padded([numpy.asarray(s, "f").reshape((-1, 1)) for s in sequences])


def test_each_sequence_is_reversed_within_its_own_length():
    Y = bidirectional(running_sum()).predict(batch([1, 2, 4], [10, 20], []))
    long, short, empty = OPS.padded2list(Y)
    assert long.tolist() == [[1, 7], [3, 6], [7, 4]]
    assert short.tolist() == [[10, 30], [30, 20]]
    assert empty.shape == (0, 2)


def test_each_layer_gets_its_half_of_the_gradient():
    _, backprop = bidirectional(noop()).begin_update(batch([0]))
    dX = backprop(OPS.list2padded([numpy.asarray([[1, 5]], "f")]))
    assert dX.data.tolist() == [[[6]]]


def test_gradients_go_back_to_the_steps_that_they_came_from():
    model = bidirectional(running_sum(), running_sum(10.0))
    _, backprop = model.begin_update(batch([0, 0, 0], [0, 0]))
    dY = OPS.list2padded(
        [
            numpy.asarray([[1, 0], [0, 0], [0, 1]], "f"),
            numpy.asarray([[0, 1], [1, 0]], "f"),
        ]
    )
    long, short = OPS.padded2list(backprop(dY))
    # Of the first: the sum at step 0 has that step only, as has that from behind at step 2.
    assert long.tolist() == [[1], [0], [10]]
    # Of the second: both sums have both steps.
    assert short.tolist() == [[11], [11]]


def test_the_second_layer_is_a_copy_with_parameters_of_its_own():
    l2r = LSTM(nO=4, nI=3).initialize()
    model = bidirectional(l2r)
    assert (model.name, model.layers[0]) == ("bilstm", l2r)
    assert model.layers[1].id != l2r.id
    mine, copied = (layer.get_param("LSTM") for layer in model.layers)
    numpy.testing.assert_array_equal(mine, copied)
    assert not numpy.shares_memory(mine, copied)


def test_two_directions_are_those_of_an_lstm_with_bi():
    both = LSTM(nO=4, nI=3, bi=True).initialize()
    ahead, back = (LSTM(nO=2, nI=3).initialize() for _ in range(2))
    flat = both.get_param("LSTM")
    ahead.set_param("LSTM", flat[: len(flat) // 2])
    back.set_param("LSTM", flat[len(flat) // 2 :])
    generator = numpy.random.default_rng(0)
    X = OPS.list2padded([generator.normal(size=(n, 3)).astype("f") for n in (2, 4, 0, 3)])
    numpy.testing.assert_allclose(
        bidirectional(ahead, back).predict(X).data, both.predict(X).data, rtol=1e-5, atol=1e-6
    )


@pytest.mark.parametrize(
    ("widths", "expected"), [((None, None), [3, 3]), ((2, None), [2, 4]), ((None, 2), [4, 2])]
)
def test_a_sample_of_the_output_is_shared_between_the_layers(widths, expected):
    model = bidirectional(*(LSTM(nO) for nO in widths))
    Y = OPS.list2padded([numpy.zeros((2, 6), "f")])
    model.initialize(X=OPS.list2padded([numpy.zeros((2, 3), "f")]), Y=Y)
    assert [layer.get_dim("nO") for layer in model.layers] == expected
    assert [layer.get_dim("nI") for layer in model.layers] == [3, 3]


def test_a_sample_that_cannot_be_shared_is_refused():
    with pytest.raises(ShapeError) as error:
        bidirectional(LSTM()).initialize(Y=OPS.list2padded([numpy.zeros((2, 5), "f")]))
    assert str(error.value) == (
        'layer "bilstm" got a sample of the output that cannot be shared between two layers\n'
        "  expected  an even width\n"
        "  got       width 5\n"
        "  help      set nO of one of the layers"
    )


def test_it_can_be_initialized_without_samples():
    model = bidirectional(LSTM(nO=4, nI=3)).initialize()
    assert all(layer.has_param("LSTM") for layer in model.layers)


def test_what_is_not_padded_is_refused():
    model = bidirectional(noop())
    with pytest.raises(ArrayError, match='layer "binoop" got a batch of the wrong kind'):
        model.predict(numpy.zeros((2, 3), "f"))
    _, backprop = model.begin_update(batch([0]))
    with pytest.raises(ArrayError, match='layer "binoop" got a batch of the wrong kind'):
        backprop(numpy.zeros((2, 3), "f"))


def test_what_is_no_layer_is_refused():
    with pytest.raises(CompositionError, match="argument 2 of bidirectional is not a layer"):
        bidirectional(noop(), LSTM)


def test_lengths_of_any_integer_type():
    X = batch([1, 2, 3], [4, 5])
    unsigned = Padded(X.data, X.size_at_t, X.lengths.astype("uint64"), X.indices)
    model = bidirectional(running_sum())
    assert (model.predict(unsigned).data == model.predict(X).data).all()
