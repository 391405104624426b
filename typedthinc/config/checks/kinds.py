"""Types: their names for messages, and which can stand where another is wanted."""

from __future__ import annotations

import abc
import json
import types
from collections.abc import Callable, Collection
from enum import Enum
from pathlib import Path
from typing import (
    Annotated,
    Any,
    ForwardRef,
    Literal,
    NewType,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

# Pairs of what is given and what it becomes where that is wanted.
_CONVERTED = ((int, float), (int, complex), (float, complex), (str, Path), (str, Enum))


# What a class of another module takes in its brackets is not looked at.
_SHOWN_WITH_PARTS = ("builtins", "collections", "collections.abc")


def simplify(annotation: Any) -> Any:
    """The type behind an alias, a new type or a type variable; `Any` if it is not known."""
    while True:
        origin = get_origin(annotation)
        if type(annotation).__name__ == "TypeAliasType":
            annotation = annotation.__value__
        elif type(origin).__name__ == "TypeAliasType":
            annotation = origin.__value__[get_args(annotation)]
        elif isinstance(annotation, NewType):
            annotation = annotation.__supertype__
        elif isinstance(annotation, TypeVar):
            constraints = annotation.__constraints__
            annotation = Union[constraints] if constraints else annotation.__bound__ or Any  # noqa: UP007  # of as many as there are
        elif isinstance(annotation, (str, ForwardRef)):
            return Any
        else:
            return type(None) if annotation is None else annotation


def members(annotation: Any) -> list[Any]:
    """The types that a union is made of, or the one type that is no union."""
    annotation = simplify(annotation)
    origin = get_origin(annotation)
    if origin is Annotated:
        return members(get_args(annotation)[0])
    if origin is Union or origin is types.UnionType:
        return [member for part in get_args(annotation) for member in members(part)]
    return [annotation]


def class_of(annotation: Any) -> type | None:
    """The class whose instances a type describes, if it is known.

    A protocol and a class that decides itself what its instances are tell nothing.
    """
    found = get_origin(annotation) or annotation
    if not isinstance(found, type) or found is object or getattr(found, "_is_protocol", False):
        return None
    own_check = type(found).__instancecheck__
    return found if own_check in (type.__instancecheck__, abc.ABCMeta.__instancecheck__) else None


def can_be(given: Any, wanted: Any) -> bool:
    """Whether a value of the type given can be of the type wanted, as far as classes show."""
    return any(_member_can_be(part, other) for part in members(given) for other in members(wanted))


def _member_can_be(given: Any, wanted: Any) -> bool:
    if get_origin(wanted) is Literal:
        return any(can_be(given, type(choice)) for choice in get_args(wanted))
    source, target = class_of(given), class_of(wanted)
    if source is None or target is None:
        return True
    if issubclass(source, target) or issubclass(target, source):
        return True
    if issubclass(source, Collection) and issubclass(target, Collection):
        return not issubclass(source, (str, bytes)) and not issubclass(target, (str, bytes))
    return any(issubclass(source, a) and issubclass(target, b) for a, b in _CONVERTED)


def type_name(annotation: Any) -> str:
    """The name of a type as it stands in messages."""
    parts = members(annotation)
    if len(parts) > 1:
        return " | ".join(dict.fromkeys(type_name(part) for part in parts))
    kind, origin = parts[0], get_origin(parts[0])
    if kind is type(None):
        return "None"
    if origin is Literal:
        return " | ".join(json.dumps(choice, default=str) for choice in get_args(kind))
    name = getattr(origin or kind, "__name__", None) or str(kind)
    if getattr(origin, "__module__", "") in _SHOWN_WITH_PARTS and origin is not Callable:
        inside = ["..." if part is ... else type_name(part) for part in get_args(kind)]
        return f"{name}[{', '.join(inside)}]"
    return str(name)
