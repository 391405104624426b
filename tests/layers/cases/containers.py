"""Wrappers that apply a layer to another kind of batch."""

from tests.layers.cases.common import (
    LINEAR,
    Case,
    block,
    blocks,
    floats,
    linear,
    listed,
    padded,
    ragged,
)
from typedthinc.api import Dropout, Linear, chain, expand_window, with_array

CASES = {
    "with_array.v1": Case(
        lambda: with_array(linear()), ragged(), block("with_array.v1", layer=LINEAR)
    ),
    "with_array.v1-array": Case(
        lambda: with_array(linear()), floats(5, 3), block("with_array.v1", layer=LINEAR)
    ),
    "with_array.v1-list": Case(
        lambda: with_array(chain(expand_window(1), Linear(3, 9)), pad=1),
        listed(),
        block(
            "with_array.v1",
            layer=blocks("chain.v1", block("expand_window.v1"), block("Linear.v1", nO=3, nI=9)),
            pad=1,
        ),
    ),
    "with_array.v1-padded": Case(
        lambda: with_array(Dropout(0.2)),
        padded(),
        block("with_array.v1", layer=block("Dropout.v1", rate=0.2)),
    ),
}
