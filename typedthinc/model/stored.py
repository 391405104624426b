"""Saving and loading, as methods of a model. The work is done in `typedthinc.storage`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from typing_extensions import Self

if TYPE_CHECKING:
    from pathlib import Path

    from typedthinc.model.model import Model


class Stored:
    """The part of a model that saves and loads it."""

    __slots__ = ()

    @property
    def _model(self) -> Model[Any, Any]:
        return cast("Model[Any, Any]", self)

    def to_bytes(self) -> bytes:
        """The structure, dimensions, attributes and parameters in one blob.

        Raises:
            StorageError: The model cannot be saved.
        """
        from typedthinc import storage

        return storage.to_bytes(self._model)

    def from_bytes(self, bytes_data: bytes) -> Self:
        """Load what `to_bytes` of a model of the same structure gave.

        Raises:
            StorageError: The data are damaged or do not fit; nothing was changed.
        """
        from typedthinc import storage

        storage.from_bytes(self._model, bytes_data)
        return self

    def to_disk(self, path: str | Path) -> None:
        """Save to a file what `to_bytes` gives. A crash leaves the old file whole.

        Raises:
            StorageError: The model cannot be saved.
        """
        from typedthinc import storage

        storage.to_disk(self._model, path)

    def from_disk(self, path: str | Path) -> Self:
        """Load a file that `to_disk` of a model of the same structure wrote.

        Raises:
            StorageError: The file is damaged or does not fit; nothing was changed.
        """
        from typedthinc import storage

        storage.from_disk(self._model, path)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The model as a dictionary of plain values and arrays.

        Its keys are `nodes`, `attrs`, `params` and `shims`, each a list with an
        entry for each node, breadth first.

        Raises:
            StorageError: The model cannot be saved.
        """
        from typedthinc import storage

        return storage.to_dict(self._model)

    def from_dict(self, msg: dict[str, Any]) -> Self:
        """Load what `to_dict` of a model of the same structure gave.

        Raises:
            StorageError: The data do not fit; nothing was changed.
        """
        from typedthinc import storage

        storage.from_dict(self._model, msg)
        return self

    def can_from_bytes(self, bytes_data: bytes, *, strict: bool = True) -> bool:
        """Whether `from_bytes` would load these data.

        Args:
            bytes_data: The data.
            strict: Whether names of nodes and attributes must agree, too.
        """
        from typedthinc import storage

        return storage.can_from_bytes(self._model, bytes_data, strict=strict)

    def can_from_disk(self, path: str | Path, *, strict: bool = True) -> bool:
        """Whether `from_disk` would load this file.

        Args:
            path: The file.
            strict: Whether names of nodes and attributes must agree, too.
        """
        from typedthinc import storage

        return storage.can_from_disk(self._model, path, strict=strict)

    def can_from_dict(self, msg: dict[str, Any], *, strict: bool = True) -> bool:
        """Whether `from_dict` would load this dictionary.

        Args:
            msg: The dictionary.
            strict: Whether names of nodes and attributes must agree, too.
        """
        from typedthinc import storage

        return storage.can_from_dict(self._model, msg, strict=strict)
