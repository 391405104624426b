"""Layers over the rows of an array."""

from __future__ import annotations

from typing import Any

from typedthinc.errors import ArgumentError
from typedthinc.export.calls import Call, exports, fields
from typedthinc.export.runtime import dense as runtime
from typedthinc.export.runtime import pairs
from typedthinc.layers.cauchysimilarity import forward as cauchy_similarity
from typedthinc.layers.layernorm import forward as layernorm
from typedthinc.layers.linear import forward as linear
from typedthinc.layers.maxout import forward as maxout
from typedthinc.layers.multisoftmax import forward as multi_softmax
from typedthinc.layers.softmax import forward as softmax
from typedthinc.model import Model

exports(linear)(fields(runtime.linear, "W", "b"))
exports(maxout)(fields(runtime.maxout, "W", "b"))
exports(layernorm)(fields(runtime.layer_norm, "G", "b"))
exports(cauchy_similarity)(fields(pairs.cauchy_similarity, "W"))
exports(multi_softmax)(fields(runtime.multi_softmax, "W", "b", sizes="nOs"))


@exports(softmax)
def _softmax(model: Model[Any, Any]) -> Call:
    W, b = model.get_param("W"), model.get_param("b")
    # A number of NumPy would decide the dtype of the output.
    temperature = float(model.attrs["softmax_temperature"])
    if not temperature > 0:
        raise ArgumentError(
            "has a temperature of softmax that is not above zero",
            help="set softmax_temperature to a number above 0",
        )
    if not model.attrs["softmax_normalize"]:
        return Call(runtime.linear, W, b)
    return Call(runtime.softmax, W, b, temperature=temperature)
