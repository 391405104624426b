"""Writes layers.md from the annotations and docstrings of the registered layers."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, get_args, get_type_hints

from typedthinc.api import registry
from typedthinc.types.kinds import kind_name

HEAD = """\
# Layers

Every registered layer: the name to use in a config, what it takes and gives, and what it does. In
Python its constructor is imported from `typedthinc.api`. `*` stands for anything; a layer that
takes and gives `*` keeps the kind that it gets. The table is made from the code's own annotations
by `make docs`, and a test says so when it is out of date.

| layer | takes | gives | what it does |
|---|---|---|---|
"""


def main() -> None:
    Path(__file__).with_name("layers.md").write_text(table(), encoding="utf8")


def table() -> str:
    """The page as it should be."""
    layers = registry.layers.get_all()
    own = {n: f for n, f in layers.items() if f.__module__.startswith("typedthinc.")}
    return HEAD + "".join(row(name, own[name]) for name in sorted(own, key=str.lower))


def row(name: str, constructor: Any) -> str:
    takes, gives = get_args(get_type_hints(constructor)["return"])
    summary = (inspect.getdoc(constructor) or "").split("\n\n")[0].replace("\n", " ")
    return f"| `{name}` | {cell(takes)} | {cell(gives)} | {summary} |\n"


def cell(annotation: Any) -> str:
    return f"`{kind_name(annotation)}`".replace("|", "\\|")


if __name__ == "__main__":
    main()
