"""A text with values put in for its variables."""

from __future__ import annotations

import json
import re
from typing import Any

from typedthinc.config.text.variables import plain

_QUOTE = re.compile(r'(?<!\\)(?:\\\\)*"')

Pieces = list[tuple[Any, bool]]
"""Pieces of a text and values of variables, each with whether it is a value."""


def fill_template(pieces: Pieces) -> Any:
    """The JSON value that the pieces make, or else the text.

    Outside of quotes a value is put in as JSON, within them as text.

    Raises:
        ValueError: A value within a text is a section or cannot be written.
    """
    if len(pieces) == 3 and pieces[0][0] == pieces[2][0] == '"' and isinstance(pieces[1][0], dict):
        return pieces[1][0]
    text = _as_json(pieces)
    try:
        return _plain_texts(json.loads(text))
    except RecursionError:
        raise ValueError("Expected a value that is not nested so deep") from None
    except ValueError:
        return fill_text(pieces)


def fill_text(pieces: Pieces) -> str:
    """The text that the pieces make.

    Raises:
        ValueError: A value within the text is a section or cannot be written.
    """
    return plain("".join(_as_text(piece) if is_value else piece for piece, is_value in pieces))


def _as_json(pieces: Pieces) -> str:
    parts: list[str] = []
    quoted = False
    for piece, is_value in pieces:
        if not is_value:
            parts.append(piece)
            quoted ^= len(_QUOTE.findall(piece)) % 2 == 1
        elif quoted:
            parts.append(_dump(_as_text(piece))[1:-1])
        else:
            parts.append(_dump(piece))
    return "".join(parts)


def _as_text(value: Any) -> str:
    if isinstance(value, dict):
        # To whoever wrote the config this is a wrong value; what type it has is our matter.
        raise ValueError("Expected a value within a text, got a whole section")  # noqa: TRY004
    return str(value) if isinstance(value, str) else _dump(value)


def _dump(value: Any) -> str:
    try:
        return json.dumps(value)
    except TypeError:
        got = type(value).__name__
        raise ValueError(f"Expected a value that can be text, got {got}") from None


def _plain_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain_texts(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain_texts(part) for part in value]
    return plain(value) if isinstance(value, str) else value
