"""Layers made of layers."""

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
    add,
    chain,
    clone,
    concatenate,
    noop,
    residual,
    tuplify,
    with_array,
)

CASES = {
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
