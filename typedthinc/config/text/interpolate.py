"""Replace the variables of a config by the values they name.

confection would do so while it parses: before overrides are known, without limits
to growth, with dictionaries that contain themselves where variables go in a
circle, and it would tell only the first of several mistakes.
"""

from __future__ import annotations

from typing import Any, NoReturn

from typedthinc.config.problems import Location, Problems, dotted
from typedthinc.config.text.template import fill_template, fill_text
from typedthinc.config.text.variables import is_variable_text, split_variables, variable_name
from typedthinc.config.tree import MAX_DEPTH, MAX_GROWTH, copy_tree, too_deep, too_large
from typedthinc.errors import nearest


def interpolate(tree: dict[str, Any]) -> dict[str, Any]:
    """A copy of a config with every variable replaced.

    `${a.b}` and `${a:b}` are the key `b` of the section `a` or the section
    `a.b`; `${b}` is a key of the same section or a whole section. A variable
    that stands alone keeps the type of its value; within a text the value
    becomes text.

    Raises:
        ConfigValidationError: A variable is undefined, refers to itself, or
            names a section within a text; or the result is too deep or too large.
    """
    interpolator = _Interpolator(tree)
    result: dict[str, Any] = interpolator.value(tree, (), ())
    interpolator.problems.raise_if_any(tree)
    return result


class _UndefinedError(Exception):
    """The problem is recorded; what depends on it has no value."""


class _Interpolator:
    def __init__(self, root: dict[str, Any]) -> None:
        self.root = root
        self.problems = Problems()
        self.known: dict[Location, Any] = {}
        self.failed: set[Location] = set()
        self.active: list[Location] = []
        self.misses = 0
        self.depth = 0
        self.size = 0

    def value(self, raw: Any, at: Location, home: Location) -> Any:
        """What a value becomes that stands in the section `home`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise too_deep(at)
        try:
            if isinstance(raw, dict):
                return {key: self.value(part, (*at, str(key)), at) for key, part in raw.items()}
            if isinstance(raw, list):
                return [self.value(part, (*at, str(i)), home) for i, part in enumerate(raw)]
            return self.settled(raw, at, home) if is_variable_text(raw) else raw
        except _UndefinedError:
            self.misses += 1
            return raw
        finally:
            self.depth -= 1

    def settled(self, raw: Any, at: Location, home: Location) -> Any:
        """A copy of what a value becomes, which is worked out once."""
        if at in self.failed:
            raise _UndefinedError
        if at in self.active:
            circle = [*self.active[self.active.index(at) :], at]
            self.fail(at, f"Variables in a circle: {' -> '.join(map(dotted, circle))}", "cycle")
        if at not in self.known:
            if len(self.active) >= MAX_DEPTH:
                raise too_deep(self.active[0], f"More than {MAX_DEPTH} variables in a row")
            self.work_out(raw, at, home)
        self.grow(self.known[at])
        return copy_tree(self.known[at])

    def work_out(self, raw: Any, at: Location, home: Location) -> None:
        """Find what a value becomes."""
        misses = self.misses
        self.active.append(at)
        try:
            is_text = is_variable_text(raw)
            self.known[at] = self.text(raw, at, home) if is_text else self.value(raw, at, home)
            if self.misses > misses:
                raise _UndefinedError
        except _UndefinedError:
            self.failed.add(at)
            raise
        finally:
            self.active.pop()

    def text(self, raw: str, at: Location, home: Location) -> Any:
        """What a text with variables becomes."""
        is_element = at[:-1] != home
        name = variable_name(raw)
        if name is not None and not is_element:
            return self.lookup(name, at, home)
        try:
            split = split_variables(raw)
        except ValueError as error:
            self.fail(at, str(error), "variable_syntax")
        pieces = [(self.lookup(p, at, home) if is_name else p, is_name) for p, is_name in split]
        try:
            return fill_text(pieces) if is_element else fill_template(pieces)
        except ValueError as error:
            self.fail(at, f"{error}: {raw}", "variable_in_text")

    def lookup(self, name: str, at: Location, home: Location) -> Any:
        """The value that a variable names."""
        parts = tuple(name.split("."))
        neighbour = (*home, name)
        if len(parts) == 1 and neighbour != at and name in self.find(home):
            parts = neighbour
        found = self.find(parts[:-1])
        if not isinstance(found, dict) or parts[-1] not in found:
            match = nearest(name, self.names())
            hint = f': did you mean "{match}"?' if match else ""
            self.fail(at, f"Undefined variable ${{{name}}}{hint}", "undefined_variable")
        return self.settled(found[parts[-1]], parts, parts[:-1])

    def find(self, at: Location) -> Any:
        """What is written at a place, if anything is."""
        found: Any = self.root
        for part in at:
            found = found.get(part) if isinstance(found, dict) else None
        return found

    def names(self) -> list[str]:
        """Every name that a variable may have."""
        names: list[str] = []
        waiting: list[tuple[Location, Any]] = [((), self.root)]
        while waiting:
            at, section = waiting.pop()
            for key, value in section.items():
                names.append(dotted((*at, str(key))))
                if isinstance(value, dict):
                    waiting.append(((*at, str(key)), value))
        return names

    def grow(self, value: Any) -> None:
        """Count what a variable adds to the config."""
        waiting = [value]
        while waiting:
            value = waiting.pop()
            self.size += len(value) if isinstance(value, str) else 1
            if isinstance(value, (dict, list)):
                waiting.extend(value.values() if isinstance(value, dict) else value)
        if self.size > MAX_GROWTH:
            raise too_large(f"More than {MAX_GROWTH} values and characters out of variables")

    def fail(self, at: Location, msg: str, type: str) -> NoReturn:
        """Record a problem and leave what depends on it."""
        self.problems.add(at, msg, type)
        raise _UndefinedError
