"""What a model takes and gives, read from its type."""

from __future__ import annotations

from dataclasses import dataclass

from mypy.types import (
    AnyType,
    Instance,
    Type,
    TypeVarType,
    UninhabitedType,
    UnionType,
    get_proper_type,
)

from typedthinc.mypy_plugin import names
from typedthinc.mypy_plugin.adapter import any_type, has_any_type, make_simplified_union, seen_as


@dataclass(frozen=True)
class Kinds:
    """The type arguments of one `Model[takes, gives]`."""

    takes: Type
    gives: Type

    @property
    def is_open(self) -> bool:
        """Whether a part is not known."""
        return has_any_type(self.takes) or has_any_type(self.gives)


def kinds_of(typ: Type) -> list[Kinds] | None:
    """What a model takes and gives.

    Args:
        typ: The type of a model.

    Returns:
        One item for a model, one for each member of a union of models; None if
        the type or a member of it is no model.
    """
    proper = get_proper_type(typ)
    if isinstance(proper, (AnyType, UninhabitedType)):
        return [Kinds(any_type(), any_type())]
    if isinstance(proper, TypeVarType):
        return kinds_of(proper.upper_bound)
    if isinstance(proper, UnionType):
        found: list[Kinds] = []
        for item in proper.items:
            kinds = kinds_of(item)
            if kinds is None:
                return None
            found.extend(kinds)
        return found
    if isinstance(proper, Instance):
        model = seen_as(proper, names.MODEL)
        if model is not None:
            return [Kinds(*model.args)]
        if proper.type.fallback_to_any:
            return [Kinds(any_type(), any_type())]
    return None


def model_of(model: Instance, kinds: list[Kinds], gives: Type) -> Type:
    """The type of a composition.

    Args:
        model: Any instance of `Model`.
        kinds: What the first layer takes.
        gives: What the last layer gives.
    """
    return make_simplified_union([model.copy_modified(args=[one.takes, gives]) for one in kinds])
