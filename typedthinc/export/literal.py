"""Plain data as the text of a program."""

from __future__ import annotations

import math
from typing import Any

import numpy

from typedthinc.errors import ArgumentTypeError

_NUMBERS = {
    f"{kind}{bits}"
    for kind, sizes in {
        "int": (8, 16, 32, 64),
        "uint": (8, 16, 32, 64),
        "float": (16, 32, 64),
    }.items()
    for bits in sizes
}


# More digits are no number to Python's parser, and more brackets no expression.
_BITS = 14_000
_DEPTH = 50


def literal(value: Any) -> str:
    """The text of an expression that gives a value.

    Args:
        value: None, a number, text, bytes, a slice, or a tuple, list or dict of these.

    Raises:
        ArgumentTypeError: It is, or holds, something else.

    Example:
        >>> literal((slice(0, None), "a"))
        '(slice(0, None, None), "a")'
    """
    return _text(value, ())


def _text(value: Any, above: tuple[int, ...]) -> str:
    kind = type(value)
    if kind in (tuple, list, dict, slice):
        if id(value) in above or len(above) == _DEPTH:
            raise _refused(f"holds a {kind.__name__} in itself, or too many in each other", kind)
        above = (*above, id(value))
    if kind is int and value.bit_length() > _BITS:
        raise _refused("holds a number of too many digits", kind)
    if kind is str:
        text = repr(value)
        return text if '"' in text else f'"{text[1:-1]}"'
    if value is None or kind in (bool, int, bytes):
        return repr(value)
    if value is ...:
        return "..."
    if kind is float:
        return repr(value) if math.isfinite(value) else f'float("{value}")'
    if kind is slice:
        parts = (value.start, value.stop, value.step)
        return f"slice({', '.join(_text(each, above) for each in parts)})"
    if kind is tuple:
        return (
            f"({', '.join(_text(each, above) for each in value)}{',' if len(value) == 1 else ''})"
        )
    if kind is list:
        return f"[{', '.join(_text(each, above) for each in value)}]"
    if kind is dict:
        items = (f"{_text(key, above)}: {_text(value[key], above)}" for key in value)
        return f"{{{', '.join(items)}}}"
    if isinstance(value, numpy.bool_):
        return repr(bool(value))
    if isinstance(value, numpy.generic) and value.dtype.name in _NUMBERS:
        # A number of NumPy may decide the dtype of a result, which a plain one does not.
        return f"numpy.{value.dtype.name}({literal(value.item())})"
    raise _refused(f"holds a {kind.__name__}, which is no plain data", kind)


def _refused(reason: str, kind: type[Any]) -> ArgumentTypeError:
    return ArgumentTypeError(
        reason,
        expected="None, numbers, text, slices, or tuples, lists and dicts of these",
        got=kind.__name__,
    )
