"""Layers of which each row goes through a few only."""

import pickle

import numpy
import pytest

from tests.model.trees import node
from typedthinc.api import (
    Embed,
    Linear,
    MixtureOfExperts,
    Relu,
    TopKGate,
    chain,
    noop,
    registry,
)
from typedthinc.testing import check_gradients

# Each row chooses by its own numbers: the gate of these tests passes them through.
X = numpy.array(
    [[0.6, 0.3, 0.1], [0.2, 0.5, 0.3], [0.7, 0.1, 0.2], [0.1, 0.8, 0.1]], dtype="float32"
)


def data(rows, width, dtype="float32"):
    return numpy.random.default_rng(0).normal(size=(rows, width)).astype(dtype)


def recording(factor, seen):
    """An expert that multiplies, and writes down each batch that it sees."""

    def forward(model, X, is_train):
        seen.append(X.tolist())
        return X * factor, lambda dY: dY * factor

    model = node(f"x{factor}")
    model.replace_callbacks(forward)
    return model


def recorded(k, factors=(1, 10, 100)):
    seen = [[] for _ in factors]
    experts = [recording(factor, batches) for factor, batches in zip(factors, seen)]
    return MixtureOfExperts(noop(), experts, k), seen


def mixture(k, n=3, gate=None):
    experts = [Linear(2, 3), chain(Relu(4, 3), Linear(2)), Relu(2, 3), Linear(2, 3)][:n]
    return MixtureOfExperts(gate or TopKGate(k=k), experts, k)


def dense(model, X):
    """The weighted sum over all experts."""
    gate, *experts = model.layers
    weights = gate.predict(X)
    return sum(
        expert.predict(X) * weights[:, place][:, None] for place, expert in enumerate(experts)
    )


def test_each_expert_sees_its_rows_only_and_once():
    model, seen = recorded(k=1)
    model.predict(X)
    assert seen == [[X[[0, 2]].tolist()], [X[[1, 3]].tolist()], []]


def test_with_two_experts_a_row_is_seen_by_two():
    model, seen = recorded(k=2)
    model.predict(X)
    # Of the equal weights of the last row, that of the first expert is chosen.
    assert seen == [
        [X[[0, 2, 3]].tolist()],
        [X[[0, 1, 3]].tolist()],
        [X[[1, 2]].tolist()],
    ]


def test_outputs_are_weighted_by_the_gate_and_added_up():
    model, _ = recorded(k=2)
    row = X[0].astype("float64")
    expected = 0.6 * 1 * row + 0.3 * 10 * row
    numpy.testing.assert_allclose(model.predict(X)[0], expected, rtol=1e-6)


def test_the_weights_are_used_as_they_are():
    model, _ = recorded(k=1)
    numpy.testing.assert_allclose(
        model.predict(X[:1] * 2)[0], 1.2 * 2 * X[0].astype("float64"), rtol=1e-6
    )


def test_the_gate_gets_the_gradient_of_the_chosen_weights():
    model, _ = recorded(k=2)
    _, backprop = model.begin_update(X[:1])
    dY = numpy.array([[1.0, 2.0, 3.0]], dtype="f")
    x = X[0].astype("float64")
    dot = float(x @ dY[0])
    # The input itself is the gate, so its gradient is that of the weights and of the experts.
    expected = [[1 * dot, 10 * dot, 0.0]] + dY * (0.6 * 1 + 0.3 * 10)
    numpy.testing.assert_allclose(backprop(dY), expected, rtol=1e-6)


