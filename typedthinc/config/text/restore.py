"""The variables of a config, put back where their values stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typedthinc.config.text.variables import is_variable_text


def restore_variables(
    tree: Any, written: Any, replaced: Any = None, *, only_same: bool = False
) -> Any:
    """Put the variables of a config back where their values stand now.

    Args:
        tree: The config with values.
        written: The config with variables.
        replaced: What the variables were replaced by.
        only_same: Whether to leave out what is no longer as it was replaced.
    """
    if is_variable_text(written):
        return tree if only_same and not _same(tree, replaced) else written
    if isinstance(tree, dict) and isinstance(written, dict):
        was: Mapping[str, Any] = replaced if isinstance(replaced, dict) else {}
        return {
            key: restore_variables(value, written.get(key), was.get(key), only_same=only_same)
            for key, value in tree.items()
        }
    if isinstance(tree, list) and isinstance(written, list) and len(tree) == len(written):
        before = replaced if isinstance(replaced, list) else [None] * len(tree)
        return [
            restore_variables(*parts, only_same=only_same)
            for parts in zip(tree, written, before, strict=False)
        ]
    return tree


def _same(value: object, other: object) -> bool:
    """Whether two values of a config are equal, whatever objects they hold."""
    if isinstance(value, dict) and isinstance(other, dict):
        return value.keys() == other.keys() and all(_same(value[k], other[k]) for k in value)
    if isinstance(value, list) and isinstance(other, list):
        return len(value) == len(other) and all(map(_same, value, other))
    if value is other:
        return True
    plain = (str, bool, int, float)
    return type(value) is type(other) and isinstance(value, plain) and value == other
