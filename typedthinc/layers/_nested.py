"""Nested lists, and lists of all that is in them."""

from __future__ import annotations

import itertools
from typing import Any

from typedthinc.errors import ShapeError
from typedthinc.layers._sequences import wrong_kind
from typedthinc.model import Model


def items_in(model: Model[Any, Any], X: Any) -> tuple[list[Any], list[int]]:
    """The items of nested sequences in one list, and how many each inner sequence has.

    Raises:
        ArrayError: It is not nested.
    """
    if not isinstance(X, (list, tuple)) or not all(hasattr(inner, "__len__") for inner in X):
        raise wrong_kind(model, "a list of lists", X)
    return [item for inner in X for item in inner], [len(inner) for inner in X]


def regrouped(model: Model[Any, Any], items: Any, lengths: list[int]) -> list[Any]:
    """Parts of a list or array, of the given lengths.

    Raises:
        ShapeError: The lengths do not make up the whole.
    """
    if len(items) != sum(lengths):
        raise wrong_count(model, "items from its layer than it gave it", sum(lengths), len(items))
    ends = itertools.accumulate(lengths)
    return [items[end - length : end] for end, length in zip(ends, lengths)]


def wrong_count(model: Model[Any, Any], what: str, expected: object, got: object) -> ShapeError:
    """The error for lists that do not have as many members as they should."""
    return ShapeError(f"got another number of {what}", node=model, expected=expected, got=got)
