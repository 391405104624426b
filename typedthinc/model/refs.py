"""References of a layer: names for nodes of its own tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typedthinc.errors import StructureError, UnknownNameError, UnsetError, did_you_mean
from typedthinc.model.tree import walk

if TYPE_CHECKING:
    from typedthinc.model.model import Model


class HasRefs:
    """The part of a model that holds references to nodes below it."""

    __slots__ = ()

    name: str
    _refs: dict[str, Model[Any, Any] | None]

    @property
    def ref_names(self) -> tuple[str, ...]:
        """The names of the references that the layer declares."""
        return tuple(self._refs)

    def has_ref(self, name: str) -> bool | None:
        """True if the reference is set, None if it is declared and unset, else False."""
        if name not in self._refs:
            return False
        return None if self._refs[name] is None else True

    def get_ref(self, name: str) -> Model[Any, Any]:
        """The node that a reference names.

        Raises:
            UnknownNameError: The layer has no such reference (a KeyError).
            UnsetError: The reference names no node yet (a ValueError and a KeyError).
        """
        node = self._refs.get(name)
        if node is not None:
            return node
        if name not in self._refs:
            raise UnknownNameError(
                f'has no reference "{name}"', node=self, help=did_you_mean(name, self._refs)
            )
        raise UnsetError(
            f'has not set reference "{name}" yet', node=self, help="call set_ref() first"
        )

    def maybe_get_ref(self, name: str) -> Model[Any, Any] | None:
        """The node that a reference names, or None."""
        return self._refs.get(name)

    def set_ref(self, name: str, value: Model[Any, Any] | None) -> None:
        """Let a reference name a node, or with None no node. An unknown name is added.

        Raises:
            StructureError: The node is not part of this model's own tree.
        """
        if value is not None and all(node is not value for node in walk(self)):
            raise StructureError(
                f'cannot let reference "{name}" name "{value.name}"',
                node=self,
                expected="a node of the layer's own tree",
                help="add the node to `layers` first",
            )
        self._refs[name] = value
