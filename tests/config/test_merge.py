"""One config over another."""

from __future__ import annotations

from typing import Any

import pytest

from typedthinc.config import Config


@pytest.mark.parametrize(
    ("defaults", "updates", "merged"),
    [
        ({"a": {"x": 1, "y": 2}}, {"a": {"x": 3}}, {"a": {"x": 3, "y": 2}}),
        ({"a": {"x": 1}}, {"b": {"x": 3}}, {"a": {"x": 1}, "b": {"x": 3}}),
        ({"a": 1}, {"a": {"x": 1}}, {"a": {"x": 1}}),
        ({"a": {"x": 1}}, {"a": 1}, {"a": 1}),
        ({"a": {"@f": 1, "z": 2}}, {"a": {"@f": 1, "z": 3}}, {"a": {"@f": 1, "z": 3}}),
        ({"a": {"@f": 1, "z": 2}}, {"a": {"@f": 1, "y": 3}}, {"a": {"@f": 1, "y": 3, "z": 2}}),
        ({"a": {"@f": "x", "y": 1}}, {"a": {"@f": "z", "q": 3}}, {"a": {"@f": "z", "q": 3}}),
        ({"a": {"@f": "x", "y": 1}}, {"a": {"@g": "x"}}, {"a": {"@g": "x"}}),
        ({"a": {"y": 1}}, {"a": {"@g": "x"}}, {"a": {"@g": "x"}}),
        ({"a": {"@f": "x", "y": 1}}, {"a": {"y": 3}}, {"a": {"@f": "x", "y": 3}}),
        ({"a": {"x": {"y": 1}}}, {"a": {"x": "${b}"}}, {"a": {"x": "${b}"}}),
    ],
)
def test_merge(defaults: dict[str, Any], updates: dict[str, Any], merged: dict[str, Any]) -> None:
    assert Config(defaults).merge(updates) == merged


def test_remove_extra_leaves_out_what_the_defaults_do_not_have() -> None:
    merged = Config({"a": {"x": 1}}).merge({"a": {"x": 2, "y": 3}, "b": {}}, remove_extra=True)
    assert merged == {"a": {"x": 2}}


def test_merging_changes_neither() -> None:
    defaults, updates = Config({"a": {"x": [1]}}), {"a": {"y": [2]}}
    merged = defaults.merge(updates)
    merged["a"]["x"].append(3)
    merged["a"]["y"].append(3)
    assert defaults == {"a": {"x": [1]}}
    assert updates == {"a": {"y": [2]}}


def test_a_merge_is_interpolated_if_both_are() -> None:
    plain, variables = Config({"a": {"x": 1}}), Config({"b": {"y": "${a.x}"}})
    assert plain.merge(plain).is_interpolated
    assert not plain.merge(variables).is_interpolated
    assert not variables.merge(plain).is_interpolated
    assert plain.merge(variables).interpolate()["b"]["y"] == 1


def test_a_merge_keeps_the_section_order() -> None:
    merged = Config({"x": {}, "y": {}}, section_order=["y", "x"]).merge({"a": {}})
    assert merged.to_str() == "[y]\n\n[x]\n\n[a]"
