"""Layers around others."""

from __future__ import annotations

from typing import Any

from typedthinc.export.calls import Call, exports, observes, over_layers
from typedthinc.export.runtime import wrappers as runtime
from typedthinc.layers.map_list import forward as map_list
from typedthinc.layers.resizable import forward as resizable
from typedthinc.layers.uniqued import forward as uniqued
from typedthinc.layers.with_array import forward as with_array
from typedthinc.layers.with_array2d import forward as with_array2d
from typedthinc.layers.with_cpu import forward as with_cpu
from typedthinc.layers.with_debug import forward as with_debug
from typedthinc.layers.with_flatten import forward as with_flatten
from typedthinc.layers.with_flatten_v2 import forward as with_flatten_v2
from typedthinc.layers.with_getitem import forward as with_getitem
from typedthinc.layers.with_list import forward as with_list
from typedthinc.layers.with_nvtx_range import forward as with_nvtx_range
from typedthinc.layers.with_padded import forward as with_padded
from typedthinc.layers.with_ragged import forward as with_ragged
from typedthinc.layers.with_reshape import forward as with_reshape
from typedthinc.layers.with_signpost_interval import forward as with_signpost_interval
from typedthinc.model import Model

exports(with_array)(over_layers(runtime.with_array, pad="pad"))
exports(with_array2d)(over_layers(runtime.with_array2d, pad="pad"))
exports(with_padded)(over_layers(runtime.with_padded))
exports(with_ragged)(over_layers(runtime.with_ragged))
exports(with_reshape)(over_layers(runtime.with_reshape))
exports(with_flatten)(over_layers(runtime.with_flatten))
exports(with_flatten_v2)(over_layers(runtime.with_flatten_v2))
exports(with_getitem)(over_layers(runtime.with_getitem, idx="idx"))
exports(map_list)(over_layers(runtime.map_list))
exports(uniqued)(over_layers(runtime.uniqued, column="column"))
observes(with_debug)
observes(with_nvtx_range)
observes(with_signpost_interval)


@exports(with_list)
def _with_list(model: Model[Any, Any]) -> Call:
    return Call(runtime.with_list, model.layers[0], width=model.maybe_get_dim("nO"))


@exports(resizable)
@exports(with_cpu)
def _child(model: Model[Any, Any]) -> Model[Any, Any]:
    return model.layers[0]
