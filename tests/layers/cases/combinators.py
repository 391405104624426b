"""Layers made of layers."""

from collections.abc import Callable
from typing import Any

from tests.layers.cases.common import (
    LINEAR,
    RELU,
    Case,
    block,
    blocks,
    floats,
    linear,
    listed,
    padded,
    ragged,
    relu,
)
from typedthinc.api import (
    Dropout,
    Model,
    add,
    chain,
    clone,
    concatenate,
    noop,
    residual,
    tuplify,
    with_array,
)

DROPOUT = block("Dropout.v1", rate=0.2)
NOOP = block("noop.v1")


def over_sequences(name: str, make: Callable[[], Model[Any, Any]], config: Any) -> dict[str, Case]:
    """A case for each container of sequences, of layers that take them all."""
    containers = {"list": listed(), "ragged": ragged(), "padded": padded()}
    return {f"{name}-{kind}": Case(make, X, config) for kind, X in containers.items()}


CASES = {
    **over_sequences(
        "chain.v1", lambda: chain(Dropout(0.2), noop()), blocks("chain.v1", DROPOUT, NOOP)
    ),
    **over_sequences(
        "tuplify.v1",
        lambda: tuplify(Dropout(0.2), noop()),
        block("tuplify.v1", layer1=DROPOUT, layer2=NOOP),
    ),
    **over_sequences(
        "clone.v1", lambda: clone(Dropout(0.2), 2), block("clone.v1", orig=DROPOUT, n=2)
    ),
    **over_sequences("noop.v1", noop, NOOP),
    "add.v1-padded": Case(
        lambda: add(Dropout(0.2), noop()),
        padded(),
        block("add.v1", layer1=DROPOUT, layer2=NOOP),
    ),
    "chain.v1": Case(
        lambda: chain(linear(), relu()), floats(5, 3), blocks("chain.v1", LINEAR, RELU)
    ),
    "add.v1": Case(
        lambda: add(relu(), linear()), floats(5, 3), block("add.v1", layer1=RELU, layer2=LINEAR)
    ),
    "add.v1-noop": Case(
        lambda: add(noop(), linear()),
        floats(5, 3),
        block("add.v1", layer1=block("noop.v1"), layer2=LINEAR),
    ),
    "add.v1-list": Case(
        lambda: add(noop(), with_array(linear())),
        listed(),
        block("add.v1", layer1=block("noop.v1"), layer2=block("with_array.v1", layer=LINEAR)),
    ),
    "add.v1-ragged": Case(
        lambda: add(with_array(relu()), noop()),
        ragged(),
        block("add.v1", layer1=block("with_array.v1", layer=RELU), layer2=block("noop.v1")),
    ),
    "concatenate.v1": Case(
        lambda: concatenate(relu(), linear()), floats(5, 3), blocks("concatenate.v1", RELU, LINEAR)
    ),
    "concatenate.v1-list": Case(
        lambda: concatenate(noop(), with_array(linear())),
        listed(),
        blocks("concatenate.v1", block("noop.v1"), block("with_array.v1", layer=LINEAR)),
    ),
    "concatenate.v1-ragged": Case(
        lambda: concatenate(noop(), with_array(linear())),
        ragged(),
        blocks("concatenate.v1", block("noop.v1"), block("with_array.v1", layer=LINEAR)),
    ),
    "concatenate.v1-padded": Case(
        lambda: concatenate(noop(), Dropout(0.2)),
        padded(),
        blocks("concatenate.v1", block("noop.v1"), block("Dropout.v1", rate=0.2)),
    ),
    "tuplify.v1": Case(
        lambda: tuplify(relu(), linear()),
        floats(5, 3),
        block("tuplify.v1", layer1=RELU, layer2=LINEAR),
    ),
    "clone.v1": Case(lambda: clone(relu(), 3), floats(5, 3), block("clone.v1", orig=RELU, n=3)),
    "residual.v1": Case(
        lambda: residual(linear()), floats(5, 3), block("residual.v1", layer=LINEAR)
    ),
    "residual.v1-ragged": Case(
        lambda: residual(with_array(linear())),
        ragged(),
        block("residual.v1", layer=block("with_array.v1", layer=LINEAR)),
    ),
    "residual.v1-list": Case(
        lambda: residual(with_array(linear())),
        listed(),
        block("residual.v1", layer=block("with_array.v1", layer=LINEAR)),
    ),
    "residual.v1-padded": Case(
        lambda: residual(Dropout(0.2)),
        padded(),
        block("residual.v1", layer=block("Dropout.v1", rate=0.2)),
    ),
    "noop.v1": Case(noop, floats(5, 3), block("noop.v1")),
}
