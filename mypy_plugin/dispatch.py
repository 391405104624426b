"""Which feature answers for which name."""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import Context, MypyFile, TypeInfo
from mypy.options import Options
from mypy.plugin import FunctionSigContext, MethodSigContext, Plugin, ReportConfigContext
from mypy.types import FunctionLike

from typedthinc.mypy_plugin import __version__, names
from typedthinc.mypy_plugin.blocks import Span
from typedthinc.mypy_plugin.chain import Chain
from typedthinc.mypy_plugin.custom import custom_layer
from typedthinc.mypy_plugin.guard import guarded
from typedthinc.mypy_plugin.operators import Operator
from typedthinc.mypy_plugin.recent import Recent
from typedthinc.mypy_plugin.sequence import Walk


class TypedThincPlugin(Plugin):
    """Checks how layers are composed.

    Args:
        options: The options of this run of mypy.
    """

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        spans: Recent[MypyFile, list[Span]] = Recent(4)
        walks: Recent[Context, Walk] = Recent()
        self._functions: dict[str, Callable[[FunctionSigContext], FunctionLike]] = {
            names.CHAIN: guarded(Chain(self.lookup_fully_qualified)),
            names.MODEL: guarded(custom_layer),
        }
        self._methods: dict[str, Callable[[MethodSigContext], FunctionLike]] = {
            method: guarded(Operator(operator, self.lookup_fully_qualified, spans, walks))
            for method, operator in names.OPERATORS.items()
        }

    def get_function_signature_hook(
        self, fullname: str
    ) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """What finds the signature of a call of a function or class."""
        return self._functions.get(fullname)

    def get_method_signature_hook(
        self, fullname: str
    ) -> Callable[[MethodSigContext], FunctionLike] | None:
        """What finds the signature of a call of a method."""
        owner, _, method = fullname.rpartition(".")
        hook = self._methods.get(method)
        # Numbers and texts are asked about the most.
        if hook is None or owner.startswith("builtins.") or not self._may_be_model(owner):
            return None
        return hook

    def report_config_data(self, ctx: ReportConfigContext) -> str:
        """What a cached result depends on besides the files that were checked."""
        return __version__

    def _may_be_model(self, owner: str) -> bool:
        symbol = self.lookup_fully_qualified(owner)
        # A class that is defined in a function is not found by its name.
        if symbol is None or not isinstance(symbol.node, TypeInfo):
            return True
        return symbol.node.has_base(names.MODEL)
