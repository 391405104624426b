"""Carrying out a plan, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import numpy

from typedthinc.errors import StorageError
from typedthinc.util import to_numpy

if TYPE_CHECKING:
    from typedthinc.model import Model
    from typedthinc.storage.plan import Step


def apply(steps: Sequence[Step], where: str) -> None:
    """Change a model as planned. If that fails half-way, the model is put back.

    Args:
        steps: What is to be changed.
        where: Where the data come from, for messages.

    Raises:
        StorageError: A shim does not take its bytes.
    """
    arrays = [_own_arrays(step) for step in steps]
    try:
        with ExitStack() as undo:
            # Shims first: what they do with their bytes is the only thing that can fail.
            for step in steps:
                for shim, data in zip(step.node.shims, step.shims, strict=True):
                    undo.callback(_restore_shim(shim))
                    shim.from_bytes(data)
            for step, params in zip(steps, arrays, strict=True):
                undo.callback(_restore_node(step.node))
                _change(step, params)
            undo.pop_all()
    except Exception as error:
        raise StorageError(f"cannot load {where}: {type(error).__name__}: {error}") from error


def _own_arrays(step: Step) -> dict[str, Any]:
    # Copies, which training may write to without changing what was loaded.
    return {
        name: None
        if array is None
        else step.node.ops.asarray(
            numpy.array(to_numpy(array), array.dtype.newbyteorder("="), order="C")
        )
        for name, array in step.params.items()
    }


def _change(step: Step, params: dict[str, Any]) -> None:
    node = step.node
    node.name = step.name
    for name, size in step.dims.items():
        node.set_dim(name, size)
    for name, array in params.items():
        node.set_param(name, array)
    for name, target in step.refs.items():
        node.set_ref(name, target)
    node.attrs.update(step.attrs)


def _restore_node(node: Model[Any, Any]) -> Callable[[], None]:
    name = node.name
    fields = [node._dims, node._params, node._grads, node._attrs, node._refs]
    copies = [dict(field) for field in fields]

    def restore() -> None:
        node.name = name
        for field, values in zip(fields, copies, strict=True):
            field.clear()
            field.update(values)

    return restore


def _restore_shim(shim: Any) -> Callable[[], object]:
    try:
        data = shim.to_bytes()
    except Exception:  # noqa: BLE001  # a shim without a module yet has nothing to go back to
        return lambda: None
    return lambda: shim.from_bytes(data)
