"""Attributes that are not saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass
class Unserializable:
    """Wraps an attribute of a layer that saving leaves out on purpose.

    Args:
        obj: The value.
    """

    obj: Any
