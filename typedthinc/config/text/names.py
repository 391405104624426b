"""Which names can stand in the text of a config, and which cannot."""

from __future__ import annotations

import re

RESERVED = "__SECTION__:"
"""What confection takes for a reference to a section, in whatever text it stands."""

_KEY = re.compile(r"[^\s#;\[=:][^=:\n]*")
_SECTION = re.compile(r"[^\[\].\n]+")
_ESCAPED = re.compile(r"\\u00([2-7][0-9a-fA-F])")


def is_key(name: object) -> bool:
    """Whether a name can stand before `=`."""
    return _is_stripped(name, _KEY)


def is_section_name(name: object) -> bool:
    """Whether a name can stand between the dots of a section's header."""
    return _is_stripped(name, _SECTION)


def is_reserved(text: str) -> bool:
    """Whether a text holds the reserved name, even if it is written in the escapes of JSON."""
    return RESERVED in _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _is_stripped(name: object, pattern: re.Pattern[str]) -> bool:
    return isinstance(name, str) and name == name.strip() and pattern.fullmatch(name) is not None
