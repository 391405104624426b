"""Mixtures of experts."""

from __future__ import annotations

from typing import Any

from typedthinc.export.calls import Call, exports, fields
from typedthinc.export.runtime import experts as runtime
from typedthinc.layers.mixtureofexperts import forward as mixture_of_experts
from typedthinc.layers.topkgate import forward as top_k_gate
from typedthinc.model import Model

exports(top_k_gate)(fields(runtime.top_k_gate, "W", "b", k="k"))


@exports(mixture_of_experts)
def _mixture_of_experts(model: Model[Any, Any]) -> Call:
    width = model.maybe_get_dim("nO") or 0
    return Call(runtime.mixture_of_experts, model.attrs["k"], width, *model.layers)
