"""One tree of exceptions.

Every error is a `TypedThincError` and also the builtin exception that a
program written for Thinc expects in that place, so `except ValueError` keeps
working. The first line of a message is understandable alone; the facts behind
it are attributes of the exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from typedthinc.places import place_of


class TypedThincError(Exception):
    """Base of every error that typedthinc raises.

    Args:
        summary: What failed and where, in one line.
        expected: What was expected.
        source: Where the expectation came from.
        got: What was found instead.
        help: What to do about it.
        node: The layer in which it failed; the summary then starts with the
            place of that layer in the model.

    Attributes:
        root: The model that was called or initialized, of which `node` is a part.
    """

    def __init__(
        self,
        summary: str,
        *,
        expected: object = None,
        source: str | None = None,
        got: object = None,
        help: str | None = None,
        node: Any = None,
    ) -> None:
        super().__init__(summary)
        self._summary = summary
        self.node: Any = node
        self.root: Any = None
        self._inside = False
        self.expected = expected
        self.source = source
        self.got = got
        self.help = help

    @property
    def summary(self) -> str:
        """What failed and where, in one line."""
        if self.node is None:
            return self._summary
        place = place_of(self.node, self.root)
        if self._inside:
            return f"in {place.rstrip(',')}: {self._summary}"
        return f"{place} {self._summary}"

    def happened_in(self, node: Any) -> None:
        """Name the layer in which an error came up that knew of no layer itself."""
        self.node, self._inside = node, True

    def __str__(self) -> str:
        lines = [self.summary]
        if self.expected is not None:
            origin = f"    {self.source}" if self.source else ""
            lines.append(f"  expected  {self.expected}{origin}")
        if self.got is not None:
            lines.append(f"  got       {self.got}")
        if self.help is not None:
            lines.append(f"  help      {self.help}")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[Any, ...]:
        # A layer may not be picklable: its place in the model is, in words.
        state = {**self.__dict__, "_summary": self.summary, "node": None, "root": None}
        return (_rebuild, (type(self), self.args, state))


def _rebuild(
    cls: type[TypedThincError], args: tuple[Any, ...], state: dict[str, Any]
) -> TypedThincError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ArgumentError(TypedThincError, ValueError):
    """An argument has a value that the function cannot work with."""


class ArgumentTypeError(TypedThincError, TypeError):
    """An argument has a type that the function cannot work with."""


class ArrayError(TypedThincError, ValueError):
    """A value is not an array of the wanted rank and kind."""


class ShapeError(TypedThincError, ValueError):
    """An array has the wrong shape or width, or lengths do not add up."""


class BoundsError(TypedThincError, IndexError):
    """An id or an index is outside of the table or array it points into."""


class UnknownNameError(TypedThincError, KeyError):
    """A dimension, parameter, gradient or reference of that name is not declared."""


class UnsetError(TypedThincError, ValueError, KeyError):
    """A dimension or reference is declared but has no value yet."""


class DimensionError(TypedThincError, ValueError):
    """A dimension that has a value would be given another one."""


class StructureError(TypedThincError, ValueError):
    """A node, reference or walk does not fit the tree of layers."""


class CompositionError(TypedThincError, TypeError):
    """A combinator was called with arguments that it cannot compose."""


class OperatorError(TypedThincError, TypeError):
    """An operator is not bound by the enclosing `define_operators` block."""


class NotInitializedError(TypedThincError, KeyError):
    """A parameter or gradient is declared but not allocated yet."""


class UnsupportedError(TypedThincError, NotImplementedError):
    """A combination of settings that there is no computation for."""


class RegistryError(TypedThincError, ValueError):
    """A registry or a registered function is unknown, or a name is taken."""


class DataValidationError(TypedThincError, ValueError):
    """Data does not match the types that a layer's forward function declares.

    Args:
        name: The name of the layer.
        X: The input.
        Y: The output.
        errors: The problems, each a mapping with `loc` and `msg`.
    """

    def __init__(
        self, name: str, X: object, Y: object, errors: Iterable[dict[str, Any]] = ()
    ) -> None:
        self.name: str = name
        self.X, self.Y = X, Y
        self.errors: list[dict[str, Any]] = list(errors)
        problems = "; ".join(
            f"{' > '.join(str(part) for part in error['loc'])}: {error['msg']}"
            for error in self.errors
        )
        super().__init__(
            f'layer "{name}" got data that its forward function does not accept: {problems}',
            got=f"X: {type(X).__name__}, Y: {type(Y).__name__}",
        )

    def happened_in(self, node: Any) -> None:
        """Change nothing: the layer is named already."""


class ContractError(TypedThincError, AssertionError):
    """A layer does not do what every layer has to do, such as a right gradient."""


class _ProblemsError(TypedThincError):
    """An error that lists every problem that was found.

    Args:
        summary: What failed, in one line.
        problems: Each problem that was found, with the path of the node.
        help: What to do about it.
    """

    def __init__(
        self, summary: str, *, problems: Iterable[str] = (), help: str | None = None
    ) -> None:
        super().__init__(summary, help=help)
        self.problems: list[str] = list(problems)

    def __str__(self) -> str:
        lines = [self.summary, *(f"  - {problem}" for problem in self.problems)]
        if self.help is not None:
            lines.append(f"  help      {self.help}")
        return "\n".join(lines)


class StorageError(_ProblemsError, ValueError):
    """Stored data is damaged or does not fit the model; nothing was changed.

    Args:
        summary: What failed, in one line.
        problems: Each problem that was found, with the path of the node.
        help: What to do about it.
    """


class ExportError(_ProblemsError, ValueError):
    """A model cannot be written as a program; no file was changed.

    Args:
        summary: What failed, in one line.
        problems: Each layer that cannot be exported, with its path, and why.
        help: What to do about it.
    """


class MissingFileError(StorageError, FileNotFoundError):
    """There is no file to load, or no folder to save into."""


class ConfigValidationError(TypedThincError, ValueError):
    """A config cannot be read, or what it describes cannot be built.

    Args:
        config: The config that the problems are in.
        errors: The problems, each a mapping with `loc`, the parts of the path,
            `msg` and `type`.
        title: What failed.
        desc: More about it.
        parent: The path that all problems are under.
        show_config: Whether the message shows the whole config.
    """

    def __init__(
        self,
        *,
        config: Mapping[str, Any] | str | None = None,
        errors: Iterable[Mapping[str, Any]] | None = None,
        title: str | None = "Config validation error",
        desc: str | None = None,
        parent: str | None = None,
        show_config: bool = True,
    ) -> None:
        self.config = config
        self.errors: list[dict[str, Any]] = [dict(error) for error in errors or ()]
        self.error_types: set[str] = {error["type"] for error in self.errors if error.get("type")}
        self.title = title
        self.desc = desc
        self.parent = parent
        self.show_config = show_config
        self.text: str = self._format()
        super().__init__(self.text.partition("\n")[0])

    @classmethod
    def from_error(
        cls,
        err: ConfigValidationError,
        title: str | None = None,
        desc: str | None = None,
        parent: str | None = None,
        show_config: bool | None = None,
    ) -> ConfigValidationError:
        """The same problems, told with another title, description or parent."""
        return cls(
            config=err.config,
            errors=err.errors,
            title=err.title if title is None else title,
            desc=err.desc if desc is None else desc,
            parent=err.parent if parent is None else parent,
            show_config=err.show_config if show_config is None else show_config,
        )

    def __str__(self) -> str:
        return self.text

    def _format(self) -> str:
        count = f"{len(self.errors)} problem{'s' if len(self.errors) > 1 else ''}"
        heading = [self.title or "", count if self.errors else ""]
        lines = [": ".join(part for part in heading if part)]
        lines += [f"  {line}" for line in (self.desc or "").splitlines()]
        lines += [self._format_problem(error) for error in self.errors]
        if self.config and self.show_config:
            lines.append(str(self.config))
        return "\n".join(line for line in lines if line)

    def _format_problem(self, error: Mapping[str, Any]) -> str:
        location = [self.parent, *error.get("loc", ())] if self.parent else error.get("loc", ())
        where = ".".join(str(part) for part in location)
        return f"  {error.get('msg')}" + (f" - at {where}" if where else "")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like a misspelled one, if any is close."""
    import difflib

    matches = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return matches[0] if matches else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A help line for a misspelled name: the nearest one, or all there are."""
    known = list(known)
    match = nearest(name, known)
    if match is not None:
        return f'did you mean "{match}"?'
    return f"there are: {', '.join(known)}" if known else "there are none"
