"""Changes that go through a whole model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from typing_extensions import TypeVar

from typedthinc.model.model import Model

ModelT = TypeVar("ModelT", bound="Model[Any, Any]")


def set_dropout_rate(
    model: ModelT, drop: float, attrs: Iterable[str] = ("dropout_rate",)
) -> ModelT:
    """Set the dropout rate of every layer that has one.

    Args:
        model: The model; it is changed and returned.
        drop: The rate, from 0 to 1.
        attrs: The names under which layers keep it.
    """
    names = list(attrs)
    for node in model.walk():
        for name in names:
            if name in node.attrs:
                node.attrs[name] = drop
    return model


def change_attr_values(model: ModelT, mapping: Mapping[str, Mapping[str, Any]]) -> ModelT:
    """Change attributes of layers by the layers' names.

    Args:
        model: The model; it is changed and returned.
        mapping: New values by attribute, by name of layer. Attributes that a
            layer does not have are passed over.
    """
    for node in model.walk():
        for name, value in mapping.get(node.name, {}).items():
            if name in node.attrs:
                node.attrs[name] = value
    return model


def wrap_model_recursive(
    model: Model[Any, Any], wrapper: Callable[[Model[Any, Any]], Model[Any, Any]]
) -> Model[Any, Any]:
    """Replace every node of a model by what a function makes of it.

    A node that stands in several places is wrapped once.

    Args:
        model: The model; its layers are replaced in place.
        wrapper: Takes a node and returns one that takes its place.

    Returns:
        The wrapped model itself.
    """
    for node in list(model.walk()):
        if node is not model:
            model.replace_node(node, wrapper(node))
    return wrapper(model)
