"""The types that a forward function declares for its input and its output."""

from __future__ import annotations

import functools
import inspect
import sys
import typing
from collections.abc import Callable
from typing import Any, NamedTuple

import typedthinc.types


class ForwardTypes(NamedTuple):
    """What a forward function takes and gives.

    Args:
        X: The type of the input; `Any` where it is not declared.
        Y: The type of the output, without the callback; `Any` where it is not declared.
    """

    X: Any
    Y: Any


def forward_types(func: Callable[..., Any]) -> ForwardTypes:
    """Read the annotations of a forward function `(model, X, is_train) -> (Y, backprop)`.

    The input is the second parameter, the output the first entry of the
    returned tuple. Names that cannot be found at run time count as `Any`.

    Args:
        func: The function, or any other callable.

    Raises:
        TypeError: It cannot be called with three positional arguments.
    """
    try:
        signature = _signature(func)
    except ValueError:  # a builtin that does not tell its parameters
        return ForwardTypes(Any, Any)
    parameters = [signature.parameters[name] for name in signature.bind(0, 1, 2).arguments]
    X = parameters[1].annotation if len(parameters) > 1 else Any
    names = _names_seen_by(func)
    result = _evaluate(signature.return_annotation, names)
    entries = typing.get_args(result) if typing.get_origin(result) is tuple else ()
    return ForwardTypes(_evaluate(X, names), entries[0] if entries else Any)


def _signature(func: Callable[..., Any]) -> inspect.Signature:
    if sys.version_info >= (3, 14):
        from annotationlib import Format

        return inspect.signature(func, annotation_format=Format.FORWARDREF)
    return inspect.signature(func)


def _names_seen_by(func: Any) -> dict[str, Any]:
    while isinstance(func, functools.partial):
        func = func.func
    func = inspect.unwrap(func)
    if not hasattr(func, "__globals__"):
        func = type(func).__call__
    # Names that are imported for type checkers only are most often ours or typing's.
    return {**vars(typing), **vars(typedthinc.types), **getattr(func, "__globals__", {})}


def _evaluate(annotation: Any, names: dict[str, Any]) -> Any:
    if annotation is inspect.Signature.empty:
        return Any

    def probe() -> None: ...

    probe.__annotations__ = {"annotation": annotation}
    try:
        return typing.get_type_hints(probe, globalns=names)["annotation"]
    except Exception:  # noqa: BLE001  # evaluating a foreign annotation may raise anything
        return Any