@pytest.mark.parametrize("gate", [TopKGate(k=3), Linear()])
def test_with_all_experts_it_is_the_dense_weighted_sum(gate):
    model, batch = mixture(3, gate=gate).initialize(X=data(1, 3)), data(20, 3)
    numpy.testing.assert_allclose(model.predict(batch), dense(model, batch), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("k", [1, 2])
def test_after_a_gate_that_gives_zeros_it_is_the_dense_weighted_sum_too(k):
    model, batch = mixture(k).initialize(X=data(1, 3)), data(20, 3)
    numpy.testing.assert_allclose(model.predict(batch), dense(model, batch), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("k", [1, 2, 3, 4])
@pytest.mark.parametrize("gate", [TopKGate, Linear])
def test_gradients(k, gate):
    made = gate(k=k) if gate is TopKGate else gate()
    model = mixture(k, n=4, gate=made).initialize(X=data(1, 3))
    check_gradients(model, data(9, 3, "float64"))


def test_gradients_of_experts_that_no_row_chose():
    gate = TopKGate(k=1)
    model = mixture(1, gate=gate).initialize(X=data(1, 3))
    gate.set_param("b", numpy.array([-1e3, 0, 1e3], dtype="f"))
    _, backprop = model.begin_update(data(6, 3))
    dX = backprop(data(6, 2))
    assert model.layers[3].has_grad("W")
    assert not model.layers[1].has_grad("W")
    assert dX.shape == (6, 3)


def test_one_model_may_be_several_experts():
    expert = Linear(2, 3)
    model = MixtureOfExperts(Linear(), [expert, expert], 2).initialize(X=data(1, 3))
    check_gradients(model, data(5, 3, "float64"))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_an_empty_batch(dtype):
    model = mixture(2).initialize(X=data(1, 3))
    Y, backprop = model.begin_update(data(0, 3, dtype))
    assert (Y.shape, Y.dtype) == ((0, 2), "float32")
    dX = backprop(Y)
    assert (dX.shape, dX.dtype) == ((0, 3), dtype)


def test_no_expert_runs_for_an_empty_batch():
    model, seen = recorded(k=2)
    model.predict(X[:0])
    assert seen == [[], [], []]


def test_an_input_with_more_axes():
    def flat(model, X, is_train):
        return X.reshape((len(X), 6)), lambda dY: dY.reshape(X.shape)

    def flattened():
        model = node("flat")
        model.replace_callbacks(flat)
        return model

    experts = [chain(flattened(), Linear(4, 6)) for _ in range(3)]
    model = MixtureOfExperts(chain(flattened(), TopKGate(3, 6, k=2)), experts, 2)
    check_gradients(model.initialize(), data(5, 2 * 3, "float64").reshape((5, 2, 3)))


def test_sparse_rows_cost_less_than_dense_ones():
    model, seen = recorded(k=1, factors=range(1, 9))
    model = MixtureOfExperts(TopKGate(nO=8, nI=5, k=1).initialize(), model.layers[1:], 1)
    model.predict(data(50, 5))
    assert sum(len(batch) for batches in seen for batch in batches) == 50


def test_the_gate_learns_its_width_from_the_experts():
    model = mixture(2)
    assert (model.get_dim("nI"), model.get_dim("nO")) == (3, 2)
    model.initialize()
    assert model.layers[0].get_dim("nO") == 3
    assert model.layers[0].get_dim("nI") == 3


def test_widths_are_inferred_from_data():
    experts = [Linear(), Relu(), chain(Relu(4), Linear())]
    model = MixtureOfExperts(TopKGate(), experts, 2).initialize(X=data(4, 5), Y=data(4, 7))
    assert (model.get_dim("nI"), model.get_dim("nO")) == (5, 7)
    assert {expert.get_dim("nO") for expert in experts} == {7}
    assert model.predict(data(4, 5)).shape == (4, 7)


def test_experts_take_the_width_of_the_one_that_knows_it():
    experts = [Linear(nI=3), Relu(nO=6)]
    MixtureOfExperts(TopKGate(), experts, 1).initialize()
    assert [expert.get_dim("nO") for expert in experts] == [6, 6]


def test_a_gate_of_several_layers_learns_its_width():
    gate = chain(Relu(4), TopKGate())
    MixtureOfExperts(gate, [Linear(2, 3), Linear(2, 3)], 1).initialize()
    assert gate.get_dim("nO") == 2
    assert gate.layers[0].get_dim("nI") == 3


def test_dimensions_that_were_set_reach_the_layers():
    model = MixtureOfExperts(TopKGate(), [Linear(), Linear()], 1)
    model.set_dim("nI", 3)
    model.set_dim("nO", 2)
    assert model.initialize().predict(data(4, 3)).shape == (4, 2)


def test_a_copy_learns_on_its_own():
    model = mixture(2).initialize(X=data(1, 3))
    twin = model.copy()
    assert {part.id for part in twin.walk()}.isdisjoint({part.id for part in model.walk()})
    Y, backprop = twin.begin_update(data(5, 3))
    backprop(Y)
    assert not any(part.has_grad(name) for part in model.walk() for name in part.param_names)
    numpy.testing.assert_array_equal(twin.predict(data(5, 3)), model.predict(data(5, 3)))


def test_it_can_be_saved_and_pickled():
    model = mixture(2).initialize(X=data(1, 3))
    expected = model.predict(data(5, 3))
    for loaded in (mixture(2).from_bytes(model.to_bytes()), pickle.loads(pickle.dumps(model))):
        assert loaded.attrs["k"] == 2
        numpy.testing.assert_array_equal(loaded.predict(data(5, 3)), expected)


def test_experts_are_a_list_of_blocks_in_a_config():
    text = """
    [model]
    @layers = "MixtureOfExperts.v1"
    k = 2
    experts = [${relu}, ${linear}, ${relu}]

    [model.gate]
    @layers = "TopKGate.v1"
    k = 2

    [relu]
    @layers = "Relu.v1"
    nO = 4
    nI = 3

    [linear]
    @layers = "Linear.v1"
    nO = 4
    nI = 3
    """
    from typedthinc.api import Config

    config = registry.fill(Config().from_str(text.replace("\n    ", "\n")))
    again = Config().from_str(config.to_str())
    model = registry.resolve(again)["model"].initialize()
    assert [part.name for part in model.layers] == ["topkgate", "relu", "linear", "relu"]
    assert model.layers[1] is not model.layers[3]
    assert model.predict(data(5, 3)).shape == (5, 4)


def test_two_straight_lines_learn_to_be_a_bent_one():
    from typedthinc.api import Adam

    batch = data(200, 1)
    wanted = abs(batch)
    # The best that one line can do is the variance of the truth.
    assert wanted.var() > 0.3
    model = MixtureOfExperts(TopKGate(k=2), [Linear(), Linear()], 2).initialize(batch, wanted)
    optimizer = Adam(0.05)
    for _ in range(100):
        Y, backprop = model.begin_update(batch)
        backprop((Y - wanted) / len(batch))
        model.finish_update(optimizer)
    assert ((model.predict(batch) - wanted) ** 2).mean() < 0.03


def test_over_ids_the_gradient_is_one_of_floats_if_any_layer_gives_one():
    gate = chain(Embed(4, 5, column=0), TopKGate(2, 4))
    model = MixtureOfExperts(gate, [Linear(3), Linear(3)], k=1)
    X = numpy.ones((5, 2), "i")
    _, backprop = model.initialize(X=X).begin_update(X)
    dX = backprop(numpy.ones((5, 3), "f"))
    assert (dX.dtype, dX.shape) == ("float32", (5, 2))
    assert dX.any()
