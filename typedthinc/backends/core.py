"""What every part of the contract builds on: the array module and the device."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast

import numpy

from typedthinc.types import DeviceTypes
from typedthinc.types.xp import Xp


class OpsCore:
    """A backend's array module and device.

    Args:
        device_type: Where its arrays live.
        device_id: Which device of that type; -1 where there is only one.

    Attributes:
        name: The name that `get_ops` finds the backend by.
        xp: The array module, `numpy` or one with its interface.
    """

    name: ClassVar[str] = "base"
    # A module's annotations know nothing of the array kinds, so they never fit the protocol.
    xp: ClassVar[Xp] = cast("Xp", numpy)

    def __init__(self, device_type: DeviceTypes = "cpu", device_id: int = -1) -> None:
        self.device_type = device_type
        self.device_id = device_id

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(device_type={self.device_type!r}, device_id={self.device_id})"
        )

    def _blocks(self, array: Any) -> Iterable[Any]:
        """Indices that split an array along its first axis, to be worked on one by one.

        A chain of operations over a large array is faster piece by piece on a
        CPU, where each piece stays in the cache; elsewhere there is one piece.
        """
        return (...,)
