"""Attributes of a layer as bytes, extensible by type."""

from __future__ import annotations

import functools
from typing import Any

import numpy

from typedthinc.types import Unserializable

_TAGS = ("__array__", "__items__", "__slice__", "__tuple__")


@functools.singledispatch
def serialize_attr(default: Any, value: Any, name: str, model: Any) -> bytes:
    """An attribute as bytes. Register a type of yours with `serialize_attr.register`.

    Args:
        default: The value, by whose type the function is chosen.
        value: The value.
        name: The name of the attribute.
        model: The layer that has it.

    Raises:
        TypeError: The value has no form in bytes; the attribute is left out.
    """
    import json

    return json.dumps(_keyed(value), default=_encode, separators=(",", ":")).encode()


@functools.singledispatch
def deserialize_attr(default: Any, value: Any, name: str, model: Any) -> Any:
    """An attribute from bytes. Register a type of yours with `deserialize_attr.register`.

    Args:
        default: The value that the layer has now, by whose type the function is chosen.
        value: The bytes.
        name: The name of the attribute.
        model: The layer that has it.

    Raises:
        ValueError: The bytes are damaged.
    """
    import json

    return json.loads(bytes(value).decode(), object_hook=_decode)


@serialize_attr.register
def _refuse(default: Unserializable, value: Any, name: str, model: Any) -> bytes:
    raise TypeError(f'attribute "{name}" is wrapped as Unserializable')


def _keyed(value: Any) -> Any:
    """A value in which nothing is left that JSON would turn into something else."""
    if isinstance(value, dict):
        if all(isinstance(key, str) and key not in _TAGS for key in value):
            return {key: _keyed(inner) for key, inner in value.items()}
        return {"__items__": [[_keyed(key), _keyed(inner)] for key, inner in value.items()]}
    if isinstance(value, tuple):
        return {"__tuple__": [_keyed(inner) for inner in value]}
    if isinstance(value, list):
        return [_keyed(inner) for inner in value]
    return value


def _encode(value: Any) -> Any:
    if isinstance(value, numpy.generic):
        return value.item()
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        import base64

        array = numpy.ascontiguousarray(value.get() if hasattr(value, "get") else value)
        if array.dtype.kind not in "biuf":
            raise TypeError(f"arrays of {array.dtype} are not saved")
        little = array.astype(array.dtype.newbyteorder("<"), copy=False)
        return {
            "__array__": base64.b64encode(little.tobytes()).decode(),
            "dtype": little.dtype.str,
            "shape": list(value.shape),
        }
    if isinstance(value, slice):
        return {"__slice__": [value.start, value.stop, value.step]}
    raise TypeError(f"a {type(value).__name__} is not saved")


def _decode(value: dict[str, Any]) -> Any:
    if "__items__" in value:
        return dict(value["__items__"])
    if "__tuple__" in value:
        return tuple(value["__tuple__"])
    if "__slice__" in value:
        return slice(*value["__slice__"])
    if "__array__" not in value:
        return value
    import base64

    dtype = numpy.dtype(value["dtype"])
    if dtype.kind not in "biuf":
        raise ValueError(f"arrays of {dtype} are not loaded")
    data = numpy.frombuffer(base64.b64decode(value["__array__"], validate=True), dtype)
    return data.reshape(value["shape"]).astype(dtype.newbyteorder("="))
