"""A summary as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedthinc.show.model_summary import LayerSummary, ParamSummary, Summary

COLUMNS = ("#", "layer", "takes -> gives", "dims", "parameters", "count")

# A chain is named after all of its layers, which can fill a screen.
_LONGEST_NAME = 32


def cells(row: LayerSummary, *, between_params: str = "  ") -> tuple[str, ...]:
    """The text of each column for one layer.

    Args:
        row: The layer. One that is described before keeps its name and number only.
        between_params: What stands between two parameters.
    """
    name = row.name if len(row.name) <= _LONGEST_NAME else f"{row.name[: _LONGEST_NAME - 3]}..."
    label = "  " * row.depth + name
    if row.is_shared:
        return str(row.number), f"{label} (shared)", "", "", "", ""
    return (
        str(row.number),
        label,
        f"{row.takes} -> {row.gives}",
        " ".join(f"{dim}={'?' if size is None else size}" for dim, size in row.dims.items()),
        between_params.join(map(_param, row.params)),
        f"{sum(param.size for param in row.params):,}" if row.params else "",
    )


def total(summary: Summary) -> str:
    """The line below the table: how many parameters there are, and their bytes."""
    line = f"{summary.size:,} parameters, {summary.nbytes:,} bytes"
    missing = sum(param.shape is None for param in summary.params)
    return f"{line}; {missing} not allocated yet" if missing else line


def as_text(summary: Summary) -> str:
    """The summary as a table of plain text, without colours or frames."""
    rows = [COLUMNS, *map(cells, summary.layers)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join([*(_line(row, widths) for row in rows), total(summary)])


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    *texts, count = row
    padded = [text.ljust(width) for text, width in zip(texts, widths[:-1], strict=True)]
    return "  ".join([*padded, count.rjust(widths[-1])]).rstrip()


def _param(param: ParamSummary) -> str:
    return f"{param.name} {'?' if param.shape is None else param.shape}"
