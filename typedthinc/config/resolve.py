"""Check a config as a whole, then fill it with defaults or build what it describes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from typedthinc.config.build import build
from typedthinc.config.checks.schema import Schema, check_sections, fill_sections, validate_sections
from typedthinc.config.document import Config, check_data
from typedthinc.config.fill import fill_blocks
from typedthinc.config.plan import Planner
from typedthinc.config.problems import Problems
from typedthinc.config.text.interpolate import interpolate
from typedthinc.config.text.overrides import apply_overrides
from typedthinc.config.text.restore import restore_variables
from typedthinc.config.tree import copy_tree

if TYPE_CHECKING:
    from typedthinc.registries import registry

ConfigInput: TypeAlias = Config | Mapping[str, Any]
"""What is accepted as config; it is never changed."""


def resolve(
    cls: type[registry],
    config: ConfigInput,
    *,
    schema: Schema = None,
    overrides: Mapping[str, Any] | None = None,
    validate: bool = True,
) -> dict[str, Any]:
    """Build what a config describes.

    Variables are replaced, every argument of every function block is checked,
    and only then are functions called. A block that is referred to twice is
    built twice.

    Args:
        cls: The registries that functions are looked for in.
        config: The config; it is never changed.
        schema: A pydantic model that the top-level sections must fit.
        overrides: Values by dotted path that take the place of those in the config,
            before variables are replaced.
        validate: Whether to check arguments against annotations.

    Raises:
        ConfigValidationError: Anything does not fit; all of it at once.
    """
    _, tree = _prepare(config, schema, overrides, drop_extra=not validate)
    problems = Problems()
    planned: dict[str, Any] = Planner(cls, problems, validate=validate).plan(tree)
    if schema is not None and validate and isinstance(planned, dict):
        check_sections(planned, schema, problems, any_promise=False)
    problems.raise_if_any(config)
    built: dict[str, Any] = build(planned, validate=validate)
    return validate_sections(built, schema) if schema is not None and validate else built


def fill(
    cls: type[registry],
    config: ConfigInput,
    *,
    schema: Schema = None,
    overrides: Mapping[str, Any] | None = None,
    validate: bool = True,
) -> Config:
    """Fill a config with the defaults of its functions and of a schema.

    The arguments are those of `resolve`. Variables stay variables, values are
    not converted, and nothing is built. A block whose function is not
    registered stays as it is; without `validate`, keys that nothing takes are
    left out.

    Raises:
        ConfigValidationError: Anything does not fit; all of it at once.
    """
    written, tree = _prepare(config, schema, overrides, drop_extra=not validate)
    if validate:
        problems = Problems()
        planned = Planner(cls, problems, skip_unknown=True).plan(tree)
        if schema is not None and isinstance(planned, dict):
            check_sections(planned, schema, problems, any_promise=True)
        problems.raise_if_any(config)
    filled = fill_blocks(tree, cls, drop_extra=not validate)
    is_interpolated = isinstance(config, Config) and config.is_interpolated
    if not is_interpolated:
        filled = restore_variables(filled, written)
    order = config.section_order if isinstance(config, Config) else None
    return Config(filled, section_order=order)


def _prepare(
    config: ConfigInput,
    schema: Schema,
    overrides: Mapping[str, Any] | None,
    *,
    drop_extra: bool,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The config with its variables and with their values."""
    if not isinstance(config, Config):
        written = copy_tree(dict(check_data(config)))
    elif overrides:
        written = config.with_variables()
    else:
        written = copy_tree(config)
    if schema is not None:
        fill_sections(written, schema, drop_extra=drop_extra)
    apply_overrides(written, overrides or {})
    return written, interpolate(written)
