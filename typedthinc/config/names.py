"""Which names can stand in the text of a config."""

from __future__ import annotations

import re

_KEY = re.compile(r"[^\s#;\[=:][^=:\n]*")
_SECTION = re.compile(r"[^\[\].\n]+")


def is_key(name: object) -> bool:
    """Whether a name can stand before `=`."""
    return _is_stripped(name, _KEY)


def is_section_name(name: object) -> bool:
    """Whether a name can stand between the dots of a section's header."""
    return _is_stripped(name, _SECTION)


def _is_stripped(name: object, pattern: re.Pattern[str]) -> bool:
    return isinstance(name, str) and name == name.strip() and pattern.fullmatch(name) is not None
