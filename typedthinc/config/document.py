"""A config: nested dictionaries that can be read from a text and written to one."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from typing_extensions import Self, override

from typedthinc.config.merge import merge
from typedthinc.config.text.interpolate import interpolate as replace_variables
from typedthinc.config.text.overrides import apply_overrides
from typedthinc.config.text.parse import check_text, parse
from typedthinc.config.text.restore import restore_variables
from typedthinc.config.text.variables import has_variables
from typedthinc.config.text.write import section_rank, write
from typedthinc.config.tree import copy_tree
from typedthinc.errors import ConfigValidationError


class Config(dict[str, Any]):
    """Nested dictionaries, as they stand in a config file.

    Args:
        data: The sections; a dictionary or another config.
        is_interpolated: Whether all variables are replaced already; without it,
            whether there are none.
        section_order: The names of sections that are written first; the others
            follow by name.

    Raises:
        ConfigValidationError: The data is no dictionary.

    Example:
        >>> config = Config().from_str('''
        ... [hyper]
        ... width = 64
        ...
        ... [model]
        ... @layers = "Relu.v1"
        ... nO = ${hyper.width}
        ... ''')
        >>> config["model"]["nO"]
        64
    """

    is_interpolated: bool
    section_order: list[str]
    _written: dict[str, Any] | None = None

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        is_interpolated: bool | None = None,
        section_order: list[str] | None = None,
    ) -> None:
        super().__init__()
        data = check_data({} if data is None else data)
        self._written = data._written if isinstance(data, Config) else None
        if section_order is None:
            section_order = data.section_order if isinstance(data, Config) else []
        if is_interpolated is None:
            known = data.is_interpolated if isinstance(data, Config) else None
            is_interpolated = not has_variables(copy_tree(dict(data))) if known is None else known
        self.is_interpolated = is_interpolated
        self.section_order = list(section_order)
        self._fill(data)

    def from_str(
        self,
        text: str,
        *,
        interpolate: bool = True,
        overrides: Mapping[str, Any] | None = None,
    ) -> Self:
        """Read a text into this config, in place of what it holds.

        Args:
            text: The sections, `[name]`, with lines such as `key = value`; the
                values are JSON, and what is no JSON is a text.
            interpolate: Whether to replace variables such as `${training.seed}`.
            overrides: Values by dotted path that take the place of those in the
                text, before variables are replaced.

        Returns:
            This config.

        Raises:
            ConfigValidationError: The text is no config, or a variable or an
                override leads nowhere; then this config is as it was.
        """
        written, sections = parse(check_text(text))
        apply_overrides(written, overrides or {}, sections)
        tree = replace_variables(written) if interpolate else written
        self._written = written if interpolate and has_variables(written) else None
        self.is_interpolated = interpolate
        self.clear()
        self._fill(tree)
        return self

    def to_str(self, *, interpolate: bool = True) -> str:
        """The text of this config, with its variables.

        Args:
            interpolate: Has no effect; it is here for programs written for Thinc.

        Raises:
            ConfigValidationError: A key or a value cannot be written.
        """
        return write(copy_tree(self), self.section_order)

    def from_bytes(
        self,
        bytes_data: bytes,
        *,
        interpolate: bool = True,
        overrides: Mapping[str, Any] | None = None,
    ) -> Self:
        """Read the UTF-8 bytes of a text; see `from_str`."""
        try:
            text = bytes_data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ConfigValidationError(
                title=f"Error parsing config: Expected UTF-8, got another encoding: {error}"
            ) from None
        return self.from_str(text, interpolate=interpolate, overrides=overrides)

    def to_bytes(self, *, interpolate: bool = True) -> bytes:
        """The text of this config in UTF-8; see `to_str`."""
        return self.to_str(interpolate=interpolate).encode("utf-8")

    def from_disk(
        self,
        path: str | Path,
        *,
        interpolate: bool = True,
        overrides: Mapping[str, Any] | None = None,
    ) -> Self:
        """Read a file; see `from_str`.

        Raises:
            OSError: The file cannot be read.
            ConfigValidationError: The file holds no config.
        """
        path = Path(path) if isinstance(path, str) else path
        with path.open("rb") as file:
            data = file.read()
        try:
            return self.from_bytes(data, interpolate=interpolate, overrides=overrides)
        except ConfigValidationError as error:
            desc = f"in {path}\n{error.desc or ''}"
            raise ConfigValidationError.from_error(error, desc=desc) from None

    def to_disk(self, path: str | Path, *, interpolate: bool = True) -> None:
        """Write this config to a file; see `to_str`."""
        data = self.to_bytes(interpolate=interpolate)
        path = Path(path) if isinstance(path, str) else path
        with path.open("wb") as file:
            file.write(data)

    @override
    def copy(self) -> Self:
        """A deep copy.

        Raises:
            ConfigValidationError: A value, such as a generator, cannot be copied.
        """
        try:
            return copy.deepcopy(self)
        except Exception as error:
            raise ConfigValidationError(
                title=f"Error copying config: a value cannot be copied: {error}"
            ) from error

    def interpolate(self) -> Self:
        """A copy of this config with its variables replaced.

        Raises:
            ConfigValidationError: A variable leads nowhere.
        """
        tree = self._tree()
        config = type(self)(section_order=self.section_order)
        config._fill(replace_variables(tree))
        config._written = tree if has_variables(tree) else self._written
        return config

    def merge(self, updates: Mapping[str, Any], remove_extra: bool = False) -> Self:
        """A copy of this config with updates to it.

        Args:
            updates: What takes the place of values of this config. A block that
                names another function than the one here replaces it.
            remove_extra: Whether to leave out what this config does not have.
        """
        defaults, changes = self.copy(), Config(updates).copy()
        merged = merge(dict(defaults), dict(changes), remove_extra=remove_extra)
        return type(self)(
            merged,
            is_interpolated=defaults.is_interpolated and changes.is_interpolated,
            section_order=defaults.section_order,
        )

    def with_variables(self) -> dict[str, Any]:
        """A copy as dictionaries, with the variables that were read and since replaced.

        What was changed after reading is as it was changed.
        """
        tree = self._tree()
        if self._written is None:
            return tree
        replaced = replace_variables(self._written)
        restored: dict[str, Any] = restore_variables(tree, self._written, replaced, only_same=True)
        return restored

    def _tree(self) -> dict[str, Any]:
        tree: dict[str, Any] = copy_tree(self)
        return tree

    def _fill(self, data: Mapping[str, Any]) -> None:
        self.update(
            {name: data[name] for name in sorted(data, key=section_rank(self.section_order))}
        )


def check_data(data: Any) -> Mapping[str, Any]:
    """The data, if it can be a config.

    Raises:
        ConfigValidationError: It is no dictionary.
    """
    if isinstance(data, Mapping):
        return data
    if isinstance(data, (str, bytes, Path)):
        help = "to read a text or a file, use Config().from_str or Config().from_disk"
    else:
        help = "a config is made of sections, which are dictionaries"
    raise ConfigValidationError(
        title=f"Expected a dictionary as config, got {type(data).__name__}", desc=help
    )
