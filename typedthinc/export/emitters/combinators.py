"""Layers of layers."""

from __future__ import annotations

from typing import Any

from typedthinc.export.calls import Call, exports, fields, over_layers
from typedthinc.export.runtime import combinators as runtime
from typedthinc.export.runtime import pairs
from typedthinc.layers.add import forward as add
from typedthinc.layers.array_getitem import forward as array_getitem
from typedthinc.layers.chain import forward as chain
from typedthinc.layers.concatenate import forward as concatenate
from typedthinc.layers.dropout import forward as dropout
from typedthinc.layers.noop import forward as noop
from typedthinc.layers.residual import forward as residual
from typedthinc.layers.siamese import forward as siamese
from typedthinc.layers.tuplify import forward as tuplify
from typedthinc.model import Model

exports(chain)(over_layers(runtime.chain))
exports(tuplify)(over_layers(runtime.tuplify))
exports(residual)(over_layers(runtime.residual))
exports(siamese)(over_layers(pairs.siamese))
exports(noop)(fields(runtime.same))
exports(dropout)(fields(runtime.same))
exports(array_getitem)(fields(runtime.getitem, index="index"))


@exports(add)
def _add(model: Model[Any, Any]) -> Call:
    return over_layers(runtime.add if model.layers else runtime.same)(model)


@exports(concatenate)
def _concatenate(model: Model[Any, Any]) -> Call:
    return over_layers(runtime.concatenate if model.layers else runtime.same)(model)
