"""Pydantic's problems in the words of this project: `Expected int, got "ten"`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typedthinc.config.problems import shown

_PREFIX = "Input should be "

_EXPECTED = {
    "bool_type": "bool",
    "bool_parsing": "bool",
    "bytes_type": "bytes",
    "callable_type": "a function",
    "dict_type": "dict",
    "float_parsing": "float",
    "float_type": "float",
    "frozen_set_type": "frozenset",
    "int_from_float": "int",
    "int_parsing": "int",
    "int_type": "int",
    "list_type": "list",
    "mapping_type": "dict",
    "model_type": "dict",
    "dataclass_type": "dict",
    "none_required": "None",
    "path_type": "a path",
    "set_type": "set",
    "string_type": "str",
    "tuple_type": "tuple",
}

_LIMITS = {
    "greater_than": ("a value >", "gt"),
    "greater_than_equal": ("a value >=", "ge"),
    "less_than": ("a value <", "lt"),
    "less_than_equal": ("a value <=", "le"),
    "multiple_of": ("a multiple of", "multiple_of"),
}


def explain(problem: Mapping[str, Any]) -> str:
    """The message for a problem that pydantic reports."""
    kind: str = problem["type"]
    context: Mapping[str, Any] = problem.get("ctx", {})
    msg: str = problem["msg"]
    if context.keys() == {"msg"}:
        # One of our own, which says all there is to say.
        return msg
    if kind == "missing":
        return "Missing value"
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return "Unexpected key"
    if kind in _EXPECTED:
        expected = _EXPECTED[kind]
    elif kind in _LIMITS:
        words, limit = _LIMITS[kind]
        expected = f"{words} {context[limit]}"
    elif kind == "is_instance_of":
        expected = context["class"].rpartition(".")[2]
    elif msg.startswith(_PREFIX):
        expected = msg.removeprefix(_PREFIX)
    else:
        return msg.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return f"Expected {expected}, got {shown(problem['input'])}"
