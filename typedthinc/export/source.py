"""The source of functions, with all that they use.

A function is taken from the text of its module. The names in it lead to other
definitions there, or through imports to those of other modules, until all
that is left are the standard library and NumPy, which are imported.
"""

from __future__ import annotations
import __future__

import ast
import builtins
import dis
import functools
import importlib.util
import inspect
import sys
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple, TypeAlias

from typedthinc.errors import ArgumentError

# Names in annotations lead to definitions in these modules only: nothing else is needed to run.
_OWN = "typedthinc.export.runtime."

Definition: TypeAlias = (
    "ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom"
)


class _Use(NamedTuple):
    name: str
    in_annotation: bool


class Sources:
    """The definitions that a program needs.

    Args:
        given: Names that the program defines itself, wherever they are used.

    Attributes:
        texts: The source of each definition, those first that others need when they are read.
    """

    def __init__(self, given: Collection[str] = ()) -> None:
        self.texts: list[str] = []
        self._given = frozenset(given)
        self._meanings: dict[str, str] = {}
        self._imported: set[tuple[str, str]] = set()

    @property
    def imports(self) -> list[str]:
        """The lines that import what the definitions use of other packages."""
        members: dict[str, list[str]] = {}
        for source, spelled in sorted(self._imported):
            members.setdefault(source, []).append(spelled)
        lines = [f"import {name}" for name in members.pop("", [])]
        lines += [f"from {source} import {', '.join(names)}" for source, names in members.items()]
        own = [line for line in lines if line.split()[1].partition(".")[0] == "numpy"]
        return [line for line in lines if line not in own] + ["", *own]

    @property
    def names(self) -> set[str]:
        """What the definitions and imports define."""
        return set(self._meanings)

    def add(self, function: Callable[..., Any]) -> None:
        """Add a function and all that it uses.

        Raises:
            ArgumentError: It is not a function at the top level of a module
                whose source can be read, or uses what a program cannot have.
        """
        name = getattr(function, "__name__", type(function).__name__)
        module = getattr(function, "__module__", None)
        if (
            not inspect.isfunction(function)
            or function.__qualname__ != name
            or module not in sys.modules
            or not isinstance(_definitions(module).get(name), ast.FunctionDef)
        ):
            raise ArgumentError(
                f"is computed by {name}, which is not a function at the top level of a module"
            )
        self._add(module, name, name)

    def _add(self, module: str, name: str, user: str) -> None:
        definition = _definitions(module)[name]
        if isinstance(definition, (ast.Import, ast.ImportFrom)):
            self._add_import(module, name, definition, user)
            return
        text = _text(module, definition)
        if not self._claim(_defined_by(definition), text):
            return
        for unknown in sorted(_globals(text) - set(_definitions(module)) - self._given):
            raise ArgumentError(
                f"is computed by {user}, which uses {unknown}: its module has no function,"
                " class, constant or import of that name at its top level"
            )
        for use in _uses(definition):
            self._follow(module, use, name)
        self.texts.append(text)

    def _follow(self, module: str, use: _Use, user: str) -> None:
        definition = _definitions(module).get(use.name)
        if definition is None or use.name in self._given:
            return
        if use.in_annotation and not _is_free(_origin(module, use.name)):
            return
        self._add(module, use.name, user)

    def _add_import(
        self, module: str, name: str, definition: ast.Import | ast.ImportFrom, user: str
    ) -> None:
        alias = next(each for each in definition.names if _bound(each) == name)
        source = _imported_from(module, definition)
        if _is_available(source or alias.name):
            spelled = alias.name + (f" as {alias.asname}" if alias.asname else "")
            line = f"from {source} import {spelled}" if source else f"import {spelled}"
            self._claim({name}, line)
            self._imported.add((source or "", spelled))
        elif source in sys.modules and alias.name == name and name in _definitions(source):
            self._add(source, name, user)
        else:
            raise ArgumentError(
                f"is computed by {user}, which uses {alias.name}"
                + (f" of {source}" if source else "")
                + ": a program has NumPy, the standard library and functions of Python only"
            )

    def _claim(self, names: set[str], text: str) -> bool:
        """Say what some names mean; whether they were not known before."""
        for name in names:
            if self._meanings.get(name, text) != text:
                raise ArgumentError(f"needs two definitions that are both called {name}")
        is_new = not names <= set(self._meanings)
        self._meanings.update(dict.fromkeys(names, text))
        return is_new


