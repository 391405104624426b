"""The layout of stored models: one safetensors blob.

Tensors are named by place in the breadth-first walk: `"<place>/<name>"` is a
parameter, `"shims/<place>/<number>"` the bytes of a shim. So no name that a
layer gives can be mistaken for another tensor, or for the key `__metadata__`
that safetensors keeps for itself.

The metadata have one key, because safetensors writes several in random order.
It holds sorted JSON: the format and its version, the nodes with the SHA-256 of
each tensor, and the SHA-256 of the header itself, taken with zeros in the place
of that checksum. So every bit is covered, and a single tensor can be checked
without reading the others.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

FORMAT = "typedthinc"
VERSION = 1
# safetensors reads no longer headers than this.
MAX_HEADER = 100_000_000
NO_CHECKSUM = "0" * 64


def param_key(place: int, name: str) -> str:
    """The name of the tensor that holds a parameter."""
    return f"{place}/{name}"


def shim_key(place: int, number: int) -> str:
    """The name of the tensor that holds the bytes of a shim."""
    return f"shims/{place}/{number}"


def header_of(blob: bytes) -> bytes:
    """The header of a blob, with the eight bytes that give its length."""
    return blob[: 8 + int.from_bytes(blob[:8], "little")]


def replace_checksum(header: bytes, old: str, new: str) -> bytes:
    """A header with another checksum in the place of its own.

    Args:
        header: The header.
        old: The checksum that it has.
        new: The checksum that it gets, of the same length.
    """
    # The metadata come first in a header, as JSON inside of JSON, and the
    # checksum comes first in the metadata.
    old_text, new_text = (
        json.dumps(f'{{"checksum":"{checksum}"')[:-1].encode() for checksum in (old, new)
    )
    return header.replace(old_text, new_text, 1)


def sha256(data: Any) -> str:
    """The SHA-256 of bytes or of the bytes of a contiguous array, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
