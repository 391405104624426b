"""The LSTM: its parameters, what it computes, its gradients, and what it refuses."""

import numpy
import pytest

from tests.backends._gradients import normal
from typedthinc.api import (
    LSTM,
    Adam,
    NumpyOps,
    Padded,
    chain,
    set_dropout_rate,
    with_padded,
)
from typedthinc.errors import (
    ArgumentError,
    ArgumentTypeError,
    ArrayError,
    DimensionError,
    ShapeError,
)

OPS = NumpyOps()


def batch(*lengths, width=3, dtype="float32"):
    return OPS.list2padded([normal(n, width, seed=n).astype(dtype) for n in lengths])


def started(**arguments):
    """An LSTM none of whose parameters is zero."""
    model = LSTM(**arguments).initialize()
    for seed, name in enumerate(model.param_names):
        noise = normal(*model.get_param(name).shape, seed=seed).astype("f")
        model.set_param(name, noise)
    return model


@pytest.mark.parametrize(
    ("arguments", "size", "states"),
    [
        # Of a direction in a layer: 4 nH (width + 1 + nH + 1).
        ({}, 4 * 4 * (3 + 1 + 4 + 1), (2, 1, 1, 4)),
        ({"bi": True}, 2 * 4 * 2 * (3 + 1 + 2 + 1), (2, 1, 2, 2)),
        ({"depth": 2}, 4 * 4 * (3 + 1 + 4 + 1) + 4 * 4 * (4 + 1 + 4 + 1), (2, 2, 1, 4)),
        (
            {"depth": 2, "bi": True},
            2 * 4 * 2 * (3 + 1 + 2 + 1) + 2 * 4 * 2 * (4 + 1 + 2 + 1),
            (2, 2, 2, 2),
        ),
    ],
)
def test_parameters_and_dimensions(arguments, size, states):
    model = LSTM(nO=4, nI=3, **arguments).initialize()
    dirs = 2 if arguments.get("bi") else 1
    dims = {"nO": 4, "nI": 3, "depth": arguments.get("depth", 1), "dirs": dirs}
    assert {name: model.get_dim(name) for name in model.dim_names} == dims
    assert (model.name, model.param_names) == ("lstm", ("LSTM", "HC0"))
    assert model.get_param("LSTM").shape == (size,)
    assert model.get_param("HC0").shape == states
    assert not model.get_param("HC0").any()
    assert model.predict(batch(2, 3)).data.shape == (3, 2, 4)


def test_dimensions_come_from_samples():
    model = LSTM(bi=True).initialize(X=batch(2, 1), Y=batch(2, 1, width=6))
    assert (model.get_dim("nI"), model.get_dim("nO")) == (3, 6)


def test_weights_and_biases_start_gate_by_gate():
    asked = []

    def start(name):
        def fill(ops, shape):
            asked.append((name, shape))
            return numpy.full(shape, len(asked), dtype="f")

        return fill

    model = LSTM(nO=2, nI=3, depth=2, init_W=start("W"), init_b=start("b")).initialize()
    first = [("W", (2, 3))] * 4 + [("b", (2,))] * 4 + [("W", (2, 2))] * 4 + [("b", (2,))] * 4
    assert asked == first + [("W", (2, 2))] * 4 + [("b", (2,))] * 4 + first[8:]
    # The first weights of the hidden state are the ninth to be asked for.
    assert model.get_param("LSTM")[4 * 2 * 3 + 4 * 2] == 9


def test_one_step_by_hand():
    model = LSTM(nO=1, nI=1).initialize()
    # Weights of the input, their bias, weights of the hidden state, their bias;
    # each for forget, input, output, cell.
    flat = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6]
    model.set_param("LSTM", numpy.asarray(flat, "f"))
    model.set_param("HC0", numpy.asarray([0.5, -0.25], "f").reshape((2, 1, 1, 1)))
    x, h, c = 2.0, 0.5, -0.25

    def sigmoid(z):
        return 1 / (1 + numpy.exp(-z))

    forget = sigmoid(0.1 * x + 0.5 + 0.9 * h + 1.3)
    entering = sigmoid(0.2 * x + 0.6 + 1.0 * h + 1.4)
    output = sigmoid(0.3 * x + 0.7 + 1.1 * h + 1.5)
    cell = forget * c + entering * numpy.tanh(0.4 * x + 0.8 + 1.2 * h + 1.6)
    Y = model.predict(OPS.list2padded([numpy.asarray([[x]], "f")]))
    assert Y.data.item() == pytest.approx(output * numpy.tanh(cell), rel=1e-6)


def test_a_step_depends_on_those_before_it():
    model, X = started(nO=4, nI=3), batch(3)
    other = X.copy()
    other.data[1] += 1
    changed = (model.predict(X).data != model.predict(other).data).any(axis=(1, 2))
    assert changed.tolist() == [False, True, True]


