"""The error codes of the plugin."""

from __future__ import annotations

from typing import Final

from mypy.errorcodes import ErrorCode

_CATEGORY: Final = "typedthinc"

LAYER_MISMATCH: Final = ErrorCode(
    "layer-mismatch", "Check that each layer takes what the layer before it gives", _CATEGORY
)
BACKPROP_MISMATCH: Final = ErrorCode(
    "backprop-mismatch", "Check that the backward pass of a layer mirrors its forward", _CATEGORY
)
PLUGIN_FAILURE: Final = ErrorCode(
    "typedthinc-plugin", "A check of the typedthinc plugin failed", _CATEGORY
)
