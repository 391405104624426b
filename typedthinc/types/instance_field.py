"""Containers as fields of pydantic models."""

from __future__ import annotations

from typing import Any


class InstanceField:
    """Mixin: pydantic takes an instance of the class as it is, and nothing else."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)
