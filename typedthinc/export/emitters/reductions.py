"""Layers that weigh and reduce the rows of sequences."""

from __future__ import annotations

from typing import Any

from typedthinc.export.calls import Call, exports, fields
from typedthinc.export.runtime import reductions as runtime
from typedthinc.layers.parametricattention import forward as attention
from typedthinc.layers.parametricattention_v2 import KEY_TRANSFORM_REF
from typedthinc.layers.parametricattention_v2 import forward as attention_v2
from typedthinc.layers.reduce_first import forward as reduce_first
from typedthinc.layers.reduce_last import forward as reduce_last
from typedthinc.layers.reduce_max import forward as reduce_max
from typedthinc.layers.reduce_mean import forward as reduce_mean
from typedthinc.layers.reduce_sum import forward as reduce_sum
from typedthinc.model import Model

exports(reduce_sum)(fields(runtime.reduce_sum))
exports(reduce_mean)(fields(runtime.reduce_mean))
exports(reduce_first)(fields(runtime.reduce_first))
exports(reduce_last)(fields(runtime.reduce_last))
exports(reduce_max)(fields(runtime.reduce_max))


@exports(attention)
def _attention(model: Model[Any, Any]) -> Call:
    return Call(runtime.attention, model.get_param("Q"), key_transform=None)


@exports(attention_v2)
def _attention_v2(model: Model[Any, Any]) -> Call:
    key_transform = model.get_ref(KEY_TRANSFORM_REF)
    return Call(runtime.attention, model.get_param("Q"), key_transform=key_transform)
