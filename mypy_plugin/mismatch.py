"""The message about a layer that does not fit."""

from __future__ import annotations

from mypy.plugin import CheckerPluginInterface

from typedthinc.mypy_plugin.adapter import report, type_names
from typedthinc.mypy_plugin.codes import LAYER_MISMATCH
from typedthinc.mypy_plugin.hints import Lookup, hint
from typedthinc.mypy_plugin.layers import Layer
from typedthinc.mypy_plugin.sequence import Misfit


def report_misfit(
    api: CheckerPluginInterface, lookup: Lookup, misfit: Misfit, following: Layer | None = None
) -> None:
    """Report a misfit on the offending layer, with a way out if one is known.

    Args:
        api: The checker.
        lookup: Finds a symbol by its full name.
        misfit: What does not fit.
        following: The layer after it, which should fit too when the hint is followed.
    """
    takes, given = type_names(api, misfit.takes, misfit.given)
    if misfit.repeated:
        message = f"Repeated layers take {takes}, but give {given}"
    elif misfit.position is None:
        message = f"This layer takes {takes}, but the layer before it gives {given}"
    else:
        before = misfit.position - 1
        message = f"Layer {misfit.position} takes {takes}, but layer {before} gives {given}"
    way_out = None if misfit.repeated else hint(lookup, misfit, following)
    report(api, message, misfit.layer.node, LAYER_MISMATCH, way_out)
