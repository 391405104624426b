"""From the text of a config to nested dictionaries, with the variables still in them."""

from __future__ import annotations

import contextlib
import json
import warnings
from typing import Any

import confection

from typedthinc.config.problems import Location, Problems, dotted
from typedthinc.config.text.lines import TITLE, Sections, arrange, failed, join_lines, read_lines
from typedthinc.config.text.names import RESERVED, is_reserved
from typedthinc.config.text.variables import is_variable_text, unescape
from typedthinc.config.tree import copy_tree, too_deep


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
    raise failed(f"Expected a text with [sections], got {got}", help)


def parse(text: str) -> tuple[dict[str, Any], set[str]]:
    """The nested dictionaries that a text describes, and the names of its sections.

    A text with variables is kept as it was written, quotes included.

    Raises:
        ConfigValidationError: The text is no config.
    """
    if is_reserved(text):
        raise failed(f'Expected a text without "{RESERVED}", which is reserved')
    problems = Problems(TITLE)
    sections = read_lines(text)
    arranged = arrange(sections, problems)
    tree = _read(arranged)
    for at, lines in arranged.items():
        section = tree
        for part in at:
            section = section[part]
        blocks = {key: block for key, block in section.items() if key not in lines}
        values = {key: section[key] for key in lines}
        section.clear()
        for key, value in values.items():
            section[key] = _check_value(value, lines[key], (*at, key), problems)
        # Confection has blocks first, but the order of positional arguments matters.
        section.update(blocks)
    problems.raise_if_any(text)
    return copy_tree(tree), {dotted(at) for at in sections}


def _read(sections: Sections) -> dict[str, Any]:
    try:
        return dict(confection.Config().from_str(join_lines(sections), interpolate=False))
    except RecursionError:
        raise too_deep(()) from None


def _check_value(value: Any, written: str, at: Location, problems: Problems) -> Any:
    if len(written) > 1 and written[0] == written[-1] == "'":
        msg = f"The value [{written}] is single-quoted, but values are JSON: use double quotes"
        warnings.warn(msg, UserWarning, stacklevel=4)
    if isinstance(value, str):
        value = _not_too_deep(value, written, at)
    if isinstance(value, str) and is_variable_text(written):
        return written
    return _unescape(copy_tree(value), at, problems)


def _not_too_deep(value: str, written: str, at: Location) -> Any:
    # What is nested too deep for JSON, confection takes for a text.
    if written.startswith(("[", "{")):
        try:
            with contextlib.suppress(ValueError):
                return json.loads(written)
        except RecursionError:
            raise too_deep(at) from None
    return value


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
