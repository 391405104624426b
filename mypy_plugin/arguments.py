"""The layers that a call composes."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.errorcodes import ARG_TYPE, CALL_ARG
from mypy.nodes import ARG_POS, ARG_STAR, CallExpr, Expression, ListExpr, StarExpr, TupleExpr
from mypy.plugin import CheckerPluginInterface
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    Overloaded,
    TupleType,
    Type,
    UnpackType,
    get_proper_type,
)

from typedthinc.mypy_plugin.adapter import report, seen_as, type_names, type_of
from typedthinc.mypy_plugin.kinds import kinds_of
from typedthinc.mypy_plugin.layers import Layer, layer_at, repeated_layers, unknown_layers


def layers_of_call(
    api: CheckerPluginInterface, call: CallExpr, name: str, at_least: int
) -> list[Layer] | None:
    """The layers that a combinator is called with.

    Args:
        api: The checker.
        call: The call.
        name: The name of the combinator, for messages.
        at_least: How many layers it needs.

    Returns:
        The layers, or None if the arguments are wrong, which is reported.
    """
    layers: list[Layer] = []
    wrong = False
    for position, (node, kind) in enumerate(zip(call.args, call.arg_kinds), 1):
        if kind not in (ARG_POS, ARG_STAR):
            report(api, f'"{name}" takes layers by position only', node, CALL_ARG)
            return None
        for layer in _starred(api, node) if kind == ARG_STAR else [_single(api, node)]:
            if layer is None:
                _report_no_layer(api, node, f'Argument {position} to "{name}"')
                wrong = True
            else:
                layers.append(layer)
    if wrong:
        return None
    if len(layers) < at_least and not any(layer.repeated for layer in layers):
        report(api, f'"{name}" needs at least {at_least} layers', call, CALL_ARG)
        return None
    return layers


def _report_no_layer(api: CheckerPluginInterface, node: Expression, argument: str) -> None:
    typ = get_proper_type(type_of(api, node))
    makes_layers = isinstance(typ, CallableType) and kinds_of(typ.ret_type) is not None
    hint = "call it: what it returns is a layer" if makes_layers else None
    if isinstance(typ, (CallableType, Overloaded)):
        message = f"{argument} is a function, not a layer"
    else:
        message = f"{argument} is {type_names(api, typ)[0]}, not a layer"
    report(api, message, node, ARG_TYPE, hint)


def _single(api: CheckerPluginInterface, node: Expression) -> Layer | None:
    return layer_at(node, type_of(api, node))


def _starred(api: CheckerPluginInterface, node: Expression) -> Iterator[Layer | None]:
    if not isinstance(node, (ListExpr, TupleExpr)):
        yield from _unpacked(node, type_of(api, node))
        return
    for item in node.items:
        if isinstance(item, StarExpr):
            yield from _starred(api, item.expr)
        else:
            yield _single(api, item)


def _unpacked(node: Expression, typ: Type) -> Iterator[Layer | None]:
    proper = get_proper_type(typ)
    if isinstance(proper, TupleType):
        for item in proper.items:
            member = get_proper_type(item)
            if isinstance(member, UnpackType):
                yield from _unpacked(node, member.type)
            else:
                layer = layer_at(node, member)
                yield None if layer is None else Layer(node, member, layer.kinds)
        return
    iterable = seen_as(proper, "typing.Iterable") if isinstance(proper, Instance) else None
    if iterable is None:
        # Mypy itself reports what cannot be unpacked.
        yield unknown_layers(node)
        return
    member = get_proper_type(iterable.args[0])
    if isinstance(member, AnyType) or _is_object(member):
        # An object is what mypy makes of a list whose layers take different kinds.
        yield unknown_layers(node)
    else:
        yield repeated_layers(node, member)


def _is_object(typ: Type) -> bool:
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and proper.type.fullname == "builtins.object"
