"""Running a model: prediction, training steps, initialization.

The overloads let checkers accept NumPy's own array types where data enters a
model; what comes out has the model's own types.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any, Generic, TypeAlias, overload

import numpy
from typing_extensions import Self, TypeVar

from typedthinc.errors import TypedThincError
from typedthinc.model.tree import walk
from typedthinc.types import (
    Floats1d,
    Floats2d,
    Floats3d,
    Floats4d,
    Ints1d,
    Ints2d,
    Ints3d,
    Ints4d,
)
from typedthinc.util.validation import is_data_validation_on, validate_fwd_input_output

InT = TypeVar("InT", contravariant=True, default=Any)
OutT = TypeVar("OutT", covariant=True, default=Any)
B = TypeVar("B")

_Float: TypeAlias = "numpy.dtype[numpy.floating[Any]]"
_Int: TypeAlias = "numpy.dtype[numpy.integer[Any]]"
_Axes1: TypeAlias = tuple[int]
_Axes2: TypeAlias = tuple[int, int]
_Axes3: TypeAlias = tuple[int, int, int]
_Axes4: TypeAlias = tuple[int, int, int, int]
NumPyFloats1d: TypeAlias = "numpy.ndarray[_Axes1, _Float]"
NumPyFloats2d: TypeAlias = "numpy.ndarray[_Axes2, _Float]"
NumPyFloats3d: TypeAlias = "numpy.ndarray[_Axes3, _Float]"
NumPyFloats4d: TypeAlias = "numpy.ndarray[_Axes4, _Float]"
NumPyInts1d: TypeAlias = "numpy.ndarray[_Axes1, _Int]"
NumPyInts2d: TypeAlias = "numpy.ndarray[_Axes2, _Int]"
NumPyInts3d: TypeAlias = "numpy.ndarray[_Axes3, _Int]"
NumPyInts4d: TypeAlias = "numpy.ndarray[_Axes4, _Int]"
NumPyBatch: TypeAlias = "numpy.ndarray[Any, Any] | Sequence[numpy.ndarray[Any, Any]]"

_root: ContextVar[Any] = ContextVar("root", default=None)


class RunnableModel(Generic[InT, OutT]):
    """The part of a model that runs its forward and init functions."""

    __slots__ = ()

    name: str
    init: Callable[..., Any] | None
    _func: Callable[..., Any]
    _attrs: dict[str, Any]

    @overload
    def __call__(  # type: ignore[overload-overlap]  # NumPy's own arrays come after
        self, X: InT, is_train: bool
    ) -> tuple[OutT, Callable[[OutT], InT]]: ...
    @overload
    def __call__(
        self: RunnableModel[Floats1d, B], X: NumPyFloats1d, is_train: bool
    ) -> tuple[B, Callable[[B], Floats1d]]: ...
    @overload
    def __call__(
        self: RunnableModel[Floats2d, B], X: NumPyFloats2d, is_train: bool
    ) -> tuple[B, Callable[[B], Floats2d]]: ...
    @overload
    def __call__(
        self: RunnableModel[Floats3d, B], X: NumPyFloats3d, is_train: bool
    ) -> tuple[B, Callable[[B], Floats3d]]: ...
    @overload
    def __call__(
        self: RunnableModel[Floats4d, B], X: NumPyFloats4d, is_train: bool
    ) -> tuple[B, Callable[[B], Floats4d]]: ...
    @overload
    def __call__(
        self: RunnableModel[Ints1d, B], X: NumPyInts1d, is_train: bool
    ) -> tuple[B, Callable[[B], Ints1d]]: ...
    @overload
    def __call__(
        self: RunnableModel[Ints2d, B], X: NumPyInts2d, is_train: bool
    ) -> tuple[B, Callable[[B], Ints2d]]: ...
    @overload
    def __call__(
        self: RunnableModel[Ints3d, B], X: NumPyInts3d, is_train: bool
    ) -> tuple[B, Callable[[B], Ints3d]]: ...
    @overload
    def __call__(
        self: RunnableModel[Ints4d, B], X: NumPyInts4d, is_train: bool
    ) -> tuple[B, Callable[[B], Ints4d]]: ...
    @overload
    def __call__(
        self: RunnableModel[list[Floats1d], B], X: Sequence[NumPyFloats1d], is_train: bool
    ) -> tuple[B, Callable[[B], list[Floats1d]]]: ...
    @overload
    def __call__(
        self: RunnableModel[list[Floats2d], B], X: Sequence[NumPyFloats2d], is_train: bool
    ) -> tuple[B, Callable[[B], list[Floats2d]]]: ...
    @overload
    def __call__(
        self: RunnableModel[list[Ints1d], B], X: Sequence[NumPyInts1d], is_train: bool
    ) -> tuple[B, Callable[[B], list[Ints1d]]]: ...
    @overload
    def __call__(
        self: RunnableModel[list[Ints2d], B], X: Sequence[NumPyInts2d], is_train: bool
    ) -> tuple[B, Callable[[B], list[Ints2d]]]: ...
    def __call__(self, X: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        """The output, and the callback that turns its gradient into that of the input.

        Args:
            X: The input.
            is_train: Whether this is a step of training, where dropout is at work.
        """
        try:
            result: tuple[Any, Callable[[Any], Any]] = self._func(self, X, is_train)
        except TypedThincError as error:
            _locate(error, self)
            raise
        return result

    @overload
    def begin_update(  # type: ignore[overload-overlap]  # NumPy's own arrays come after
        self, X: InT
    ) -> tuple[OutT, Callable[[OutT], InT]]: ...
    @overload
    def begin_update(
        self: RunnableModel[Floats1d, B], X: NumPyFloats1d
    ) -> tuple[B, Callable[[B], Floats1d]]: ...
    @overload
    def begin_update(
        self: RunnableModel[Floats2d, B], X: NumPyFloats2d
    ) -> tuple[B, Callable[[B], Floats2d]]: ...
    @overload
    def begin_update(
        self: RunnableModel[Floats3d, B], X: NumPyFloats3d
    ) -> tuple[B, Callable[[B], Floats3d]]: ...
    @overload
    def begin_update(
        self: RunnableModel[Floats4d, B], X: NumPyFloats4d
    ) -> tuple[B, Callable[[B], Floats4d]]: ...
    @overload
    def begin_update(
        self: RunnableModel[Ints1d, B], X: NumPyInts1d
    ) -> tuple[B, Callable[[B], Ints1d]]: ...
    @overload
    def begin_update(
        self: RunnableModel[Ints2d, B], X: NumPyInts2d
    ) -> tuple[B, Callable[[B], Ints2d]]: ...
    @overload
    def begin_update(
        self: RunnableModel[Ints3d, B], X: NumPyInts3d
    ) -> tuple[B, Callable[[B], Ints3d]]: ...
    @overload
    def begin_update(
        self: RunnableModel[Ints4d, B], X: NumPyInts4d
    ) -> tuple[B, Callable[[B], Ints4d]]: ...
    @overload
    def begin_update(
        self: RunnableModel[list[Floats1d], B], X: Sequence[NumPyFloats1d]
    ) -> tuple[B, Callable[[B], list[Floats1d]]]: ...
    @overload
    def begin_update(
        self: RunnableModel[list[Floats2d], B], X: Sequence[NumPyFloats2d]
    ) -> tuple[B, Callable[[B], list[Floats2d]]]: ...
    @overload
    def begin_update(
        self: RunnableModel[list[Ints1d], B], X: Sequence[NumPyInts1d]
    ) -> tuple[B, Callable[[B], list[Ints1d]]]: ...
    @overload
    def begin_update(
        self: RunnableModel[list[Ints2d], B], X: Sequence[NumPyInts2d]
    ) -> tuple[B, Callable[[B], list[Ints2d]]]: ...
    def begin_update(self, X: Any) -> tuple[Any, Callable[[Any], Any]]:
        """Run the model in training, and return the output and the backward callback.

        The callback takes the gradient of the output, adds to the gradients of
        the parameters and returns the gradient of the input.
        """
        return self(X, True)

    @overload
    def predict(self, X: InT) -> OutT: ...
    @overload
    def predict(self: RunnableModel[Floats1d, B], X: NumPyFloats1d) -> B: ...
    @overload
    def predict(self: RunnableModel[Floats2d, B], X: NumPyFloats2d) -> B: ...
    @overload
    def predict(self: RunnableModel[Floats3d, B], X: NumPyFloats3d) -> B: ...
    @overload
    def predict(self: RunnableModel[Floats4d, B], X: NumPyFloats4d) -> B: ...
    @overload
    def predict(self: RunnableModel[Ints1d, B], X: NumPyInts1d) -> B: ...
    @overload
    def predict(self: RunnableModel[Ints2d, B], X: NumPyInts2d) -> B: ...
    @overload
    def predict(self: RunnableModel[Ints3d, B], X: NumPyInts3d) -> B: ...
    @overload
    def predict(self: RunnableModel[Ints4d, B], X: NumPyInts4d) -> B: ...
    @overload
    def predict(self: RunnableModel[list[Floats1d], B], X: Sequence[NumPyFloats1d]) -> B: ...
    @overload
    def predict(self: RunnableModel[list[Floats2d], B], X: Sequence[NumPyFloats2d]) -> B: ...
    @overload
    def predict(self: RunnableModel[list[Ints1d], B], X: Sequence[NumPyInts1d]) -> B: ...
    @overload
    def predict(self: RunnableModel[list[Ints2d], B], X: Sequence[NumPyInts2d]) -> B: ...
    def predict(self, X: Any) -> Any:
        """The output for an input, outside of training."""
        return self(X, False)[0]

    def initialize(self, X: InT | NumPyBatch | None = None, Y: object = None) -> Self:
        """Allocate the parameters; missing dimensions are read off sample data.

        Args:
            X: A sample of the input, if dimensions are to be inferred.
            Y: A sample of the output, if dimensions are to be inferred.

        Returns:
            The model itself.

        Raises:
            UnsetError: A dimension is neither given nor to be inferred.
            DimensionError: The data contradict a dimension.
        """
        if is_data_validation_on():
            validate_fwd_input_output(self.name, self._func, X, Y)
        token, dims = None, []
        if _root.get() is None:
            token = _root.set(self)
            dims = [(node, dict(node._dims)) for node in walk(self)]
        try:
            if self.init is not None:
                self.init(self, X=X, Y=Y)
        except BaseException as error:
            # What was inferred from data that do not fit must not stay.
            for node, before in dims:
                node._dims = before
            if isinstance(error, TypedThincError):
                _locate(error, self)
            raise
        finally:
            if token is not None:
                _root.reset(token)
        return self


def place_in_root(node: RunnableModel[Any, Any]) -> int:
    """The place of a node, breadth first, in the model that is being initialized.

    An init function derives from it what must differ between the layers of a
    model and be the same each time the model is built, such as seeds.
    """
    root = _root.get()
    nodes = list(walk(node if root is None else root))
    return next((place for place, other in enumerate(nodes) if other is node), len(nodes))


def _locate(error: TypedThincError, model: object) -> None:
    if error.node is None:
        error.happened_in(model)
    error.root = model
