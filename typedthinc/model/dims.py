"""Dimensions of a layer: named sizes that are set once."""

from __future__ import annotations

from typedthinc.errors import DimensionError, UnknownNameError, UnsetError, did_you_mean
from typedthinc.model.params import HasParams


class HasDims(HasParams):
    """The part of a model that holds its dimensions, such as `nO` and `nI`."""

    __slots__ = ()

    _dims: dict[str, int | None]

    @property
    def dim_names(self) -> tuple[str, ...]:
        """The names of the dimensions that the layer declares."""
        return tuple(self._dims)

    def has_dim(self, name: str) -> bool | None:
        """True if the dimension is set, None if it is declared and unset, else False."""
        if name not in self._dims:
            return False
        return None if self._dims[name] is None else True

    def get_dim(self, name: str) -> int:
        """The size of a dimension.

        Raises:
            UnknownNameError: The layer has no such dimension (a KeyError).
            UnsetError: The dimension has no size yet (a ValueError and a KeyError).
        """
        try:
            value = self._dims[name]
        except KeyError:
            raise self._unknown_dim(name) from None
        if value is None:
            raise UnsetError(
                f'does not know the size of dimension "{name}" yet',
                node=self,
                help="give it when you build the layer, or call initialize() with sample data",
            )
        return value

    def maybe_get_dim(self, name: str) -> int | None:
        """The size of a dimension, or None if it is unset or not declared."""
        return self._dims.get(name)

    def set_dim(self, name: str, value: int, *, force: bool = False) -> None:
        """Set the size of a dimension.

        Args:
            name: The dimension.
            value: Its size.
            force: Whether a size that is set may be changed. Not even so once a
                parameter is allocated.

        Raises:
            UnknownNameError: The layer has no such dimension.
            DimensionError: The dimension has another size that may not be changed.
        """
        if name not in self._dims:
            raise self._unknown_dim(name)
        old = self._dims[name]
        if old is not None and old != value:
            if not force:
                raise DimensionError(
                    f'cannot change dimension "{name}" to {value}',
                    node=self,
                    expected=f"{name}={old}",
                    got=f"{name}={value}",
                )
            if self._is_allocated():
                raise DimensionError(
                    f'cannot change dimension "{name}" to {value}: parameters are allocated',
                    node=self,
                    expected=f"{name}={old}",
                    got=f"{name}={value}",
                    help="build a new layer and copy what you want to keep",
                )
        self._dims[name] = value

    def _unknown_dim(self, name: str) -> UnknownNameError:
        return UnknownNameError(
            f'has no dimension "{name}"', node=self, help=did_you_mean(name, self._dims)
        )
