"""Calls of `chain`."""

from __future__ import annotations

from mypy.nodes import ARG_STAR, CallExpr
from mypy.plugin import CheckerPluginInterface, FunctionSigContext
from mypy.types import CallableType, FunctionLike, Instance

from typedthinc.mypy_plugin.adapter import keep_type
from typedthinc.mypy_plugin.arguments import layers_of_call
from typedthinc.mypy_plugin.hints import Lookup
from typedthinc.mypy_plugin.kinds import model_of
from typedthinc.mypy_plugin.layers import Layer
from typedthinc.mypy_plugin.mismatch import report_misfit
from typedthinc.mypy_plugin.recent import Recent
from typedthinc.mypy_plugin.sequence import Walk, settle
from typedthinc.mypy_plugin.signatures import any_model, declared_model, lenient, solved


class Chain:
    """Finds the signature of a call of `chain`, and reports layers that do not fit.

    Args:
        lookup: Finds a symbol by its full name.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._answers: Recent[CallExpr, tuple[int, CallableType]] = Recent()

    def __call__(self, call: FunctionSigContext) -> FunctionLike:
        """The signature of one call."""
        declared, node = call.default_signature, call.context
        model = declared_model(declared)
        if model is None or not isinstance(node, CallExpr):
            return declared
        # Mypy asks once for each overload, of which a later one has more arguments:
        # one answer serves them all.
        size = len(declared.arg_types)
        answered = self._answers.get(node)
        if answered is not None and answered[0] < size:
            signature = answered[1]
        else:
            signature = self._answer(call.api, node, declared, model)
        self._answers.put(node, (size, signature))
        return signature

    def _answer(
        self, api: CheckerPluginInterface, call: CallExpr, declared: CallableType, model: Instance
    ) -> CallableType:
        layers = layers_of_call(api, call, "chain", at_least=2)
        if layers is None:
            return lenient(declared, any_model(model))
        settle(api, layers, model)
        self._check(api, layers)
        result = model_of(model, layers[0].kinds, layers[-1].gives)
        if ARG_STAR in call.arg_kinds:
            return lenient(declared, result)
        for layer in layers:
            # To choose an overload, mypy looks at each argument before, and reports then.
            keep_type(api, layer.node, layer.expected, layer.typ)
        return solved(declared, [layer.typ for layer in layers], result)

    def _check(self, api: CheckerPluginInterface, layers: list[Layer]) -> None:
        walk = Walk()
        for layer, following in zip(layers, [*layers[1:], None]):
            for misfit in walk.add(layer):
                report_misfit(api, self._lookup, misfit, following)
