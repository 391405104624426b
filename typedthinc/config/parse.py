"""From the text of a config to nested dictionaries, with the variables still in them."""

from __future__ import annotations

import configparser
import json
import warnings
from typing import Any

from typedthinc.config.names import is_section_name
from typedthinc.config.problems import Location, Problems, dotted
from typedthinc.config.tree import ARGS_KEY, MAX_DEPTH, copy_tree, too_deep
from typedthinc.config.variables import is_variable_text, unescape
from typedthinc.errors import ConfigValidationError

_TITLE = "Error parsing config"
_PYTHON_NAMES = {"True": True, "False": False, "None": None}


def check_text(text: object) -> str:
    """The text of a config, if it can be one.

    Raises:
        ConfigValidationError: It is a path or no text at all.
    """
    help = "to read a file, use Config().from_disk(path)"
    if isinstance(text, str):
        lines = text.removeprefix("\ufeff").strip().splitlines()
        if len(lines) != 1 or lines[0][0] in "[#;":
            return text.removeprefix("\ufeff")
        help = f"to read a file, use Config().from_disk({text!r})"
    elif isinstance(text, bytes):
        help = "to read bytes, use Config().from_bytes"
    got = repr(text) if isinstance(text, str) else type(text).__name__
    raise _failed(f"Expected a text with [sections], got {got}", help)


def parse(text: str) -> tuple[dict[str, Any], set[str]]:
    """The nested dictionaries that a text describes, and the names of its sections.

    A text with variables is kept as it was written, quotes included.

    Raises:
        ConfigValidationError: The text is no config.
    """
    sections = _read_lines(text)
    problems = Problems(_TITLE)
    tree: dict[str, Any] = {}
    for at in sorted(sections, key=len):
        if len(at) > MAX_DEPTH:
            raise too_deep(at)
        section = _open(tree, at, problems)
        for key, value in sections[at].items():
            section[key] = _read_value(value, (*at, key), problems)
    problems.raise_if_any(text)
    return copy_tree(tree), {dotted(at) for at in sections}


def _failed(reason: str, desc: str | None = None) -> ConfigValidationError:
    return ConfigValidationError(title=f"{_TITLE}: {reason}", desc=desc)


def _read_lines(text: str) -> dict[Location, dict[str, str]]:
    # Sections have names, so the nameless one, whose keys would be in all others, stays empty.
    parser = configparser.RawConfigParser(default_section="")
    # Keys keep their case.
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(text)
    except configparser.DuplicateSectionError as error:
        raise _failed(f"[{error.section}] stands twice, again in line {error.lineno}") from None
    except configparser.DuplicateOptionError as error:
        name = f"{error.section}.{error.option}"
        raise _failed(f"{name} stands twice, again in line {error.lineno}") from None
    except configparser.MissingSectionHeaderError as error:
        line = f"line {error.lineno}: {error.line.strip()}"
        raise _failed("Expected a [section] before the first key", line) from None
    except configparser.ParsingError as error:
        lines = "\n".join(f"line {number}: {line}" for number, line in error.errors)
        raise _failed("Expected lines such as key = value", lines) from None
    return {tuple(name.split(".")): dict(parser.items(name)) for name in parser.sections()}


def _open(tree: dict[str, Any], at: Location, problems: Problems) -> dict[str, Any]:
    """The dictionary for a section, within that of the section around it."""
    if at == ("DEFAULT",) or not all(map(is_section_name, at)):
        msg = f"Expected another name for a section, got [{dotted(at)}]"
        problems.add(at, msg, "section_name")
    section = tree
    for length, part in enumerate(at, 1):
        inner = section.get(part)
        if inner is None and part not in section:
            if length < len(at) and ARGS_KEY not in at[:length]:
                msg = f"Expected a section [{dotted(at[:length])}] around it"
                problems.add(at, msg, "section_missing")
            inner = section[part] = {}
        elif not isinstance(inner, dict):
            msg = "Expected a key or a section of this name, got both"
            problems.add(at[:length], msg, "section_conflict")
            return {}
        section = inner
    return section


def _read_value(written: str, at: Location, problems: Problems) -> Any:
    if len(written) > 1 and written[0] == written[-1] == "'":
        msg = f"The value [{written}] is single-quoted, but values are JSON: use double quotes"
        warnings.warn(msg, UserWarning, stacklevel=5)
    try:
        value = json.loads(written)
    except RecursionError:
        raise too_deep(at) from None
    except ValueError:
        value = _PYTHON_NAMES.get(written, written)
    if isinstance(value, str) and is_variable_text(written):
        return written
    return _unescape(copy_tree(value), at, problems)


def _unescape(value: Any, at: Location, problems: Problems) -> Any:
    if isinstance(value, dict):
        return {key: _unescape(part, (*at, key), problems) for key, part in value.items()}
    if isinstance(value, list):
        return [_unescape(part, (*at, str(i)), problems) for i, part in enumerate(value)]
    if not isinstance(value, str) or is_variable_text(value):
        return value
    try:
        return unescape(value)
    except ValueError as error:
        problems.add(at, str(error), "variable_syntax")
        return value
