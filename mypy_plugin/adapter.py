"""The parts of mypy that the plugin uses and that are not in its plugin interface.

A change of mypy's internals is answered here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mypy.checkexpr import has_any_type
from mypy.constraints import SUPERTYPE_OF, infer_constraints
from mypy.erasetype import erase_typevars
from mypy.errorcodes import ErrorCode
from mypy.expandtype import expand_type
from mypy.maptype import map_instance_to_supertype
from mypy.messages import format_type_distinctly
from mypy.nodes import Context, Expression, MypyFile
from mypy.plugin import CheckerPluginInterface
from mypy.subtypes import is_subtype
from mypy.typeops import make_simplified_union
from mypy.types import AnyType, ErasedType, Instance, Type, TypeOfAny

__all__ = ["has_any_type", "make_simplified_union"]


# Version, type, messages and the types of the parts.
_CACHE_ENTRY = 4


def any_type() -> AnyType:
    """The type of what the plugin does not know."""
    return AnyType(TypeOfAny.special_form)


def unknown() -> Type:
    """A part of an expected type about which nothing is said."""
    return ErasedType()


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of one type can be used as one of another."""
    return is_subtype(given, wanted)


def type_names(api: CheckerPluginInterface, *types: Type) -> tuple[str, ...]:
    """Short names in quotes; longer ones where two types have the same short name."""
    return format_type_distinctly(*types, options=api.options)


def seen_as(instance: Instance, base: str) -> Instance | None:
    """An instance of a subclass as an instance of its base; None if it is not one.

    Args:
        instance: The type.
        base: The full name of the base.
    """
    for info in instance.type.mro:
        if info.fullname == base:
            return map_instance_to_supertype(instance, info)
    return None


def report(
    api: CheckerPluginInterface,
    message: str,
    where: Context,
    code: ErrorCode,
    hint: str | None = None,
) -> None:
    """Report an error, and a hint under the same code, so that both are silenced together."""
    error = api.fail(message, where, code=code)
    if hint is not None:
        api.msg.note(f"hint: {hint}", where, code=code, parent_error=error)


def type_of(api: CheckerPluginInterface, node: Expression) -> Type:
    """The type of an expression, whatever it is used for.

    Nothing is reported: mypy will look at the expression itself, and if it is a call
    add what it remembers about it once more, which doubles with each level of nesting.
    """
    with api.msg.filter_errors():
        return api.get_expression_type(node)


def type_in_context(api: CheckerPluginInterface, node: Expression, expected: Type) -> Type | None:
    """The type of an expression where a certain type is expected.

    Returns:
        The type, or None if the expression cannot have the expected type.
    """
    with api.msg.filter_errors() as errors:
        result = api.get_expression_type(node, expected)
    return None if errors.has_new_errors() else result


def keep_type(
    api: CheckerPluginInterface, node: Expression, before: Type | None, typ: Type
) -> None:
    """Let mypy take the type of an argument as it was found, instead of looking again.

    An error that it finds again would make the signature not match; then mypy looks a
    third time, and all of that for each level of nesting.

    Args:
        api: The checker.
        node: The argument.
        before: The type that was expected of it when it was looked at.
        typ: The type that was found, which the signature expects of it.
    """
    cache: Any = getattr(getattr(api, "expr_checker", None), "expr_cache", None)
    known = cache.get((node, before)) if isinstance(cache, dict) else None
    if known is not None and len(known) == _CACHE_ENTRY:
        version, found, _, types = known
        cache[node, typ] = version, found, [], types


def file_of(api: CheckerPluginInterface) -> MypyFile | None:
    """The file that is being checked."""
    tree: Any = getattr(api, "tree", None)
    return tree if isinstance(tree, MypyFile) else None


def specialized(types: Iterable[Type], template: Type, actual: Type) -> list[Type]:
    """Types in which the variables of a template are replaced by what they stand for.

    Args:
        types: The types, with the variables of the template.
        template: One type with variables.
        actual: What the template is meant to accept.
    """
    constraints = infer_constraints(template, actual, SUPERTYPE_OF)
    found = {constraint.type_var: constraint.target for constraint in constraints}
    return [erase_typevars(expand_type(typ, found)) for typ in types]
