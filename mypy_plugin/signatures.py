"""Signatures that hooks give back to mypy."""

from __future__ import annotations

from mypy.nodes import ARG_POS, ARG_STAR, ARG_STAR2
from mypy.types import CallableType, Instance, Type, get_proper_type

from typedthinc.mypy_plugin.adapter import any_type


def declared_model(signature: CallableType) -> Instance | None:
    """The model that a signature declares to return."""
    result = get_proper_type(signature.ret_type)
    return result if isinstance(result, Instance) else None


def solved(signature: CallableType, arguments: list[Type], result: Type) -> CallableType:
    """A signature that fits one call, so that mypy has nothing left to infer.

    Args:
        signature: The declared one.
        arguments: The type of each argument of the call, all by position.
        result: The type of the call.
    """
    return signature.copy_modified(
        arg_types=arguments,
        arg_kinds=[ARG_POS] * len(arguments),
        arg_names=[None] * len(arguments),
        ret_type=result,
        variables=[],
    )


def lenient(signature: CallableType, result: Type) -> CallableType:
    """A signature that takes any arguments, where the plugin has looked at them.

    Args:
        signature: The declared one.
        result: The type of the call.
    """
    return signature.copy_modified(
        arg_types=[any_type(), any_type()],
        arg_kinds=[ARG_STAR, ARG_STAR2],
        arg_names=[None, None],
        ret_type=result,
        variables=[],
    )


def any_model(model: Instance) -> Instance:
    """A model of which nothing is known.

    Args:
        model: Any instance of `Model`.
    """
    return model.copy_modified(args=[any_type(), any_type()])
