"""Layers, and the combinators that make layers of layers."""

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
