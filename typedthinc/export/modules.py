"""What the source of a module defines, and whether that is what runs."""

from __future__ import annotations

import ast
import collections
import functools
import inspect
import sys
from collections.abc import Iterator
from types import CodeType
from typing import Any, NamedTuple, TypeAlias

Definition: TypeAlias = (
    "ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom"
)
_KINDS = (ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Module(NamedTuple):
    """The source of a module, as it is now.

    Attributes:
        name: The full name of the module.
        lines: The source.
        definitions: The definitions at the top level by name; the last one of each name.
        bindings: How often each name of the module is given a value.
        codes: The compiled functions at the top level.
    """

    name: str
    lines: list[str]
    definitions: dict[str, Definition]
    bindings: collections.Counter[str]
    codes: list[CodeType]

    def text(self, definition: Definition) -> str:
        """The source of a definition, with its decorators and the comment above it."""
        start = first_line(definition)
        text = "".join(self.lines[start - 1 : definition.end_lineno])
        return (self.comment_above(start) + text).rstrip()

    def comment_above(self, line: int) -> str:
        """The comment that ends above a line."""
        start = line - 1
        while start and self.lines[start - 1].startswith("#"):
            start -= 1
        return "".join(self.lines[start : line - 1])

    def runs(self, name: str) -> bool:
        """Whether a function or class is what its one definition in the source says."""
        live: Any = vars(sys.modules[self.name]).get(name)
        if self.bindings[name] != 1:
            return False
        if isinstance(self.definitions[name], ast.ClassDef):
            return isinstance(live, type) and (live.__module__, live.__qualname__) == (
                self.name,
                name,
            )
        # A decorator may have put another function around it.
        return getattr(inspect.unwrap(live), "__code__", None) in self.codes


def read(name: str) -> Module:
    """The source of a module that was imported; of one that has none, nothing."""
    try:
        # This looks whether the file was changed.
        text = inspect.getsource(sys.modules[name])
    except (OSError, TypeError):
        # It was typed in, or is compiled, or is a folder.
        text = ""
    definitions, bindings, codes = _parsed(text)
    return Module(name, text.splitlines(keepends=True), definitions, bindings, codes)


def first_line(definition: Definition) -> int:
    """Where a definition starts, or the first of its decorators."""
    decorators = getattr(definition, "decorator_list", [])
    start: int = min(node.lineno for node in (definition, *decorators))
    return start


def bound(alias: ast.alias) -> str:
    """The name that an import gives a value."""
    return alias.asname or alias.name.partition(".")[0]


def defined_by(statement: Definition) -> set[str]:
    """The names that a definition gives values."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {bound(alias) for alias in statement.names}
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return {
        node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)
    }


@functools.lru_cache(maxsize=256)
def _parsed(text: str) -> tuple[dict[str, Definition], collections.Counter[str], list[CodeType]]:
    try:
        tree = ast.parse(text)
        compiled = compile(text, "<module>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        # It is being edited.
        return {}, collections.Counter(), []
    found: dict[str, Definition] = {}
    for statement in _statements(tree.body):
        found.update(dict.fromkeys(defined_by(statement), statement))
    codes = [each for each in compiled.co_consts if inspect.iscode(each)]
    return found, collections.Counter(_bindings(tree)), codes


def _statements(body: list[ast.stmt]) -> Iterator[Definition]:
    for statement in body:
        if isinstance(statement, _KINDS):
            yield statement
        elif isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            yield from _statements(statement.body)


def _bindings(node: ast.AST) -> Iterator[str]:
    """Each name of a module, as often as a statement gives it a value."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield child.name
            for inner in ast.walk(child):
                if isinstance(inner, ast.Global):
                    yield from inner.names
        elif isinstance(child, (ast.Import, ast.ImportFrom)):
            yield from map(bound, child.names)
        elif not isinstance(child, (ast.Lambda, *_COMPREHENSIONS)):
            if isinstance(child, ast.Name) and not isinstance(child.ctx, ast.Load):
                yield child.id
            elif isinstance(child, ast.ExceptHandler) and child.name:
                yield child.name
            yield from _bindings(child)
