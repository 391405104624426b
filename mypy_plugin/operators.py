"""Operators between models."""

from __future__ import annotations

from mypy.nodes import (
    CallExpr,
    Context,
    Expression,
    MemberExpr,
    MypyFile,
    OpExpr,
    TempNode,
)
from mypy.plugin import CheckerPluginInterface, MethodSigContext
from mypy.types import CallableType, FunctionLike, Instance

from typedthinc.mypy_plugin import names
from typedthinc.mypy_plugin.adapter import any_type, file_of, keep_type, type_of
from typedthinc.mypy_plugin.blocks import Span, meanings_at, spans_of
from typedthinc.mypy_plugin.hints import Lookup
from typedthinc.mypy_plugin.kinds import model_of
from typedthinc.mypy_plugin.layers import Layer, layer_at
from typedthinc.mypy_plugin.mismatch import report_misfit
from typedthinc.mypy_plugin.recent import Recent
from typedthinc.mypy_plugin.sequence import Walk, settle
from typedthinc.mypy_plugin.signatures import any_model, declared_model, solved


class Operator:
    """Finds the signature of one operator, and reports layers that do not fit.

    Args:
        operator: The operator, such as `>>`.
        lookup: Finds a symbol by its full name.
        spans: Where operators have a meaning of their own, for the file at hand.
        walks: How far the layers of an expression have been checked.
    """

    def __init__(
        self,
        operator: str,
        lookup: Lookup,
        spans: Recent[MypyFile, list[Span]],
        walks: Recent[Context, Walk],
    ) -> None:
        self._operator = operator
        self._lookup = lookup
        self._spans = spans
        self._walks = walks

    def __call__(self, call: MethodSigContext) -> FunctionLike:
        """The signature of the method, for one pair of operands."""
        declared = call.default_signature
        model = declared_model(declared)
        left = layer_at(_left_operand(call.context), call.type)
        if model is None or left is None or len(call.args) != 1 or len(call.args[0]) != 1:
            return declared
        meaning = self._meaning(call.api, call.context)
        if meaning == names.CHAIN:
            return self._chained(call, declared, model, left)
        if meaning == names.DEFAULT_OPERATORS.get(self._operator):
            return declared
        return solved(declared, [any_type()], any_model(model))

    def _meaning(self, api: CheckerPluginInterface, node: Context) -> str | None:
        file = file_of(api)
        if file is None:
            return names.DEFAULT_OPERATORS.get(self._operator)
        spans = self._spans.get(file)
        if spans is None:
            spans = spans_of(file)
            self._spans.put(file, spans)
        return meanings_at(spans, node).get(self._operator)

    def _chained(
        self, call: MethodSigContext, declared: CallableType, model: Instance, left: Layer
    ) -> FunctionLike:
        argument = call.args[0][0]
        right = layer_at(argument, type_of(call.api, argument))
        if right is None:
            return declared
        right.node = _right_operand(call.context, argument)
        settle(call.api, [left, right], model)
        walk = self._walks.get(left.node)
        if walk is None:
            walk = Walk()
            walk.add(left)
        walk = Walk(walk.position, [one.gives for one in left.kinds], walk.spare)
        for misfit in walk.add(right):
            report_misfit(call.api, self._lookup, misfit)
        self._walks.put(call.context, walk)
        if isinstance(call.context, OpExpr):
            # Mypy has looked at the operand already; at an argument of a call it has not.
            keep_type(call.api, argument, right.expected, right.typ)
        return solved(declared, [right.typ], model_of(model, left.kinds, right.gives))


def _left_operand(node: Context) -> Expression:
    if isinstance(node, OpExpr):
        return node.left
    if isinstance(node, CallExpr) and isinstance(node.callee, MemberExpr):
        return node.callee.expr
    return TempNode(any_type(), context=node)


def _right_operand(node: Context, argument: Expression) -> Expression:
    # In place of a union, mypy passes its members, which have no place in the file.
    return node.right if isinstance(node, OpExpr) else argument
