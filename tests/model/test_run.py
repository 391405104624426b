"""Running, updating and initializing models; where errors say they come from."""

import numpy
import pytest

from tests.model.trees import node
from typedthinc.api import (
    Adam,
    Linear,
    Model,
    Ragged,
    Relu,
    Softmax,
    chain,
    noop,
    reduce_sum,
)
from typedthinc.errors import ShapeError


def scaling(model, X, is_train):
    factor = 3 if is_train else 2

    def backprop(dY):
        return dY * factor

    return X * factor, backprop


def test_predict_runs_outside_of_training():
    assert Model("scale", scaling).predict(5) == 10


def test_begin_update_runs_in_training():
    Y, backprop = Model("scale", scaling).begin_update(5)
    assert (Y, backprop(7)) == (15, 21)


def test_initialize_hands_over_the_data_and_returns_the_model():
    seen = {}
    model = node("a", init=lambda model, X=None, Y=None: seen.update(model=model, X=X, Y=Y))
    assert model.initialize(X=1, Y=2) is model
    assert seen == {"model": model, "X": 1, "Y": 2}


def test_init_can_be_reassigned():
    model = Linear(2, 3)
    model.init = lambda model, X=None, Y=None: model.set_param("W", "mine")
    assert model.initialize().get_param("W") == "mine"


def test_replace_callbacks():
    model = node("a")
    model.replace_callbacks(scaling)
    assert (model.predict(1), model.init) == (2, None)


def test_initializing_again_draws_again():
    model = Linear(4, 3).initialize()
    first = model.get_param("W").copy()
    assert (model.initialize().get_param("W") != first).any()


def test_an_error_says_where_in_the_model_it_was():
    encoder = chain(Relu(6, 4), Relu(5, 6))
    model = chain(noop(), encoder, Softmax(3, 5)).initialize()
    with pytest.raises(ShapeError) as caught:
        model.predict(numpy.zeros((2, 9), dtype="f"))
    assert str(caught.value) == (
        'layer 2 of 3, "relu>>relu > relu (1 of 2)", got an input of the wrong width\n'
        "  expected  Floats2d (batch, nI=4)\n"
        "  got       float32 (2, 9)\n"
        "  help      let the layer before it give width 4, or set nI=9 here"
    )


class Recorder:
    def __init__(self):
        self.calls = []

    def __call__(self, key, param, gradient, **kwargs):
        self.calls.append(key)
        param = param - gradient
        gradient[...] = 0
        return param, gradient


def test_finish_update_calls_the_optimizer_for_params_with_a_gradient():
    inner = node("inner", params={"W": numpy.zeros(2), "unused": numpy.zeros(2)})
    root = node("root", inner, params={"b": numpy.zeros(1)})
    inner.inc_grad("W", numpy.ones(2))
    root.inc_grad("b", numpy.ones(1))
    optimizer = Recorder()
    root.finish_update(optimizer)
    assert optimizer.calls == [(root.id, "b"), (inner.id, "W")]
    assert inner.get_param("W").tolist() == [-1, -1]
    assert inner.get_grad("W").tolist() == [0, 0]


class FakeShim:
    def __init__(self, log):
        self.log = log

    def finish_update(self, optimizer):
        self.log.append("shim")


def test_shims_of_the_whole_tree_are_updated_first():
    log = []
    root = node("root", node("inner", shims=[FakeShim(log)]), params={"b": numpy.zeros(1)})
    root.inc_grad("b", numpy.ones(1))
    root.finish_update(lambda key, param, gradient: (log.append("param") or param, gradient))
    assert log == ["shim", "param"]


def test_use_params_swaps_in_the_whole_tree_and_restores():
    inner = node("inner", params={"W": numpy.zeros(2), "b": numpy.zeros(2)})
    root = node("root", inner)
    with root.use_params({(inner.id, "W"): numpy.ones(2)}):
        assert inner.get_param("W").tolist() == [1, 1]
        assert inner.get_param("b").tolist() == [0, 0]
    assert inner.get_param("W").tolist() == [0, 0]


def test_use_params_restores_after_an_exception():
    model = node("a", params={"W": numpy.zeros(2)})
    with pytest.raises(RuntimeError), model.use_params({(model.id, "W"): numpy.ones(2)}):
        raise RuntimeError
    assert model.get_param("W").tolist() == [0, 0]


def test_use_params_refuses_another_shape_before_it_changes_anything():
    model = node("a", params={"V": numpy.zeros(2), "W": numpy.zeros(2)})
    averages = {(model.id, "V"): numpy.ones(2), (model.id, "W"): numpy.ones(3)}
    with pytest.raises(ShapeError, match="another shape"), model.use_params(averages):
        pass
    assert model.get_param("V").tolist() == [0, 0]


def test_changing_a_param_in_place_is_seen():
    model = Linear(1, 1).initialize()
    model.get_param("W")[...] = 2
    assert model.predict(numpy.ones((1, 1), dtype="f")).tolist() == [[2]]


def test_an_error_that_knows_of_no_layer_gets_the_innermost():
    negative = Ragged(numpy.zeros((2, 3), dtype="f"), numpy.array([3, -1], dtype="i"))
    model = chain(noop(), chain(reduce_sum(), Softmax(2, 3))).initialize()
    with pytest.raises(ShapeError) as caught:
        model.predict(negative)
    first = str(caught.value).splitlines()[0]
    assert first == (
        'in layer 2 of 2, "reduce_sum>>softmax > reduce_sum": '
        "reduce_sum: sequence 1 has a negative length"
    )


def test_use_params_without_averages_changes_nothing():
    model = Linear(2, 2).initialize()
    W = model.get_param("W")
    optimizer = Adam(0.1, use_averages=False)
    with model.use_params(optimizer.averages):
        assert model.get_param("W") is W
