"""What is wrong with a config: collected first, reported together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from typedthinc.errors import ConfigValidationError
from typedthinc.types.describe import describe

Location: TypeAlias = tuple[str, ...]
"""Where a value stands: the names of the sections around it, then its key."""

_LONGEST = 60


class Problems:
    """The problems of one config.

    Args:
        title: What they are problems of.
    """

    def __init__(self, title: str = "Config validation error") -> None:
        self.title = title
        self.entries: list[dict[str, Any]] = []

    def add(self, at: Location, msg: str, type: str) -> None:
        """Add a problem; the same problem in the same place counts once."""
        entry = {"loc": at, "msg": msg, "type": type}
        if entry not in self.entries:
            self.entries.append(entry)

    def raise_if_any(self, config: Mapping[str, Any] | str | None = None) -> None:
        """Raise one error with all problems.

        Raises:
            ConfigValidationError: There are problems.
        """
        if self.entries:
            raise ConfigValidationError(
                config=config, errors=self.entries, title=self.title, show_config=False
            )


def dotted(at: Location) -> str:
    """A location as it is written in messages and variables."""
    return ".".join(at)


def shown(value: object) -> str:
    """A value in a few words: as it would stand in a config, or its type."""
    if value is None or isinstance(value, (bool, int, float, str, list, tuple, dict)):
        try:
            text = json.dumps(value, ensure_ascii=False, default=shown)
        except (TypeError, ValueError, RecursionError):
            return type(value).__name__
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        return describe(value)
    return type(value).__name__
