"""One config over another."""

from __future__ import annotations

from typing import Any

from typedthinc.config.tree import function_keys


def merge(
    defaults: dict[str, Any], updates: dict[str, Any], *, remove_extra: bool
) -> dict[str, Any]:
    """The updates, with what only the defaults have.

    A block that names another function than the default replaces it; one that
    names none changes its arguments.

    Args:
        defaults: What stands if nothing else is said.
        updates: What stands in its place.
        remove_extra: Whether keys that the defaults do not have are left out.
    """
    merged: dict[str, Any] = {}
    for key, default in defaults.items():
        update = updates.get(key, default)
        if isinstance(default, dict) and isinstance(update, dict) and _fit(default, update):
            update = merge(default, update, remove_extra=remove_extra)
        merged[key] = update
    extra = {} if remove_extra else updates
    return {**merged, **{key: value for key, value in extra.items() if key not in merged}}


def _fit(default: dict[str, Any], update: dict[str, Any]) -> bool:
    named = function_keys(update)
    return not named or {key: update[key] for key in named} == {
        key: default[key] for key in function_keys(default)
    }
