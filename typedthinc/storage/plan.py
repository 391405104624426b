"""Checking whether records fit a model, and preparing to load them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from typedthinc.errors import StorageError
from typedthinc.model.attrs import deserialize_attr
from typedthinc.places import place_of
from typedthinc.storage.records import NodeRecord, malformed

if TYPE_CHECKING:
    from typedthinc.model import Model


@dataclass
class Step:
    """What is to be changed in one node.

    Args:
        node: The node.
        name: Its new name.
        dims: Sizes by name.
        params: Arrays by name; None takes one away.
        attrs: Attributes by name.
        refs: Nodes by name; None unsets a reference.
        shims: The bytes for each shim.
    """

    node: Model[Any, Any]
    name: str
    dims: dict[str, int]
    params: dict[str, Any]
    attrs: dict[str, Any]
    refs: dict[str, Model[Any, Any] | None]
    shims: Sequence[bytes]


def plan(model: Model[Any, Any], records: Sequence[NodeRecord], where: str) -> list[Step]:
    """The steps that load records into a model. Nothing is changed yet.

    Args:
        model: The model.
        records: What was stored.
        where: Where it comes from, for messages.

    Raises:
        StorageError: The records do not fit; it lists every problem.
    """
    nodes = list(model.walk())
    problems = malformed(records)
    if not problems and len(records) != len(nodes):
        problems.append(f"the data hold {len(records)} nodes, the model has {len(nodes)}")
    steps: list[Step] = []
    if not problems:
        for node, record in zip(nodes, records, strict=True):
            attrs: dict[str, Any] = {}
            found = [
                *_dim_problems(node, record),
                *_ref_problems(node, record, nodes),
                *_param_problems(node, record),
                *_read_attrs(node, record, attrs),
                *_shim_problems(node, record),
            ]
            problems += [f"{place_of(node, model)} {problem}" for problem in found]
            steps.append(_step(node, record, attrs, nodes))
    if problems:
        raise StorageError(
            f'cannot load {where} into "{model.name}": mismatched structure', problems=problems
        )
    return steps


def _step(
    node: Model[Any, Any],
    record: NodeRecord,
    attrs: dict[str, Any],
    nodes: Sequence[Model[Any, Any]],
) -> Step:
    return Step(
        node=node,
        name=record.name,
        dims={name: size for name, size in record.dims.items() if size is not None},
        params=dict(record.params),
        attrs=attrs,
        refs={name: None if place is None else nodes[place] for name, place in record.refs.items()},
        shims=record.shims,
    )


def _dim_problems(node: Model[Any, Any], record: NodeRecord) -> Iterator[str]:
    for name, size in record.dims.items():
        if node.has_dim(name) is False:
            yield f'has no dimension "{name}"'
        elif size is not None and node.maybe_get_dim(name) not in (None, size):
            yield f"has {name}={node.get_dim(name)}, the data say {name}={size}"


def _ref_problems(
    node: Model[Any, Any], record: NodeRecord, nodes: Sequence[Model[Any, Any]]
) -> Iterator[str]:
    for name, place in record.refs.items():
        if place is not None and all(below is not nodes[place] for below in node.walk()):
            yield f'has no "{nodes[place].name}" below it, to which its reference "{name}" points'


def _param_problems(node: Model[Any, Any], record: NodeRecord) -> Iterator[str]:
    for name in node.param_names:
        if name not in record.params and node.has_param(name):
            yield f'has a parameter "{name}", the data have none'
    for name, new in record.params.items():
        if node.has_param(name) is False:
            yield f'has no parameter "{name}"'
        old = node.maybe_get_param(name)
        if old is None or new is None:
            continue
        if tuple(old.shape) != tuple(new.shape):
            yield (
                f'has a parameter "{name}" of shape {tuple(old.shape)},'
                f" the data have shape {tuple(new.shape)}"
            )
        if old.dtype.kind != new.dtype.kind:
            yield f'has a parameter "{name}" of {old.dtype}, the data have {new.dtype}'


def _read_attrs(node: Model[Any, Any], record: NodeRecord, attrs: dict[str, Any]) -> Iterator[str]:
    for name, data in record.attrs.items():
        try:
            attrs[name] = deserialize_attr(node.attrs.get(name), data, name, node)
        except Exception as error:  # noqa: BLE001  # a user's function may raise anything
            yield f'cannot read its attribute "{name}": {type(error).__name__}: {error}'


def _shim_problems(node: Model[Any, Any], record: NodeRecord) -> Iterator[str]:
    if len(node.shims) != len(record.shims):
        yield f"has {len(node.shims)} shims, the data have {len(record.shims)}"
