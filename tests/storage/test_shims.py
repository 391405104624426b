"""Wrapped modules of other frameworks, and loads that fail half-way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.storage.samples import node, snapshot
from typedthinc.errors import StorageError


class Shim:
    """Takes any bytes but `bad` and `stop`."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def to_bytes(self) -> bytes:
        return self.data

    def from_bytes(self, data: bytes) -> Shim:
        self.data = data
        if data == b"bad":
            raise RuntimeError("weights of another model")
        if data == b"stop":
            raise KeyboardInterrupt
        return self


class Empty(Shim):
    def to_bytes(self) -> bytes:
        raise NotImplementedError("no module yet")


def model(*shims: Any) -> Any:
    inner = node("inner", shims=shims[1:], dims={"nO": None}, attrs={"a": len(shims)})
    return node("outer", inner, shims=shims[:1])


@pytest.mark.parametrize("data", [b"", b"\x00\xff\x80", b"text", bytes(1000)], ids=len)
def test_the_bytes_of_shims_come_back(data: bytes) -> None:
    target = model(Shim(b"1"), Shim(b"2"), Shim(b"3"))
    target.from_bytes(model(Shim(data), Shim(b"y"), Shim(data)).to_bytes())
    assert [shim.data for part in target.walk() for shim in part.shims] == [data, b"y", data]


def test_a_parameter_cannot_be_mistaken_for_a_shim() -> None:
    saved = node("x", params={"shims/0": None, "shims/0/0": None}, shims=[Shim(b"s")])
    target = node("x", params={"shims/0": None, "shims/0/0": None}, shims=[Shim(b"")])
    assert target.from_bytes(saved.to_bytes()).shims[0].data == b"s"


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_shim_that_fails_puts_everything_back(position: int) -> None:
    shims = [Shim(b"x"), Shim(b"y"), Shim(b"z")]
    shims[position].data = b"bad"
    target = model(Shim(b"1"), Shim(b"2"), Shim(b"3"))
    before = snapshot(target)
    with pytest.raises(StorageError) as caught:
        target.from_bytes(model(*shims).to_bytes())
    assert str(caught.value) == ("cannot load these bytes: RuntimeError: weights of another model")
    assert isinstance(caught.value.__cause__, RuntimeError)
    assert snapshot(target) == before


def test_an_interrupted_load_puts_everything_back() -> None:
    target = model(Shim(b"1"), Shim(b"2"))
    before = snapshot(target)
    with pytest.raises(KeyboardInterrupt):
        target.from_bytes(model(Shim(b"x"), Shim(b"stop")).to_bytes())
    assert snapshot(target) == before


def test_a_node_that_fails_puts_everything_back(monkeypatch: pytest.MonkeyPatch) -> None:
    target, saved = model(Shim(b"1"), Shim(b"2")), model(Shim(b"x"), Shim(b"y"))
    saved.name = "another"
    saved.layers[0].set_dim("nO", 3)
    before = snapshot(target)

    def fails(self: Any, name: str, value: int) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(type(target), "set_dim", fails)
        with pytest.raises(StorageError, match="cannot load these bytes: MemoryError"):
            target.from_bytes(saved.to_bytes())
    assert snapshot(target) == before


def test_a_shim_without_a_module_can_be_loaded() -> None:
    target = node("x", shims=[Empty(b"")])
    target.from_bytes(node("x", shims=[Shim(b"s")]).to_bytes())
    assert target.shims[0].data == b"s"


def test_a_shim_that_cannot_be_saved_is_named() -> None:
    with pytest.raises(StorageError) as caught:
        node("x", shims=[Empty(b"")]).to_bytes()
    assert caught.value.problems == [
        'layer "x" has a shim 0 that gives NotImplementedError: no module yet'
    ]
