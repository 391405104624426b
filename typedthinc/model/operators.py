"""What the operators between layers mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Generic

from typing_extensions import TypeVar

from typedthinc.errors import OperatorError

if TYPE_CHECKING:
    from typedthinc.model.model import Model

InT = TypeVar("InT", contravariant=True, default=Any)
OutT = TypeVar("OutT", covariant=True, default=Any)
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")

# Outside of any define_operators block; each is a combinator of typedthinc.layers.
DEFAULT_OPERATORS = {
    ">>": "chain",
    "|": "concatenate",
    "+": "add",
    "&": "tuplify",
    "**": "clone",
}

_bound: ContextVar[Mapping[str, Any] | None] = ContextVar("operators", default=None)


@contextmanager
def define_operators(operators: Mapping[str, Any]) -> Iterator[None]:
    """Bind operators to functions of two arguments, inside a `with` block.

    Only what the innermost block binds works in it. The binding holds for the
    current thread or task, and ends with the block, also after an exception.

    Args:
        operators: A function for each operator of
            `+ - * @ / // % ** << >> & ^ |`.

    Example:
        >>> from typedthinc.api import Model, Relu, Softmax, chain
        >>> with Model.define_operators({">>": chain}):
        ...     model = Relu(64) >> Softmax(10)
        >>> model.name
        'relu>>softmax'
    """
    token = _bound.set(dict(operators))
    try:
        yield
    finally:
        _bound.reset(token)


def apply(operator: str, left: Any, right: Any) -> Any:
    """Combine two operands by what the operator means here.

    Raises:
        OperatorError: The operator has no meaning here.
    """
    bound = _bound.get()
    function: Callable[[Any, Any], Any]
    if bound is not None:
        if operator not in bound:
            raise OperatorError(
                f"Undefined operator: {operator}",
                expected=f"one of {' '.join(bound) or '(none)'}",
                source="bound by the enclosing define_operators block",
            )
        function = bound[operator]
    elif operator in DEFAULT_OPERATORS:
        import typedthinc.layers

        function = getattr(typedthinc.layers, DEFAULT_OPERATORS[operator])
    else:
        raise OperatorError(
            f"Undefined operator: {operator}",
            expected=f"one of {' '.join(DEFAULT_OPERATORS)}",
            help="bind it with Model.define_operators",
        )
    return function(left, right)


class ComposableModel(Generic[InT, OutT]):
    """The part of a model that gives meaning to operators.

    The types are those of the default operators.
    """

    __slots__ = ()

    def __rshift__(self: ComposableModel[A, B], other: Model[B, C]) -> Model[A, C]:
        result: Model[A, C] = apply(">>", self, other)
        return result

    def __or__(self: ComposableModel[A, B], other: Model[A, B]) -> Model[A, B]:
        result: Model[A, B] = apply("|", self, other)
        return result

    def __add__(self: ComposableModel[A, B], other: Model[A, B]) -> Model[A, B]:
        result: Model[A, B] = apply("+", self, other)
        return result

    def __and__(self: ComposableModel[A, B], other: Model[A, C]) -> Model[A, tuple[B, C]]:
        result: Model[A, tuple[B, C]] = apply("&", self, other)
        return result

    def __pow__(self: ComposableModel[A, A], other: int) -> Model[A, A]:
        result: Model[A, A] = apply("**", self, other)
        return result

    def __sub__(self, other: Any) -> Model[Any, Any]:
        return _untyped("-", self, other)

    def __mul__(self, other: Any) -> Model[Any, Any]:
        return _untyped("*", self, other)

    def __matmul__(self, other: Any) -> Model[Any, Any]:
        return _untyped("@", self, other)

    def __truediv__(self, other: Any) -> Model[Any, Any]:
        return _untyped("/", self, other)

    def __floordiv__(self, other: Any) -> Model[Any, Any]:
        return _untyped("//", self, other)

    def __mod__(self, other: Any) -> Model[Any, Any]:
        return _untyped("%", self, other)

    def __lshift__(self, other: Any) -> Model[Any, Any]:
        return _untyped("<<", self, other)

    def __xor__(self, other: Any) -> Model[Any, Any]:
        return _untyped("^", self, other)


def _untyped(operator: str, left: Any, right: Any) -> Model[Any, Any]:
    result: Model[Any, Any] = apply(operator, left, right)
    return result
