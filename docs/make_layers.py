"""Writes layers.md from the annotations and docstrings of the registered layers."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, get_args, get_type_hints

from typedthinc import layers
from typedthinc.api import registry
from typedthinc.types.kinds import kind_name

HEAD = """\
# Layers

Every registered layer: the name to use in a config, what it takes and gives, and what it does. In
Python its constructor is imported from `typedthinc.api`, `X.v1` as `X` and `X.v2` as `X_v2`. `*`
stands for anything; a layer that takes and gives `*` keeps the kind that it gets. The table is made
from the code's own annotations by `make docs`, and a test says so when it is out of date.

| layer | takes | gives | what it does |
|---|---|---|---|
"""


def main() -> None:
    Path(__file__).with_name("layers.md").write_text(table(), encoding="utf8")


UNREGISTERED = """
## Not registered

These can be used in Python only.

| layer | takes | gives | what it does |
|---|---|---|---|
"""


def table() -> str:
    """The page as it should be."""
    found = registry.layers.get_all()
    own = {n: f for n, f in found.items() if f.__module__.startswith("typedthinc.")}
    constructors = {name: getattr(layers, name) for name in layers.__all__}
    others = {n: f for n, f in constructors.items() if f not in own.values()}
    return HEAD + rows(own) + UNREGISTERED + rows(others)


def rows(constructors: dict[str, Any]) -> str:
    """A row for each layer, in the order of their names."""
    return "".join(row(name, constructors[name]) for name in sorted(constructors, key=str.lower))


def row(name: str, constructor: Any) -> str:
    # What returns the very layer that it is given declares no kinds.
    takes, gives = get_args(get_type_hints(constructor)["return"]) or (Any, Any)
    summary = (inspect.getdoc(constructor) or "").split("\n\n")[0].replace("\n", " ")
    return f"| `{name}` | {cell(takes)} | {cell(gives)} | {summary} |\n"


def cell(annotation: Any) -> str:
    return f"`{kind_name(annotation)}`".replace("|", "\\|")


if __name__ == "__main__":
    main()
