"""A layer that tells what happens in it."""

import pickle

import numpy
import pytest

from typedthinc.api import (
    Linear,
    Model,
    chain,
    data_validation,
    noop,
    with_debug,
)
from typedthinc.errors import (
    ArgumentTypeError,
    CompositionError,
    DataValidationError,
)
from typedthinc.util import forward_types

X = numpy.ones((2, 3), dtype="f")
LOG = []


def log_init(*args):
    LOG.append(("init", *args))


def log_forward(*args):
    LOG.append(("forward", *args))


def log_backprop(*args):
    LOG.append(("backprop", *args))


def logged(layer):
    LOG.clear()
    return with_debug(layer, on_init=log_init, on_forward=log_forward, on_backprop=log_backprop)


def kinds():
    return [entry[0] for entry in LOG]


def test_it_returns_the_layer_itself():
    layer = Linear(2, 3)
    assert with_debug(layer, "name") is layer
    assert layer.name == "linear"


def test_the_functions_get_what_the_layer_gets():
    model = logged(Linear(2))
    target = numpy.ones((2, 2), "f")
    model.initialize(X=X, Y=target)
    Y, backprop = model(X, True)
    dY = Y * 2
    backprop(dY)
    model.predict(X)
    assert kinds() == ["init", "forward", "backprop", "forward"]
    assert LOG[0][1] is model
    assert LOG[0][2] is X
    assert LOG[0][3] is target
    assert LOG[1][1] is model
    assert LOG[1][2] is X
    assert LOG[1][3] is True
    assert LOG[2][1] is dY
    assert len(LOG[2]) == 2
    assert LOG[3][3] is False


def test_the_layer_gives_what_it_gave():
    layer = Linear(2, 3).initialize()
    alone = layer.copy()
    Y, backprop = logged(layer).begin_update(X)
    wanted, wanted_backprop = alone.begin_update(X)
    numpy.testing.assert_array_equal(Y, wanted)
    numpy.testing.assert_array_equal(backprop(Y), wanted_backprop(Y))


def test_a_layer_that_is_used_twice_counts_twice():
    # Initializing a chain runs each layer on the sample, too.
    node = logged(Linear(3, 3))
    model = chain(node, node).initialize(X=X, Y=X)
    Y, backprop = model.begin_update(X)
    backprop(Y)
    assert [kinds().count(what) for what in ("init", "forward", "backprop")] == [2, 4, 2]


def test_they_are_called_before_the_layer_works():
    seen = []
    layer = with_debug(Linear(2, 3), on_init=lambda model, X, Y: seen.append(model.has_param("W")))
    layer.initialize()
    assert seen == [None]
    assert layer.has_param("W")


def test_one_around_another():
    seen = []
    layer = with_debug(Linear(2, 3).initialize(), on_forward=lambda *args: seen.append("inner"))
    with_debug(layer, on_forward=lambda *args: seen.append("outer")).predict(X)
    assert seen == ["outer", "inner"]


def test_a_layer_without_an_init_function():
    model = logged(Model("plain", lambda model, X, is_train: (X, lambda dY: dY)))
    model.initialize(X=X)
    assert kinds() == ["init"]


@pytest.mark.parametrize(
    "twin_of", [lambda model: pickle.loads(pickle.dumps(model)), lambda model: model.copy()]
)
def test_a_twin_works_and_tells_too(twin_of):
    model = logged(Linear(2, 3)).initialize()
    twin = twin_of(model)
    LOG.clear()
    numpy.testing.assert_array_equal(twin.predict(X), model.predict(X))
    twin.initialize()
    assert kinds() == ["forward", "forward", "init"]
    assert LOG[0][1] is twin


def test_without_functions_it_can_be_pickled():
    model = with_debug(Linear(2, 3)).initialize()
    twin = pickle.loads(pickle.dumps(model))
    numpy.testing.assert_array_equal(twin.predict(X), model.predict(X))


def test_saving_does_not_see_it():
    stored = with_debug(Linear(2, 3)).initialize().to_bytes()
    assert Linear(2, 3).from_bytes(stored).to_bytes() == stored


def test_the_kinds_of_the_layer_stay_known():
    layer = Linear(2, 3)
    before = forward_types(layer._func)
    assert forward_types(with_debug(layer)._func) == before
    with data_validation(True), pytest.raises(DataValidationError, match="linear"):
        layer.initialize(X=numpy.ones((2, 3, 4), "f"))


def test_it_wants_a_layer():
    with pytest.raises(CompositionError, match="argument 1 of with_debug is not a layer"):
        with_debug(Linear)


def test_a_function_is_no_name():
    with pytest.raises(ArgumentTypeError) as caught:
        with_debug(noop(), print)
    assert str(caught.value) == (
        "with_debug got something else than a name\n"
        "  expected  a str\n"
        "  got       builtin_function_or_method\n"
        "  help      give functions by name: on_init=, on_forward=, on_backprop="
    )
