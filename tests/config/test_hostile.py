"""Configs that mean harm, or look as if they did."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

import typedthinc.config
from tests.config.garden import garden
from typedthinc.config import Config, ConfigValidationError

FORBIDDEN = {"eval", "exec", "compile", "__import__", "import_module"}


def test_configs_run_no_code() -> None:
    for file in Path(typedthinc.config.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", None))
                owner = getattr(getattr(node.func, "value", None), "id", None)
                assert called not in FORBIDDEN or owner == "re", f"{file}:{node.lineno}"
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names}.isdisjoint({"pickle", "marshal"})


@pytest.mark.parametrize("depth", [150, 10_000])
def test_deep_dictionaries_are_an_error_of_ours(depth: int) -> None:
    config: dict[str, Any] = {"@plants": "Soil.v1"}
    for _ in range(depth):
        config = {"a": config}
    for call in (garden.resolve, garden.fill):
        with pytest.raises(ConfigValidationError, match="More than 100 levels of nesting"):
            call(config)


def test_a_dictionary_within_itself_is_an_error_of_ours() -> None:
    config: dict[str, Any] = {"a": {}}
    config["a"]["b"] = config["a"]
    config["a"]["c"] = [config]
    with pytest.raises(ConfigValidationError, match="or a value within itself - at a.b.b"):
        garden.resolve(config)


def test_deep_blocks_within_the_limit_are_built() -> None:
    block: dict[str, Any] = {"@plants": "Leaf.v1", "size": 1}
    for _ in range(45):
        block = {"@plants": "Tree.v1", "*": {"x": block}}
    tree = garden.resolve(Config().from_str(Config({"a": block}).to_str()))["a"]
    for _ in range(45):
        (tree,) = tree.parts
    assert tree.size == 1


@pytest.mark.parametrize("config", ["config.cfg", Path("config.cfg"), None, 3, [{}]])
def test_what_is_no_dictionary_is_refused(config: Any) -> None:
    with pytest.raises(ConfigValidationError, match="Expected a dictionary as config, got"):
        garden.resolve(config)


@pytest.mark.parametrize("name", ["resolve", "__class__", "get", "names", "mro"])
def test_only_registries_are_looked_in(name: str) -> None:
    with pytest.raises(ConfigValidationError, match=f'No registry "{name}"'):
        garden.resolve({"a": {f"@{name}": "x"}})
