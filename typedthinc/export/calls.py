"""How a layer becomes a call in the program, and the table of the layers that can."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from typedthinc.errors import ArgumentTypeError
from typedthinc.layers._wrapped_forward import Around
from typedthinc.model import Model

EmitterT = TypeVar("EmitterT", bound="Emitter")


class Call:
    """What stands for a layer in an exported program: a function of its input.

    Args:
        function: A function at the top level of a module, whose first argument
            is the input of the layer. Its source goes into the program, with
            that of the functions, classes and constants of Python that it uses;
            besides these it may use NumPy and the standard library.
        args: What it is called with after the input. Arrays are stored with the
            weights; a layer becomes the function that the program has for it;
            anything else must be plain data: None, numbers, text, slices, and
            tuples, lists and dicts of these.
        kwargs: The same, by name.

    Example:
        >>> from typedthinc.export import Call
        >>> from typedthinc.export.runtime.combinators import getitem
        >>> Call(getitem, slice(0, 2)).function.__name__
        'getitem'
    """

    def __init__(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> None:
        self.function = function
        self.args = args
        self.kwargs = kwargs


# An emitter gives the call for a layer, or another layer that gives the same output.
Emitter: TypeAlias = Callable[[Model[Any, Any]], Call | Model[Any, Any]]

_emitters: dict[Callable[..., Any], Emitter] = {}
_observers: set[Callable[..., Any]] = set()


def exports(forward: Callable[..., Any]) -> Callable[[EmitterT], EmitterT]:
    """Register how layers with a forward function are exported.

    The decorated function takes such a layer and returns a `Call`, or another
    layer, such as its child, if that gives the same outside of training.
    What is registered last holds.

    Args:
        forward: The forward function; that of a `functools.partial` counts for it.

    Raises:
        ArgumentTypeError: `forward` is not a function.

    Example:
        >>> from typedthinc.export import Call, exports
        >>> from typedthinc.export.runtime.combinators import same
        >>> def forward(model, X, is_train):
        ...     return X, lambda dY: dY
        >>> @exports(forward)
        ... def export(model):
        ...     return Call(same)
    """
    if not callable(forward):
        raise ArgumentTypeError(
            "exports needs the forward function of a layer",
            expected="a function",
            got=type(forward).__name__,
        )

    def register(emitter: EmitterT) -> EmitterT:
        _emitters[_plain(forward)] = emitter
        return emitter

    return register


def observes(outer: Callable[..., Any]) -> None:
    """Say that a function around forward functions changes nothing in what they give."""
    _observers.add(outer)


def emitter_of(model: Model[Any, Any]) -> Emitter | None:
    """The function that gives the call for a layer, if its forward function has one."""
    return _emitters.get(_plain(model._func))


def forward_name(model: Model[Any, Any]) -> str:
    """The full name of the forward function of a layer."""
    function = _plain(model._func)
    name = getattr(function, "__qualname__", type(function).__qualname__)
    return f"{getattr(function, '__module__', None)}.{name}"


def fields(
    function: Callable[..., Any], *params: str, **attrs: str
) -> Callable[[Model[Any, Any]], Call]:
    """An emitter for layers that are a function of some parameters and attributes.

    Args:
        function: The function, as for `Call`.
        params: The names of the parameters that it takes after the input.
        attrs: For arguments of the function, the names of attributes.
    """

    def emitter(model: Model[Any, Any]) -> Call:
        return Call(
            function,
            *(model.get_param(name) for name in params),
            **{argument: model.attrs[name] for argument, name in attrs.items()},
        )

    return emitter


def over_layers(function: Callable[..., Any], **attrs: str) -> Callable[[Model[Any, Any]], Call]:
    """An emitter for layers that are a function of their layers and some attributes.

    Args:
        function: The function, as for `Call`.
        attrs: For arguments of the function, the names of attributes.
    """

    def emitter(model: Model[Any, Any]) -> Call:
        return Call(
            function,
            *model.layers,
            **{argument: model.attrs[name] for argument, name in attrs.items()},
        )

    return emitter


def _plain(function: Any) -> Any:
    """The forward function that does the work, in partials and in what only looks on."""
    while True:
        if isinstance(function, functools.partial):
            function = function.func
        elif isinstance(function, Around) and function._outer in _observers:
            function = function.__wrapped__
        else:
            return function
