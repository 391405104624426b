"""Random compositions, of which the table below says whether and where they are wrong."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

Check = Callable[..., "tuple[list[str], int]"]

# What each layer takes and gives. A generic layer gives what it is given.
LAYERS = {
    "words()": ("Text", "Ints1d"),
    "Embed(8)": ("Ints1d", "Floats2d"),
    "Relu(8)": ("Floats2d", "Floats2d"),
    "Softmax(8)": ("Floats2d", "Floats2d"),
    "split()": ("Floats2d", "list[Floats2d]"),
    "list2ragged()": ("list[Floats2d]", "Ragged"),
    "list2array()": ("list[Floats2d]", "Floats2d"),
    "gather()": ("Ragged", "list[Floats2d]"),
    "reduce_mean()": ("Ragged", "Floats2d"),
    "spread()": ("Floats2d", "Ragged"),
    "Dropout(0.1)": ("*", "*"),
    "noop()": ("*", "*"),
    "chain(Relu(8), Dropout(0.1))": ("Floats2d", "Floats2d"),
    "with_array(Relu(8))": ("*", "*"),
}

START = """\
from typing import List
from typedthinc.api import *
from typedthinc.types import Floats2d, Ints1d, Ragged
class Text: ...
def words() -> Model[Text, Ints1d]: raise NotImplementedError
def split() -> Model[Floats2d, List[Floats2d]]: raise NotImplementedError
def gather() -> Model[Ragged, List[Floats2d]]: raise NotImplementedError
def spread() -> Model[Floats2d, Ragged]: raise NotImplementedError
"""

FORMS: dict[str, tuple[str, str, str]] = {
    "chain": ("chain(", ", ", ")"),
    "star": ("chain(*[", ", ", "])"),
    "operator": ("", " >> ", ""),
    "two lines": ("(", " >> ", ")"),
}


def right_layers(source: random.Random, length: int) -> list[str]:
    """Layers that fit, of which the first says what it gives."""
    kind = "*"
    layers: list[str] = []
    while len(layers) < length:
        fitting = [
            name
            for name, (takes, _) in LAYERS.items()
            if (takes == kind or "*" in (takes, kind))
            and not (not layers and (takes == "*" or name == "list2array()"))
            and not ("with_array" in name and kind not in ("Floats2d", "Ragged", "list[Floats2d]"))
        ]
        layers.append(source.choice(fitting))
        gives = LAYERS[layers[-1]][1]
        kind = kind if gives == "*" else gives
    return layers


def kind_after(layers: list[str]) -> str:
    return next(gives for name in reversed(layers) if (gives := LAYERS[name][1]) != "*")


def with_misfit(source: random.Random, layers: list[str]) -> tuple[list[str], int]:
    """A layer more, which does not take what comes before it."""
    place = source.randrange(1, len(layers) + 1)
    kind = kind_after(layers[:place])
    wrong = [name for name, (takes, _) in LAYERS.items() if takes not in ("*", kind)]
    return [*layers[:place], source.choice(wrong), *layers[place:]], place


@pytest.mark.parametrize("seed", range(4))
def test_every_misfit_is_reported_once_on_its_layer(check: Check, seed: int) -> None:
    source = random.Random(seed)
    lines, expected = [], []
    for number in range(200):
        layers = right_layers(source, source.randint(2, 14))
        opening, between, closing = FORMS[source.choice(list(FORMS))]
        if number % 2:
            layers, place = with_misfit(source, layers)
            before = opening + "".join(f"{name}{between}" for name in layers[:place])
            line = START.count("\n") + number + 1
            expected.append((line, len(before) + 1, place + 1))
        lines.append(opening + between.join(layers) + closing)
    output, _ = check(START + "\n".join(lines) + "\n")
    assert [place_of(line) for line in output if "note: hint" not in line] == expected


def place_of(message: str) -> tuple[int, int, int]:
    """The line and column of a message, and the number of the layer that it is about."""
    assert message.endswith("[layer-mismatch]"), message
    _, line, column, _, text = message.split(":", 4)
    return int(line), int(column), int(text.split()[1])
