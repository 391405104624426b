"""From nested dictionaries to the text of a config.

confection would write all sections of one depth before any within them, lose the
order of arguments among blocks, and write keys with `:` and texts with `${` so
that reading does not give them back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from typedthinc.config.problems import Location, Problems, shown
from typedthinc.config.text.names import RESERVED, is_key, is_reserved, is_section_name
from typedthinc.config.text.variables import escape, is_variable_text
from typedthinc.config.tree import ARGS_KEY, function_keys


def section_rank(section_order: list[str]) -> Any:
    """The key that sorts top-level sections: in the order given, then by name."""
    ranks = {name: rank for rank, name in enumerate(section_order)}
    return lambda name: (ranks.get(name, len(ranks)), str(name))


def write(tree: Mapping[str, Any], section_order: list[str]) -> str:
    """The text that `parse` reads as these dictionaries.

    Raises:
        ConfigValidationError: A value or a key cannot be written.
    """
    writer = _Writer()
    for name in sorted(tree, key=section_rank(section_order)):
        if not isinstance(tree[name], dict):
            msg = f"Expected a section, got {shown(tree[name])}, which stands in no section"
            writer.problems.add((str(name),), msg, "not_in_section")
        elif not is_section_name(name) or name == "DEFAULT" or not _can_hold(tree[name]):
            msg = "Expected a section whose name and keys can be written without quotes"
            writer.problems.add((str(name),), msg, "section_name")
        else:
            writer.section((name,), tree[name])
    text = "\n\n".join(writer.blocks)
    if is_reserved(text):
        writer.problems.add((), f'Expected no "{RESERVED}", which is reserved', "reserved")
    writer.problems.raise_if_any(tree)
    return text


class _Writer:
    def __init__(self) -> None:
        self.problems = Problems()
        self.blocks: list[str] = []

    def section(self, at: Location, section: dict[str, Any]) -> None:
        """Write a section, then those within it."""
        is_args = at[-1] == ARGS_KEY
        inner = {
            key: part
            for key, part in section.items()
            if _is_section(key, part, is_args=is_args or not is_key(key))
            and not (key == ARGS_KEY and _is_mixed(part))
        }
        lines = [
            f"{key} = {self.value(part, (*at, key))}"
            for key, part in section.items()
            if key not in inner
        ]
        if lines or not inner or not is_args:
            self.blocks.append("\n".join([f"[{'.'.join(at)}]", *lines]))
        for key in inner if is_args else sorted(inner):
            self.section((*at, key), inner[key])

    def value(self, value: Any, at: Location) -> str:
        """Write a value as JSON; a text with variables as it is."""
        if is_variable_text(value) and value.isprintable() and value == value.strip():
            return str(value)
        if not _has_text_keys(value):
            self.problems.add(at, "Expected texts as keys", "key_type")
        try:
            return json.dumps(escape(value))
        except (TypeError, ValueError, RecursionError):
            msg = f"Expected a value that JSON can hold, got {shown(value)}"
            self.problems.add(at, msg, "not_json")
            return "null"


def _is_section(name: object, value: object, *, is_args: bool) -> bool:
    """Whether a value is written under a header of its own and not as JSON."""
    if not isinstance(value, dict) or not is_section_name(name) or not _can_hold(value):
        return False
    return is_args or len(value) != 1 or not function_keys(value)


def _can_hold(section: dict[Any, Any]) -> bool:
    return all(is_key(key) or _is_section(key, part, is_args=True) for key, part in section.items())


def _is_mixed(arguments: dict[str, Any]) -> bool:
    # Under a header, values come before blocks, but the order of arguments matters.
    blocks = sum(_is_section(name, part, is_args=True) for name, part in arguments.items())
    return 0 < blocks < len(arguments)


def _has_text_keys(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _has_text_keys(part) for key, part in value.items())
    return not isinstance(value, (list, tuple)) or all(map(_has_text_keys, value))
