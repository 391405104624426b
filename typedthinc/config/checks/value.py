"""Validation of one value against the annotation of a parameter."""

from __future__ import annotations

import functools
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.errors import PydanticUserError

from typedthinc.config.checks.kinds import simplify
from typedthinc.config.checks.messages import explain
from typedthinc.config.checks.strict import WRONG_RESULT, strict
from typedthinc.config.problems import Location, Problems
from typedthinc.config.promise import Promise


def check(annotation: Any, value: Any, at: Location, problems: Problems) -> Any:
    """The value as the annotation wants it, or unchanged, with its problems added."""
    adapter = _adapter(annotation)
    if adapter is None:
        return value
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            # A promise within a model or a dataclass is checked when it has a value.
            if not isinstance(problem["input"], Promise) or problem["type"] == WRONG_RESULT:
                inside = tuple(str(part) for part in problem["loc"])
                problems.add((*at, *inside), explain(problem), problem["type"])
        return value


def _adapter(annotation: Any) -> TypeAdapter[Any] | None:
    if simplify(annotation) in (Any, object):
        return None
    try:
        # Unions are equal whatever the order of their members, but messages keep it.
        return _cached(annotation, repr(annotation))
    except TypeError:
        # The annotation holds something that cannot be hashed.
        return _build(annotation)


def _build(annotation: Any, _: str = "") -> TypeAdapter[Any] | None:
    try:
        wanted = strict(annotation)
        try:
            return TypeAdapter(wanted, config=ConfigDict(arbitrary_types_allowed=True))
        except PydanticUserError as error:
            # Models and the like bring a configuration of their own.
            return TypeAdapter(wanted) if error.code == "type-adapter-config-unused" else None
    except Exception:  # noqa: BLE001
        # Whatever stands as annotation and is no type tells nothing about the values.
        return None


_cached = functools.lru_cache(maxsize=4096)(_build)
