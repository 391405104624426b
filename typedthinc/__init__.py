"""A typed modelling language for neural networks on NumPy and CuPy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedthinc.registries import registry

__version__ = "0.1.0"
__all__ = ["__version__", "registry"]


if not TYPE_CHECKING:
    # Type checkers see the imports above, and no other names.

    def __getattr__(name: str) -> object:
        # The mypy plugin imports this package: it must not load NumPy or the layers.
        if name == "registry":
            from typedthinc.registries import registry

            return registry
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
