"""From nested dictionaries to texts."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from typedthinc.config import Config, ConfigValidationError


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"a": {"x": 1, "y": False, "z": None}}, "[a]\nx = 1\ny = false\nz = null"),
        ({"a": {"x": "1", "y": "false"}}, '[a]\nx = "1"\ny = "false"'),
        ({"a": {"x": [1, {"y": 2}], "z": (1,)}}, '[a]\nx = [1, {"y": 2}]\nz = [1]'),
        ({"a": {"b": {"c": 1}}}, "[a]\n\n[a.b]\nc = 1"),
        ({"a": {}}, "[a]"),
        ({"a": {"x": "^a$", "y": "a$$b"}}, '[a]\nx = "^a$$"\ny = "a$$$$b"'),
        ({"a": {"@x": "f.v1"}}, '[a]\n@x = "f.v1"'),
        ({"a": {"b": {"@x": "f.v1"}}}, '[a]\nb = {"@x": "f.v1"}'),
        ({"a": {"b": {"@x": "f.v1", "y": 1}}}, '[a]\n\n[a.b]\n@x = "f.v1"\ny = 1'),
        ({"a": {"*": {"b": {"@x": "f.v1"}}}}, '[a]\n\n[a.*.b]\n@x = "f.v1"'),
        ({"a": {"*": [1, 2]}}, "[a]\n* = [1, 2]"),
        ({"a": {"b": {"x=y": 1, "z": 2}}}, '[a]\nb = {"x=y": 1, "z": 2}'),
        ({"a": {"b": {"x = 1\n[c]": 1}}}, '[a]\nb = {"x = 1\\n[c]": 1}'),
        ({"b": {"x": 1}, "a": {"x": "${b.x}"}}, "[a]\nx = ${b.x}\n\n[b]\nx = 1"),
        ({"a": {"x": "${b}\n[c]"}}, '[a]\nx = "${b}\\n[c]"'),
        ({"a": {"x.y": 1, "z": {"q[": 2}}}, "[a]\nx.y = 1\n\n[a.z]\nq[ = 2"),
        ({"a": {"b=c": {"d": 1}}}, "[a]\n\n[a.b=c]\nd = 1"),
    ],
)
def test_text(data: dict[str, Any], text: str) -> None:
    assert Config(data).to_str() == text


def test_sections_are_sorted_and_follow_the_section_around_them() -> None:
    config = Config({"j": {"k": 6}, "a": {"b": 1, "f": {"g": 4}, "c": 2, "d": {"e": {}}}})
    headers = ["[a]", "[a.d]", "[a.d.e]", "[a.f]", "[j]"]
    assert [line for line in config.to_str().splitlines() if line.startswith("[")] == headers


def test_section_order_comes_first() -> None:
    config = Config({"a": {}, "b": {}, "c": {}}, section_order=["c", "b"])
    assert config.to_str() == "[c]\n\n[b]\n\n[a]"
    assert list(config) == ["c", "b", "a"]


def test_named_arguments_keep_their_order() -> None:
    arguments = {"z": {"x": {"y": 1}}, "a": {"x": 1}, "m": {}}
    config = Config({"s": {"*": arguments}})
    assert list(Config().from_str(config.to_str())["s"]["*"]) == ["z", "a", "m"]


def test_named_arguments_of_both_sorts_keep_their_order() -> None:
    config = Config({"s": {"*": {"z": 1, "a": {"x": 1}, "m": 2}}})
    assert list(Config().from_str(config.to_str())["s"]["*"]) == ["z", "a", "m"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"x": 1}, "Expected a section, got 1, which stands in no section - at x"),
        (
            {"DEFAULT": {}},
            "a section whose name and keys can be written without quotes - at DEFAULT",
        ),
        ({"a.b": {}}, "a section whose name and keys can be written without quotes - at a.b"),
        ({"a": {"x = y": 1}}, "a section whose name and keys can be written without quotes - at a"),
        ({"a": {"x": numpy.zeros((2, 3))}}, "that JSON can hold, got float64 (2, 3) - at a.x"),
        ({"a": {"x": [len]}}, "Expected a value that JSON can hold, got "),
        ({"a": {"x": ["__SECTION__:a"]}}, 'Expected no "__SECTION__:", which is reserved'),
        ({"a": {"x": [{1: 2}]}}, "Expected texts as keys - at a.x"),
    ],
)
def test_what_cannot_be_written(data: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigValidationError) as info:
        Config(data).to_str()
    assert message in str(info.value)


def test_everything_that_cannot_be_written_is_reported() -> None:
    with pytest.raises(ConfigValidationError) as info:
        Config({"a": {"x": len, "y": 1, "z": {"q": {1}}}, "b": 3}).to_str()
    assert [error["loc"] for error in info.value.errors] == [("a", "x"), ("a", "z", "q"), ("b",)]
