"""Ways out of a misfit: layers that convert one kind into another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from mypy.nodes import Decorator, FuncDef, OverloadedFuncDef, SymbolTableNode
from mypy.types import CallableType, Instance, Type, UnionType, get_proper_type

from typedthinc.mypy_plugin import names
from typedthinc.mypy_plugin.adapter import fits, specialized
from typedthinc.mypy_plugin.kinds import kinds_of
from typedthinc.mypy_plugin.layers import Layer
from typedthinc.mypy_plugin.sequence import Misfit

# A hint shows the way; the layers page has all of them.
_MOST = 2

Lookup: TypeAlias = Callable[[str], SymbolTableNode | None]


def hint(lookup: Lookup, misfit: Misfit, following: Layer | None = None) -> str | None:
    """What could be done about a misfit, or None if nothing is known.

    Args:
        lookup: Finds a symbol by its full name.
        misfit: What does not fit.
        following: The layer after it.
    """
    conversions = [
        f"{name.rpartition('.')[2]}()"
        for name in names.CONVERSIONS
        if _converts(lookup, name, misfit.given, misfit.takes)
    ]
    between = f"put {' or '.join(conversions[:_MOST])} between them" if conversions else ""
    wrapped = "wrap the layer in with_array()" if _can_be_wrapped(misfit) else ""
    if between and wrapped and following is not None:
        # A wrapped layer gives what it is given; one after a conversion, what it gave before.
        if all(fits(misfit.given, one.takes) for one in following.kinds):
            between = ""
        elif all(fits(misfit.layer.gives, one.takes) for one in following.kinds):
            wrapped = ""
    return ", or ".join(filter(None, (between, wrapped))) or None


def _converts(lookup: Lookup, name: str, given: Type, wanted: Type) -> bool:
    symbol = lookup(name)
    node = symbol.node if symbol is not None else None
    typ = node.type if isinstance(node, (Decorator, FuncDef, OverloadedFuncDef)) else None
    signature = get_proper_type(typ)
    kinds = kinds_of(signature.ret_type) if isinstance(signature, CallableType) else None
    if not kinds:
        return False
    takes, gives = specialized([kinds[0].takes, kinds[0].gives], kinds[0].takes, given)
    return fits(given, takes) and fits(gives, wanted)


def _can_be_wrapped(misfit: Misfit) -> bool:
    """Whether a layer over arrays was given something that holds arrays."""
    for taken in (misfit.takes, misfit.layer.gives):
        proper = get_proper_type(taken)
        members = proper.items if isinstance(proper, UnionType) else [proper]
        if not all(_is_array(member) for member in members):
            return False
    given = get_proper_type(misfit.given)
    if not isinstance(given, Instance):
        return False
    if given.type.fullname in (names.RAGGED, names.PADDED):
        return True
    return given.type.fullname == "builtins.list" and fits(given.args[0], misfit.takes)


def _is_array(typ: Type) -> bool:
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and proper.type.module_name == names.ARRAYS
