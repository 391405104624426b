"""Reading off a model what is to be stored of it."""

from __future__ import annotations

import operator
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from typedthinc.errors import StorageError
from typedthinc.model.attrs import serialize_attr
from typedthinc.places import place_of
from typedthinc.storage.records import STORED_DTYPES, NodeRecord, is_storable
from typedthinc.types import Unserializable
from typedthinc.types.describe import describe
from typedthinc.util import to_numpy

if TYPE_CHECKING:
    from typedthinc.model import Model

# From the warning up to the program that calls a method of a model.
_CALLER = 5


def collect(model: Model[Any, Any]) -> list[NodeRecord]:
    """A record of each node. Arrays are on the host, and may be the model's own.

    Raises:
        StorageError: The model has a part that cannot be saved.
    """
    places = {id(node): place for place, node in enumerate(model.walk())}
    problems: list[str] = []
    records: list[NodeRecord] = []
    for node in model.walk():
        found: list[str] = []
        records.append(
            NodeRecord(
                name=node.name,
                dims=_dims(node),
                refs=_refs(node, places, found),
                attrs=_attrs(node, model, found),
                params=_params(node, found),
                shims=_shims(node, found),
            )
        )
        problems += [f"{place_of(node, model)} has {problem}" for problem in found]
    if problems:
        raise StorageError(f'cannot save "{model.name}"', problems=problems)
    return records


def _dims(node: Model[Any, Any]) -> dict[str, int | None]:
    sizes = {name: node.maybe_get_dim(name) for name in node.dim_names}
    # A size may be an integer of NumPy.
    return {name: None if size is None else operator.index(size) for name, size in sizes.items()}


def _refs(
    node: Model[Any, Any], places: Mapping[int, int], problems: list[str]
) -> dict[str, int | None]:
    refs: dict[str, int | None] = {}
    for name in node.ref_names:
        target = node.maybe_get_ref(name)
        refs[name] = None if target is None else places.get(id(target))
        if target is not None and refs[name] is None:
            problems.append(f'a reference "{name}" to "{target.name}", which is not in the model')
    return refs


def _attrs(node: Model[Any, Any], root: Model[Any, Any], problems: list[str]) -> dict[str, bytes]:
    attrs: dict[str, bytes] = {}
    for name, value in node.attrs.items():
        if isinstance(value, Unserializable):
            continue
        try:
            attrs[name] = serialize_attr(value, value, name, node)
        except TypeError as error:
            warnings.warn(
                f'{place_of(node, root)} has an attribute "{name}" that is left out of what is'
                f" saved: {error}; wrap it in typedthinc.types.Unserializable if that is meant",
                stacklevel=_CALLER,
            )
        except Exception as error:  # noqa: BLE001  # a user's function may raise anything
            problems.append(f'an attribute "{name}" that gives {type(error).__name__}: {error}')
    return attrs


def _params(node: Model[Any, Any], problems: list[str]) -> dict[str, Any]:
    params: dict[str, Any] = {}
    for name in node.param_names:
        value = node.maybe_get_param(name)
        if value is None:
            params[name] = None
        elif is_storable(value):
            params[name] = to_numpy(value)
        else:
            problems.append(
                f'a parameter "{name}" that is {describe(value)}, not an array of one of:'
                f" {', '.join(sorted(STORED_DTYPES))}"
            )
    return params


def _shims(node: Model[Any, Any], problems: list[str]) -> list[bytes]:
    shims: list[bytes] = []
    for number, shim in enumerate(node.shims):
        try:
            shims.append(bytes(shim.to_bytes()))
        except Exception as error:  # noqa: BLE001  # a user's shim may raise anything
            problems.append(f"a shim {number} that gives {type(error).__name__}: {error}")
    return shims