def test_with_bi_half_of_the_output_depends_on_the_steps_after_it():
    model, X = started(nO=4, nI=3, bi=True), batch(3)
    other = X.copy()
    other.data[1] += 1
    changed = (model.predict(X).data != model.predict(other).data)[:, 0]
    assert changed[:, :2].any(axis=1).tolist() == [False, True, True]
    assert changed[:, 2:].any(axis=1).tolist() == [True, True, False]


@pytest.mark.parametrize("bi", [False, True])
def test_what_is_in_the_padding_makes_no_difference(bi):
    model, X = started(nO=4, nI=3, bi=bi, depth=2), batch(3, 1, 0)
    other = X.copy()
    other.data[numpy.arange(3)[:, None] >= X.lengths] = numpy.nan
    Y, backprop = model.begin_update(other)
    numpy.testing.assert_array_equal(Y.data, model.predict(X).data)
    padding = numpy.arange(3)[:, None] >= X.lengths
    dX = backprop(batch(3, 1, 0, width=4))
    assert not Y.data[padding].any()
    assert not dX.data[padding].any()


def test_the_first_states_are_trained():
    model = LSTM(nO=4, nI=3, bi=True, depth=2).initialize()
    Y, backprop = model.begin_update(batch(3, 2))
    backprop(Y)
    assert numpy.abs(model.get_grad("HC0")).min() > 0


def test_no_gradient_of_the_output_gives_none_of_anything():
    model = started(nO=4, nI=3)
    Y, backprop = model.begin_update(batch(1))
    dX = backprop(Padded(Y.data * 0, Y.size_at_t, Y.lengths, Y.indices))
    assert not dX.data.any()
    assert not model.get_grad("LSTM").any()
    assert not model.get_grad("HC0").any()


def test_a_prediction_has_the_gradients_of_a_step_of_training():
    X, dY = batch(3, 1), batch(3, 1, width=4)
    found = []
    for is_train in (True, False):
        model = started(nO=4, nI=3, bi=True)
        dX = model(X, is_train)[1](dY)
        found.append([dX.data, model.get_grad("LSTM"), model.get_grad("HC0")])
    for one, other in zip(*found):
        numpy.testing.assert_array_equal(one, other)


def test_it_learns_to_remember():
    generator = numpy.random.default_rng(0)
    signs = generator.choice([-1.0, 1.0], (16, 1)).astype("f")
    Xs = [numpy.vstack([sign[None], numpy.zeros((5, 1), "f")]) for sign in signs]
    X, model, optimizer = OPS.list2padded(Xs), LSTM(nO=1, nI=1).initialize(), Adam(0.05)
    wanted = signs[X.indices]

    def loss():
        return float(((model.predict(X).data[-1] - 0.5 * wanted) ** 2).mean())

    before = loss()
    for _ in range(60):
        Y, backprop = model.begin_update(X)
        dY = Y.copy()
        dY.data[:-1] = 0
        dY.data[-1] -= 0.5 * wanted
        backprop(dY)
        model.finish_update(optimizer)
    assert loss() < 0.05 * before


def test_dropout_drops_parameters_and_their_gradients():
    model = started(nO=4, nI=3, dropout=0.5)
    model.set_param("HC0", model.get_param("HC0") * 0)
    Y, backprop = model.begin_update(batch(3, 2))
    backprop(batch(3, 2, width=4))
    dropped = model.get_grad("LSTM") == 0
    assert 0.3 < dropped.mean() < 0.7
    # The same output without dropout, of the parameters that are left.
    twin = started(nO=4, nI=3)
    twin.set_param("HC0", model.get_param("HC0"))
    twin.set_param("LSTM", numpy.where(dropped, 0, 2 * model.get_param("LSTM")).astype("f"))
    numpy.testing.assert_array_equal(twin.predict(batch(3, 2)).data, Y.data)


def test_dropout_is_for_training_and_can_be_set():
    model, X = started(nO=4, nI=3, dropout=0.5), batch(3, 2)
    plain = started(nO=4, nI=3).predict(X).data
    numpy.testing.assert_array_equal(model.predict(X).data, plain)
    assert (model.begin_update(X)[0].data != plain).any()
    set_dropout_rate(model, 0.0)
    numpy.testing.assert_array_equal(model.begin_update(X)[0].data, plain)


def test_integers_are_taken_for_floats():
    model = started(nO=4, nI=3)
    X = OPS.list2padded([numpy.asarray([[1, 2, 3]])])
    floats = OPS.list2padded([numpy.asarray([[1, 2, 3]], "f")])
    numpy.testing.assert_array_equal(model.predict(X).data, model.predict(floats).data)


@pytest.mark.parametrize("bi", [False, True])
@pytest.mark.parametrize("lengths", [[], [0], [0, 0]])
def test_batches_without_a_step(lengths, bi):
    model, X = started(nO=4, nI=3, bi=bi), batch(*lengths)
    Y, backprop = model.begin_update(X)
    assert Y.data.shape == (0, len(lengths), 4)
    assert backprop(Y).data.shape == X.data.shape
    assert not model.get_grad("LSTM").any()


