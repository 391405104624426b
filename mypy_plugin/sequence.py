"""Layers one after the other: what generic ones stand for, and which do not fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from mypy.plugin import CheckerPluginInterface
from mypy.types import AnyType, Instance, Type, get_proper_type

from typedthinc.mypy_plugin.adapter import (
    fits,
    make_simplified_union,
    type_in_context,
    unknown,
)
from typedthinc.mypy_plugin.containers import gives_of_wrapped, is_container, wrapped_layer
from typedthinc.mypy_plugin.kinds import Kinds, kinds_of
from typedthinc.mypy_plugin.layers import Layer


def settle(api: CheckerPluginInterface, layers: list[Layer], model: Instance) -> None:
    """Let generic layers take what the layer before them gives.

    Where that is not known, as at the start, they give what the next layer takes.

    Args:
        api: The checker.
        layers: The layers in their order, changed in place.
        model: Any instance of `Model`.
    """
    for before, layer in pairwise(layers):
        if _is_open(layer) and not _is_any(before.gives):
            _expect(api, layer, model, before.gives, unknown())
            _fill_output(api, layer)
    for following, layer in pairwise(reversed(layers)):
        if _is_open(layer) and _is_any(layer.gives) and len(following.kinds) == 1:
            wanted = following.kinds[0].takes
            # The output of a wrapped layer says nothing of its input but for a container.
            told = wrapped_layer(layer.node) is None or is_container(wanted)
            if told and not _is_any(wanted):
                _expect(api, layer, model, wanted, wanted)


def _is_open(layer: Layer) -> bool:
    return layer.depends and any(one.is_open for one in layer.kinds)


def _is_any(typ: Type) -> bool:
    return isinstance(get_proper_type(typ), AnyType)


def _expect(
    api: CheckerPluginInterface, layer: Layer, model: Instance, takes: Type, gives: Type
) -> None:
    expected = model.copy_modified(args=[takes, gives])
    found = type_in_context(api, layer.node, expected)
    kinds = None if found is None else kinds_of(found)
    if found is not None and kinds is not None:
        layer.adapts = kinds != layer.kinds
        layer.typ, layer.kinds, layer.expected = found, kinds, expected


def _fill_output(api: CheckerPluginInterface, layer: Layer) -> None:
    inner = wrapped_layer(layer.node)
    if inner is None or len(layer.kinds) != 1 or not _is_any(layer.gives):
        return
    takes = layer.kinds[0].takes
    gives = gives_of_wrapped(api, inner, takes)
    if gives is not None:
        layer.kinds = [Kinds(takes, gives)]


@dataclass(frozen=True)
class Misfit:
    """A layer that does not take what the one before it gives.

    Args:
        position: The place of the layer, from one; None if a starred argument of
            unknown length comes before it.
        layer: The layer.
        takes: What it takes; of a union of models, what the offending ones take.
        given: What it would get.
        repeated: Whether it is repeated and does not fit to itself.
    """

    position: int | None
    layer: Layer
    takes: Type
    given: Type
    repeated: bool = False


@dataclass
class Walk:
    """How far a sequence of layers has been checked.

    Attributes:
        position: How many layers there were; None if that is not known.
        gives: What the last layer gives, one item for each member of a union of models.
        spare: If the last layer was a misfit, what the one before it gives: if
            the next layer fits to that, only the last one is to blame.
    """

    position: int | None = 0
    gives: list[Type] = field(default_factory=list)
    spare: list[Type] | None = None

    def add(self, layer: Layer) -> list[Misfit]:
        """Check the next layer.

        Returns:
            Its misfits: none or one, or two for a starred argument.
        """
        misfits: list[Misfit] = []
        if self.position is not None:
            self.position += 1
        offence = _offence(self.gives, layer.kinds)
        if offence is not None and self._is_spared(layer):
            self.spare = None
        elif offence is not None:
            misfits.append(Misfit(self.position, layer, *offence))
            self.spare = self.gives
        elif not layer.adapts:
            self.spare = None
        self.gives = [one.gives for one in layer.kinds]
        if layer.repeated:
            self.position = None
            offence = _offence(self.gives, layer.kinds)
            if offence is not None:
                misfits.append(Misfit(None, layer, *offence, repeated=True))
        return misfits

    def _is_spared(self, layer: Layer) -> bool:
        return self.spare is not None and _offence(self.spare, layer.kinds) is None


def _offence(gives: Iterable[Type], kinds: list[Kinds]) -> tuple[Type, Type] | None:
    pairs = [(one.takes, given) for one in kinds for given in gives if not fits(given, one.takes)]
    if not pairs:
        return None
    takes, given = zip(*pairs)
    return make_simplified_union(takes), make_simplified_union(given)
