"""A pydantic model that the sections of a config are to fit."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, Field, ValidationError, WrapValidator, create_model
from pydantic.fields import FieldInfo

from typedthinc.config.checks.kinds import members
from typedthinc.config.checks.messages import explain
from typedthinc.config.checks.strict import strict
from typedthinc.config.checks.value import check
from typedthinc.config.problems import Location, Problems
from typedthinc.config.promise import Promise
from typedthinc.config.tree import copy_tree, function_keys
from typedthinc.errors import did_you_mean

Schema: TypeAlias = type[BaseModel] | None
"""The model that the top-level sections of a config are to fit, if there is one."""

# Checkers take this for a type, but here it is a value.
_ANNOTATED: Any = Annotated


def fill_sections(tree: dict[str, Any], schema: type[BaseModel], *, drop_extra: bool) -> None:
    """Give sections the defaults of a schema, in place.

    Args:
        tree: The sections.
        schema: The schema.
        drop_extra: Whether keys that the schema forbids are taken out.
    """
    for key, field in _keys(tree, schema):
        if key not in tree:
            if not field.is_required():
                tree[key] = _default(field)
        elif isinstance(tree[key], dict) and not function_keys(tree[key]):
            model = _section_model(field)
            if model is not None:
                fill_sections(tree[key], model, drop_extra=drop_extra)
    if drop_extra and schema.model_config.get("extra") == "forbid":
        known = {key for key, _ in _keys(tree, schema)}
        for key in tree.keys() - known:
            del tree[key]


def check_sections(
    tree: dict[str, Any],
    schema: type[BaseModel],
    problems: Problems,
    *,
    any_promise: bool,
    at: Location = (),
) -> None:
    """Tell where sections with promises do not fit a schema.

    Args:
        tree: The sections.
        schema: The schema.
        problems: Where problems are added.
        any_promise: Whether a promise fits anywhere.
        at: Where the sections stand.
    """
    decorators = schema.__pydantic_decorators__
    if any(found.info.mode != "after" for found in decorators.model_validators.values()):
        # The model changes its input before it looks at it.
        return
    early = {
        name
        for found in decorators.field_validators.values()
        if found.info.mode != "after"
        for name in found.info.fields
    }
    keys = dict(_keys(tree, schema))
    for key, field in keys.items():
        model = _section_model(field)
        value = tree.get(key)
        if key not in tree:
            if field.is_required():
                problems.add((*at, key), "Missing value", "missing")
        elif model is not None and isinstance(value, dict):
            check_sections(value, model, problems, any_promise=any_promise, at=(*at, key))
        elif not (any_promise and isinstance(value, Promise)) and early.isdisjoint((key, "*")):
            check(_with_metadata(field, field.annotation), value, (*at, key), problems)
    if schema.model_config.get("extra") == "forbid":
        for name in [name for name in tree if name not in keys]:
            msg = f'Unexpected key "{name}": {did_you_mean(str(name), keys)}'
            problems.add((*at, str(name)), msg, "extra_forbidden")


def validate_sections(tree: dict[str, Any], schema: type[BaseModel]) -> dict[str, Any]:
    """The sections as a schema makes them: with its defaults, conversions and own validators.

    Raises:
        ConfigValidationError: The sections do not fit.
    """
    try:
        model = _safe_model(schema).model_validate(tree)
    except ValidationError as error:
        problems = Problems()
        for problem in error.errors(include_url=False):
            at = tuple(str(part) for part in problem["loc"])
            problems.add(at, explain(problem), problem["type"])
        problems.raise_if_any(tree)
        raise
    return _as_sections(tree, model)


def _as_sections(tree: dict[str, Any], model: BaseModel) -> dict[str, Any]:
    sections = dict(tree)
    for name, (key, _) in zip(type(model).model_fields, _keys(tree, type(model)), strict=True):
        value = getattr(model, name)
        inner = tree.get(key)
        if isinstance(value, BaseModel) and isinstance(inner, dict):
            value = _as_sections(inner, value)
        sections[key] = value
    return sections


def _keys(tree: dict[str, Any], schema: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """Every field with the key that it has in the sections, its name or its alias."""
    for name, field in schema.model_fields.items():
        alias = field.validation_alias
        has_alias = isinstance(alias, str) and (alias in tree or name not in tree)
        yield (str(alias) if has_alias else name), field


def _section_model(field: FieldInfo) -> type[BaseModel] | None:
    kinds = [kind for kind in members(field.annotation) if kind is not type(None)]
    is_model = len(kinds) == 1 and isinstance(kinds[0], type) and issubclass(kinds[0], BaseModel)
    return kinds[0] if is_model else None


def _default(field: FieldInfo) -> Any:
    value = field.get_default(call_default_factory=True, validated_data={})
    return value.model_dump() if isinstance(value, BaseModel) else copy_tree(value)


def _with_metadata(field: FieldInfo, annotation: Any) -> Any:
    return _ANNOTATED[(annotation, *field.metadata)] if field.metadata else annotation


@functools.lru_cache(maxsize=256)
def _safe_model(schema: type[BaseModel]) -> type[BaseModel]:
    """The schema, with its own validators, but strict and never drawing from iterators."""
    fields: dict[str, Any] = {}
    for name, field in schema.model_fields.items():
        model = _section_model(field)
        kind: Any = strict(field.annotation)
        if model is not None and model is not schema:
            kind = _ANNOTATED[_safe_model(model), WrapValidator(_keep(model))]
            kind = kind | None if type(None) in members(field.annotation) else kind
        settings: dict[str, Any] = {"validation_alias": field.validation_alias}
        if not field.is_required():
            settings |= {"default": field.default, "default_factory": field.default_factory}
            if field.default_factory is not None:
                del settings["default"]
        fields[name] = (_with_metadata(field, kind), Field(**settings))
    return create_model(schema.__name__, __base__=schema, **fields)


def _keep(model: type[BaseModel]) -> Callable[[Any, Callable[[Any], Any]], Any]:
    def validate(value: Any, handler: Callable[[Any], Any]) -> Any:
        return value if isinstance(value, model) else handler(value)

    return validate
