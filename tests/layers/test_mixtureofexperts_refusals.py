"""What a mixture of experts refuses, and what it says then."""

import numpy
import pytest
from scipy import sparse

from tests.model.trees import node
from typedthinc.api import (
    Linear,
    MixtureOfExperts,
    MultiSoftmax,
    Relu,
    Softmax,
    TopKGate,
    chain,
    list2ragged,
    noop,
    softmax_activation,
    with_debug,
)
from typedthinc.errors import (
    ArgumentError,
    ArgumentTypeError,
    ArrayError,
    CompositionError,
    DimensionError,
    ShapeError,
)
from typedthinc.testing import check_gradients

# Each row chooses by its own numbers: the gate of these tests passes them through.
X = numpy.array(
    [[0.6, 0.3, 0.1], [0.2, 0.5, 0.3], [0.7, 0.1, 0.2], [0.1, 0.8, 0.1]], dtype="float32"
)


def data(rows, width, dtype="float32"):
    return numpy.random.default_rng(0).normal(size=(rows, width)).astype(dtype)


def mixture(k, n=3, gate=None):
    experts = [Linear(2, 3), chain(Relu(4, 3), Linear(2)), Relu(2, 3), Linear(2, 3)][:n]
    return MixtureOfExperts(gate or TopKGate(k=k), experts, k)


@pytest.mark.parametrize(("experts", "got"), [([], "list"), (Linear(), "Model"), (3, "3")])
def test_there_must_be_experts(experts, got):
    with pytest.raises(CompositionError) as caught:
        MixtureOfExperts(TopKGate(), experts, 1)
    assert caught.value.summary == "MixtureOfExperts needs one expert or more"
    assert caught.value.expected == "a list of layers"
    assert got in caught.value.got


def test_what_is_no_layer_is_named():
    with pytest.raises(CompositionError) as caught:
        MixtureOfExperts(TopKGate(), [Linear(), Linear], 1)
    assert str(caught.value) == (
        "expert 2 of MixtureOfExperts is not a layer\n  expected  a Model\n  got       function"
    )
    with pytest.raises(CompositionError, match="argument 1 of MixtureOfExperts is not a layer"):
        MixtureOfExperts(TopKGate, [Linear()], 1)


@pytest.mark.parametrize("k", [0, -1, 4])
def test_there_must_be_as_many_experts(k):
    with pytest.raises(ArgumentError) as caught:
        mixture(k, gate=Linear())
    assert str(caught.value) == (
        "MixtureOfExperts cannot choose that number of experts\n"
        "  expected  1 <= k <= 3    the number of experts\n"
        f"  got       k={k}"
    )


def test_the_number_is_whole():
    with pytest.raises(ArgumentTypeError, match="MixtureOfExperts cannot choose that number"):
        mixture(1.5, gate=Linear())


def test_a_gate_of_another_width_is_refused_when_it_is_built():
    with pytest.raises(ShapeError) as caught:
        mixture(2, gate=TopKGate(nO=4))
    assert str(caught.value) == (
        'layer "mixtureofexperts" has a gate that does not give one weight an expert\n'
        "  expected  nO=3    the number of experts\n"
        '  got       "topkgate" has nO=4'
    )


def test_a_gate_of_another_width_is_refused_when_it_is_initialized():
    gate = TopKGate()
    model = mixture(2, gate=gate)
    gate.set_dim("nO", 4)
    with pytest.raises(ShapeError, match="does not give one weight an expert"):
        model.initialize()


def test_a_gate_of_another_width_is_refused_when_it_runs():
    model = MixtureOfExperts(noop(), [noop(), noop()], 1)
    with pytest.raises(ShapeError) as caught:
        model.predict(X)
    assert str(caught.value) == (
        'layer "mixtureofexperts" got weights of the wrong shape from its gate\n'
        "  expected  (4, 2)    one for each row and expert\n"
        "  got       (4, 3)"
    )


def test_weights_are_floats():
    model = MixtureOfExperts(noop(), [noop(), noop(), noop()], 1)
    with pytest.raises(ArrayError) as caught:
        model.predict(X.astype("int32"))
    assert str(caught.value) == (
        'layer "mixtureofexperts" got weights of the wrong kind from its gate\n'
        "  expected  Floats2d (batch, experts)\n"
        "  got       int32 (4, 3)"
    )


