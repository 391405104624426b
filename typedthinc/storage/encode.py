"""From records to a blob."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy
from safetensors import SafetensorError
from safetensors.numpy import save

from typedthinc.errors import StorageError
from typedthinc.storage import layout
from typedthinc.storage.records import NodeRecord


def encode(records: Sequence[NodeRecord]) -> bytes:
    """Records as a blob. The same records always give the same bytes.

    Raises:
        StorageError: The records do not fit into the format.
    """
    tensors: dict[str, Any] = {}
    structure = {
        "checksum": layout.NO_CHECKSUM,
        "format": layout.FORMAT,
        "nodes": [_node(place, record, tensors) for place, record in enumerate(records)],
        "version": layout.VERSION,
    }
    text = json.dumps(structure, sort_keys=True, separators=(",", ":"))
    try:
        blob = save(tensors, {layout.FORMAT: text})
    except (SafetensorError, ValueError) as error:
        raise StorageError(f"cannot save the model as safetensors: {error}") from error
    header = layout.header_of(blob)
    if len(header) > layout.MAX_HEADER:
        raise StorageError(
            "cannot save the model: its names and attributes are longer than a file can hold",
            help="wrap large attributes in typedthinc.types.Unserializable",
        )
    signed = layout.replace_checksum(header, layout.NO_CHECKSUM, layout.sha256(header))
    return b"".join([signed, memoryview(blob)[len(header) :]])


def _node(place: int, record: NodeRecord, tensors: dict[str, Any]) -> Mapping[str, Any]:
    params: dict[str, str | None] = {}
    for name, array in record.params.items():
        key = layout.param_key(place, name)
        params[name] = None if array is None else _add(tensors, key, array)
    return {
        "name": record.name,
        "dims": record.dims,
        "refs": record.refs,
        "attrs": {name: _text(data) for name, data in record.attrs.items()},
        "params": params,
        "shims": [
            _add(tensors, layout.shim_key(place, number), numpy.frombuffer(data, numpy.uint8))
            for number, data in enumerate(record.shims)
        ],
    }


def _add(tensors: dict[str, Any], key: str, array: Any) -> str:
    # safetensors 0.8.0 writes wrong values for arrays that are not contiguous.
    tensors[key] = numpy.asarray(array, array.dtype.newbyteorder("<"), order="C")
    return layout.sha256(tensors[key].reshape(-1).view(numpy.uint8))


def _text(data: bytes) -> str | Mapping[str, str]:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}
