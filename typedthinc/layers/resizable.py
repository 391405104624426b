"""A layer that can be put in the place of a narrower one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from typing_extensions import TypeVar

from typedthinc.errors import ArgumentError, CompositionError, StructureError
from typedthinc.layers._compose import check_layers
from typedthinc.layers._wrapped_layer import dims_of, initialize_inside
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d, Unserializable
from typedthinc.types.describe import describe

A = TypeVar("A", default=Any)
B = TypeVar("B", default=Any)


class Resize(Unserializable):
    """A function that resizes a layer, as an attribute: code is not saved with a model."""

    def __call__(self, layer: Model[Any, Any], new_nO: int) -> Model[Any, Any]:
        """The layer to put in the place of another one."""
        wider: Model[Any, Any] = self.obj(layer, new_nO)
        return wider


@registry.layers("resizable.v1")
def resizable(
    layer: Model[A, B], resize_layer: Callable[[Model[A, B], int], Model[A, B]]
) -> Model[A, B]:
    """Hold a layer that may get more outputs later, by `resize_model`.

    Args:
        layer: The layer.
        resize_layer: Takes the layer and its new width, and returns the layer to
            put in its place, such as `resize_linear_weighted`.

    Shapes:
        X: what the layer takes   Y: what the layer gives

    Raises:
        CompositionError: `layer` is not a `Model`.

    Example:
        >>> from typedthinc.api import Softmax, resizable
        >>> from typedthinc.layers.resizable import resize_linear_weighted, resize_model
        >>> model = resizable(Softmax(nO=2, nI=3), resize_linear_weighted).initialize()
        >>> resize_model(model, 4).get_dim("nO")
        4
    """
    check_layers("resizable", [layer])
    return Model(
        f"resizable({layer.name})",
        forward,
        init=init,
        dims=dims_of(layer),
        layers=[layer],
        attrs={"resize_layer": Resize(resize_layer)},
    )


def forward(model: Model[A, B], X: A, is_train: bool) -> tuple[B, Callable[[B], A]]:
    result: tuple[B, Callable[[B], A]] = model.layers[0](X, is_train)
    return result


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    initialize_inside(model, X, Y)


def resize_model(model: Model[A, B], new_nO: int) -> Model[A, B]:
    """Give the layer in a `resizable` another width.

    The dimension `nO` of a model around it stays as it was, and so do its references.

    Args:
        model: What `resizable` made; it is changed and returned.
        new_nO: The new width of the output.

    Raises:
        StructureError: The model is no `resizable`.
        CompositionError: Its function did not return a layer.
    """
    if not model.layers or "resize_layer" not in model.attrs:
        raise StructureError(
            "cannot be resized",
            node=model,
            expected="a model made by resizable()",
            help="give the layer inside of it that resizable() made",
        )
    wider = model.attrs["resize_layer"](model.layers[0], new_nO)
    if not isinstance(wider, Model):
        raise CompositionError(
            "got something else than a layer from its function resize_layer",
            node=model,
            expected="a Model",
            got=describe(wider),
        )
    old, model.layers[0] = model.layers[0], wider
    for name in model.ref_names:
        if model.maybe_get_ref(name) is old:
            model.set_ref(name, wider)
    if model.has_dim("nO") is not False:
        model.set_dim("nO", new_nO, force=True)
    return model


def resize_linear_weighted(
    layer: Model[Floats2d, Floats2d],
    new_nO: int,
    *,
    fill_defaults: Mapping[str, float] | None = None,
) -> Model[Floats2d, Floats2d]:
    """A layer like another one, with more outputs: the old ones stay as they are.

    Args:
        layer: A layer each of whose parameters has a row for each output, such as
            `Linear` or `Softmax`. One without parameters is told its new width, and
            initialized if it knew all its dimensions.
        new_nO: The width of the new layer.
        fill_defaults: The values that new rows are filled with, by parameter;
            otherwise 0.

    Returns:
        The layer itself if it has that width already or had no parameters.

    Raises:
        ArgumentError: The layer has more outputs than that.
        StructureError: The layer is made of other layers, or has parameters
            without a row for each output.
    """
    if layer.layers or layer.shims:
        raise StructureError(
            "cannot be resized: it is made of other layers",
            node=layer,
            expected="a layer such as Linear or Softmax",
            got=f"{len(layer.layers)} layers, {len(layer.shims)} shims",
        )
    if not any(layer.has_param(name) for name in layer.param_names):
        complete = all(layer.has_dim(name) for name in layer.dim_names)
        layer.set_dim("nO", new_nO, force=True)
        return layer.initialize() if complete else layer
    old_nO = layer.get_dim("nO")
    if new_nO == old_nO:
        return layer
    if new_nO < old_nO:
        raise ArgumentError(
            "cannot be resized to fewer outputs",
            node=layer,
            expected=f"nO={old_nO} or more",
            got=f"nO={new_nO}",
        )
    return _widened(layer, new_nO, fill_defaults or {})


def _widened(
    layer: Model[Any, Any], new_nO: int, fill_defaults: Mapping[str, float]
) -> Model[Any, Any]:
    old_nO = layer.get_dim("nO")
    params = {}
    for name in layer.param_names:
        old = layer.get_param(name)
        if old.shape[:1] != (old_nO,):
            raise StructureError(
                f'cannot be resized: parameter "{name}" has no row for each output',
                node=layer,
                expected=f"{old_nO} rows",
                got=old.shape,
            )
        new: Any = layer.ops.alloc((new_nO, *old.shape[1:]), dtype=old.dtype)
        new[:old_nO] = old
        new[old_nO:] = fill_defaults.get(name, 0)
        params[name] = new
    wider = layer.copy()
    for name in wider.param_names:
        wider.set_param(name, None)
    wider.set_dim("nO", new_nO, force=True)
    for name, param in params.items():
        wider.set_param(name, param)
    return wider
