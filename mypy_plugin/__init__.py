"""The mypy plugin: layers that do not fit each other are errors where they are composed.

This module loads neither mypy nor NumPy, so that the command which runs mypy
can say how to install it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy.plugin import Plugin

__all__ = ["plugin"]


def plugin(version: str) -> type[Plugin]:
    """The entry point for mypy.

    Args:
        version: The version of mypy.
    """
    from typedthinc.mypy_plugin.dispatch import TypedThincPlugin

    return TypedThincPlugin


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


# Mypy drops its cache when this changes, and looks at no other file of the plugin.
__version__ = _digest()
