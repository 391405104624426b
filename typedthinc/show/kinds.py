"""What each layer of a built model takes and gives, as text."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, TypeVar

from typedthinc.layers.chain import forward as chain_forward
from typedthinc.model import Model
from typedthinc.types.kinds import kind_name
from typedthinc.util import ForwardTypes, forward_types


def layer_kinds(model: Model[Any, Any]) -> tuple[str, str]:
    """The kinds of a layer's input and output, as its forward function declares them.

    A chain takes what its first layer takes and gives what its last layer
    gives. Layers at its ends that give whatever they take are passed over.

    Args:
        model: The layer.

    Returns:
        The two names; `*` for what is not declared or may be anything.
    """
    return kind_name(_declared(model, end=0).X), kind_name(_declared(model, end=-1).Y)


def _declared(model: Model[Any, Any], *, end: int) -> ForwardTypes:
    types = ForwardTypes(Any, Any)
    for link in _links(model, end=end):
        types = _types(link)
        if not (isinstance(types.X, TypeVar) and types.X is types.Y):
            break
    return types


def _links(model: Model[Any, Any], *, end: int) -> Iterator[Model[Any, Any]]:
    """The layers of nested chains one after the other, from one end."""
    waiting = [model]
    while waiting:
        layer = waiting.pop()
        if inspect.unwrap(layer._func) is chain_forward:
            waiting.extend(layer.layers if end else reversed(layer.layers))
        else:
            yield layer


def _types(layer: Model[Any, Any]) -> ForwardTypes:
    try:
        return forward_types(layer._func)
    except TypeError:  # no forward function, and a table is no place to complain
        return ForwardTypes(Any, Any)
