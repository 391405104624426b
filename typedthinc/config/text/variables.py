"""Variables in the texts of a config: `${section.key}`, and `$$` for a dollar sign."""

from __future__ import annotations

import re
from typing import Any

# Wider than confection's, which knows no variable with a `*` or a hyphen in its name.
VARIABLE_RE = re.compile(r"\$\{[^\s${}]+\}")
"""Matches a variable, such as `${training.batch_size}`."""

_TOKENS = re.compile(r"(\$\$|\$\{[^\s${}]+\}|\$\{)")


class Literal(str):
    """A text that looks like a variable but came out of `$${...}` and is none."""

    __slots__ = ()


def is_variable_text(value: object) -> bool:
    """Whether a value is a text with variables, kept as it was written."""
    return (
        isinstance(value, str)
        and not isinstance(value, Literal)
        and VARIABLE_RE.search(value) is not None
    )


def has_variables(value: object) -> bool:
    """Whether there are variables anywhere in a value."""
    if isinstance(value, dict):
        return any(has_variables(part) for part in value.values())
    if isinstance(value, (list, tuple)):
        return any(has_variables(part) for part in value)
    return is_variable_text(value)


def variable_name(text: str) -> str | None:
    """The name in a text that is a variable and nothing else; `:` becomes `.`."""
    match = VARIABLE_RE.fullmatch(text.strip())
    return match.group()[2:-1].replace(":", ".") if match else None


def split_variables(text: str) -> list[tuple[str, bool]]:
    """The pieces of a text, each with whether it is the name of a variable.

    Raises:
        ValueError: There is a `${` that does not begin a variable.
    """
    pieces: list[tuple[str, bool]] = []
    for token in _TOKENS.split(text):
        if token == "${":
            raise ValueError(f'Expected a variable such as ${{section.key}}, got "{text}"')
        if token == "$$":
            pieces.append(("$", False))
        elif VARIABLE_RE.fullmatch(token):
            pieces.append((token[2:-1].replace(":", "."), True))
        elif token:
            pieces.append((token, False))
    return pieces


def unescape(text: str) -> str:
    """A text without variables, with `$$` read as `$`.

    Raises:
        ValueError: There is a `${` that does not begin a variable.
    """
    return plain("".join(piece for piece, _ in split_variables(text)))


def plain(text: str) -> str:
    """A text that is to stand for itself, even if it looks like a variable."""
    return Literal(text) if VARIABLE_RE.search(text) else text


def escape(value: Any) -> Any:
    """The opposite of `unescape`, through lists and dictionaries; variables stay."""
    if isinstance(value, dict):
        return {key: escape(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [escape(part) for part in value]
    if isinstance(value, str) and not is_variable_text(value):
        return value.replace("$", "$$")
    return value
