"""The lines of a config's text, by section, and whether the sections fit together.

confection does not tell the numbers of wrong lines, which texts were quoted or
which dictionaries are sections. It stops at the first problem and wants `[a]`
before `[a.b]`. So the lines are read here, and arranged as it wants them.
"""

from __future__ import annotations

import configparser
from typing import TypeAlias

from typedthinc.config.problems import Location, Problems, dotted
from typedthinc.config.text.names import is_section_name
from typedthinc.config.tree import ARGS_KEY, MAX_DEPTH, too_deep
from typedthinc.errors import ConfigValidationError

Sections: TypeAlias = dict[Location, dict[str, str]]
"""What is written for each key of each section."""

TITLE = "Error parsing config"
"""The beginning of the title of all errors about texts."""


def failed(reason: str, desc: str | None = None) -> ConfigValidationError:
    """The error for a text that cannot be read any further."""
    return ConfigValidationError(title=f"{TITLE}: {reason}", desc=desc)


def read_lines(text: str) -> Sections:
    """The sections of a text, in its order.

    Raises:
        ConfigValidationError: A line is no header, key or value, or a section
            or a key stands twice.
    """
    # Sections have names, so the nameless one, whose keys would be in all others, stays empty.
    parser = configparser.RawConfigParser(default_section="")
    # Keys keep their case.
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(text)
    except configparser.DuplicateSectionError as error:
        raise failed(f"[{error.section}] stands twice, again in line {error.lineno}") from None
    except configparser.DuplicateOptionError as error:
        name = f"{error.section}.{error.option}"
        raise failed(f"{name} stands twice, again in line {error.lineno}") from None
    except configparser.MissingSectionHeaderError as error:
        line = f"line {error.lineno}: {error.line.strip()}"
        raise failed("Expected a [section] before the first key", line) from None
    except configparser.ParsingError as error:
        # The error has the lines too, but not in every Python in the same form.
        lines = text.split("\n")
        wrong = "\n".join(f"line {n}: {lines[n - 1].strip()}" for n, _ in error.errors)
        raise failed("Expected lines such as key = value", wrong) from None
    return {tuple(name.split(".")): dict(parser.items(name)) for name in parser.sections()}


def arrange(sections: Sections, problems: Problems) -> Sections:
    """The sections by depth, each after those around it, without any that is misplaced."""
    arranged: Sections = {}
    for at in sorted(sections, key=len):
        if len(at) > MAX_DEPTH:
            raise too_deep(at)
        if at == ("DEFAULT",) or not all(map(is_section_name, at)):
            msg = f"Expected another name for a section, got [{dotted(at)}]"
            problems.add(at, msg, "section_name")
        elif _make_room(at, arranged, problems):
            arranged[at] = sections[at]
    return arranged


def _make_room(at: Location, arranged: Sections, problems: Problems) -> bool:
    """Add the sections that are missing around one, if no key stands in its place."""
    for length in range(1, len(at)):
        around = at[:length]
        if around not in arranged:
            if ARGS_KEY not in around:
                msg = f"Expected a section [{dotted(around)}] around it"
                problems.add(at, msg, "section_missing")
            arranged[around] = {}
        if at[length] in arranged[around]:
            msg = "Expected a key or a section of this name, got both"
            problems.add(at[: length + 1], msg, "section_conflict")
            return False
    return True


def join_lines(sections: Sections) -> str:
    """The text of sections."""
    lines: list[str] = []
    for at, values in sections.items():
        lines.append(f"[{dotted(at)}]")
        # Lines that go on with a value are indented.
        lines += [f"{key} = {value}".replace("\n", "\n ") for key, value in values.items()]
    return "\n".join(lines)
