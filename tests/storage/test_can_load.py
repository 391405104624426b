"""Asking whether data would load."""

from __future__ import annotations

import copy
from typing import Any

import numpy
import pytest

from tests.storage.samples import node, small, snapshot
from typedthinc.types import Unserializable

# The model, what was saved, whether it would load if strict, and if not.
CASES = {
    "the same": (small(), small(), True, True),
    "another structure": (node("x"), small(), False, False),
    "another name": (node("x"), node("y"), False, True),
    "another attribute": (node("x", attrs={"a": 1}), node("x", attrs={"a": 2}), False, True),
    "an attribute more": (node("x"), node("x", attrs={"a": 2}), True, True),
    "an attribute less": (node("x", attrs={"a": 2}), node("x"), True, True),
    "an attribute that is not compared": (
        node("x", attrs={"a": Unserializable(1)}),
        node("x", attrs={"a": 2}),
        True,
        True,
    ),
    "another dim": (node("x", dims={"n": 1}), node("x", dims={"n": 2}), False, False),
    "an unset dim": (node("x", dims={"n": None}), node("x", dims={"n": 2}), True, True),
    "a dim stored unset": (node("x", dims={"n": 1}), node("x", dims={"n": None}), True, True),
    "another shape": (
        node("x", params={"W": numpy.ones(2)}),
        node("x", params={"W": numpy.ones(3)}),
        False,
        False,
    ),
    "an unallocated parameter": (
        node("x", params={"W": None}),
        node("x", params={"W": numpy.ones(3)}),
        True,
        True,
    ),
    "a parameter stored unallocated": (
        node("x", params={"W": numpy.ones(3)}),
        node("x", params={"W": None}),
        True,
        True,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_whether_data_would_load(case: str, tmp_path: Any) -> None:
    target, saved, if_strict, if_not = CASES[case]
    before = copy.deepcopy(snapshot(target))
    saved.to_disk(tmp_path / "model")
    for strict, expected in ((True, if_strict), (False, if_not)):
        assert target.can_from_bytes(saved.to_bytes(), strict=strict) is expected
        assert target.can_from_dict(saved.to_dict(), strict=strict) is expected
        assert target.can_from_disk(tmp_path / "model", strict=strict) is expected
    assert snapshot(target) == before


def test_strict_is_the_default() -> None:
    assert not node("x").can_from_bytes(node("y").to_bytes())


@pytest.mark.parametrize("data", [b"", b"garbage", small().to_bytes()[:-1], "text", None], ids=repr)
def test_garbage_would_not_load(data: Any) -> None:
    assert small().can_from_bytes(data) is False


@pytest.mark.parametrize("msg", [None, {}, {"nodes": 3}], ids=repr)
def test_a_dictionary_of_something_else_would_not_load(msg: Any) -> None:
    assert small().can_from_dict(msg) is False


def test_a_missing_file_and_a_folder_would_not_load(tmp_path: Any) -> None:
    assert small().can_from_disk(tmp_path) is False
    assert small().can_from_disk(tmp_path / "missing") is False
