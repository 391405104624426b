"""Models that stored data do not fit: one error with every problem, and no change."""

from __future__ import annotations

import re
from typing import Any

import numpy
import pytest

from tests.storage.samples import node, small, snapshot
from typedthinc.errors import StorageError


class Shim:
    def to_bytes(self) -> bytes:
        return b""


def param(**params: Any) -> Any:
    return node("x", params=params)


MISFITS = [
    (node("x"), node("x", node("y")), "the data hold 2 nodes, the model has 1"),
    (
        node("x", dims={"nO": 3}),
        node("x", dims={"nO": 4}),
        'layer "x" has nO=3, the data say nO=4',
    ),
    (node("x"), node("x", dims={"nO": 4}), 'layer "x" has no dimension "nO"'),
    (node("x"), param(W=numpy.ones(2)), 'layer "x" has no parameter "W"'),
    (
        param(W=numpy.ones(2)),
        node("x"),
        'layer "x" has a parameter "W", the data have none',
    ),
    (
        param(W=numpy.ones((2, 3))),
        param(W=numpy.ones((3, 2))),
        'layer "x" has a parameter "W" of shape (2, 3), the data have shape (3, 2)',
    ),
    (
        param(W=numpy.ones(2)),
        param(W=numpy.ones(2, dtype="i")),
        'layer "x" has a parameter "W" of float64, the data have int32',
    ),
    (
        node("x"),
        node("x", shims=[Shim()]),
        'layer "x" has 0 shims, the data have 1',
    ),
    (
        node("x", attrs={"a": 1}),
        {**node("x").to_dict(), "attrs": [{"a": b"?"}]},
        (
            'layer "x" cannot read its attribute "a": JSONDecodeError: Expecting value: '
            "line 1 column 1 (char 0)"
        ),
    ),
]


@pytest.mark.parametrize(("target", "saved", "problem"), MISFITS, ids=[m[2][:40] for m in MISFITS])
def test_a_misfit_is_named(target: Any, saved: Any, problem: str) -> None:
    msg = saved if isinstance(saved, dict) else saved.to_dict()
    before = snapshot(target)
    with pytest.raises(
        StorageError, match='cannot load this dictionary into "x": mismatched structure'
    ) as caught:
        target.from_dict(msg)
    assert caught.value.problems == [problem]
    assert snapshot(target) == before


def test_a_reference_to_a_node_that_is_not_below_is_named() -> None:
    def model(**kwargs: Any) -> Any:
        return node("x", node("a", node("b"), **kwargs), node("c"))

    saved = model()
    msg = saved.to_dict()
    msg["nodes"][1]["refs"] = {"r": 2}
    with pytest.raises(StorageError) as caught:
        model().from_dict(msg)
    assert caught.value.problems == [
        'layer 1 of 2, "a", has no "c" below it, to which its reference "r" points'
    ]


def test_every_problem_is_in_one_error_and_nothing_is_changed() -> None:
    saved = small(1)
    first, second = saved.layers
    first._dims["nO"] = 5
    first.set_param("W", numpy.ones((5, 3)))
    first.set_param("extra", numpy.ones(1))
    second._dims["nX"] = 1
    target = small(0)
    before = snapshot(target)
    with pytest.raises(StorageError) as caught:
        target.from_bytes(saved.to_bytes())
    assert str(caught.value) == (
        'cannot load these bytes into "both": mismatched structure\n'
        '  - layer 1 of 2, "first", has nO=2, the data say nO=5\n'
        '  - layer 1 of 2, "first", has a parameter "W" of shape (2, 3),'
        " the data have shape (5, 3)\n"
        '  - layer 1 of 2, "first", has no parameter "extra"\n'
        '  - layer 2 of 2, "second", has no dimension "nX"'
    )
    assert snapshot(target) == before


def test_a_program_for_thinc_catches_a_value_error() -> None:
    with pytest.raises(ValueError, match="mismatched structure"):
        node("x").from_bytes(small().to_bytes())


MALFORMED: list[tuple[str, Any, str]] = [
    ("nodes", None, "TypeError"),
    ("nodes", [], "ValueError"),
    ("nodes", [{}], "KeyError: 'name'"),
    ("nodes", [{"name": 3, "dims": {}, "refs": {}}], "node 0: the name is 3, not a text"),
    (
        "nodes",
        [{"name": "x", "dims": {"n": "3"}, "refs": {}}],
        "dimension \"n\" is '3', not a size",
    ),
    ("nodes", [{"name": "x", "dims": {"n": -1}, "refs": {}}], 'dimension "n" is -1, not a size'),
    (
        "nodes",
        [{"name": "x", "dims": {"n": True}, "refs": {}}],
        'dimension "n" is True, not a size',
    ),
    ("nodes", [{"name": "x", "dims": 3, "refs": {}}], "the dimensions are 3, not a mapping"),
    ("nodes", [{"name": "x", "dims": {}, "refs": {"r": 1}}], 'reference "r" is 1, not of 1 nodes'),
    ("nodes", [{"name": "x", "dims": {}, "refs": {"r": -1}}], 'reference "r" is -1, not of 1'),
    ("attrs", [{"a": 1}], 'attribute "a" is 1, not bytes'),
    ("params", [{"W": [1, 2]}], 'parameter "W" is list of 2 x 1, not an array of numbers'),
    ("params", [{"W": numpy.array([None])}], 'parameter "W" is object (1,), not an array'),
    ("shims", [3], "the shims are 3, not a list"),
    ("shims", [["a"]], "shim \"0\" is 'a', not bytes"),
]


@pytest.mark.parametrize(("key", "value", "problem"), MALFORMED, ids=[m[2][:40] for m in MALFORMED])
def test_a_malformed_dictionary_is_refused(key: str, value: Any, problem: str) -> None:
    target = node("x")
    with pytest.raises(StorageError, match="mismatched structure") as caught:
        target.from_dict({**node("x").to_dict(), key: value})
    assert len(caught.value.problems) == 1
    assert re.search(re.escape(problem), caught.value.problems[0])


@pytest.mark.parametrize("msg", [None, 3, "nodes", [], {}, numpy.zeros(3)], ids=repr)
def test_what_is_no_dictionary_of_a_model_is_refused(msg: Any) -> None:
    with pytest.raises(StorageError, match="cannot load this dictionary"):
        node("x").from_dict(msg)
