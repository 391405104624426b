"""Defaults written into a config."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.config.garden import garden, own_registries
from typedthinc.config import Config, ConfigValidationError

LEAF = {"@plants": "Leaf.v1", "size": 1}
FILLED_LEAF = {"@plants": "Leaf.v1", "size": 1, "colour": "green", "name": None}


@pytest.mark.parametrize(
    ("config", "filled"),
    [
        ({"a": LEAF}, {"a": FILLED_LEAF}),
        ({"a": {**LEAF, "colour": "red"}}, {"a": {**FILLED_LEAF, "colour": "red"}}),
        ({"a": {"@plants": "Tree.v1"}}, {"a": {"@plants": "Tree.v1"}}),
        (
            {"a": {"@plants": "Tree.v1", "*": {"x": LEAF}}},
            {"a": {"@plants": "Tree.v1", "*": {"x": FILLED_LEAF}}},
        ),
        ({"a": {"b": [LEAF, 1]}}, {"a": {"b": [FILLED_LEAF, 1]}}),
        (
            {"a": {"@plants": "Pot.v1", "plant": LEAF}},
            {"a": {"@plants": "Pot.v1", "plant": FILLED_LEAF, "rate": 0.1}},
        ),
        ({"a": {"@plants": "None.v1", "b": LEAF}}, {"a": {"@plants": "None.v1", "b": LEAF}}),
        ({"a": {"@none": "Leaf.v1"}}, {"a": {"@none": "Leaf.v1"}}),
    ],
)
def test_blocks_get_their_defaults(config: dict[str, Any], filled: dict[str, Any]) -> None:
    before = Config(config).copy()
    assert garden.fill(config) == filled
    assert garden.fill(filled) == filled
    assert config == before


def test_values_are_checked_and_not_converted() -> None:
    config = {"a": {"@rates": "endless.v1", "start": 1}}
    assert repr(garden.fill(config)["a"]["start"]) == "1"
    with pytest.raises(ConfigValidationError) as info:
        garden.fill({"a": {**LEAF, "size": "1", "sise": 1}, "b": {"@rates": "endless.v1"}})
    assert [error["loc"] for error in info.value.errors] == [
        ("a", "sise"),
        ("a", "size"),
        ("b", "start"),
    ]
    assert info.value.error_types == {"int_type", "missing", "unexpected_argument"}


def test_nothing_is_called() -> None:
    registries = own_registries()

    @registries.things("f.v1")
    def function(x: int = 1) -> None:
        raise NotImplementedError

    assert registries.fill({"a": {"@things": "f.v1"}})["a"] == {"@things": "f.v1", "x": 1}


def test_variables_stay() -> None:
    text = """[size]
small = 1

[leaf]
@plants = "Leaf.v1"
size = ${size.small}

[other]
leaf = ${leaf}
more = [{"@plants": "Leaf.v1", "size": 2, "name": "n${size.small}"}]
function = "Leaf.v1"

[third]
@plants = ${other.function}
size = 1"""
    config = Config().from_str(text, interpolate=False)
    filled = garden.fill(config)
    assert not filled.is_interpolated
    assert filled["leaf"] == {**FILLED_LEAF, "size": "${size.small}"}
    assert filled["other"]["leaf"] == "${leaf}"
    assert filled["other"]["more"][0] == {**FILLED_LEAF, "size": 2, "name": "n${size.small}"}
    assert filled["third"] == {**FILLED_LEAF, "@plants": "${other.function}"}
    assert garden.fill(filled) == filled
    assert filled.interpolate() == garden.fill(Config().from_str(text))
    assert garden.resolve(filled)["other"]["leaf"].size == 1


def test_an_interpolated_config_stays_interpolated() -> None:
    config = Config().from_str('[a]\nx = 1\n[b]\n@plants = "Leaf.v1"\nsize = ${a.x}')
    filled = garden.fill(config)
    assert filled.is_interpolated
    assert filled["b"] == FILLED_LEAF


def test_the_section_order_stays() -> None:
    assert garden.fill(Config({"a": {}, "b": {}}, section_order=["b"])).section_order == ["b"]


def test_defaults_that_cannot_be_written_stay_with_the_function() -> None:
    registries = own_registries()

    @registries.things("f.v1")
    def function(x: Callable[..., Any] = len, y: tuple[int, ...] = (1, 2)) -> Any:
        return x, y

    filled = registries.fill({"a": {"@things": "f.v1"}})
    assert filled["a"] == {"@things": "f.v1", "y": (1, 2)}
    read = Config().from_str(filled.to_str())
    assert registries.resolve(read)["a"] == (len, (1, 2))
    assert registries.fill(read) == read


def test_defaults_are_not_shared() -> None:
    registries = own_registries()
    default: list[int] = []

    @registries.things("f.v1")
    def function(x: list[int] = default) -> None: ...

    registries.fill({"a": {"@things": "f.v1"}})["a"]["x"].append(1)
    assert default == []


def test_without_validation_what_nothing_takes_is_left_out() -> None:
    filled = garden.fill({"a": {**LEAF, "size": "x", "sise": 1, "*": [1]}}, validate=False)
    assert filled["a"] == {**FILLED_LEAF, "size": "x"}


def test_results_of_functions_are_no_part_of_the_config() -> None:
    registries = own_registries()

    @registries.things("f.v1")
    def function(x: bool) -> dict[str, bool]:
        return {"y": not x}

    config = {"a": {"@things": "f.v1", "x": False}}
    assert registries.fill(config) == config
    assert registries.resolve(config) == {"a": {"y": True}}
