"""From a blob to records."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from typing import Any

import numpy
from safetensors import SafetensorError
from safetensors.numpy import load

from typedthinc.errors import StorageError
from typedthinc.storage import layout
from typedthinc.storage.records import NodeRecord

_HELP = "only what to_bytes and to_disk of a model wrote can be loaded"
_FOREIGN = {
    "a zip archive, such as PyTorch and NumPy write": rb"PK\x03\x04",
    "an array of NumPy": rb"\x93NUMPY",
    "a model of Thinc": rb"\x84\xa5nodes",
    # The length of a header may start with the same bytes, but has zeros where it ends.
    "a pickle, which could run code": rb"\x80[\x02-\x05](?!.\x00{5})",
}


def decode(data: bytes, where: str) -> list[NodeRecord]:
    """The records that a blob holds, once its checksums are found right.

    Args:
        data: The blob.
        where: What it is, for messages.

    Raises:
        StorageError: It is damaged, or is no model that typedthinc stored.
    """
    tensors = _tensors(data, where)
    nodes = _nodes(layout.header_of(data), where)
    try:
        checksums = _checksums(nodes)
        records = [_record(place, node, tensors) for place, node in enumerate(nodes)]
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise StorageError(
            f"cannot load {where}: what it says about the nodes cannot be read", help=_HELP
        ) from error
    damaged = [
        f'tensor "{key}" is damaged'
        for key, array in tensors.items()
        if layout.sha256(array.reshape(-1).view(numpy.uint8)) != checksums.get(key)
    ]
    if damaged:
        raise StorageError(f"cannot load {where}: a checksum is wrong", problems=damaged)
    return records


def _tensors(data: bytes, where: str) -> dict[str, Any]:
    try:
        tensors = load(data)
    except (SafetensorError, AttributeError, LookupError, TypeError, ValueError) as error:
        kinds = [kind for kind, start in _FOREIGN.items() if re.match(start, data, re.DOTALL)]
        found = f"it is {kinds[0]}" if kinds else f"it is damaged, or no stored model: {error}"
        raise StorageError(f"cannot load {where}: {found}", help=_HELP) from error
    # Tensors are little-endian, also where numbers in memory are not.
    return {key: array.view(array.dtype.newbyteorder("<")) for key, array in tensors.items()}


def _nodes(header: bytes, where: str) -> list[Any]:
    try:
        structure = json.loads(json.loads(header[8:])["__metadata__"][layout.FORMAT])
        format, version = structure["format"], structure["version"]
        checksum, nodes = str(structure["checksum"]), list(structure["nodes"])
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise StorageError(
            f"cannot load {where}: it holds tensors, but no model that typedthinc stored",
            help=_HELP,
        ) from error
    if (format, version) != (layout.FORMAT, layout.VERSION):
        raise StorageError(
            f"cannot load {where}: it has version {version!r} of the format {format!r}",
            help=f"this release reads version {layout.VERSION}; a newer release may read it",
        )
    unsigned = layout.replace_checksum(header, checksum, layout.NO_CHECKSUM)
    if layout.sha256(unsigned) != checksum:
        raise StorageError(
            f"cannot load {where}: a checksum is wrong", problems=["the header is damaged"]
        )
    return nodes


def _checksums(nodes: list[Any]) -> dict[str, Any]:
    checksums: dict[str, Any] = {}
    for place, node in enumerate(nodes):
        for name, checksum in node["params"].items():
            if checksum is not None:
                checksums[layout.param_key(place, name)] = checksum
        for number, checksum in enumerate(node["shims"]):
            checksums[layout.shim_key(place, number)] = checksum
    return checksums


def _record(place: int, node: Mapping[str, Any], tensors: Mapping[str, Any]) -> NodeRecord:
    return NodeRecord(
        name=node["name"],
        dims=node["dims"],
        refs=node["refs"],
        attrs={name: _bytes(text) for name, text in node["attrs"].items()},
        params={
            name: None if checksum is None else tensors[layout.param_key(place, name)]
            for name, checksum in node["params"].items()
        },
        shims=[
            tensors[layout.shim_key(place, number)].tobytes()
            for number in range(len(node["shims"]))
        ],
    )


def _bytes(text: str | Mapping[str, str]) -> bytes:
    return text.encode() if isinstance(text, str) else base64.b64decode(text["base64"])
