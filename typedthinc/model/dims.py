"""Dimensions of a layer: named sizes that are set once."""

from __future__ import annotations

import operator
from typing import SupportsIndex, cast

from typedthinc.errors import (
    ArgumentTypeError,
    DimensionError,
    UnknownNameError,
    UnsetError,
    did_you_mean,
)
from typedthinc.model.params import HasParams
from typedthinc.types.describe import describe


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
            ArgumentTypeError: The size is no integer.
            DimensionError: The size is below 0, or the dimension has another size that
                may not be changed.
        """
        if name not in self._dims:
            raise self._unknown_dim(name)
        self._check_size(name, value)
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

    def _check_size(self, name: str, value: object) -> None:
        if not hasattr(value, "__index__") or isinstance(value, bool):
            raise ArgumentTypeError(
                f'got a size of dimension "{name}" that is no integer',
                node=self,
                expected="an integer of 0 or more",
                got=describe(value),
            )
        if operator.index(cast("SupportsIndex", value)) < 0:
            raise DimensionError(
                f'got a size of dimension "{name}" below zero',
                node=self,
                expected="an integer of 0 or more",
                got=value,
            )

    def _unknown_dim(self, name: str) -> UnknownNameError:
        return UnknownNameError(
            f'has no dimension "{name}"', node=self, help=did_you_mean(name, self._dims)
        )
