"""Configs: read, filled with defaults, checked as a whole and built.

A text is read into nested dictionaries (`parse`), its variables are replaced
(`interpolate`), its function blocks become promises whose arguments are all
checked (`plan`), and at last the functions are called (`build`).
"""

from __future__ import annotations

from typedthinc.config.checks.schema import Schema
from typedthinc.config.document import Config
from typedthinc.config.promise import Promise
from typedthinc.config.resolve import ConfigInput, fill, resolve
from typedthinc.config.text.variables import VARIABLE_RE
from typedthinc.errors import ConfigValidationError
from typedthinc.registries import registry

__all__ = [
    "VARIABLE_RE",
    "Config",
    "ConfigInput",
    "ConfigValidationError",
    "Promise",
    "Schema",
    "fill",
    "registry",
    "resolve",
]
