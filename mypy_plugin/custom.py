"""Layers that a user makes with `Model("name", forward, ...)`."""

from __future__ import annotations

from dataclasses import dataclass

from mypy.nodes import ARG_OPT, ARG_POS, Expression
from mypy.plugin import CheckerPluginInterface, FunctionSigContext
from mypy.types import CallableType, FunctionLike, Instance, TupleType, Type, get_proper_type

from typedthinc.mypy_plugin import names
from typedthinc.mypy_plugin.adapter import (
    any_type,
    fits,
    report,
    seen_as,
    type_names,
    type_of,
)
from typedthinc.mypy_plugin.codes import BACKPROP_MISMATCH
from typedthinc.mypy_plugin.signatures import declared_model


@dataclass(frozen=True)
class Pass:
    """The types in the signature of a forward function.

    Args:
        model: The parameter for the model, if it is declared as a `Model`.
        takes: The input.
        gives: The output.
        gradient: What the backward callback takes.
        back: What it gives.
    """

    model: Instance | None
    takes: Type
    gives: Type
    gradient: Type
    back: Type


def custom_layer(call: FunctionSigContext) -> FunctionLike:
    """The signature of `Model(...)`; reports a forward function that contradicts itself."""
    declared = call.default_signature
    model = declared_model(declared)
    if model is None or "forward" not in declared.arg_names:
        return declared
    place = declared.arg_names.index("forward")
    if len(call.args[place]) != 1:
        return declared
    node = call.args[place][0]
    forward = _pass_of(type_of(call.api, node))
    if forward is None or not _report(call.api, node, forward):
        return declared
    # It was reported here: mypy has nothing to add.
    arguments = [*declared.arg_types]
    arguments[place] = any_type()
    return declared.copy_modified(
        arg_types=arguments,
        ret_type=model.copy_modified(args=[forward.takes, forward.gives]),
        variables=[],
    )


def _pass_of(typ: Type) -> Pass | None:
    forward = get_proper_type(typ)
    if not isinstance(forward, CallableType) or forward.variables:
        return None
    if forward.arg_kinds[:3] != [ARG_POS] * 3:
        return None
    result = get_proper_type(forward.ret_type)
    if not isinstance(result, TupleType) or len(result.items) != 2:
        return None
    backprop = get_proper_type(result.items[1])
    if not isinstance(backprop, CallableType) or backprop.variables:
        return None
    if not backprop.arg_kinds or backprop.arg_kinds[0] not in (ARG_POS, ARG_OPT):
        return None
    parameter = get_proper_type(forward.arg_types[0])
    return Pass(
        seen_as(parameter, names.MODEL) if isinstance(parameter, Instance) else None,
        forward.arg_types[1],
        result.items[0],
        backprop.arg_types[0],
        backprop.ret_type,
    )


def _report(api: CheckerPluginInterface, node: Expression, forward: Pass) -> bool:
    """Report what contradicts itself; the first thing only, which others may follow from."""
    message = _backward(api, forward) or _parameter(api, forward)
    if message is not None:
        report(api, message, node, BACKPROP_MISMATCH)
    return message is not None


def _backward(api: CheckerPluginInterface, forward: Pass) -> str | None:
    if not fits(forward.gives, forward.gradient):
        gradient, gives = type_names(api, forward.gradient, forward.gives)
        return f"Backprop takes {gradient}, but the forward function gives {gives}"
    if not fits(forward.back, forward.takes):
        back, takes = type_names(api, forward.back, forward.takes)
        return f"Backprop gives {back}, but the forward function takes {takes}"
    return None


def _parameter(api: CheckerPluginInterface, forward: Pass) -> str | None:
    if forward.model is None:
        return None
    takes, gives = forward.model.args
    if not fits(takes, forward.takes):
        taken, model = type_names(api, forward.takes, forward.model)
        return f"Forward function takes {taken}, but its model parameter is {model}"
    if not fits(forward.gives, gives):
        given, model = type_names(api, forward.gives, forward.model)
        return f"Forward function gives {given}, but its model parameter is {model}"
    return None
