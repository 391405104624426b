"""Damaged and foreign bytes: an error of ours, never a model, and no change."""

from __future__ import annotations

import copy
import io
import json
import pickle
import zipfile
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save

from tests.storage.samples import node, signed, small, snapshot
from typedthinc.errors import ArgumentTypeError, StorageError

TARGET = small(1)
BEFORE = copy.deepcopy(snapshot(TARGET))
BLOB = small(0).to_bytes()


def is_refused(data: bytes) -> bool:
    try:
        TARGET.from_bytes(data)
    except StorageError:
        return True
    return False


def test_a_blob_cut_short_at_any_byte_is_refused() -> None:
    assert [size for size in range(len(BLOB)) if not is_refused(BLOB[:size])] == []
    assert snapshot(TARGET) == BEFORE


def test_one_flipped_bit_anywhere_is_refused() -> None:
    accepted = []
    for position in range(len(BLOB)):
        for bit in range(8):
            data = bytearray(BLOB)
            data[position] ^= 1 << bit
            if not is_refused(bytes(data)):
                accepted.append((position, bit))
    assert accepted == []
    assert snapshot(TARGET) == BEFORE


def test_bytes_after_the_end_are_refused() -> None:
    assert is_refused(BLOB + b"\x00")


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_refused(data: bytes) -> None:
    assert is_refused(data)
    assert snapshot(TARGET) == BEFORE


@given(st.data())
def test_mutated_blobs_are_refused(data: st.DataObject) -> None:
    blob = bytearray(BLOB)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(blob)))
        stop = data.draw(st.integers(start, min(len(blob), start + 20)))
        blob[start:stop] = data.draw(st.binary(max_size=20))
    if blob == BLOB:
        return
    assert is_refused(bytes(blob))
    assert snapshot(TARGET) == BEFORE


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["checksum", "format", "nodes", "version"]), JSON))
def test_structures_made_by_hand_are_refused(structure: dict[str, Any]) -> None:
    assert is_refused(signed({}, lambda right: right.update(structure)))
    assert snapshot(TARGET) == BEFORE


@given(st.sampled_from(["name", "dims", "refs", "attrs", "params", "shims"]), JSON)
def test_nodes_made_by_hand_are_refused(field: str, value: Any) -> None:
    target = node("x", dims={"nO": 1}, params={"W": numpy.ones(1)})
    before = snapshot(target)
    with pytest.raises(StorageError):
        target.from_bytes(signed({}, lambda right: right["nodes"][0].update({field: value})))
    assert snapshot(target) == before


def test_a_blob_made_by_hand_is_read_where_it_is_right() -> None:
    assert node("y").from_bytes(signed({}, lambda right: None)).name == "x"


@pytest.mark.parametrize(
    ("tensors", "params"),
    [
        ({}, {"W": "0" * 64}),
        ({"0/W": numpy.ones(1)}, {}),
        ({"0/W": numpy.ones(1)}, {"W": "0" * 64}),
    ],
    ids=["missing", "extra", "another checksum"],
)
def test_tensors_that_are_not_as_described_are_refused(tensors: Any, params: Any) -> None:
    data = signed(tensors, lambda right: right["nodes"][0].update(params=params))
    with pytest.raises(StorageError):
        node("x", params={"W": None}).from_bytes(data)


def test_a_damaged_tensor_is_named() -> None:
    data = bytearray(BLOB)
    data[-1] ^= 1
    with pytest.raises(StorageError) as caught:
        TARGET.from_bytes(bytes(data))
    assert str(caught.value) == (
        'cannot load these bytes: a checksum is wrong\n  - tensor "1/b" is damaged'
    )


def test_a_damaged_header_is_named() -> None:
    with pytest.raises(StorageError) as caught:
        TARGET.from_bytes(BLOB.replace(b"first", b"worst"))
    assert str(caught.value) == (
        "cannot load these bytes: a checksum is wrong\n  - the header is damaged"
    )


def test_another_version_is_named() -> None:
    with pytest.raises(StorageError) as caught:
        TARGET.from_bytes(signed({}, lambda right: right.update(version=2)))
    assert str(caught.value) == (
        "cannot load these bytes: it has version 2 of the format 'typedthinc'\n"
        "  help      this release reads version 1; a newer release may read it"
    )


def test_deep_json_is_refused() -> None:
    deep = "[" * 10_000 + "]" * 10_000
    assert is_refused(save({}, {"typedthinc": deep}))


def zipped() -> bytes:
    file = io.BytesIO()
    zipfile.ZipFile(file, "w").writestr("data.pkl", b"x")
    return file.getvalue()


def npy() -> bytes:
    file = io.BytesIO()
    numpy.save(file, numpy.ones(3))
    return file.getvalue()


class Boom:
    def __reduce__(self) -> Any:
        return (pytest.fail, ("a pickle was loaded",))


FOREIGN = [
    *(
        (pickle.dumps(Boom(), protocol), "a pickle, which could run code")
        for protocol in (2, 3, 4, 5)
    ),
    (zipped(), "a zip archive, such as PyTorch and NumPy write"),
    (npy(), "an array of NumPy"),
    (b"\x84\xa5nodes\x91", "a model of Thinc"),
]


@pytest.mark.parametrize(("data", "kind"), FOREIGN, ids=[kind for _, kind in FOREIGN])
def test_foreign_files_are_refused_by_content(data: bytes, kind: str) -> None:
    with pytest.raises(StorageError) as caught:
        TARGET.from_bytes(data)
    assert str(caught.value) == (
        f"cannot load these bytes: it is {kind}\n"
        "  help      only what to_bytes and to_disk of a model wrote can be loaded"
    )


def test_a_pickle_of_protocol_0_is_refused() -> None:
    assert is_refused(pickle.dumps(Boom(), 0))


def test_safetensors_of_others_are_refused() -> None:
    with pytest.raises(StorageError, match="holds tensors, but no model that typedthinc stored"):
        TARGET.from_bytes(save({"weight": numpy.ones(3)}, {"format": "pt"}))


def test_a_dtype_that_numpy_does_not_have_is_refused() -> None:
    header = b'{"x":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]}}'
    assert is_refused(len(header).to_bytes(8, "little") + header + b"\x00\x00")


@pytest.mark.parametrize("shape", [[2**62, 0], [2**40], [2**63, 2], [-1]], ids=str)
def test_shapes_that_lie_are_refused(shape: list[int]) -> None:
    entry = {"x": {"dtype": "F32", "shape": shape, "data_offsets": [0, 0]}}
    header = json.dumps(entry).encode()
    assert is_refused(len(header).to_bytes(8, "little") + header)


def test_a_damaged_blob_whose_header_starts_like_a_pickle_is_not_called_one() -> None:
    blobs = (node("n" * size).to_bytes() for size in range(0, 400, 8))
    blob = next(blob for blob in blobs if blob.startswith(b"\x80\x02"))
    node("x").from_bytes(blob)
    with pytest.raises(StorageError, match="it is damaged"):
        node("x").from_bytes(blob[:-1])


def test_what_is_not_bytes_is_a_type_error() -> None:
    with pytest.raises(ArgumentTypeError, match="a model is loaded from bytes"):
        TARGET.from_bytes("text")
