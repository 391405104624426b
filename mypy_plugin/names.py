"""Everything of the package that the plugin knows by name."""

from __future__ import annotations

MODEL = "typedthinc.model.model.Model"
CHAIN = "typedthinc.layers.chain.chain"
DEFINE_OPERATORS = "typedthinc.model.operators.define_operators"
# Wrappers of layers over arrays, which keep the kind of what they are applied to.
OVER_ARRAYS = (
    "typedthinc.layers.with_array.with_array",
    "typedthinc.layers.with_array2d.with_array2d",
)

# The module of Floats2d and the other kinds of arrays.
ARRAYS = "typedthinc.types.arrays"
RAGGED = "typedthinc.types.ragged.Ragged"
PADDED = "typedthinc.types.padded.Padded"

# Layers that turn one kind into another, in the order in which hints name them.
CONVERSIONS = (
    "typedthinc.layers.list2ragged.list2ragged",
    "typedthinc.layers.ragged2list.ragged2list",
    "typedthinc.layers.list2array.list2array",
    "typedthinc.layers.reduce_mean.reduce_mean",
    "typedthinc.layers.reduce_sum.reduce_sum",
    "typedthinc.layers.reduce_max.reduce_max",
    "typedthinc.layers.reduce_first.reduce_first",
    "typedthinc.layers.reduce_last.reduce_last",
    "typedthinc.layers.list2padded.list2padded",
    "typedthinc.layers.padded2list.padded2list",
)

# What the operators between models are called as methods.
OPERATORS = {
    "__add__": "+",
    "__sub__": "-",
    "__mul__": "*",
    "__matmul__": "@",
    "__truediv__": "/",
    "__floordiv__": "//",
    "__mod__": "%",
    "__pow__": "**",
    "__lshift__": "<<",
    "__rshift__": ">>",
    "__and__": "&",
    "__xor__": "^",
    "__or__": "|",
}

# What they mean outside of any define_operators block.
DEFAULT_OPERATORS = {
    ">>": CHAIN,
    "|": "typedthinc.layers.concatenate.concatenate",
    "+": "typedthinc.layers.add.add",
    "&": "typedthinc.layers.tuplify.tuplify",
    "**": "typedthinc.layers.clone.clone",
}
