"""Models as dictionaries."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from tests.storage.samples import node, plain, small, snapshot
from typedthinc.errors import StorageError


def test_the_keys_are_those_of_thinc() -> None:
    msg = small().to_dict()
    assert list(msg) == ["nodes", "attrs", "params", "shims"]
    assert msg["nodes"] == [
        {"index": 0, "name": "both", "dims": {"nO": None}, "refs": {"tok": 1, "out": None}},
        {"index": 1, "name": "first", "dims": {"nO": 2, "nI": None}, "refs": {}},
        {"index": 2, "name": "second", "dims": {}, "refs": {}},
    ]
    assert msg["attrs"] == [{}, {"rate": b"0.0", "size": b"0"}, {"words": b'["a","b"]'}]
    assert msg["shims"] == [[], [], []]
    assert [list(params) for params in msg["params"]] == [[], ["W", "b"], ["E"]]
    assert msg["params"][2]["E"] is None
    assert plain(msg["params"][1]["W"]) == plain(small().layers[0].get_param("W"))


def test_a_dictionary_of_a_copy_loads() -> None:
    model = small()
    target = small(1)
    target.from_dict(model.copy().to_dict())
    assert target.to_bytes() == model.to_bytes()


def test_a_dictionary_is_a_snapshot_that_training_does_not_change() -> None:
    model = node("x", params={"W": numpy.zeros(2)})
    msg = model.to_dict()
    model.get_param("W")[...] = 1
    assert msg["params"][0]["W"].tolist() == [0, 0]


def test_two_models_loaded_from_one_dictionary_share_nothing() -> None:
    msg = node("x", params={"W": numpy.zeros(2)}).to_dict()
    one, two = (node("x", params={"W": None}).from_dict(msg) for _ in range(2))
    one.get_param("W")[...] = 1
    assert two.get_param("W").tolist() == [0, 0]
    assert msg["params"][0]["W"].tolist() == [0, 0]


def test_a_failed_load_changes_nothing() -> None:
    target: Any = small()
    before = snapshot(target)
    msg = small(1).to_dict()
    msg["params"][1]["b"] = numpy.ones(7)
    with pytest.raises(StorageError):
        target.from_dict(msg)
    assert snapshot(target) == before
