"""Finding and converting values inside nested containers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from typedthinc.types import ArgsKwargs


def convert_recursive(
    is_match: Callable[[Any], bool], convert_item: Callable[[Any], Any], obj: Any
) -> Any:
    """Convert the matching values in nested lists, tuples, dicts and `ArgsKwargs`.

    Args:
        is_match: Says which values to convert. It is asked about a container
            before its content, and about the keys of a dict too.
        convert_item: Gives the new value of a match.
        obj: The container, which stays as it is, or a single value.

    Returns:
        Containers of the same types with the converted values. The positions
        and names of `ArgsKwargs` are never converted.

    Example:
        >>> convert_recursive(lambda x: x == 1, str, {"a": [1, (1, 2)]})
        {'a': ['1', ('1', 2)]}
    """

    def convert(value: Any) -> Any:
        return convert_recursive(is_match, convert_item, value)

    if is_match(obj):
        return convert_item(obj)
    if isinstance(obj, ArgsKwargs):
        args = tuple(map(convert, obj.args))
        return ArgsKwargs(args, {name: convert(value) for name, value in obj.kwargs.items()})
    if isinstance(obj, dict):
        return {convert(key): convert(value) for key, value in obj.items()}
    if isinstance(obj, list):
        return [convert(item) for item in obj]
    if isinstance(obj, tuple):
        items = map(convert, obj)
        # A named tuple takes its items as arguments.
        return type(obj)(*items) if hasattr(obj, "_fields") else tuple(items)
    return obj


def iterate_recursive(is_match: Callable[[Any], bool], obj: Any) -> Iterator[Any]:
    """The matching values in nested lists, tuples, dicts and `ArgsKwargs`, in order.

    Args:
        is_match: Says which values to give. A container that matches is given
            as it is, and its content is not looked at.
        obj: The container, or a single value.

    Example:
        >>> list(iterate_recursive(lambda x: isinstance(x, int), {"a": [1, (2, "b")]}))
        [1, 2]
    """
    if is_match(obj):
        yield obj
    elif isinstance(obj, ArgsKwargs):
        for value in obj.values():
            yield from iterate_recursive(is_match, value)
    elif isinstance(obj, dict):
        for item in obj.items():
            for part in item:
                yield from iterate_recursive(is_match, part)
    elif isinstance(obj, (list, tuple)):
        for value in obj:
            yield from iterate_recursive(is_match, value)
