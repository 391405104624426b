"""Layers that read sequences step by step."""

from __future__ import annotations

from typing import Any

from typedthinc.export.calls import Call, exports, over_layers
from typedthinc.export.runtime import recurrent as runtime
from typedthinc.layers.bidirectional import forward as bidirectional
from typedthinc.layers.lstm import forward as lstm
from typedthinc.model import Model

exports(bidirectional)(over_layers(runtime.bidirectional))


@exports(lstm)
def _lstm(model: Model[Any, Any]) -> Call:
    params = (model.get_param(name) for name in ("LSTM", "HC0"))
    return Call(runtime.lstm, *params, width=model.get_dim("nI"))
