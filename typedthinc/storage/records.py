"""What is stored of a model: a record for each node, breadth first."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from typedthinc.types.describe import describe

STORED_DTYPES = frozenset(
    {"bool", "float16", "float32", "float64", "complex64"}
    | {f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)}
)


@dataclass
class NodeRecord:
    """What is stored of one node.

    Args:
        name: The name of the node.
        dims: Sizes by name; None where one is not set.
        refs: Places of nodes in the breadth-first walk by name; None where one is not set.
        attrs: Attributes by name, each as bytes.
        params: Arrays by name; None where one is not allocated.
        shims: The bytes of each shim.
    """

    name: str
    dims: Mapping[str, int | None]
    refs: Mapping[str, int | None]
    attrs: Mapping[str, bytes]
    params: Mapping[str, Any]
    shims: Sequence[bytes]


def malformed(records: Sequence[NodeRecord]) -> list[str]:
    """The values in records from outside that have a wrong type, in words."""
    return [
        f"node {place}: {problem}"
        for place, record in enumerate(records)
        for problem in _malformed(record, len(records))
    ]


def _malformed(record: Any, n_nodes: int) -> Iterator[str]:
    if not isinstance(record.name, str):
        yield f"the name is {_short(record.name)}, not a text"
    if not isinstance(record.shims, (list, tuple)):
        yield f"the shims are {_short(record.shims)}, not a list"
        return
    fields: list[tuple[str, Any, Callable[[Any], bool], str]] = [
        ("dimension", record.dims, _is_size, "a size"),
        ("reference", record.refs, lambda place: _is_place(place, n_nodes), f"of {n_nodes} nodes"),
        ("attribute", record.attrs, _is_bytes, "bytes"),
        ("parameter", record.params, lambda x: x is None or is_storable(x), "an array of numbers"),
        ("shim", {str(i): data for i, data in enumerate(record.shims)}, _is_bytes, "bytes"),
    ]
    for kind, values, is_right, wanted in fields:
        if not isinstance(values, Mapping) or not all(isinstance(name, str) for name in values):
            yield f"the {kind}s are {_short(values)}, not a mapping of names"
            continue
        for name, value in values.items():
            if not is_right(value):
                yield f'{kind} "{name}" is {_short(value)}, not {wanted}'


def is_storable(value: Any) -> bool:
    """Whether a value is an array of a dtype that has a place in a file."""
    dtype = getattr(value, "dtype", None)
    return hasattr(value, "shape") and getattr(dtype, "name", None) in STORED_DTYPES


def _is_size(value: Any) -> bool:
    return value is None or (type(value) is int and value >= 0)


def _is_place(value: Any, n_nodes: int) -> bool:
    return value is None or (type(value) is int and 0 <= value < n_nodes)


def _is_bytes(value: Any) -> bool:
    return isinstance(value, bytes)


def _short(value: Any) -> str:
    return textwrap.shorten(describe(value), 60, placeholder="...")
