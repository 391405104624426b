"""Kinds as text: what an annotation is called in messages and tables."""

from __future__ import annotations

import types
from typing import Any, ForwardRef, TypeVar, Union, get_args, get_origin

from typedthinc.types import aliases

ANYTHING = "*"

# A union of unions is flat, so their names are found by members, largest first.
_UNION_NAMES = sorted(
    (
        (frozenset(get_args(getattr(aliases, name))), name)
        for name in (
            *("FloatsXd", "IntsXd", "ArrayXd", "Array1d", "Array2d", "Array3d", "Array4d"),
            *("ListXd", "List1d", "List2d", "List3d", "List4d", "Batchable"),
        )
    ),
    key=lambda members_and_name: -len(members_and_name[0]),
)


def ground(annotation: Any) -> Any:
    """An annotation in which each type variable is replaced by its bound.

    A variable without a bound becomes `Any`; one with constraints becomes
    their union. What cannot be replaced makes the whole annotation `Any`.

    Args:
        annotation: Any type, as found at a parameter or a result.
    """
    if isinstance(annotation, TypeVar):
        if annotation.__constraints__:
            return Union[annotation.__constraints__]  # noqa: UP007  # of as many as there are
        bound = annotation.__bound__
        return Any if bound is None or isinstance(bound, (str, ForwardRef)) else ground(bound)
    variables = getattr(annotation, "__parameters__", ())
    if get_origin(annotation) is None or not variables:
        return annotation
    if not all(isinstance(variable, TypeVar) for variable in variables):
        return Any
    return annotation[tuple(ground(variable) for variable in variables)]


def kind_name(annotation: Any) -> str:
    """What an annotation is called: `Floats2d`, `list[Floats2d]`, `Floats2d | Ragged`.

    Args:
        annotation: Any type; a type variable is called by its bound.

    Returns:
        The name, or `*` for what may be anything.

    Example:
        >>> from typedthinc.types import Floats2d, FloatsXd
        >>> kind_name(list[Floats2d]), kind_name(FloatsXd)
        ('list[Floats2d]', 'FloatsXd')
    """
    annotation = ground(annotation)
    if annotation is Any or annotation is object:
        return ANYTHING
    if annotation is None or annotation is type(None):
        return "None"
    if annotation is ...:
        return "..."
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Union or origin is types.UnionType:
        return _union_name(arguments)
    if origin is not None and arguments and all(map(_is_type, arguments)):
        return f"{kind_name(origin)}[{', '.join(map(kind_name, arguments))}]"
    return getattr(origin or annotation, "__name__", None) or str(annotation)


def _union_name(arguments: tuple[Any, ...]) -> str:
    names: dict[Any, str] = {}
    for members, name in _UNION_NAMES:
        if members <= set(arguments) - names.keys():
            names.update(dict.fromkeys(members, name))
    parts = (
        names[argument] if argument in names else kind_name(argument) for argument in arguments
    )
    return " | ".join(dict.fromkeys(parts))


def _is_type(argument: Any) -> bool:
    # The parameters of a Callable and the values of a Literal are no types.
    return (
        argument is None
        or argument is ...
        or isinstance(argument, type)
        or bool(get_origin(argument) or argument is Any or isinstance(argument, TypeVar))
    )
