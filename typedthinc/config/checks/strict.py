"""Annotations as pydantic is to understand them.

Numbers, texts and truth values are taken strictly: no `"3"`, `3.0` or `True`
for an `int`. Conversions that lose nothing stay: an int for a float, a text for
a path, a list for a tuple or set. Iterators are never drawn from. A promise is
let through where the type of its result can stand.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import types
from collections import deque
from collections.abc import Callable
from typing import Annotated, Any, Literal, NoReturn, Union, get_args, get_origin, is_typeddict

import numpy
from pydantic import BaseModel, BeforeValidator, InstanceOf, Strict, TypeAdapter, WrapValidator
from pydantic.errors import PydanticUserError
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from typedthinc.config.checks.kinds import can_be, simplify, type_name
from typedthinc.config.checks.messages import explain
from typedthinc.config.problems import shown
from typedthinc.config.promise import Promise
from typedthinc.errors import did_you_mean

WRONG_RESULT = "wrong_result"
"""The type of the problem that a function gives what cannot stand in its place."""

Handler = Callable[[Any], Any]

# Checkers take these for types, but here they are values.
_ANNOTATED: Any = Annotated
_INSTANCE_OF: Any = InstanceOf
_UNION: Any = Union

_SCALARS = (bool, int, float, str)
_CONTAINERS = (list, tuple, set, frozenset, deque)
_ITERABLES = (
    collections.abc.Collection,
    collections.abc.Container,
    collections.abc.Generator,
    collections.abc.Iterable,
    collections.abc.Iterator,
    collections.abc.Reversible,
)
# Problems of a value that is no member of a union at all; others tell more.
_NO_MEMBER = ("_type", "is_instance_of", "literal_error", WRONG_RESULT)


def strict(annotation: Any) -> Any:
    """The annotation for pydantic; it accepts promises too."""
    wanted = simplify(annotation)
    if wanted in (Any, object):
        return Any
    return _ANNOTATED[_strict(wanted), WrapValidator(_promise_or(wanted))]


def _strict(annotation: Any) -> Any:
    annotation = simplify(annotation)
    origin, args = get_origin(annotation), get_args(annotation)
    kind = origin or annotation
    if kind is Annotated:
        return _ANNOTATED[(_strict(args[0]), *annotation.__metadata__)]
    if kind is Union or kind is types.UnionType:
        union = _UNION[tuple(map(_strict, args))]
        is_optional = len(args) == 2 and type(None) in args
        return union if is_optional else _ANNOTATED[union, WrapValidator(_one_message(annotation))]
    if kind is Literal:
        return _ANNOTATED[annotation, BeforeValidator(_choice(annotation))]
    if kind in _SCALARS:
        return _ANNOTATED[kind, Strict(), BeforeValidator(_without_numpy)]
    if kind in _CONTAINERS:
        return _ANNOTATED[_strict_parts(kind, args), BeforeValidator(_container(annotation))]
    if kind in _ITERABLES:
        return _ANNOTATED[_strict_parts(list, args[:1]), WrapValidator(_iterable(kind, annotation))]
    if not isinstance(kind, type) or kind in (collections.abc.Callable, type):
        return annotation
    if kind.__module__ in ("builtins", "collections", "collections.abc"):
        return _strict_parts(kind, args)
    return _strict_class(kind, annotation)


def _strict_parts(kind: Any, args: tuple[Any, ...]) -> Any:
    parts = [part if part is ... else strict(part) for part in args]
    if parts and _is_mapping(kind) and simplify(args[0]) is int:
        # In a config every key is a text.
        parts[0] = _ANNOTATED[parts[0], BeforeValidator(_number_of_key)]
    return kind[tuple(parts)] if parts else kind


def _strict_class(kind: type, annotation: Any) -> Any:
    if dataclasses.is_dataclass(kind):
        try:
            TypeAdapter(kind)
        except PydanticUserError:
            # It holds what pydantic does not know, such as arrays: only an instance will do.
            return _INSTANCE_OF[kind]
        return _ANNOTATED[annotation, BeforeValidator(_known_fields(kind))]
    has_own_schema = hasattr(kind, "__get_pydantic_core_schema__")
    keeps_args = has_own_schema or is_typeddict(kind) or issubclass(kind, BaseModel)
    # What stands in the brackets of any other class is a matter of type checkers.
    return annotation if keeps_args else kind


def _problem(type: Any, msg: str) -> PydanticCustomError:
    # A message may hold braces, so it is no template itself.
    return PydanticCustomError(type, "{msg}", {"msg": msg})


def _refuse(expected: Any, got: object, type: str) -> NoReturn:
    raise _problem(type, f"Expected {type_name(expected)}, got {shown(got)}")


def _promise_or(wanted: Any) -> Callable[[Any, Handler], Any]:
    def validate(value: Any, handler: Handler) -> Any:
        if not isinstance(value, Promise):
            return handler(value)
        if can_be(value.return_type, wanted):
            return value
        got = f"{type_name(value.return_type)} from {value}"
        raise _problem(WRONG_RESULT, f"Expected {type_name(wanted)}, got {got}")

    return validate


def _one_message(union: Any) -> Callable[[Any, Handler], Any]:
    def validate(value: Any, handler: Handler) -> Any:
        try:
            return handler(value)
        except ValidationError as error:
            problems = error.errors(include_url=False)
            close = [p for p in problems if len(p["loc"]) > 1 or not p["type"].endswith(_NO_MEMBER)]
            if len({problem["loc"][0] for problem in close}) != 1:
                _refuse(union, value, "union_type")
            details = [
                InitErrorDetails(
                    type=_problem(p["type"], explain(p)),
                    loc=p["loc"][1:],
                    input=p["input"],
                )
                for p in close
            ]
            raise ValidationError.from_exception_data("union", details) from None

    return validate


def _choice(literal: Any) -> Callable[[Any], Any]:
    choices = get_args(literal)

    def validate(value: Any) -> Any:
        for choice in choices:
            # To Python and to pydantic, True is 1.
            is_same_kind = isinstance(value, bool) is isinstance(choice, bool)
            if is_same_kind and isinstance(value, type(choice)) and value == choice:
                return value
        _refuse(literal, value, "literal_error")

    return validate


def _known_fields(kind: Any) -> Callable[[Any], Any]:
    names = [field.name for field in dataclasses.fields(kind) if field.init]

    def validate(value: Any) -> Any:
        for name in value if isinstance(value, dict) else ():
            if name not in names:
                msg = f'Unexpected key "{name}" of {kind.__name__}: {did_you_mean(name, names)}'
                raise _problem("unexpected_key", msg)
        return value

    return validate


def _without_numpy(value: Any) -> Any:
    return value.item() if isinstance(value, numpy.generic) else value


def _is_mapping(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, collections.abc.Mapping)


def _number_of_key(key: Any) -> Any:
    try:
        # What is written otherwise than the number itself stays a text, and is refused.
        return int(key) if isinstance(key, str) and str(int(key)) == key else key
    except ValueError:
        return key


def _container(annotation: Any) -> Callable[[Any], Any]:
    def validate(value: Any) -> Any:
        # Pydantic would draw all values from an iterator, which may be endless.
        if isinstance(value, _CONTAINERS):
            return value
        _refuse(annotation, value, "list_type")

    return validate


def _iterable(kind: type, annotation: Any) -> Callable[[Any, Handler], Any]:
    def validate(value: Any, handler: Handler) -> Any:
        if not isinstance(value, kind):
            _refuse(annotation, value, "iterable_type")
        return handler(value) if isinstance(value, (list, tuple)) else value

    return validate
