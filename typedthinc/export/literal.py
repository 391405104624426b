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
    kind = type(value)
    if kind is str:
        text = repr(value)
        return text if '"' in text else f'"{text[1:-1]}"'
    if value is None or kind in (bool, int, bytes):
        return repr(value)
    if kind is float:
        return repr(value) if math.isfinite(value) else f'float("{value}")'
    if kind is slice:
        return f"slice({literal(value.start)}, {literal(value.stop)}, {literal(value.step)})"
    if kind is tuple:
        return f"({', '.join(map(literal, value))}{',' if len(value) == 1 else ''})"
    if kind is list:
        return f"[{', '.join(map(literal, value))}]"
    if kind is dict:
        return f"{{{', '.join(f'{literal(key)}: {literal(value[key])}' for key in value)}}}"
    if isinstance(value, numpy.bool_):
        return repr(bool(value))
    if isinstance(value, numpy.generic) and value.dtype.name in _NUMBERS:
        # A number of NumPy may decide the dtype of a result, which a plain one does not.
        return f"numpy.{value.dtype.name}({literal(value.item())})"
    raise ArgumentTypeError(
        f"holds a {kind.__name__}, which is no plain data",
        expected="None, numbers, text, slices, or tuples, lists and dicts of these",
        got=kind.__name__,
    )
