"""Dimensions, parameters, gradients and references of a node."""

import numpy
import pytest

from tests.model.trees import node
from typedthinc.api import Linear
from typedthinc.errors import (
    ArgumentTypeError,
    DimensionError,
    NotInitializedError,
    ShapeError,
    StructureError,
    UnknownNameError,
    UnsetError,
)


def test_has_dim_has_three_answers():
    model = node("a", dims={"nO": 3, "nI": None})
    assert [model.has_dim(name) for name in ("nO", "nI", "nX")] == [True, None, False]


def test_an_unknown_dim_is_a_key_error_with_the_nearest_name():
    with pytest.raises(KeyError) as caught:
        node("a", dims={"nO": 3}).get_dim("n0")
    assert isinstance(caught.value, UnknownNameError)
    assert str(caught.value) == ('layer "a" has no dimension "n0"\n  help      did you mean "nO"?')


@pytest.mark.parametrize("builtin", [ValueError, KeyError])
def test_an_unset_dim_is_both_errors_that_programs_catch(builtin):
    with pytest.raises(builtin) as caught:
        node("a", dims={"nI": None}).get_dim("nI")
    assert isinstance(caught.value, UnsetError)


def test_maybe_get_dim_never_raises():
    model = node("a", dims={"nO": 3, "nI": None})
    assert [model.maybe_get_dim(name) for name in ("nO", "nI", "nX")] == [3, None, None]


def test_setting_the_same_size_again_is_fine():
    model = node("a", dims={"nO": 3})
    model.set_dim("nO", 3)
    assert model.get_dim("nO") == 3


def test_another_size_is_refused():
    model = node("a", dims={"nO": 3})
    with pytest.raises(DimensionError) as caught:
        model.set_dim("nO", 4)
    assert (caught.value.expected, caught.value.got) == ("nO=3", "nO=4")
    assert model.get_dim("nO") == 3


def test_force_changes_a_size_until_a_parameter_is_allocated():
    model = node("a", dims={"nO": 3}, params={"W": None})
    model.set_dim("nO", 4, force=True)
    assert model.get_dim("nO") == 4
    model.set_param("W", numpy.zeros(4))
    with pytest.raises(ValueError, match="parameters are allocated"):
        model.set_dim("nO", 5, force=True)


def test_setting_an_unknown_dim_is_a_key_error():
    with pytest.raises(KeyError):
        node("a").set_dim("nO", 4)


def test_has_param_has_three_answers():
    model = node("a", params={"W": numpy.zeros(2), "b": None})
    assert [model.has_param(name) for name in ("W", "b", "c")] == [True, None, False]


@pytest.mark.parametrize(("name", "error"), [("b", NotInitializedError), ("c", UnknownNameError)])
def test_missing_params_are_key_errors(name, error):
    model = node("a", params={"b": None})
    with pytest.raises(error) as caught:
        model.get_param(name)
    assert isinstance(caught.value, KeyError)


def test_set_param_registers_new_names():
    model = node("a")
    model.set_param("W", numpy.ones(2))
    assert (model.param_names, model.get_param("W").tolist()) == (("W",), [1, 1])


def test_taking_a_param_away_leaves_nothing_readable():
    model = node("a", params={"W": numpy.ones(2)})
    model.inc_grad("W", numpy.ones(2))
    model.set_param("W", None)
    assert (model.has_param("W"), model.maybe_get_param("W"), model.has_grad("W")) == (
        None,
        None,
        False,
    )


def test_a_gradient_of_another_shape_goes_with_the_old_param():
    model = node("a", params={"W": numpy.ones(2)})
    model.inc_grad("W", numpy.ones(2))
    model.set_param("W", numpy.ones(3))
    assert not model.has_grad("W")


def test_gradients_add_up_in_a_copy():
    model = node("a", params={"W": numpy.zeros(2)})
    first = numpy.ones(2)
    model.inc_grad("W", first)
    model.inc_grad("W", first)
    assert model.get_grad("W").tolist() == [2, 2]
    assert first.tolist() == [1, 1]


def test_a_gradient_takes_the_dtype_of_its_param():
    model = node("a", params={"W": numpy.zeros(2, dtype="f")})
    model.inc_grad("W", numpy.ones(2, dtype="float64"))
    assert model.get_grad("W").dtype == "float32"


def test_a_gradient_of_another_shape_is_refused():
    model = node("a", params={"W": numpy.zeros((2, 3))})
    with pytest.raises(ShapeError) as caught:
        model.inc_grad("W", numpy.zeros((3, 2)))
    assert (caught.value.expected, caught.value.got) == ((2, 3), (3, 2))
    assert not model.has_grad("W")


def test_a_scalar_gradient_can_be_added_to():
    model = node("a", params={"W": numpy.zeros(2)})
    model.set_grad("W", 0.0)
    model.inc_grad("W", numpy.ones(2))
    assert model.get_grad("W").tolist() == [1, 1]


@pytest.mark.parametrize("name", ["W", "nothing"])
def test_missing_gradients_are_key_errors(name):
    with pytest.raises(KeyError):
        node("a", params={"W": numpy.zeros(2)}).get_grad(name)


def test_get_gradients_covers_the_tree():
    inner = node("inner", params={"W": numpy.zeros(2)})
    root = node("root", inner, params={"b": numpy.zeros(1), "c": numpy.zeros(1)})
    inner.inc_grad("W", numpy.ones(2))
    root.inc_grad("b", numpy.ones(1))
    found = root.get_gradients()
    assert set(found) == {(inner.id, "W"), (root.id, "b")}
    param, grad = found[inner.id, "W"]
    assert (param.tolist(), grad.tolist()) == ([0, 0], [1, 1])


def test_has_ref_has_three_answers():
    inner = node("inner")
    root = node("root", inner, refs={"a": inner, "b": None})
    assert [root.has_ref(name) for name in "abc"] == [True, None, False]
    assert root.get_ref("a") is inner


@pytest.mark.parametrize(("name", "errors"), [("b", (ValueError, KeyError)), ("c", (KeyError,))])
def test_missing_refs(name, errors):
    root = node("root", refs={"b": None})
    with pytest.raises(errors[0]) as caught:
        root.get_ref(name)
    assert all(isinstance(caught.value, error) for error in errors)


def test_a_ref_must_name_a_node_of_the_own_tree():
    with pytest.raises(StructureError, match='cannot let reference "r" name "stranger"'):
        node("root").set_ref("r", node("stranger"))


def test_unknown_attributes_are_refused():
    model = node("a")
    with pytest.raises(AttributeError):
        model.not_there = 1


def test_a_number_as_gradient_is_one_for_each_entry():
    model = node("a", params={"W": numpy.zeros(2, dtype="f")})
    model.inc_grad("W", 0.5)
    assert (model.get_grad("W").tolist(), model.get_grad("W").dtype) == ([0.5, 0.5], "float32")


@pytest.mark.parametrize("size", ["4", 1.5, True, [4]])
def test_a_size_is_an_integer(size):
    with pytest.raises(ArgumentTypeError, match='got a size of dimension "nO" that is no integer'):
        Linear(nO=size)
    with pytest.raises(ArgumentTypeError):
        Linear().set_dim("nO", size)


def test_a_size_is_not_below_zero():
    with pytest.raises(DimensionError) as caught:
        Linear(nO=-4)
    assert str(caught.value) == (
        'layer "linear" got a size of dimension "nO" below zero\n'
        "  expected  an integer of 0 or more\n"
        "  got       -4"
    )


def test_a_size_may_be_a_number_of_numpy():
    assert Linear(nO=numpy.int64(4)).get_dim("nO") == 4
