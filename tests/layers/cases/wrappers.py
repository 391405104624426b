"""Wrappers that give a layer another container than they are given, and holders of a layer."""

from functools import partial
from typing import Any

import numpy

from tests.layers.cases.common import (
    LINEAR,
    TABLE,
    Case,
    block,
    blocks,
    floats,
    linear,
    listed,
    padded,
    ragged,
)
from typedthinc.api import (
    Dropout,
    HashEmbed,
    Linear,
    NumpyOps,
    chain,
    expand_window,
    list2array,
    registry,
    resizable,
    uniqued,
    with_array,
    with_array2d,
    with_cpu,
    with_flatten,
    with_flatten_v2,
    with_getitem,
    with_list,
    with_ragged,
    with_reshape,
)
from typedthinc.layers.resizable import resize_linear_weighted

BOTH = block("with_array.v1", layer=LINEAR)
FLAT = blocks("chain.v1", block("list2array.v1"), LINEAR)
CPU = {"@ops": "NumpyOps"}


@registry.layers("tests.resize.v1")
def resize(fill: float) -> Any:
    """What a config gives to resizable."""
    return partial(resize_linear_weighted, fill_defaults={"b": fill})


def pair() -> Any:
    return floats(6, 3), numpy.array([2, 0, 3, 1], dtype="i")


def nested(rows: int) -> Any:
    return [[floats(rows, 3), floats(rows, 3)], [], [floats(rows, 3)]]


def array2d(X: Any) -> Case:
    width = X.data.shape[-1] if hasattr(X, "size_at_t") else 3
    return Case(
        lambda: with_array2d(Linear(3, width)),
        X,
        block("with_array2d.v1", layer=LINEAR | {"nI": width}),
    )


def in_list(X: Any) -> Case:
    width = X.data.shape[-1] if hasattr(X, "data") else 3
    return Case(
        lambda: with_list(with_array(Linear(3, width))),
        X,
        block("with_list.v1", layer=block("with_array.v1", layer=LINEAR | {"nI": width})),
    )


def in_ragged(X: Any, **flags: bool) -> Case:
    width = X.data.shape[-1] if hasattr(X, "data") else 3
    return Case(
        lambda: with_ragged(chain(expand_window(1), with_array(Linear(3, 3 * width)))),
        X,
        block(
            "with_ragged.v1",
            layer=blocks(
                "chain.v1",
                block("expand_window.v1"),
                block("with_array.v1", layer=LINEAR | {"nI": 3 * width}),
            ),
        ),
        **flags,
    )


def on_cpu(X: Any) -> Case:
    return Case(
        lambda: with_cpu(with_array(Dropout(0.2)), NumpyOps()),
        X,
        block(
            "with_cpu.v1",
            layer=block("with_array.v1", layer=block("Dropout.v1", rate=0.2)),
            ops=CPU,
        ),
    )


CASES = {
    "with_array2d.v1": array2d(floats(5, 3)),
    "with_array2d.v1-three-axes": array2d(floats(4, 2, 3)),
    "with_array2d.v1-list": array2d(listed()),
    "with_array2d.v1-list-three-axes": array2d([floats(2, 2, 3), floats(1, 2, 3)]),
    "with_array2d.v1-ragged": array2d(ragged()),
    "with_array2d.v1-padded": array2d(padded()),
    "with_array2d.v1-padding": Case(
        lambda: with_array2d(chain(expand_window(1), Linear(3, 9)), pad=1),
        listed(),
        block(
            "with_array2d.v1",
            layer=blocks("chain.v1", block("expand_window.v1"), LINEAR | {"nI": 9}),
            pad=1,
        ),
    ),
    "with_list.v1": in_list(listed()),
    "with_list.v1-ragged": in_list(ragged()),
    "with_list.v1-padded": in_list(padded()),
    "with_ragged.v1": in_ragged(ragged()),
    "with_ragged.v1-list": in_ragged(listed()),
    "with_ragged.v1-padded": in_ragged(padded()),
    # The members of such a tuple do not belong together row by row.
    "with_ragged.v1-pair": in_ragged(pair(), batched=False),
    "with_flatten.v1": Case(
        lambda: with_flatten(chain(list2array(), linear())),
        nested(1),
        block("with_flatten.v1", layer=FLAT),
    ),
    "with_flatten.v2": Case(
        lambda: with_flatten_v2(with_array(linear())),
        nested(2),
        block("with_flatten.v2", layer=BOTH),
    ),
    "with_reshape.v1": Case(
        lambda: with_reshape(linear()), floats(4, 2, 3), block("with_reshape.v1", layer=LINEAR)
    ),
    "with_getitem.v1": Case(
        lambda: with_getitem(1, linear()),
        (floats(5, 2), floats(5, 3), floats(5, 1)),
        block("with_getitem.v1", idx=1, layer=LINEAR),
    ),
    "with_getitem.v1-last": Case(
        lambda: with_getitem(-1, with_array(linear())),
        (floats(4, 2), ragged()),
        block("with_getitem.v1", idx=-1, layer=BOTH),
    ),
    "with_cpu.v1": on_cpu(floats(5, 3)),
    "with_cpu.v1-list": on_cpu(listed()),
    "with_cpu.v1-ragged": on_cpu(ragged()),
    "with_cpu.v1-padded": on_cpu(padded()),
    "uniqued.v1": Case(
        lambda: uniqued(HashEmbed(4, 20, seed=5, column=0)),
        TABLE,
        block("uniqued.v1", layer=block("HashEmbed.v1", nO=4, nV=20, seed=5, column=0)),
    ),
    "uniqued.v1-column": Case(
        lambda: uniqued(HashEmbed(4, 20, column=1), column=1),
        TABLE,
        block("uniqued.v1", layer=block("HashEmbed.v1", nO=4, nV=20, column=1), column=1),
    ),
    "resizable.v1": Case(
        lambda: resizable(linear(), resize_linear_weighted),
        floats(5, 3),
        block("resizable.v1", layer=LINEAR, resize_layer=block("tests.resize.v1", fill=-1.0)),
    ),
}