@functools.lru_cache(maxsize=256)
def _definitions(module: str) -> dict[str, Definition]:
    """The definitions at the top level of a module by name; the last one of each name."""
    try:
        tree = ast.parse("".join(_lines(module)))
    except (OSError, TypeError):
        # It was typed in, or is compiled, or is a folder.
        return {}
    found: dict[str, Definition] = {}
    for statement in _statements(tree.body):
        found.update(dict.fromkeys(_defined_by(statement), statement))
    return found


@functools.lru_cache(maxsize=256)
def _lines(module: str) -> list[str]:
    return inspect.getsource(sys.modules[module]).splitlines(keepends=True)


def _statements(body: list[ast.stmt]) -> Iterator[Definition]:
    for statement in body:
        if isinstance(
            statement,
            (ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom),
        ):
            yield statement
        elif isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            yield from _statements(statement.body)


def _defined_by(statement: Definition) -> set[str]:
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {_bound(alias) for alias in statement.names}
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return {
        node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)
    }


def _bound(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _uses(node: ast.AST, in_annotation: bool = False) -> Iterator[_Use]:
    """The names in a definition, some of which may be those of other definitions."""
    if isinstance(node, ast.Name):
        yield _Use(node.id, in_annotation)
    for field, value in ast.iter_fields(node):
        annotates = in_annotation or field in ("annotation", "returns")
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _uses(child, annotates)


def _text(module: str, definition: Definition) -> str:
    """The source of a definition, with its decorators and the comment above it."""
    lines = _lines(module)
    decorators = getattr(definition, "decorator_list", [])
    start = min(node.lineno for node in (definition, *decorators)) - 1
    while start and lines[start - 1].startswith("#"):
        start -= 1
    return "".join(lines[start : definition.end_lineno]).rstrip()


def _globals(text: str) -> set[str]:
    """The names that a definition takes from its module."""
    flags = __future__.annotations.compiler_flag
    waiting = [compile(text, "<definition>", "exec", flags, dont_inherit=True)]
    loaded, stored = set[str](), set[str]()
    for code in waiting:
        waiting += [each for each in code.co_consts if inspect.iscode(each)]
        for step in dis.get_instructions(code):
            if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
                loaded.add(step.argval)
            elif step.opname == "STORE_NAME":
                stored.add(step.argval)
    free = loaded - stored - set(dir(builtins))
    return {name for name in free if not name.startswith("__")}


def _imported_from(module: str, definition: ast.Import | ast.ImportFrom) -> str | None:
    if isinstance(definition, ast.Import):
        return None
    name = "." * definition.level + (definition.module or "")
    package = sys.modules[module].__package__
    return importlib.util.resolve_name(name, package) if definition.level else name


def _origin(module: str, name: str) -> str:
    """The module that a name of a module comes from."""
    definition = _definitions(module)[name]
    if isinstance(definition, ast.ImportFrom):
        return _imported_from(module, definition) or module
    if isinstance(definition, ast.Import):
        return name
    return module


def _is_available(module: str) -> bool:
    """Whether a program can import a module wherever it runs."""
    package = module.partition(".")[0]
    return package == "numpy" or package in sys.stdlib_module_names


def _is_free(module: str) -> bool:
    """Whether what annotations use of a module can be in a program without more ado."""
    return _is_available(module) or module.startswith(_OWN)
