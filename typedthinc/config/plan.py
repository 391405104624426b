"""From a config to promises: every function found, every argument checked, nothing called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from typedthinc.config.checks.bind import bind, report_unexpected
from typedthinc.config.checks.signature import read_signature
from typedthinc.config.checks.value import check
from typedthinc.config.problems import Location, Problems, shown
from typedthinc.config.promise import Promise, holds_promise
from typedthinc.config.tree import ARGS_KEY, function_keys
from typedthinc.errors import TypedThincError

if TYPE_CHECKING:
    from typedthinc.registries import registry


class Planner:
    """Turns the function blocks of a config into promises.

    Args:
        registries: The registries to look in.
        problems: Where problems are added.
        validate: Whether arguments are checked; otherwise those that a function
            does not take are left out.
        skip_unknown: Whether a function that is in no registry is no problem.
    """

    def __init__(
        self,
        registries: type[registry],
        problems: Problems,
        *,
        validate: bool = True,
        skip_unknown: bool = False,
    ) -> None:
        self.registries = registries
        self.problems = problems
        self.validate = validate
        self.skip_unknown = skip_unknown

    def plan(self, value: Any, at: Location = ()) -> Any:
        """A value with promises in the place of function blocks."""
        if function_keys(value):
            return self._block(value, at)
        if isinstance(value, dict):
            section = {key: self.plan(part, (*at, str(key))) for key, part in value.items()}
            if isinstance(section.get(ARGS_KEY), dict):
                section[ARGS_KEY] = list(section[ARGS_KEY].values())
            return section
        if isinstance(value, list) or type(value) is tuple:
            return type(value)(self.plan(part, (*at, str(i))) for i, part in enumerate(value))
        return value

    def _block(self, block: dict[str, Any], at: Location) -> Promise:
        key, *others = function_keys(block)
        promise = Promise(key[1:], str(block[key]), at)
        if not at:
            msg = "Expected sections at the top level, got a function block"
            self.problems.add((), msg, "top_level_block")
        if others:
            msg = f"Expected one function in a block, got {key} and {' and '.join(others)}"
            self.problems.add(at, msg, "several_functions")
        promise.getter = None if others else self._find(promise, key, block[key])
        named = {
            str(name): _as_list(self.plan(value, (*at, str(name))))
            for name, value in block.items()
            if name != ARGS_KEY and name not in (key, *others)
        }
        listed = self._listed(block.get(ARGS_KEY, []), (*at, ARGS_KEY))
        if promise.getter is not None:
            self._bind(promise, promise.getter, named, listed)
        return promise

    def _find(self, promise: Promise, key: str, name: object) -> Callable[..., Any] | None:
        at = (*promise.at, key)
        if not isinstance(name, str):
            msg = f"Expected the name of a function, got {shown(name)}"
            self.problems.add(at, msg, "function_name")
            return None
        try:
            return self.registries.get(promise.registry, name)
        except ValueError as error:
            if not self.skip_unknown:
                summary = error.summary if isinstance(error, TypedThincError) else str(error)
                help = getattr(error, "help", None)
                msg = f"{summary[:1].upper()}{summary[1:]}" + (f": {help}" if help else "")
                self.problems.add(at, msg, "unknown_function")
            return None

    def _listed(self, values: Any, at: Location) -> dict[str, Any]:
        if isinstance(values, (list, tuple)):
            values = {str(i): value for i, value in enumerate(values)}
        if not isinstance(values, dict) or function_keys(values):
            msg = f"Expected a list or named blocks, got {shown(values)}"
            self.problems.add(at, msg, "args_type")
            return {}
        return {str(key): self.plan(value, (*at, str(key))) for key, value in values.items()}

    def _bind(
        self,
        promise: Promise,
        function: Callable[..., Any],
        named: Mapping[str, Any],
        listed: Mapping[str, Any],
    ) -> None:
        signature = read_signature(function)
        promise.return_type = signature.returns
        bind(promise, signature, named, listed, self.problems)
        if not self.validate:
            return
        report_unexpected(promise, signature, named, listed, self.problems)
        for argument in (*promise.args, *promise.kwargs.values()):
            value = check(argument.annotation, argument.value, argument.at, self.problems)
            if not holds_promise(argument.value):
                argument.value = value


def _as_list(value: Any) -> Any:
    """An argument that is a section of named values and nothing else, `[model.experts.*.one]`."""
    return value[ARGS_KEY] if isinstance(value, dict) and list(value) == [ARGS_KEY] else value
