"""The rooms of the package import each other in one direction only."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]

# A room imports from itself and from the lines above its own.
ORDER = [
    {"places"},
    {"errors"},
    {"types"},
    {"registries"},
    {"__init__"},
    {"backends"},
    {"util"},
    {"model"},
    {"initializers", "schedules"},
    {"layers", "loss", "optimizers"},
    {"config", "storage"},
    {"export"},
    {"api"},
    {"testing", "show"},
    {"cli"},
    {"__main__"},
]
LEVEL = {room: level for level, rooms in enumerate(ORDER) for room in rooms}

# The imports against that direction. They stand inside functions.
UPWARD = {
    ("typedthinc.registries", "typedthinc.layers"),  # a look-up by name knows the package's own
    ("typedthinc.registries", "typedthinc.backends"),  # as above
    ("typedthinc.registries", "typedthinc.initializers"),  # as above
    ("typedthinc.registries", "typedthinc.loss"),  # as above
    ("typedthinc.registries", "typedthinc.optimizers"),  # as above
    ("typedthinc.registries", "typedthinc.schedules"),  # as above
    ("typedthinc.registries", "typedthinc.config"),  # registry.resolve, registry.fill
    ("typedthinc.model.operators", "typedthinc.layers"),  # model >> model
    ("typedthinc.model.stored", "typedthinc.storage"),  # Model.to_bytes, Model.from_disk
}

MADE_AT_RUN_TIME = "?"


class Import(NamedTuple):
    importer: str
    imported: str
    in_function: bool


def source_files(folder: str) -> list[Path]:
    # Links are not followed: the plugin is looked at in its own folder.
    return sorted([*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.pyi")])


def imports_of(file: Path) -> Iterator[Import]:
    """The imports of a file that are carried out when the program runs."""
    importer = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    yield from _imports_under(ast.parse(file.read_text(encoding="utf8")), importer, False)


def _imports_under(node: ast.AST, importer: str, in_function: bool) -> Iterator[Import]:
    for name in _imported_by(node):
        yield Import(importer, name, in_function)
    inside = in_function or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        children = list(node.orelse)
    for child in children:
        yield from _imports_under(child, importer, inside)


def _imported_by(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names):
            return [alias.name for alias in names]
        case ast.ImportFrom("typedthinc", names, 0):
            return [f"typedthinc.{alias.name}" for alias in names]
        case ast.ImportFrom(module, _, level):
            return ["." * level + (module or "")]
        case ast.Call(ast.Name("import_module") | ast.Attribute(_, "import_module"), [name, *_]):
            return [str(name.value) if isinstance(name, ast.Constant) else MADE_AT_RUN_TIME]
        case _:
            return []


def room_of(module: str) -> str:
    """The part of the package that a module is in; `__init__` for names of the package itself."""
    room = [*module.split("."), "__init__"][1]
    return room if room in LEVEL else "__init__"


def is_upward(found: Import) -> bool:
    if not found.imported.startswith("typedthinc"):
        return False
    own, other = room_of(found.importer), room_of(found.imported)
    return own != other and LEVEL[other] >= LEVEL[own]


FILES = source_files("typedthinc")
IMPORTS = [found for file in FILES for found in imports_of(file)]


def test_every_file_is_in_a_room_of_the_order() -> None:
    rooms = {file.relative_to(ROOT / "typedthinc").parts[0].split(".")[0] for file in FILES}
    assert rooms == set(LEVEL)


def test_rooms_import_in_one_direction() -> None:
    upward = {
        (found.importer, ".".join(found.imported.split(".")[:2]))
        for found in IMPORTS
        if is_upward(found)
    }
    assert upward == UPWARD


def test_imports_against_the_direction_are_inside_functions() -> None:
    assert [found for found in IMPORTS if is_upward(found) and not found.in_function] == []


def test_imports_are_absolute() -> None:
    assert [found for found in IMPORTS if found.imported.startswith(".")] == []


def test_only_commands_and_public_names_are_imported_by_a_name_made_at_run_time() -> None:
    assert {found.importer for found in IMPORTS if found.imported == MADE_AT_RUN_TIME} == {
        "typedthinc.cli",
        "typedthinc.api",
        "typedthinc.layers",
    }


def test_the_plugin_imports_only_mypy_the_standard_library_and_itself() -> None:
    allowed = {"mypy", *sys.stdlib_module_names}
    imported = [found for file in source_files("mypy_plugin") for found in imports_of(file)]
    assert imported
    assert [
        found
        for found in imported
        if found.imported.split(".")[0] not in allowed
        and not found.imported.startswith("typedthinc.mypy_plugin")
    ] == []


@pytest.mark.parametrize("folder", ["typedthinc", "mypy_plugin"])
def test_nothing_is_imported_by_star(folder: str) -> None:
    stars = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in source_files(folder)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf8")))
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    ]
    assert stars == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a.b", [("a.b", False)]),
        ("from a import b, c", [("a", False)]),
        ("from typedthinc import config", [("typedthinc.config", False)]),
        ("from . import b", [(".", False)]),
        ("def f():\n    import a", [("a", True)]),
        ("class C:\n    import a", [("a", False)]),
        (
            "import importlib\nimportlib.import_module('a.b')",
            [("importlib", False), ("a.b", False)],
        ),
        ("if TYPE_CHECKING:\n    import a\nelse:\n    import b", [("b", False)]),
    ],
)
def test_imports_are_found(source: str, expected: list[tuple[str, bool]]) -> None:
    found = _imports_under(ast.parse(source), "here", False)
    assert [(each.imported, each.in_function) for each in found] == expected