def test_experts_of_different_widths_are_refused_when_they_are_put_together():
    with pytest.raises(ShapeError) as caught:
        MixtureOfExperts(TopKGate(), [Linear(), Linear(4), Relu(5)], 1)
    assert str(caught.value) == (
        'layer "mixtureofexperts" has experts that give different widths\n'
        '  expected  nO=4    as layer 3 of 4, "linear"\n'
        '  got       layer 4 of 4, "relu" has nO=5'
    )


def test_an_expert_must_have_the_width_of_the_sample():
    with pytest.raises(DimensionError):
        MixtureOfExperts(TopKGate(), [Linear(4), Linear()], 1).initialize(X=X, Y=data(4, 5))


def changed(function):
    model = node("changed")
    model.replace_callbacks(lambda model, X, is_train: (function(X), lambda dY: dY))
    return model


@pytest.mark.parametrize("function", [lambda X: X[:, :2], lambda X: X[:1]])
def test_outputs_of_another_shape_are_refused(function):
    model = MixtureOfExperts(noop(), [node("plain"), changed(function), node("plain")], 2)
    with pytest.raises(ShapeError) as caught:
        model.predict(X)
    got = function(X[[0, 1, 3]]).shape
    assert str(caught.value) == (
        'layer "mixtureofexperts" got an output of the wrong shape from layer 3 of 4, "changed"\n'
        "  expected  (3, 3)    a row for each that chose it, as wide as that of the first\n"
        f"  got       {got}"
    )


def test_outputs_of_another_kind_are_refused():
    experts = [changed(lambda X: X.astype("int32")) for _ in range(3)]
    with pytest.raises(ArrayError) as caught:
        MixtureOfExperts(noop(), experts, 1).predict(X)
    assert str(caught.value) == (
        'layer "mixtureofexperts" got an output of the wrong kind from layer 2 of 4, "changed"\n'
        "  expected  Floats2d (rows, nO)\n"
        "  got       int32 (2, 3)"
    )


@pytest.mark.parametrize(
    "gate", [Softmax(), chain(Relu(4), chain(Relu(4), Softmax())), MultiSoftmax((1,))]
)
def test_a_gate_that_takes_the_gradient_of_its_logits_is_refused(gate):
    last = "multisoftmax" if gate.name == "multisoftmax" else "softmax"
    with pytest.raises(CompositionError) as caught:
        MixtureOfExperts(gate, [Linear()], 1)
    assert str(caught.value) == (
        f'the gate of MixtureOfExperts cannot end in "{last}"\n'
        "  expected  a layer whose backward pass takes the gradient of its output\n"
        "  got       a layer whose backward pass takes that of its logits\n"
        "  help      use TopKGate(), or chain(Linear(), softmax_activation())"
    )


@pytest.mark.parametrize("k", [1, 3])
def test_a_softmax_that_takes_the_gradient_of_its_output_is_a_gate(k):
    gate = chain(Linear(), softmax_activation())
    model = mixture(k, gate=gate).initialize(X=data(1, 3))
    assert gate.get_dim("nO") == 3
    check_gradients(model, data(9, 3, "float64"))


@pytest.mark.parametrize("batch", [[X], list2ragged().predict([X])])
def test_the_input_is_an_array(batch):
    with pytest.raises(ArrayError, match='layer "mixtureofexperts" got a batch of the wrong kind'):
        mixture(2).initialize(X=X).predict(batch)


@pytest.mark.parametrize("shape", [(4, 2), (3, 3)])
def test_the_gradient_has_the_shape_of_the_output(shape):
    model = MixtureOfExperts(noop(), [noop(), noop(), noop()], 1)
    _, backprop = model.begin_update(X)
    with pytest.raises(ShapeError, match="backprop got a gradient of the wrong shape"):
        backprop(numpy.zeros(shape, dtype="f"))


def test_a_sparse_matrix_is_refused():
    model = MixtureOfExperts(Linear(2, 4), [Linear(3, 4), Linear(3, 4)], k=1).initialize()
    with pytest.raises(ArrayError, match="got a batch of the wrong kind"):
        model.predict(sparse.csr_matrix(numpy.eye(4, dtype="f")))


def test_a_gate_that_is_watched_cannot_end_in_softmax_either():
    with pytest.raises(CompositionError, match='cannot end in "softmax"'):
        MixtureOfExperts(with_debug(Softmax(2)), [Linear(3), Linear(3)], k=1)
