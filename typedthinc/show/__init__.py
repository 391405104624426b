"""Looking at models: summary tables."""

from typedthinc.show.model_summary import (
    LayerSummary,
    ParamSummary,
    Summary,
    print_summary,
    summary,
)

__all__ = ["LayerSummary", "ParamSummary", "Summary", "print_summary", "summary"]
