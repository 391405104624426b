"""Array kinds: what an array holds and how many axes it has.

At run time the arrays are those of NumPy or CuPy. A kind answers
`isinstance(X, Floats2d)`, and calling it, `Floats2d(X)`, checks an array and
hands the same array on. How checkers see the kinds stands in `arrays.pyi`.
"""

from __future__ import annotations

from typing import Any, NoReturn

import numpy

from typedthinc.errors import ArgumentTypeError, ArrayError
from typedthinc.types.describe import describe

_KIND_NAMES = {"f": "floats", "iu": "integers", "b": "booleans"}


class ArrayKind(type):
    """Metaclass of the array kinds: checks rank and the kind of the dtype."""

    rank: int = -1
    dtype_kinds: str = ""

    def __instancecheck__(cls, value: Any) -> bool:
        try:
            return bool(
                value.ndim == cls.rank
                and value.dtype.kind in cls.dtype_kinds
                # A sparse matrix has axes and a dtype, but it is no array.
                and not hasattr(value, "tocsr")
            )
        except (AttributeError, TypeError):
            # What has no axes or another module's dtypes is of no kind.
            return False

    def __call__(cls, data: Any) -> Any:
        """The same array, once it is known to be of this kind; lists become arrays.

        Raises:
            ArrayError: It is of another kind.
        """
        array = data if hasattr(data, "dtype") and hasattr(data, "ndim") else numpy.asarray(data)
        if isinstance(array, cls):
            return array
        raise ArrayError(
            f"not an array of the kind {cls.__name__}",
            expected=f"{_KIND_NAMES[cls.dtype_kinds]} with {cls.rank} axes",
            got=describe(data),
        )


class _Kind(metaclass=ArrayKind):
    def __init_subclass__(cls, **kwargs: Any) -> None:
        if cls.__mro__[1] is not _Kind:
            _refuse_subclass(cls)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        # The call validates; pydantic turns its ValueError into a field error.
        return core_schema.no_info_plain_validator_function(_strict(cls))


def _strict(cls: Any) -> Any:
    def validate(value: Any) -> Any:
        if isinstance(value, cls):
            return value
        raise ArrayError(f"expected an array of the kind {cls.__name__}, got {describe(value)}")

    return validate


def _refuse_subclass(cls: type) -> NoReturn:
    raise ArgumentTypeError(f'array kinds cannot be subclassed: "{cls.__name__}"')


class Floats1d(_Kind):
    """Floats with one axis."""

    rank = 1
    dtype_kinds = "f"


class Floats2d(_Kind):
    """Floats with two axes, such as (batch, width)."""

    rank = 2
    dtype_kinds = "f"


class Floats3d(_Kind):
    """Floats with three axes."""

    rank = 3
    dtype_kinds = "f"


class Floats4d(_Kind):
    """Floats with four axes."""

    rank = 4
    dtype_kinds = "f"


class Ints1d(_Kind):
    """Integers with one axis, such as the ids of a batch."""

    rank = 1
    dtype_kinds = "iu"


class Ints2d(_Kind):
    """Integers with two axes."""

    rank = 2
    dtype_kinds = "iu"


class Ints3d(_Kind):
    """Integers with three axes."""

    rank = 3
    dtype_kinds = "iu"


class Ints4d(_Kind):
    """Integers with four axes."""

    rank = 4
    dtype_kinds = "iu"


class Bools1d(_Kind):
    """Booleans with one axis: what comparing a one-axis array gives."""

    rank = 1
    dtype_kinds = "b"


class Bools2d(_Kind):
    """Booleans with two axes."""

    rank = 2
    dtype_kinds = "b"


class Bools3d(_Kind):
    """Booleans with three axes."""

    rank = 3
    dtype_kinds = "b"


class Bools4d(_Kind):
    """Booleans with four axes."""

    rank = 4
    dtype_kinds = "b"
