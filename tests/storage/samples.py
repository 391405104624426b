"""Small models, and what can be compared of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import numpy
from safetensors.numpy import save

from typedthinc.model import Model


def passes(model: Model[Any, Any], X: Any, is_train: bool) -> Any:
    return X, lambda dY: dY


def node(name: str, *layers: Model[Any, Any], **kwargs: Any) -> Model[Any, Any]:
    return Model(name, passes, layers=layers, **kwargs)


def small(seed: int = 0) -> Model[Any, Any]:
    """Two layers with everything that is stored: different values for different seeds."""
    rng = numpy.random.default_rng(seed)
    first = node(
        "first",
        dims={"nO": 2, "nI": None},
        params={"W": rng.random((2, 3)).astype("f"), "b": rng.random(2).astype("f")},
        attrs={"rate": float(seed), "size": seed},
    )
    first.set_grad("W", rng.random((2, 3)).astype("f"))
    second = node("second", params={"E": None}, attrs={"words": ["a", "b"]})
    return node("both", first, second, refs={"tok": first, "out": None}, dims={"nO": None})


def plain(values: Any) -> Any:
    """A value that `==` compares bit for bit."""
    if isinstance(values, numpy.ndarray):
        return (values.dtype.str, values.shape, values.tobytes())
    return values


def snapshot(model: Model[Any, Any]) -> list[Any]:
    """Everything that loading could change in a model."""
    return [
        (
            id(part),
            part.name,
            {name: part.maybe_get_dim(name) for name in part.dim_names},
            {name: plain(part.maybe_get_param(name)) for name in part.param_names},
            {name: plain(part.get_grad(name)) for name in part.grad_names},
            {name: plain(value) for name, value in part.attrs.items()},
            {name: id(part.maybe_get_ref(name)) for name in part.ref_names},
            [shim.to_bytes() for shim in part.shims],
        )
        for part in model.walk()
    ]


def signed(tensors: dict[str, Any], change: Callable[[dict[str, Any]], Any]) -> bytes:
    """A blob made by hand, as a stranger could make one, with a right header checksum.

    Args:
        tensors: The tensors.
        change: Edits the structure that is stored with them.
    """
    structure: dict[str, Any] = {
        "checksum": "0" * 64,
        "format": "typedthinc",
        "nodes": [{"name": "x", "dims": {}, "refs": {}, "attrs": {}, "params": {}, "shims": []}],
        "version": 1,
    }
    change(structure)
    blob = save(
        tensors, {"typedthinc": json.dumps(structure, sort_keys=True, separators=(",", ":"))}
    )
    header = blob[: 8 + int.from_bytes(blob[:8], "little")]
    digest = hashlib.sha256(header).hexdigest().encode()
    return header.replace(b"0" * 64, digest, 1) + blob[len(header) :]
