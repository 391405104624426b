"""A hook that fails must not end the run of mypy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mypy.plugin import FunctionSigContext, MethodSigContext
from mypy.types import FunctionLike

from typedthinc.mypy_plugin import codes

CallT = TypeVar("CallT", FunctionSigContext, MethodSigContext)


def guarded(hook: Callable[[CallT], FunctionLike]) -> Callable[[CallT], FunctionLike]:
    """A hook that reports its own failure as an error and keeps the declared signature.

    Args:
        hook: Finds the signature of a call.
    """

    def run(call: CallT) -> FunctionLike:
        try:
            return hook(call)
        except Exception as error:  # noqa: BLE001  # whatever it is, the user's program is still checked
            summary = f"{type(error).__name__}: {error}".splitlines()[0]
            call.api.fail(
                "The typedthinc plugin could not check this call and kept its declared type"
                f" ({summary}). Please report this",
                call.context,
                code=codes.PLUGIN_FAILURE,
            )
            return call.default_signature

    return run
