"""The defaults of functions, written into the blocks that leave them out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from typedthinc.config.checks.signature import NOTHING, Signature, read_signature
from typedthinc.config.tree import ARGS_KEY, copy_tree, function_keys

if TYPE_CHECKING:
    from typedthinc.registries import registry


def fill_blocks(value: Any, registries: type[registry], *, drop_extra: bool) -> Any:
    """A value whose blocks have every argument that a config can hold.

    A block whose function is not registered stays as it is, and so does what
    has a default that JSON cannot hold.

    Args:
        value: The value.
        registries: The registries to look in.
        drop_extra: Whether arguments that a function does not take are left out.
    """
    if isinstance(value, dict):
        keys = function_keys(value)
        if keys:
            name = value[keys[0]]
            if len(keys) > 1 or not isinstance(name, str) or not registries.has(keys[0][1:], name):
                return value
            signature = read_signature(registries.get(keys[0][1:], name))
            value = _fill(value, signature, drop_extra=drop_extra)
        return {
            key: fill_blocks(part, registries, drop_extra=drop_extra) for key, part in value.items()
        }
    if isinstance(value, list) or type(value) is tuple:
        return type(value)(fill_blocks(part, registries, drop_extra=drop_extra) for part in value)
    return value


def _fill(block: dict[str, Any], signature: Signature, *, drop_extra: bool) -> dict[str, Any]:
    filled = {
        key: value for key, value in block.items() if not drop_extra or _is_taken(key, signature)
    }
    for name, parameter in signature.named.items():
        if name not in block and parameter.default is not NOTHING and _is_json(parameter.default):
            filled[name] = copy_tree(parameter.default)
    return filled


def _is_taken(key: str, signature: Signature) -> bool:
    if key == ARGS_KEY:
        return signature.args is not None
    return key.startswith("@") or key in signature.named or signature.kwargs is not None


def _is_json(value: object) -> bool:
    try:
        json.dumps(value)
    except (TypeError, ValueError, RecursionError):
        return False
    return True
