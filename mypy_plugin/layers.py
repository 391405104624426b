"""One layer of a composition."""

from __future__ import annotations

from dataclasses import dataclass

from mypy.nodes import Expression, RefExpr, TempNode
from mypy.types import Type

from typedthinc.mypy_plugin.adapter import any_type, make_simplified_union
from typedthinc.mypy_plugin.kinds import Kinds, kinds_of


@dataclass
class Layer:
    """One layer, or as many as a starred argument holds.

    Args:
        node: Where a misfit of this layer is reported.
        typ: Its type.
        kinds: What it takes and gives; several for a union of models.
        depends: Whether the expression at `node` is the layer itself, so that
            what is around it may tell what a generic layer is made for.
        repeated: Whether it stands for an unknown number of like layers.
        expected: The type that was expected of it when its kinds were found.
        adapts: Whether that told what a generic layer is made for.
    """

    node: Expression
    typ: Type
    kinds: list[Kinds]
    depends: bool = False
    repeated: bool = False
    expected: Type | None = None
    adapts: bool = False

    @property
    def gives(self) -> Type:
        """What it gives; a union for a union of models."""
        return make_simplified_union([one.gives for one in self.kinds])


def layer_at(node: Expression, typ: Type) -> Layer | None:
    """The layer that an expression makes, or None if it makes something else."""
    kinds = kinds_of(typ)
    if kinds is None:
        return None
    # A name has the type that it was declared with, whatever is around it.
    return Layer(node, typ, kinds, depends=not isinstance(node, (RefExpr, TempNode)))


def repeated_layers(node: Expression, typ: Type) -> Layer | None:
    """The layers of which an expression holds an unknown number, or None if they are none.

    Args:
        node: The expression.
        typ: The type of its members.
    """
    kinds = kinds_of(typ)
    if kinds is None:
        return None
    if len(kinds) > 1:
        # Different layers in an order that is not known.
        kinds = [Kinds(any_type(), any_type())]
    return Layer(node, typ, kinds, repeated=True)


def unknown_layers(node: Expression) -> Layer:
    """An unknown number of layers of any kind."""
    return Layer(node, any_type(), [Kinds(any_type(), any_type())], repeated=True)
