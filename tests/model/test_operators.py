"""Operators between layers."""

import threading

import pytest

from tests.model.trees import node
from typedthinc.api import Linear, Model, Relu, Softmax, chain, concatenate
from typedthinc.errors import OperatorError

ALL = ["+", "-", "*", "@", "/", "//", "%", "**", "<<", ">>", "&", "^", "|"]


def evaluate(operator, left, right):
    return eval(f"left {operator} right", {"left": left, "right": right})  # noqa: S307  # a fixed list of operators


@pytest.mark.parametrize(
    ("operator", "name"),
    [
        (">>", "relu>>linear"),
        ("|", "relu|linear"),
        ("+", "add"),
        ("&", "tuple(relu, linear)"),
    ],
)
def test_operators_have_a_meaning_outside_of_any_block(operator, name):
    assert evaluate(operator, Relu(4, 4), Linear(4, 4)).name == name


def test_power_clones():
    assert len((Relu(4, 4) ** 3).layers) == 3


def test_chains_by_operator_are_nested():
    model = Relu(4) >> Relu(3) >> Softmax(2)
    assert [layer.name for layer in model.layers] == ["relu>>relu", "softmax"]


@pytest.mark.parametrize("operator", ALL)
def test_every_operator_can_be_bound(operator):
    with Model.define_operators({operator: lambda a, b: (a.name, b.name)}):
        assert evaluate(operator, node("a"), node("b")) == ("a", "b")


@pytest.mark.parametrize("operator", [op for op in ALL if op != ">>"])
def test_only_what_the_block_binds_works_in_it(operator):
    with (
        Model.define_operators({">>": chain}),
        pytest.raises(TypeError, match="Undefined operator") as caught,
    ):
        evaluate(operator, node("a"), node("b"))
    assert isinstance(caught.value, OperatorError)


@pytest.mark.parametrize("operator", ["-", "*", "@", "/", "//", "%", "<<", "^"])
def test_operators_without_a_default_say_what_to_do(operator):
    with pytest.raises(OperatorError, match="bind it with Model.define_operators"):
        evaluate(operator, node("a"), node("b"))


def test_an_inner_block_replaces_the_outer_and_leaving_restores():
    with Model.define_operators({">>": chain, "|": concatenate}):
        with Model.define_operators({">>": concatenate}):
            assert (node("a") >> node("b")).name == "a|b"
            with pytest.raises(TypeError):
                node("a") | node("b")
        assert (node("a") >> node("b")).name == "a>>b"
        assert (node("a") | node("b")).name == "a|b"


def test_the_defaults_are_back_after_an_exception():
    with pytest.raises(RuntimeError), Model.define_operators({"|": chain}):
        raise RuntimeError
    assert (node("a") >> node("b")).name == "a>>b"


def test_threads_do_not_disturb_each_other():
    results = {}
    barrier = threading.Barrier(2)

    def compose(key, function):
        with Model.define_operators({">>": function}):
            barrier.wait()
            results[key] = (node("a") >> node("b")).name
            barrier.wait()

    threads = [
        threading.Thread(target=compose, args=(key, function))
        for key, function in (("chain", chain), ("concatenate", concatenate))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {"chain": "a>>b", "concatenate": "a|b"}
