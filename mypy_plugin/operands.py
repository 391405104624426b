"""Arguments and operands, at which mypy looks twice."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext

from mypy.nodes import Context, Expression
from mypy.plugin import CheckerPluginInterface

from typedthinc.mypy_plugin.adapter import is_expected_type_known, silenced
from typedthinc.mypy_plugin.recent import Recent


class Operands:
    """The arguments of overloaded combinators and the right operands of operators.

    Mypy looks at each without a type in mind, and again with the type that the
    solved signature expects of it. An error that it finds again makes the signature
    not match; then mypy looks a third time, and all of that for each level of nesting.
    """

    def __init__(self) -> None:
        self._known: Recent[Context, bool] = Recent(1000)

    def add(self, nodes: Iterable[Expression]) -> None:
        """Remember arguments that fit the signature that mypy is given."""
        for node in nodes:
            self._known.put(node, True)

    def reported_once(
        self, api: CheckerPluginInterface, node: Context
    ) -> AbstractContextManager[object]:
        """A block in which nothing is reported if this is not the first look at a node."""
        again = self._known.get(node) is not None and is_expected_type_known(api)
        return silenced(api) if again else nullcontext()
