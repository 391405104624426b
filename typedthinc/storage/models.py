"""Saving and loading of models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy

from typedthinc.errors import ArgumentTypeError, StorageError, TypedThincError
from typedthinc.model.attrs import serialize_attr
from typedthinc.storage.apply import apply
from typedthinc.storage.collect import collect
from typedthinc.storage.decode import decode
from typedthinc.storage.encode import encode
from typedthinc.storage.files import PathLike, read_file, write_file
from typedthinc.storage.plan import plan
from typedthinc.storage.records import NodeRecord

if TYPE_CHECKING:
    from typedthinc.model import Model

_BYTES = "these bytes"
_DICT = "this dictionary"


def to_bytes(model: Model[Any, Any]) -> bytes:
    """A model as one blob. The same model always gives the same bytes.

    Args:
        model: The model.

    Raises:
        StorageError: The model cannot be saved.
    """
    return encode(collect(model))


def from_bytes(model: Model[Any, Any], data: bytes) -> None:
    """Load what `to_bytes` of a model of the same structure gave.

    Args:
        model: The model to change.
        data: The blob.

    Raises:
        StorageError: The data are damaged or do not fit; nothing was changed.
    """
    apply(plan(model, _from_blob(data), _BYTES), _BYTES)


def to_disk(model: Model[Any, Any], path: PathLike) -> None:
    """Save to a file what `to_bytes` gives. A crash leaves an old file whole.

    Args:
        model: The model.
        path: The file, whose folder must exist.

    Raises:
        MissingFileError: There is no such folder.
        StorageError: The model or the file cannot be written.
    """
    write_file(path, encode(collect(model)))


def from_disk(model: Model[Any, Any], path: PathLike) -> None:
    """Load a file that `to_disk` of a model of the same structure wrote.

    Args:
        model: The model to change.
        path: The file.

    Raises:
        MissingFileError: There is no such file.
        StorageError: The file is damaged or does not fit; nothing was changed.
    """
    where = f'"{path}"'
    apply(plan(model, decode(read_file(path), where), where), where)


def to_dict(model: Model[Any, Any]) -> dict[str, Any]:
    """A model as a dictionary of plain values and copies of its arrays.

    Args:
        model: The model.

    Returns:
        Lists with an entry for each node, breadth first: `nodes` (mappings of
        index, name, dims and refs), `attrs` (bytes by name), `params` (arrays by
        name) and `shims` (lists of bytes).

    Raises:
        StorageError: The model cannot be saved.
    """
    records = collect(model)
    return {
        "nodes": [
            {"index": place, "name": record.name, "dims": record.dims, "refs": record.refs}
            for place, record in enumerate(records)
        ],
        "attrs": [record.attrs for record in records],
        "params": [
            {
                name: None if array is None else numpy.array(array)
                for name, array in record.params.items()
            }
            for record in records
        ],
        "shims": [record.shims for record in records],
    }


def from_dict(model: Model[Any, Any], msg: dict[str, Any]) -> None:
    """Load what `to_dict` of a model of the same structure gave.

    Args:
        model: The model to change.
        msg: The dictionary.

    Raises:
        StorageError: The data do not fit; nothing was changed.
    """
    apply(plan(model, _from_msg(msg), _DICT), _DICT)


def can_from_bytes(model: Model[Any, Any], data: bytes, *, strict: bool = True) -> bool:
    """Whether `from_bytes` would load these data.

    Args:
        model: The model.
        data: The blob.
        strict: Whether names of nodes and attributes must agree, too.
    """
    try:
        return _fits(model, _from_blob(data), strict)
    except TypedThincError:
        return False


def can_from_disk(model: Model[Any, Any], path: PathLike, *, strict: bool = True) -> bool:
    """Whether `from_disk` would load this file.

    Args:
        model: The model.
        path: The file.
        strict: Whether names of nodes and attributes must agree, too.
    """
    try:
        return _fits(model, decode(read_file(path), "the file"), strict)
    except TypedThincError:
        return False


def can_from_dict(model: Model[Any, Any], msg: dict[str, Any], *, strict: bool = True) -> bool:
    """Whether `from_dict` would load this dictionary.

    Args:
        model: The model.
        msg: The dictionary.
        strict: Whether names of nodes and attributes must agree, too.
    """
    try:
        return _fits(model, _from_msg(msg), strict)
    except TypedThincError:
        return False


def _from_blob(data: bytes) -> list[NodeRecord]:
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise ArgumentTypeError(
            "a model is loaded from bytes", expected="bytes", got=type(data).__name__
        )
    return decode(bytes(data), _BYTES)


def _from_msg(msg: dict[str, Any]) -> list[NodeRecord]:
    try:
        return [
            NodeRecord(node["name"], node["dims"], node["refs"], *rest)
            for node, *rest in zip(
                msg["nodes"], msg["attrs"], msg["params"], msg["shims"], strict=True
            )
        ]
    except (LookupError, TypeError, ValueError) as error:
        raise StorageError(
            f"cannot load {_DICT}: mismatched structure",
            problems=[f"{type(error).__name__}: {error}"],
            help="only what to_dict gave can be loaded",
        ) from error


def _fits(model: Model[Any, Any], records: list[NodeRecord], strict: bool) -> bool:
    plan(model, records, "the data")
    return not strict or all(
        record.name == node.name and _has_attrs(node, record)
        for node, record in zip(model.walk(), records, strict=True)
    )


def _has_attrs(node: Model[Any, Any], record: NodeRecord) -> bool:
    for name, value in node.attrs.items():
        try:
            if (
                name in record.attrs
                and serialize_attr(value, value, name, node) != record.attrs[name]
            ):
                return False
        except TypeError:
            continue
    return True
