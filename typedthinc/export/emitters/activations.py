"""Functions of each number, with weights before them and without."""

from __future__ import annotations

from typedthinc.export.calls import exports, fields
from typedthinc.export.runtime import activations as runtime
from typedthinc.export.runtime import dense
from typedthinc.layers.clipped_linear import forward as clipped_linear
from typedthinc.layers.dish import forward as dish
from typedthinc.layers.gelu import forward as gelu
from typedthinc.layers.hardswish import forward as hard_swish
from typedthinc.layers.hardswishmobilenet import forward as hard_swish_mobilenet
from typedthinc.layers.mish import forward as mish
from typedthinc.layers.relu import forward as relu
from typedthinc.layers.sigmoid import forward as sigmoid
from typedthinc.layers.sigmoid_activation import forward as sigmoid_activation
from typedthinc.layers.softmax_activation import forward as softmax_activation
from typedthinc.layers.swish import forward as swish

exports(relu)(fields(dense.relu, "W", "b"))
exports(mish)(fields(dense.mish, "W", "b"))
exports(swish)(fields(dense.swish, "W", "b"))
exports(gelu)(fields(dense.gelu, "W", "b"))
exports(dish)(fields(dense.dish, "W", "b"))
exports(hard_swish)(fields(dense.hard_swish, "W", "b"))
exports(hard_swish_mobilenet)(fields(dense.hard_swish_mobilenet, "W", "b"))
exports(sigmoid)(fields(dense.sigmoid, "W", "b"))
exports(clipped_linear)(
    fields(
        dense.clipped_linear,
        "W",
        "b",
        slope="slope",
        offset="offset",
        min_val="min_val",
        max_val="max_val",
    )
)
exports(sigmoid_activation)(fields(runtime.sigmoid_activation))
exports(softmax_activation)(fields(runtime.softmax_activation))
