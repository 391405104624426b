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
    from typedthinc.layers.bidirectional import bidirectional
    from typedthinc.layers.cauchysimilarity import CauchySimilarity
    from typedthinc.layers.chain import chain
    from typedthinc.layers.clipped_linear import ClippedLinear, HardSigmoid, HardTanh, ReluK
    from typedthinc.layers.clone import clone
    from typedthinc.layers.concatenate import concatenate
    from typedthinc.layers.dish import Dish
    from typedthinc.layers.dropout import Dropout
    from typedthinc.layers.embed import Embed
    from typedthinc.layers.expand_window import expand_window
    from typedthinc.layers.gelu import Gelu
    from typedthinc.layers.hardswish import HardSwish
    from typedthinc.layers.hardswishmobilenet import HardSwishMobilenet
    from typedthinc.layers.hashembed import HashEmbed
    from typedthinc.layers.layernorm import LayerNorm
    from typedthinc.layers.linear import Linear
    from typedthinc.layers.list2array import list2array
    from typedthinc.layers.list2padded import list2padded
    from typedthinc.layers.list2ragged import list2ragged
    from typedthinc.layers.logistic import Logistic
    from typedthinc.layers.lstm import LSTM
    from typedthinc.layers.map_list import map_list
    from typedthinc.layers.maxout import Maxout
    from typedthinc.layers.meanembed import MeanEmbed
    from typedthinc.layers.mish import Mish
    from typedthinc.layers.mixtureofexperts import MixtureOfExperts
    from typedthinc.layers.multisoftmax import MultiSoftmax
    from typedthinc.layers.noop import noop
    from typedthinc.layers.padded2list import padded2list
    from typedthinc.layers.parametricattention import ParametricAttention
    from typedthinc.layers.parametricattention_v2 import ParametricAttention_v2
    from typedthinc.layers.ragged2list import ragged2list
    from typedthinc.layers.reduce_first import reduce_first
    from typedthinc.layers.reduce_last import reduce_last
    from typedthinc.layers.reduce_max import reduce_max
    from typedthinc.layers.reduce_mean import reduce_mean
    from typedthinc.layers.reduce_sum import reduce_sum
    from typedthinc.layers.relu import Relu
    from typedthinc.layers.remap_ids import premap_ids, remap_ids, remap_ids_v2
    from typedthinc.layers.residual import residual
    from typedthinc.layers.resizable import resizable
    from typedthinc.layers.siamese import siamese
    from typedthinc.layers.sigmoid import Sigmoid
    from typedthinc.layers.sigmoid_activation import sigmoid_activation
    from typedthinc.layers.softmax import Softmax, Softmax_v2
    from typedthinc.layers.softmax_activation import softmax_activation
    from typedthinc.layers.sparselinear import SparseLinear, SparseLinear_v2
    from typedthinc.layers.strings2arrays import strings2arrays
    from typedthinc.layers.swish import Swish
    from typedthinc.layers.topkgate import TopKGate
    from typedthinc.layers.tuplify import tuplify
    from typedthinc.layers.uniqued import uniqued
    from typedthinc.layers.with_array import with_array
    from typedthinc.layers.with_array2d import with_array2d
    from typedthinc.layers.with_cpu import with_cpu
    from typedthinc.layers.with_debug import with_debug
    from typedthinc.layers.with_flatten import with_flatten
    from typedthinc.layers.with_flatten_v2 import with_flatten_v2
    from typedthinc.layers.with_getitem import with_getitem
    from typedthinc.layers.with_list import with_list
    from typedthinc.layers.with_nvtx_range import with_nvtx_range
    from typedthinc.layers.with_padded import with_padded
    from typedthinc.layers.with_ragged import with_ragged
    from typedthinc.layers.with_reshape import with_reshape
    from typedthinc.layers.with_signpost_interval import with_signpost_interval

__all__ = [
    "LSTM",
    "CauchySimilarity",
    "ClippedLinear",
    "Dish",
    "Dropout",
    "Embed",
    "Gelu",
    "HardSigmoid",
    "HardSwish",
    "HardSwishMobilenet",
    "HardTanh",
    "HashEmbed",
    "LayerNorm",
    "Linear",
    "Logistic",
    "Maxout",
    "MeanEmbed",
    "Mish",
    "MixtureOfExperts",
    "MultiSoftmax",
    "ParametricAttention",
    "ParametricAttention_v2",
    "Relu",
    "ReluK",
    "Sigmoid",
    "Softmax",
    "Softmax_v2",
    "SparseLinear",
    "SparseLinear_v2",
    "Swish",
    "TopKGate",
    "add",
    "array_getitem",
    "bidirectional",
    "chain",
    "clone",
    "concatenate",
    "expand_window",
    "list2array",
    "list2padded",
    "list2ragged",
    "map_list",
    "noop",
    "padded2list",
    "premap_ids",
    "ragged2list",
    "reduce_first",
    "reduce_last",
    "reduce_max",
    "reduce_mean",
    "reduce_sum",
    "remap_ids",
    "remap_ids_v2",
    "residual",
    "resizable",
    "siamese",
    "sigmoid_activation",
    "softmax_activation",
    "strings2arrays",
    "tuplify",
    "uniqued",
    "with_array",
    "with_array2d",
    "with_cpu",
    "with_debug",
    "with_flatten",
    "with_flatten_v2",
    "with_getitem",
    "with_list",
    "with_nvtx_range",
    "with_padded",
    "with_ragged",
    "with_reshape",
    "with_signpost_interval",
]

# The modules of layers that are not called as the layer is, in lower case.
_HOMES = {
    "ClippedLinear": "clipped_linear",
    "HardSigmoid": "clipped_linear",
    "HardTanh": "clipped_linear",
    "ReluK": "clipped_linear",
    "Softmax_v2": "softmax",
    "SparseLinear_v2": "sparselinear",
    "premap_ids": "remap_ids",
    "remap_ids_v2": "remap_ids",
}


if not TYPE_CHECKING:
    # Type checkers see the imports above, and no other names.

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = importlib.import_module(f"{__name__}.{_HOMES.get(name, name.lower())}")
        layer = getattr(module, name)
        setattr(sys.modules[__name__], name, layer)
        return layer

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


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
