"""Replace values of a config by their dotted paths."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from typedthinc.config.problems import Location, Problems, dotted
from typedthinc.config.tree import copy_tree, function_keys
from typedthinc.errors import nearest


def apply_overrides(
    tree: dict[str, Any], overrides: Mapping[str, Any], sections: Collection[str] | None = None
) -> None:
    """Set values of a config in place.

    Args:
        tree: The config.
        overrides: The values by path, such as `{"training.batch_size": 8}`.
        sections: The sections of a config that was just read: each may be given
            new keys, and only they. Without them, a key may be new in a function
            block, and any other value may be replaced.

    Raises:
        ConfigValidationError: A path leads to nothing that can be set.
    """
    problems = Problems("Error parsing config overrides")
    for path, value in overrides.items():
        at = tuple(str(path).split("."))
        node = _find(tree, at[:-1])
        if sections is None:
            fits = isinstance(node, dict) and (at[-1] in node or bool(function_keys(node)))
        else:
            fits = isinstance(node, dict) and dotted(at[:-1]) in sections
        if fits:
            node[at[-1]] = copy_tree(value)
        else:
            msg = f"Unused override{_suggest(tree, at)}"
            problems.add(at, msg, "unused_override")
    problems.raise_if_any(tree)


def _find(tree: dict[str, Any], at: Location) -> Any:
    node: Any = tree
    for part in at:
        node = node.get(part) if isinstance(node, dict) else None
    return node


def _suggest(tree: dict[str, Any], at: Location) -> str:
    for length in range(len(at)):
        node = _find(tree, at[:length])
        if isinstance(node, dict) and at[length] not in node:
            match = nearest(at[length], map(str, node))
            return f': did you mean "{dotted((*at[:length], match))}"?' if match else ""
    return ""