def test_it_can_be_wrapped_and_chained():
    model = chain(with_padded(LSTM(4)), with_padded(LSTM(2, bi=True)))
    Xs = [normal(2, 3).astype("f"), normal(1, 3).astype("f")]
    assert [Y.shape for Y in model.initialize(X=Xs).predict(Xs)] == [(2, 2), (1, 2)]


@pytest.mark.parametrize("depth", [0, -1])
def test_no_layer_is_refused(depth):
    with pytest.raises(ArgumentError) as error:
        LSTM(nO=4, depth=depth)
    assert str(error.value) == (
        "LSTM depth must be at least 1\n"
        "  expected  depth >= 1\n"
        f"  got       depth={depth}\n"
        "  help      use noop() where there is to be no such layer"
    )


@pytest.mark.parametrize(("depth", "got"), [(None, "None"), (1.5, "1.5"), ("2", "'2'")])
def test_a_depth_that_is_no_whole_number_is_refused(depth, got):
    with pytest.raises(ArgumentTypeError) as error:
        LSTM(nO=4, depth=depth)
    assert str(error.value) == (
        f"LSTM depth must be a whole number\n  expected  depth >= 1\n  got       depth={got}"
    )


def test_an_odd_width_is_refused_for_two_directions():
    message = (
        'layer "lstm" has an odd width, which cannot be shared between two directions\n'
        "  expected  an even nO    bi=True\n"
        "  got       nO=5"
    )
    with pytest.raises(ArgumentError) as error:
        LSTM(nO=5, bi=True)
    assert str(error.value) == message
    with pytest.raises(ArgumentError) as error:
        LSTM(nI=3, bi=True).initialize(Y=batch(2, width=5))
    assert str(error.value) == message


def test_a_rate_that_is_no_share_is_refused():
    with pytest.raises(ArgumentError, match="a rate of dropout is a share"):
        LSTM(4, dropout=1.5)


def test_a_rate_that_is_no_number_is_refused():
    facts = "  expected  a number from 0 to 1\n  got       'x'"
    with pytest.raises(ArgumentTypeError) as error:
        LSTM(4, dropout="x")
    assert str(error.value) == f"a rate of dropout is a share\n{facts}"
    model = started(nO=4, nI=3)
    model.attrs["dropout_rate"] = "x"
    with pytest.raises(ArgumentTypeError) as error:
        model.predict(batch(2))
    assert str(error.value) == f'layer "lstm" has a rate of dropout that is no share\n{facts}'


def test_a_rate_can_be_an_array_without_axes():
    model = started(nO=4, nI=3, dropout=numpy.array(1.0))
    Y, backprop = model.begin_update(batch(2))
    assert not backprop(Y).data.any()


def test_samples_that_contradict_are_refused():
    with pytest.raises(DimensionError):
        LSTM(nO=4, nI=2).initialize(X=batch(2, width=3))


@pytest.mark.parametrize(
    ("X", "message"),
    [
        (
            numpy.zeros((2, 3), "f"),
            (
                'layer "lstm" got a batch of the wrong kind\n'
                "  expected  Padded\n"
                "  got       float32 (2, 3)"
            ),
        ),
        (
            Padded(numpy.zeros((2, 1), "f"), *[numpy.ones(1, "i")] * 3),
            (
                'layer "lstm" got an input of the wrong kind\n'
                "  expected  Padded of floats (steps, batch, nI=3)\n"
                "  got       Padded of float32 (2, 1)"
            ),
        ),
        (
            batch(2, width=5),
            (
                'layer "lstm" got an input of the wrong width\n'
                "  expected  Padded (steps, batch, nI=3)\n"
                "  got       Padded float32 (2, 1, 5)\n"
                "  help      let the layer before it give width 3, or set nI=5 here"
            ),
        ),
        (
            Padded(numpy.zeros((2, 1, 3), "f"), numpy.asarray([2, 1]), *[numpy.ones(1, "i")] * 2),
            (
                'layer "lstm" got a Padded whose size_at_t does not fit its data\n'
                "  expected  up to 2 numbers, none above 1    data is (2, 1, 3)\n"
                "  got       [2, 1]"
            ),
        ),
    ],
    ids=["kind", "rank", "width", "sizes"],
)
def test_inputs_that_are_refused(X, message):
    error_type = ArrayError if "kind" in message else ShapeError
    with pytest.raises(error_type) as error:
        LSTM(nO=4, nI=3).initialize().predict(X)
    assert str(error.value) == message


def test_gradients_that_are_refused():
    _, backprop = LSTM(nO=4, nI=3).initialize().begin_update(batch(2))
    with pytest.raises(ArrayError, match="got a batch of the wrong kind"):
        backprop(numpy.zeros((2, 1, 4), "f"))
    with pytest.raises(ShapeError, match="backprop got a gradient of the wrong shape"):
        backprop(batch(2, width=3))
