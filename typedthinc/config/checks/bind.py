"""The keys of a function block, put to the parameters of its function."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typedthinc.config.checks.kinds import type_name
from typedthinc.config.checks.signature import NOTHING, Parameter, Signature
from typedthinc.config.problems import Problems
from typedthinc.config.promise import Argument, Promise
from typedthinc.config.tree import ARGS_KEY
from typedthinc.errors import did_you_mean


def bind(
    promise: Promise,
    signature: Signature,
    named: Mapping[str, Any],
    listed: Mapping[str, Any],
    problems: Problems,
) -> None:
    """Give a promise its arguments, and tell which are missing.

    What is listed goes to the parameters that have no default and are not
    named, then to `*args`. What the function does not take is left out.

    Args:
        promise: The promise.
        signature: The signature of its function.
        named: What the block gives by name.
        listed: What it gives under `*`, by the last part of its location.
        problems: Where missing arguments are added.
    """
    rest = list(listed.items()) if signature.args else []
    by_position = bool(rest)
    for name, parameter in signature.named.items():
        at = (*promise.at, name)
        if name in named:
            argument = _argument(named[name], parameter, promise, name)
        elif parameter.default is not NOTHING:
            argument = Argument(parameter.default, Any, at)
        elif rest and parameter.is_positional:
            key, value = rest.pop(0)
            argument = _argument(value, parameter, promise, ARGS_KEY, key)
        else:
            msg = (
                f'Missing argument "{name}" of "{promise.name}": {type_name(parameter.annotation)}'
            )
            problems.add(at, msg, "missing")
            continue
        if parameter.is_positional and (by_position or not parameter.is_keyword):
            promise.args.append(argument)
        elif name in named:
            promise.kwargs[name] = argument
    if signature.args:
        for key, value in rest:
            promise.args.append(_argument(value, signature.args, promise, ARGS_KEY, key))
    if signature.kwargs:
        for name in named.keys() - signature.named.keys():
            promise.kwargs[name] = _argument(named[name], signature.kwargs, promise, name)
    promise.kwargs = {name: promise.kwargs[name] for name in named if name in promise.kwargs}


def report_unexpected(
    promise: Promise,
    signature: Signature,
    named: Mapping[str, Any],
    listed: Mapping[str, Any],
    problems: Problems,
) -> None:
    """Tell which arguments the function does not take."""
    if listed and not signature.args:
        msg = f'Unexpected positional arguments of "{promise.name}"'
        problems.add((*promise.at, ARGS_KEY), msg, "unexpected_argument")
    for name in named:
        if name not in signature.named and not signature.kwargs:
            help = did_you_mean(name, signature.named)
            msg = f'Unexpected argument "{name}" of "{promise.name}": {help}'
            problems.add((*promise.at, name), msg, "unexpected_argument")


def _argument(value: Any, parameter: Parameter, promise: Promise, *at: str) -> Argument:
    # A function may say that it takes an int and have None as default.
    is_default = value is None and parameter.default is None
    return Argument(value, Any if is_default else parameter.annotation, (*promise.at, *at))
