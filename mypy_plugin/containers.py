"""What `with_array` and its kin make of a layer whose output has another kind than its input.

Of a Ragged such a layer makes a Ragged, of a list of ids a list of vectors: no one
signature says so, so the declared one leaves the output open.
"""

from __future__ import annotations

from mypy.nodes import CallExpr, Expression, RefExpr
from mypy.plugin import CheckerPluginInterface
from mypy.types import Instance, Type, get_proper_type

from typedthinc.mypy_plugin import names
from typedthinc.mypy_plugin.adapter import fits, type_of
from typedthinc.mypy_plugin.kinds import kinds_of


def wrapped_layer(node: Expression) -> Expression | None:
    """The layer in a call of `with_array` or its kin; None if the expression is something else."""
    if not isinstance(node, CallExpr) or not isinstance(node.callee, RefExpr):
        return None
    if node.callee.fullname not in names.OVER_ARRAYS:
        return None
    by_name = dict(zip(node.arg_names, node.args, strict=True))
    return by_name.get("layer", node.args[0] if node.args and node.arg_names[0] is None else None)


def is_container(typ: Type) -> bool:
    """Whether a type is a container of rows that keeps its kind, whatever the rows are."""
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and proper.type.fullname in (names.RAGGED, names.PADDED)


def gives_of_wrapped(api: CheckerPluginInterface, inner: Expression, takes: Type) -> Type | None:
    """What a layer in `with_array` or its kin gives; None if that is not known.

    Args:
        api: The checker.
        inner: The layer in it.
        takes: What it is given.
    """
    if is_container(takes):
        return takes
    kinds = kinds_of(type_of(api, inner))
    proper = get_proper_type(takes)
    if kinds is None or len(kinds) != 1 or not isinstance(proper, Instance):
        return None
    if proper.type.fullname == "builtins.list":
        return proper.copy_modified(args=[kinds[0].gives])
    # An array with more axes than the layer takes is folded, and unfolded again.
    is_as_it_is = proper.type.module_name == names.ARRAYS and fits(proper, kinds[0].takes)
    return kinds[0].gives if is_as_it_is else None
