"""Mistakes in what is registered for a layer name the layer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.export import layers
from typedthinc.api import Model, chain, noop
from typedthinc.errors import ExportError
from typedthinc.export import Call, calls, exports
from typedthinc.export.program import Program


@pytest.fixture(autouse=True)
def own_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "_emitters", dict(calls._emitters))


def nested(depth: int) -> list[Any]:
    outer: list[Any] = []
    for _ in range(depth):
        outer = [outer]
    return outer


LOOP: list[Any] = []
LOOP.append(LOOP)


@pytest.mark.parametrize(
    ("emitter", "reason"),
    [
        (lambda model: None, "has an export that gives a NoneType: it must be a Call or a layer"),
        (lambda model: model, "has an export that gives the layer itself"),
        (lambda model: 1 / 0, "has an export that raised ZeroDivisionError: division by zero"),
        (
            lambda model: Call(layers.shifted, 3),
            (
                "is computed by shifted, which cannot be called with what its Call says: too many"
                " positional arguments"
            ),
        ),
        (
            lambda model: Call(layers.takes_all, LOOP),
            'has "first", which holds a list in itself, or too many in each other',
        ),
        (
            lambda model: Call(layers.takes_all, nested(3000)),
            'has "first", which holds a list in itself, or too many in each other',
        ),
        (
            lambda model: Call(layers.takes_all, 10**5000),
            'has "first", which holds a number of too many digits',
        ),
    ],
)
def test_a_mistake_names_the_layer(emitter: Any, reason: str) -> None:
    exports(layers.other_forward)(emitter)
    with pytest.raises(ExportError) as error:
        Program(chain(noop(), layers.unknown("mine")))
    assert error.value.problems == [f'layer 2 of 2, "mine", {reason}']


def test_two_layers_that_stand_for_each_other_are_refused() -> None:
    one, two = layers.unknown("one"), layers.unknown("two")
    exports(layers.other_forward)(lambda model: two if model is one else one)
    with pytest.raises(ExportError, match="gives the layer itself"):
        Program(one)


def test_deep_data_that_fit_are_read_by_python() -> None:
    exports(layers.other_forward)(lambda model: Call(layers.takes_all, nested(49)))
    model: Model[Any, Any] = layers.unknown()
    compile(Program(model).text, "program", "exec")
