"""What operators mean in the `define_operators` blocks of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from mypy.nodes import (
    Block,
    CallExpr,
    ClassDef,
    Context,
    Decorator,
    DictExpr,
    Expression,
    ForStmt,
    FuncDef,
    IfStmt,
    MatchStmt,
    MemberExpr,
    MypyFile,
    OverloadedFuncDef,
    RefExpr,
    Statement,
    StrExpr,
    TryStmt,
    WhileStmt,
    WithStmt,
)

from typedthinc.mypy_plugin import names

# From operators to full names; an operator that is bound to something else has no name.
Table: TypeAlias = "dict[str, str]"

_Place: TypeAlias = "tuple[int, int]"


@dataclass(frozen=True)
class Span:
    """A part of a file in which operators have a meaning of their own.

    Args:
        start: The first line and column.
        end: The last line and column.
        table: The meanings.
    """

    start: _Place
    end: _Place
    table: Table


def meanings_at(spans: list[Span], node: Context) -> Table:
    """What operators mean at one place.

    Args:
        spans: Those of the file, outer ones before inner ones.
        node: The place.
    """
    place = node.line, node.column
    inner = (span.table for span in reversed(spans) if span.start <= place < span.end)
    return next(inner, names.DEFAULT_OPERATORS)


def spans_of(file: MypyFile) -> list[Span]:
    """Each `define_operators` block of a file, and each function that is defined in one.

    Such a function runs later, maybe outside of the block.
    """
    return list(_spans(file.defs, inside=False))


def _spans(statements: list[Statement], *, inside: bool) -> Iterator[Span]:
    for statement in statements:
        if isinstance(statement, WithStmt):
            tables = [_table(item) for item in statement.expr if _defines_operators(item)]
            if tables:
                yield _span(statement, statement.body, tables[-1])
            yield from _spans(statement.body.body, inside=inside or bool(tables))
        elif isinstance(statement, (FuncDef, Decorator, OverloadedFuncDef)):
            for function in _functions(statement):
                if inside:
                    yield _span(function, function.body, names.DEFAULT_OPERATORS)
                yield from _spans(function.body.body, inside=False)
        else:
            for block in _blocks(statement):
                yield from _spans(block.body, inside=inside)


def _span(statement: Context, body: Block, table: Table) -> Span:
    first = body.body[0]
    end = statement.end_line or first.line, statement.end_column or 0
    return Span((first.line, first.column), end, table)


def _functions(statement: Statement) -> Iterator[FuncDef]:
    if isinstance(statement, FuncDef):
        yield statement
    elif isinstance(statement, Decorator):
        yield statement.func
    elif isinstance(statement, OverloadedFuncDef):
        for item in statement.items:
            yield from _functions(item)


def _blocks(statement: Statement) -> Iterator[Block]:
    found: list[Block | None] = []
    if isinstance(statement, ClassDef):
        found = [statement.defs]
    elif isinstance(statement, IfStmt):
        found = [*statement.body, statement.else_body]
    elif isinstance(statement, (ForStmt, WhileStmt)):
        found = [statement.body, statement.else_body]
    elif isinstance(statement, TryStmt):
        found = [statement.body, *statement.handlers, statement.else_body, statement.finally_body]
    elif isinstance(statement, MatchStmt):
        found = [*statement.bodies]
    elif isinstance(statement, Block):
        found = [statement]
    yield from (block for block in found if block is not None)


def _defines_operators(item: Expression) -> bool:
    if not isinstance(item, CallExpr):
        return False
    callee = item.callee
    return (isinstance(callee, MemberExpr) and callee.name == "define_operators") or (
        isinstance(callee, RefExpr) and callee.fullname == names.DEFINE_OPERATORS
    )


def _table(item: Expression) -> Table:
    table: Table = {}
    argument = item.args[0] if isinstance(item, CallExpr) and item.args else None
    if isinstance(argument, DictExpr):
        for key, value in argument.items:
            if isinstance(key, StrExpr) and isinstance(value, RefExpr) and value.fullname:
                table[key.value] = value.fullname
    return table
