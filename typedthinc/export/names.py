"""The names that a definition uses."""

from __future__ import annotations
import __future__

import ast
import dis
import inspect
import sys
from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

from typedthinc.errors import ArgumentError

_GLOBAL = ("LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS")
# What these see is not what is in the source.
_DYNAMIC = ("eval", "exec", "globals")


class Use(NamedTuple):
    """A name that is used, and whether that is in an annotation."""

    name: str
    in_annotation: bool


def check_names(definition: ast.AST, user: str) -> None:
    """Refuse what means something else in another module, or may."""
    for node in ast.walk(definition):
        if isinstance(node, ast.Name):
            is_special = node.id.startswith("__") and node.id.endswith("__")
            if node.id in _DYNAMIC or (is_special and node.id not in ("__class__", "__debug__")):
                raise ArgumentError(
                    f"is computed by {user}, which uses {node.id}: in a program it would"
                    " mean something else",
                    help="write it without this name",
                )
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            source = getattr(node, "module", None) if not getattr(node, "level", 0) else ""
            for alias in node.names:
                if not is_available(alias.name if source is None else source):
                    raise ArgumentError(
                        f"is computed by {user}, which imports {alias.name}: a program has NumPy,"
                        " the standard library and functions of Python only",
                        help="import functions of yours at the top level of the module",
                    )


def early_names(definition: ast.AST) -> Iterator[str]:
    """The names that a definition needs when it is read."""
    if isinstance(definition, (ast.FunctionDef, ast.AsyncFunctionDef)):
        parts = [*definition.decorator_list, *definition.args.defaults]
        parts += [default for default in definition.args.kw_defaults if default is not None]
        for part in parts:
            yield from (use.name for use in uses(part))
    elif isinstance(definition, ast.ClassDef):
        for expression in (*definition.decorator_list, *definition.bases, *definition.keywords):
            yield from (use.name for use in uses(expression))
        for statement in definition.body:
            yield from early_names(statement)
    else:
        yield from (use.name for use in uses(definition))


def uses(node: ast.AST, in_annotation: bool = False) -> Iterator[Use]:
    """The names in a definition, some of which may be those of other definitions."""
    if isinstance(node, ast.Name):
        yield Use(node.id, in_annotation)
    for field, value in ast.iter_fields(node):
        annotates = in_annotation or field in ("annotation", "returns")
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from uses(child, annotates)


def outer_names(text: str) -> set[str]:
    """The names that a definition takes from its module or from Python."""
    flags = __future__.annotations.compiler_flag
    waiting = [compile(text, "<definition>", "exec", flags, dont_inherit=True)]
    found = set[str]()
    for code in waiting:
        waiting += [each for each in code.co_consts if inspect.iscode(each)]
        found |= _taken_from_outside(code)
    return {name for name in found if not name.startswith("__") or not name.endswith("__")}


def _taken_from_outside(code: CodeType) -> set[str]:
    steps = list(dis.get_instructions(code))
    stored = {step.argval for step in steps if step.opname == "STORE_NAME"}
    # What the body of a class defines is known to that body alone.
    by_name = {step.argval for step in steps if step.opname == "LOAD_NAME"} - stored
    return by_name | {step.argval for step in steps if step.opname in _GLOBAL}


def is_available(module: str) -> bool:
    """Whether a program can import a module wherever it runs."""
    package = module.partition(".")[0]
    return package == "numpy" or package in sys.stdlib_module_names
