"""The source of functions, with all that they use.

A function is taken from the text of its module. The names in it lead to other
definitions there, or through imports to those of other modules, until all
that is left are the standard library and NumPy, which are imported. Of the
constants of other packages than this one the values are taken, as they are now.
"""

from __future__ import annotations

import ast
import builtins
import importlib.util
import inspect
import sys
from collections.abc import Callable, Collection
from typing import Any

from typedthinc.errors import ArgumentError, ArgumentTypeError
from typedthinc.export.literal import literal
from typedthinc.export.modules import Definition, Module, bound, defined_by, first_line, read
from typedthinc.export.names import Use, check_names, early_names, is_available, outer_names, uses

_PACKAGE = "typedthinc."
# Names in annotations lead to definitions in these modules only: nothing else is needed to run.
_OWN = "typedthinc.export.runtime."
_CONTAINERS = "typedthinc.export.runtime.containers"
_RENAME = "rename your function, class or constant"
_AGAIN = "define it once, and import it again after it was changed"
_PLAIN = "hand it to Call as an argument, which stores arrays"


class Sources:
    """The definitions that a program needs.

    Args:
        given: Names that the program defines itself.
    """

    def __init__(self, given: Collection[str] = ()) -> None:
        self._given = frozenset(given)
        self._meanings: dict[str, str] = dict.fromkeys(given, "the program")
        self._imported: set[tuple[str, str]] = set()
        self._modules: dict[str, Module] = {}
        self._texts: list[str] = []
        # Definitions of other packages by module, each with its line.
        self._others: dict[str, list[tuple[int, str]]] = {}
        self._needs: dict[str, dict[str, bool]] = {}

    @property
    def texts(self) -> list[str]:
        """The source of each definition, those first that others need when they are read."""
        found = list(self._texts)
        for module in self._in_order():
            found += [text for _, text in sorted(self._others.get(module, []))]
        return found

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
        """What the program, the definitions and the imports define."""
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
            or not isinstance(self._module(module).definitions.get(name), ast.FunctionDef)
        ):
            raise ArgumentError(
                f"is computed by {name}, which is not a function at the top level of a module",
                help="give Call a function that is defined at the top level of a module",
            )
        if vars(sys.modules[module]).get(name) is not function:
            raise _not_what_runs(name, name, module)
        self._add(module, name, name)
        self._in_order()

    def _add(self, module: str, name: str, user: str) -> None:
        if not module.startswith(_PACKAGE):
            self._add_other(self._module(module), name, user)
            return
        definition = self._module(module).definitions[name]
        if isinstance(definition, (ast.Import, ast.ImportFrom)):
            self._add_import(module, name, definition, user)
            return
        names = defined_by(definition)
        if not self._claim(names, f"{module}.{'.'.join(sorted(names))}"):
            return
        for use in uses(definition):
            self._follow(module, use, name)
        self._texts.append(self._module(module).text(definition))

    def _add_other(self, module: Module, name: str, user: str) -> None:
        """Add what a name means in a module that is none of this package."""
        definition = module.definitions.get(name)
        if hasattr(builtins, name):
            raise ArgumentError(
                f"is computed by {user}, which uses {name} of {module.name}: that would hide"
                f" the builtin {name} from the whole program",
                help=_RENAME,
            )
        if isinstance(definition, (ast.Import, ast.ImportFrom)):
            if module.bindings[name] != 1:
                raise _not_what_runs(user, name, module.name)
            self._add_import(module.name, name, definition, user)
        elif not isinstance(definition, (ast.FunctionDef, ast.ClassDef)):
            self._add_value(module, name, definition, user)
        elif not module.runs(name):
            raise _not_what_runs(user, name, module.name)
        elif self._claim({name}, f"{module.name}.{name}"):
            check_names(definition, name)
            early = set(early_names(definition))
            text = module.text(definition)
            for used in sorted(outer_names(text) - {name}):
                if used in module.definitions or not hasattr(builtins, used):
                    self._check_early(module, used, name, used in early)
                    self._add(module.name, used, name)
            for use in uses(definition):
                if use.in_annotation and use.name in module.definitions:
                    self._follow(module.name, use, name)
            self._others.setdefault(module.name, []).append((first_line(definition), text))

    def _add_value(self, module: Module, name: str, at: Definition | None, user: str) -> None:
        """Add a constant with the value that it has now, however it came by it."""
        try:
            value = literal(vars(sys.modules[module.name])[name])
        except KeyError:
            value = ""
        except ArgumentTypeError as error:
            if at is not None:
                raise ArgumentError(
                    f"is computed by {user}, which uses {name} of {module.name}: it"
                    f" {error.args[0]}",
                    help=_PLAIN,
                ) from None
            value = ""
        if not value:
            raise ArgumentError(
                f"is computed by {user}, which uses {name}: its module has no function,"
                " class, constant or import of that name at its top level",
                help="define it at the top level, outside of any block",
            )
        if self._claim({name}, f"{module.name}.{name}"):
            comment = "" if at is None else module.comment_above(at.lineno)
            text = f"{comment}{name} = {value}"
            self._others.setdefault(module.name, []).append((0, text))

    def _check_early(self, module: Module, name: str, user: str, is_early: bool) -> None:
        """Say which module needs which, and refuse what had another value at that time."""
        definition = module.definitions.get(name)
        if isinstance(definition, ast.ImportFrom):
            source = _imported_from(module.name, definition) or ""
            if not is_available(source) and not source.startswith(_PACKAGE):
                needs = self._needs.setdefault(module.name, {})
                needs[source] = needs.get(source, False) or is_early
        if is_early and module.bindings[name] > 1:
            raise _not_what_runs(user, name, module.name)

    def _in_order(self) -> list[str]:
        """The modules, those first that others need."""
        order: list[str] = []
        above: list[str] = []

        def visit(module: str) -> None:
            above.append(module)
            for needed, is_early in self._needs.get(module, {}).items():
                if needed in above:
                    if is_early:
                        raise ArgumentError(
                            f"needs definitions of {module} and {needed}, which import each other",
                            help="put what is needed first into a module of its own",
                        )
                elif needed not in order:
                    visit(needed)
            order.append(above.pop())

        for module in list(self._others):
            if module not in order:
                visit(module)
        return order

    def _follow(self, module: str, use: Use, user: str) -> None:
        definition = self._module(module).definitions.get(use.name)
        if definition is None or (use.name in self._given and module.startswith(_PACKAGE)):
            return
        if use.in_annotation and not _is_free(_origin(module, use.name, definition)):
            return
        self._add(module, use.name, user)

    def _add_import(
        self, module: str, name: str, definition: ast.Import | ast.ImportFrom, user: str
    ) -> None:
        alias = next(each for each in definition.names if bound(each) == name)
        source = given = _imported_from(module, definition)
        if is_available(source or alias.name):
            spelled = alias.name + (f" as {alias.asname}" if alias.asname else "")
            line = f"from {source} import {spelled}" if source else f"import {spelled}"
            self._claim({name}, line)
            self._imported.add((source or "", spelled))
            return
        if not module.startswith(_PACKAGE) and source and source.startswith(_PACKAGE):
            if name in ("Ragged", "Padded"):
                # A program has containers of its own, which are what its layers take.
                source = _CONTAINERS
            elif not source.startswith(_OWN):
                source = None
        if (
            source in sys.modules
            and alias.name == name
            and name in self._module(source).definitions
        ):
            self._add(source, name, user)
            return
        raise ArgumentError(
            f"is computed by {user}, which uses {alias.name}"
            + (f" of {given}" if given else "")
            + ": a program has NumPy, the standard library and functions of Python only",
            help="write it with NumPy and the standard library",
        )

    def _claim(self, names: set[str], meaning: str) -> bool:
        """Say what some names mean; whether they were not known before."""
        for name in names:
            if self._meanings.get(name, meaning) != meaning:
                raise ArgumentError(
                    f"needs two definitions that are both called {name}", help=_RENAME
                )
        is_new = not names <= set(self._meanings)
        self._meanings.update(dict.fromkeys(names, meaning))
        return is_new

    def _module(self, name: str) -> Module:
        if name not in self._modules:
            self._modules[name] = read(name)
        return self._modules[name]


def _not_what_runs(user: str, name: str, module: str) -> ArgumentError:
    return ArgumentError(
        f"is computed by {user}, which uses {name} of {module}: that is not, or not alone,"
        " what the source defines under this name",
        help=_AGAIN,
    )


def _imported_from(module: str, definition: ast.Import | ast.ImportFrom) -> str | None:
    if isinstance(definition, ast.Import):
        return None
    name = "." * definition.level + (definition.module or "")
    package = sys.modules[module].__package__
    return importlib.util.resolve_name(name, package) if definition.level else name


def _origin(module: str, name: str, definition: Definition) -> str:
    """The module that a name of a module comes from."""
    if isinstance(definition, ast.ImportFrom):
        return _imported_from(module, definition) or module
    if isinstance(definition, ast.Import):
        return name
    return module


def _is_free(module: str) -> bool:
    """Whether what annotations use of a module can be in a program without more ado."""
    return is_available(module) or module.startswith(_OWN)
