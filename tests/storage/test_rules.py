"""What loading changes in a model, and what it leaves."""

from __future__ import annotations

from typing import Any

import numpy

from tests.storage.samples import node, small


def test_names_are_those_that_were_stored() -> None:
    target = node("x", node("y")).from_bytes(node("a", node("b")).to_bytes())
    assert [part.name for part in target.walk()] == ["a", "b"]


def test_an_unset_dim_is_filled() -> None:
    target = node("x", dims={"nP": None}).from_bytes(node("x", dims={"nP": 3}).to_bytes())
    assert target.get_dim("nP") == 3


def test_a_dim_that_was_stored_unset_overwrites_nothing() -> None:
    target = node("x", dims={"nO": 3}).from_bytes(node("x", dims={"nO": None}).to_bytes())
    assert target.get_dim("nO") == 3


def test_a_dim_that_was_not_stored_stays() -> None:
    target = node("x", dims={"nO": 3}).from_bytes(node("x").to_bytes())
    assert target.get_dim("nO") == 3


def test_an_attribute_that_was_not_stored_stays() -> None:
    target = node("x", attrs={"a": 1, "b": 2}).from_bytes(node("x", attrs={"a": 3}).to_bytes())
    assert target.attrs == {"a": 3, "b": 2}


def test_the_dictionary_of_attributes_stays_the_same_object() -> None:
    target = node("x", attrs={"a": 1})
    attrs = target.attrs
    target.from_bytes(node("x", attrs={"a": 3}).to_bytes())
    assert attrs == {"a": 3}


def test_references_may_be_created() -> None:
    inner = node("inner")
    target = node("x", node("inner")).from_bytes(node("x", inner, refs={"r": inner}).to_bytes())
    assert target.get_ref("r") is target.layers[0]


def test_a_reference_that_was_stored_unset_is_unset() -> None:
    inner = node("inner")
    target = node("x", inner, refs={"r": inner})
    target.from_bytes(node("x", node("inner"), refs={"r": None}).to_bytes())
    assert target.has_ref("r") is None


def test_a_parameter_that_was_stored_unallocated_is_taken_away() -> None:
    target = node("x", params={"W": numpy.ones(2)})
    target.set_grad("W", numpy.ones(2))
    target.from_bytes(node("x", params={"W": None}).to_bytes())
    assert (target.has_param("W"), target.has_grad("W")) == (None, False)


def test_a_parameter_that_neither_has_stays_unallocated() -> None:
    target = node("x", params={"W": None}).from_bytes(node("x").to_bytes())
    assert target.has_param("W") is None


def test_a_shared_layer_stays_shared() -> None:
    def twice(value: float) -> Any:
        shared = node("s", params={"W": numpy.full(2, value)})
        return node("x", shared, node("other", shared))

    target = twice(0).from_bytes(twice(3).to_bytes())
    assert target.layers[0] is target.layers[1].layers[0]
    assert target.layers[0].get_param("W").tolist() == [3, 3]


def test_gradients_and_ids_are_not_stored() -> None:
    target = small(1)
    ids = [part.id for part in target.walk()]
    grad = target.layers[0].get_grad("W")
    target.from_bytes(small(0).to_bytes())
    assert [part.id for part in target.walk()] == ids
    assert target.layers[0].get_grad("W") is grad


def test_loading_returns_the_model() -> None:
    model = small()
    assert model.from_bytes(model.to_bytes()) is model
    assert model.from_dict(model.to_dict()) is model


def test_bytearrays_and_memoryviews_load_too() -> None:
    kinds: list[Any] = [bytearray, memoryview]
    for kind in kinds:
        assert node("x").from_bytes(kind(node("a").to_bytes())).name == "a"
