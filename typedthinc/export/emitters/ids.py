"""Layers over ids, and from text to ids."""

from __future__ import annotations

from typing import Any

import numpy

from typedthinc.errors import UnsetError
from typedthinc.export.calls import Call, exports, fields
from typedthinc.export.runtime import ids as runtime
from typedthinc.export.runtime import texts
from typedthinc.layers.embed import forward as embed
from typedthinc.layers.hashembed import forward as hash_embed
from typedthinc.layers.meanembed import forward as mean_embed
from typedthinc.layers.remap_ids import forward as remap_ids
from typedthinc.layers.remap_ids import forward_premap as premap_ids
from typedthinc.layers.remap_ids import forward_v2 as remap_ids_v2
from typedthinc.layers.sparselinear import forward as sparse_linear
from typedthinc.layers.strings2arrays import forward as strings2arrays
from typedthinc.model import Model

exports(embed)(fields(runtime.embed, "E"))
exports(strings2arrays)(fields(texts.strings2arrays))
exports(premap_ids)(
    fields(
        runtime.premap_ids,
        table="mapping_table",
        default="default",
        column="column",
        dtype="dtype",
    )
)


@exports(remap_ids)
def _remap_ids(model: Model[Any, Any]) -> Call:
    table, default, dtype = (model.attrs[name] for name in ("mapping_table", "default", "dtype"))
    return Call(runtime.remap_ids, table, default, numpy.dtype(dtype).name)


@exports(remap_ids_v2)
def _remap_ids_v2(model: Model[Any, Any]) -> Call:
    table, default, column = (model.attrs[name] for name in ("mapping_table", "default", "column"))
    if table is None:
        raise UnsetError("has no mapping table yet")
    return Call(runtime.remap_column, table, default, column)


@exports(mean_embed)
def _mean_embed(model: Model[Any, Any]) -> Call:
    padding_idx = model.attrs.get("padding_idx")
    return Call(runtime.mean_embed, model.get_param("E"), padding_idx=padding_idx)


@exports(sparse_linear)
def _sparse_linear(model: Model[Any, Any]) -> Call:
    return Call(
        runtime.sparse_linear,
        model.get_param("W"),
        model.get_param("b"),
        length=model.get_dim("length"),
        v1_indexing=model.attrs["v1_indexing"],
    )


@exports(hash_embed)
def _hash_embed(model: Model[Any, Any]) -> Call:
    E, seed = model.get_param("E"), model.attrs["seed"]
    if seed is None:
        raise UnsetError("has no seed to hash with yet")
    return Call(runtime.hash_embed, E, seed)
