"""Layers over sequences.

The first state of LSTM stays zero: Thinc takes the first half of HC0 for the cells and the second
for the outputs, the other way round than its name, and never trains it.
"""

from tests.thinc.case import (
    ARRAY,
    FORWARD_ONLY,
    FULL_MEMBERS,
    FULL_RAGGED,
    LINEAR,
    MEMBERS,
    NODES_ONLY,
    PADDED,
    RAGGED,
    Case,
    layer,
)
from tests.thinc.inputs import floats, listed, padded

SEQUENTIAL = {
    "LSTM.v1": Case(
        layer("LSTM.v1", nO=2, nI=3), PADDED, without=FORWARD_ONLY,
        why="the gradients are not the derivatives", kept=("HC0",),
    ),
    "LSTM.v1-deep in both directions": Case(
        layer("LSTM.v1", nO=4, bi=True, depth=2), PADDED, Y=padded([3, 2, 1], 4),
        without=FORWARD_ONLY, why="the gradients are not the derivatives", kept=("HC0",),
    ),
    "bidirectional.v1": Case(
        layer("bidirectional.v1", l2r=layer("LSTM.v1", nO=2, nI=3)), PADDED, without=NODES_ONLY,
        why="the second direction gets an input that is not reversed",
    ),
    "ParametricAttention.v1": Case(layer("ParametricAttention.v1", nO=3), FULL_RAGGED),
    "ParametricAttention.v1-inferred": Case(layer("ParametricAttention.v1"), RAGGED),
    "ParametricAttention.v2": Case(layer("ParametricAttention.v2", nO=3), FULL_RAGGED),
    "ParametricAttention.v2-keys": Case(
        layer("ParametricAttention.v2", nO=3, key_transform=LINEAR), FULL_RAGGED
    ),
    "expand_window.v1": Case(layer("expand_window.v1"), ARRAY),
    "expand_window.v1-wide": Case(layer("expand_window.v1", window_size=2), ARRAY),
    "expand_window.v1-ragged": Case(layer("expand_window.v1"), RAGGED),
    "expand_window.v1-wide ragged": Case(layer("expand_window.v1", window_size=2), RAGGED),
    "expand_window.v1-no rows": Case(layer("expand_window.v1"), floats(0, 3)),
    **{
        f"reduce_{name}.v1": Case(layer(f"reduce_{name}.v1"), FULL_RAGGED)
        for name in ("first", "last", "max", "mean", "sum")
    },
    "reduce_mean.v1-no rows": Case(layer("reduce_mean.v1"), RAGGED),
    "reduce_sum.v1-no rows": Case(layer("reduce_sum.v1"), RAGGED),
    "list2array.v1": Case(layer("list2array.v1"), MEMBERS),
    "list2ragged.v1": Case(layer("list2ragged.v1"), MEMBERS),
    "list2ragged.v1-axes": Case(layer("list2ragged.v1"), listed(floats(2, 2, 3), floats(1, 2, 3))),
    "ragged2list.v1": Case(layer("ragged2list.v1"), RAGGED),
    "list2padded.v1": Case(layer("list2padded.v1"), FULL_MEMBERS),
    "list2padded.v1-no rows": Case(layer("list2padded.v1"), MEMBERS),
    "padded2list.v1": Case(layer("padded2list.v1"), PADDED),
}  # fmt: skip
