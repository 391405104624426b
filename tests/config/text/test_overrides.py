"""Values that take the place of those in a config."""

from __future__ import annotations

from typing import Any

import pytest

from tests.config.garden import garden
from typedthinc.config import Config, ConfigValidationError

TEXT = """
[hyper]
size = 1
colour = "green"
options = {"x": "y"}

[leaf]
@plants = "Leaf.v1"
size = ${hyper.size}
"""


@pytest.mark.parametrize("value", [10, "10", [1], None, {"@plants": "Soil.v1"}])
def test_overrides_keep_their_types(value: object) -> None:
    assert Config().from_str(TEXT, overrides={"hyper.colour": value})["hyper"]["colour"] == value


@pytest.mark.parametrize("interpolate", [True, False])
def test_overrides_of_a_text_come_before_interpolation(interpolate: bool) -> None:
    config = Config().from_str(TEXT, overrides={"hyper.size": 5}, interpolate=interpolate)
    assert config.interpolate()["leaf"]["size"] == 5


def test_overrides_may_hold_variables_and_dollar_signs() -> None:
    config = Config().from_str(TEXT, overrides={"hyper.colour": "${leaf.size}", "hyper.x": "$5"})
    assert config["hyper"]["colour"] == 1
    assert config["hyper"]["x"] == "$5"


def test_overrides_of_a_text_may_add_keys_to_sections() -> None:
    assert Config().from_str(TEXT, overrides={"leaf.name": "x"})["leaf"]["name"] == "x"


@pytest.mark.parametrize("path", ["hyper", "size", "none.size", "leaf.none.x", "hyper.options.x"])
def test_overrides_of_a_text_that_lead_nowhere(path: str) -> None:
    with pytest.raises(ConfigValidationError, match="^Error parsing config overrides: 1 problem\n"):
        Config().from_str(TEXT, overrides={path: 1})


@pytest.mark.parametrize("interpolate", [True, False])
def test_overrides_while_resolving_reach_variables(interpolate: bool) -> None:
    config = Config().from_str(TEXT, interpolate=interpolate)
    resolved = garden.resolve(config, overrides={"hyper.size": 7})
    assert resolved["leaf"].size == 7


def test_overrides_while_resolving_leave_what_was_changed_after_reading() -> None:
    config = Config().from_str(TEXT)
    config["leaf"]["size"] = 3
    config["leaf"]["name"] = "mine"
    resolved = garden.resolve(config, overrides={"hyper.size": 7})
    assert (resolved["leaf"].size, resolved["leaf"].name) == (3, "mine")


def test_overrides_while_filling_reach_variables() -> None:
    config = Config().from_str(TEXT)
    assert garden.fill(config, overrides={"hyper.size": 7})["leaf"]["size"] == 7
    config = Config().from_str(TEXT, interpolate=False)
    filled = garden.fill(config, overrides={"hyper.size": 7})
    assert filled["leaf"]["size"] == "${hyper.size}"
    assert filled["hyper"]["size"] == 7


@pytest.mark.parametrize(
    ("overrides", "resolved"),
    [
        ({"a.b": 3}, {"a": {"b": 3}, "c": 1}),
        ({"a": {"x": 1}}, {"a": {"x": 1}, "c": 1}),
        ({"c": [2]}, {"a": {"b": {}}, "c": [2]}),
    ],
)
def test_blocks_may_become_values(overrides: dict[str, Any], resolved: dict[str, Any]) -> None:
    config = {"a": {"b": {"@plants": "Pot.v1", "plant": 1}}, "c": 1}
    if overrides == {"c": [2]}:
        config["a"] = {"b": {}}
    assert garden.resolve(config, overrides=overrides) == resolved


def test_values_may_become_blocks() -> None:
    config = {"a": {"b": 1}}
    block = {"@plants": "Leaf.v1", "size": 2}
    assert garden.resolve(config, overrides={"a.b": block})["a"]["b"].size == 2


def test_overrides_may_give_a_block_an_argument() -> None:
    config = {"a": {"@plants": "Leaf.v1", "size": 2}}
    assert garden.resolve(config, overrides={"a.colour": "red"})["a"].name == "red"
    with pytest.raises(ConfigValidationError, match='"color" of "Leaf.v1": did you mean "colour"'):
        garden.resolve(config, overrides={"a.color": "red"})


@pytest.mark.parametrize("call", [garden.resolve, garden.fill])
def test_unused_overrides_are_all_reported(call: Any) -> None:
    with pytest.raises(ConfigValidationError) as info:
        call({"train": {"size": 1}}, overrides={"train.sise": 1, "trian.size": 1, "x": 1})
    assert str(info.value).splitlines() == [
        "Error parsing config overrides: 3 problems",
        '  Unused override: did you mean "train.size"? - at train.sise',
        '  Unused override: did you mean "train"? - at trian.size',
        "  Unused override - at x",
    ]


def test_overrides_never_change_the_config() -> None:
    config = {"a": {"b": {"c": 1}}}
    value = {"d": [1]}
    resolved = garden.resolve(config, overrides={"a.b": value})
    resolved["a"]["b"]["d"].append(2)
    garden.fill(config, overrides={"a.b": value})
    assert config == {"a": {"b": {"c": 1}}}
    assert value == {"d": [1]}
