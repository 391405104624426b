"""The kind of sparse matrices.

At run time they are those of `scipy.sparse` or its counterpart in CuPy, neither
of which is imported for it. How checkers see the kind stands in `csr.pyi`.
"""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from typedthinc.errors import ArgumentTypeError, ArrayError
from typedthinc.types.describe import describe
from typedthinc.types.instance_field import InstanceField

_MODULES = ("scipy.sparse.", "cupyx.scipy.sparse.")


class CsrKind(type):
    """Metaclass of the kind: checks format, rank and the kind of the dtype."""

    @override
    def __instancecheck__(cls, value: Any) -> bool:
        # Not by the parts alone: other formats and libraries have some of the same name.
        return (
            getattr(value, "format", None) == "csr"
            and any(base.__module__.startswith(_MODULES) for base in type(value).__mro__)
            and value.ndim == 2
            and value.dtype.kind in "fiub"
        )

    @override
    def __call__(cls, data: Any) -> Any:
        """The same matrix, once it is known to be of this kind.

        Raises:
            ArrayError: It is of another kind.
        """
        if isinstance(data, cls):
            return data
        raise ArrayError(
            f"not a matrix of the kind {cls.__name__}",
            expected="numbers in a csr_matrix or csr_array of scipy.sparse",
            got=describe(data),
            help="its method tocsr() converts it" if hasattr(data, "tocsr") else None,
        )


class Csr2d(InstanceField, metaclass=CsrKind):
    """Numbers with two axes, of which most are zero and not stored.

    It is what the vectorizers of scikit-learn give: a `csr_matrix` or `csr_array`
    of `scipy.sparse`, of floats, integers or booleans. `isinstance(X, Csr2d)`
    tells one, and `Csr2d(X)` checks one and hands the same object on.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        raise ArgumentTypeError(f'array kinds cannot be subclassed: "{cls.__name__}"')
