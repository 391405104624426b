"""What a registered function takes and gives, with its annotations evaluated."""

from __future__ import annotations

import functools
import inspect
import sys
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

from typedthinc.config.tree import ARGS_KEY

NOTHING: Any = inspect.Parameter.empty
"""Stands for a default that there is not."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a function.

    Args:
        name: Its name.
        annotation: The type that it takes; `Any` if that is not known.
        default: Its default, or `NOTHING`.
        is_positional: Whether it can be given by position.
        is_keyword: Whether it can be given by name.
    """

    name: str
    annotation: Any
    default: Any
    is_positional: bool
    is_keyword: bool


@dataclass(frozen=True)
class Signature:
    """The parameters of a function and the type of its result.

    Args:
        named: The parameters that a config can name.
        args: The type of each of `*args`, if the function takes any.
        kwargs: The type of each of `**kwargs`, if the function takes any.
        returns: The type of the result; `Any` if that is not known.
    """

    named: dict[str, Parameter]
    args: Parameter | None
    kwargs: Parameter | None
    returns: Any


_cache: weakref.WeakKeyDictionary[Callable[..., Any], Signature] = weakref.WeakKeyDictionary()


def read_signature(function: Callable[..., Any]) -> Signature:
    """The signature of a function, which is read once."""
    try:
        found = _cache.get(function)
        if found is None:
            found = _cache[function] = _read(function)
    except TypeError:
        # Neither every callable can be hashed nor can every one be referred to weakly.
        return _read(function)
    return found


def _read(function: Callable[..., Any]) -> Signature:
    try:
        signature = _inspect(function)
    except ValueError:
        # Functions written in C may not tell what they take.
        anything = Parameter(ARGS_KEY, Any, NOTHING, is_positional=True, is_keyword=True)
        return Signature({}, anything, anything, Any)
    types = _types(function, signature)
    named: dict[str, Parameter] = {}
    rest: dict[Any, Parameter] = {}
    for name, parameter in signature.parameters.items():
        kind = parameter.kind
        read = Parameter(
            name=name,
            annotation=types.get(name, Any),
            default=parameter.default,
            is_positional=kind in (kind.POSITIONAL_ONLY, kind.POSITIONAL_OR_KEYWORD),
            is_keyword=kind in (kind.KEYWORD_ONLY, kind.POSITIONAL_OR_KEYWORD),
        )
        if kind in (kind.VAR_POSITIONAL, kind.VAR_KEYWORD):
            rest[kind] = read
        else:
            named[name] = read
    returns = function if isinstance(function, type) else types.get("return", Any)
    kinds = inspect.Parameter
    return Signature(named, rest.get(kinds.VAR_POSITIONAL), rest.get(kinds.VAR_KEYWORD), returns)


def _inspect(function: Callable[..., Any]) -> inspect.Signature:
    if sys.version_info >= (3, 14):
        from annotationlib import Format

        return inspect.signature(function, annotation_format=Format.FORWARDREF)
    return inspect.signature(function)


def _types(function: Callable[..., Any], signature: inspect.Signature) -> dict[str, Any]:
    annotations = {name: part.annotation for name, part in signature.parameters.items()}
    annotations["return"] = signature.return_annotation
    names, scope = _names_around(function)
    types: dict[str, Any] = {}
    for name, annotation in annotations.items():
        if annotation is NOTHING:
            continue

        def holder() -> None: ...

        holder.__annotations__ = {"it": annotation}
        try:
            types[name] = get_type_hints(holder, names, scope, include_extras=True)["it"]
        except Exception:  # noqa: BLE001
            # A name that is imported for type checkers only, or no type at all: unknown.
            continue
    return types


def _names_around(function: Callable[..., Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    while isinstance(function, functools.partial):
        function = function.func
    function = inspect.unwrap(function)
    module = sys.modules.get(getattr(function, "__module__", ""))
    code: Any = function
    if isinstance(function, type):
        code = getattr(function, "__init__", None)
    elif not inspect.isroutine(function):
        code = type(function).__call__
    names = getattr(code, "__globals__", vars(module) if module else {})
    free = getattr(getattr(code, "__code__", None), "co_freevars", ())
    cells = getattr(code, "__closure__", None) or ()
    scope: dict[str, Any] = {}
    for name, cell in zip(free, cells, strict=False):
        try:
            scope[name] = cell.cell_contents
        except ValueError:
            continue
    return names, scope
