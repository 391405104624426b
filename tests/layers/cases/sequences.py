"""Layers that turn sequences into others, or into rows."""

from tests.layers.cases.common import Case, block, floats, listed, ragged
from typedthinc.api import (
    expand_window,
    list2array,
    list2ragged,
    ragged2list,
    reduce_mean,
    reduce_sum,
)

CASES = {
    "expand_window.v1": Case(expand_window, floats(5, 3), block("expand_window.v1"), batched=False),
    "expand_window.v1-ragged": Case(
        lambda: expand_window(2), ragged(), block("expand_window.v1", window_size=2)
    ),
    "list2ragged.v1": Case(list2ragged, listed(), block("list2ragged.v1")),
    "list2ragged.v1-axes": Case(
        list2ragged,
        [floats(2, 3, 2), floats(0, 3, 2), floats(1, 3, 2)],
        block("list2ragged.v1"),
    ),
    "list2ragged.v1-ragged": Case(list2ragged, ragged(), block("list2ragged.v1")),
    "ragged2list.v1": Case(ragged2list, ragged(), block("ragged2list.v1")),
    "list2array.v1": Case(list2array, listed(), block("list2array.v1")),
    "list2array.v1-ragged": Case(list2array, ragged(), block("list2array.v1")),
    "reduce_sum.v1": Case(reduce_sum, ragged(), block("reduce_sum.v1")),
    "reduce_mean.v1": Case(reduce_mean, ragged(), block("reduce_mean.v1")),
}
