"""Gradients that are added to where they are."""

from __future__ import annotations

from typing import Any

from typedthinc.model import Model


def gradient_in_place(model: Model[Any, Any], name: str) -> Any:
    """The array of the gradient of a parameter, to add to some of its entries.

    For a large parameter of which a batch uses little, an array for each batch
    would cost more than all the rest. Where there is no gradient yet, or a number
    that counts for each entry, an array is made first.

    Args:
        model: The layer.
        name: The parameter.
    """
    grad = model.maybe_get_grad(name)
    if not getattr(grad, "shape", ()):
        zeros = model.ops.xp.zeros_like(model.get_param(name))
        model.set_grad(name, zeros if grad is None else zeros + grad)
    return model.get_grad(name)
