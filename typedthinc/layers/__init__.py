"""Layers, and the combinators that make layers of layers.

Each is loaded when it is first used.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

from typing_extensions import override

if TYPE_CHECKING:
    from typedthinc.layers.add import add
    from typedthinc.layers.array_getitem import array_getitem
    from typedthinc.layers.chain import chain
    from typedthinc.layers.clone import clone
    from typedthinc.layers.concatenate import concatenate
    from typedthinc.layers.dropout import Dropout
    from typedthinc.layers.embed import Embed
    from typedthinc.layers.expand_window import expand_window
    from typedthinc.layers.hashembed import HashEmbed
    from typedthinc.layers.layernorm import LayerNorm
    from typedthinc.layers.linear import Linear
    from typedthinc.layers.list2array import list2array
    from typedthinc.layers.list2ragged import list2ragged
    from typedthinc.layers.maxout import Maxout
    from typedthinc.layers.mish import Mish
    from typedthinc.layers.noop import noop
    from typedthinc.layers.ragged2list import ragged2list
    from typedthinc.layers.reduce_mean import reduce_mean
    from typedthinc.layers.reduce_sum import reduce_sum
    from typedthinc.layers.relu import Relu
    from typedthinc.layers.residual import residual
    from typedthinc.layers.softmax import Softmax, Softmax_v2
    from typedthinc.layers.tuplify import tuplify
    from typedthinc.layers.with_array import with_array

__all__ = [
    "Dropout",
    "Embed",
    "HashEmbed",
    "LayerNorm",
    "Linear",
    "Maxout",
    "Mish",
    "Relu",
    "Softmax",
    "Softmax_v2",
    "add",
    "array_getitem",
    "chain",
    "clone",
    "concatenate",
    "expand_window",
    "list2array",
    "list2ragged",
    "noop",
    "ragged2list",
    "reduce_mean",
    "reduce_sum",
    "residual",
    "tuplify",
    "with_array",
]

# The modules of layers that are not called as the layer is, in lower case.
_HOMES = {"Softmax_v2": "softmax"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(f"{__name__}.{_HOMES.get(name, name.lower())}")
    layer = getattr(module, name)
    setattr(sys.modules[__name__], name, layer)
    return layer


def load_all() -> None:
    """Load every layer, which registers it."""
    for name in __all__:
        getattr(sys.modules[__name__], name)


class _Layers(ModuleType):
    """Keeps the name `chain` for the layer, which importing the module `chain` would take."""

    @override
    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and name in __all__:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Layers
