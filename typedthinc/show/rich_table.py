"""A summary as a table that rich prints. Imported only when it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from typedthinc.show.text import COLUMNS, cells, total

if TYPE_CHECKING:
    from typedthinc.show.model_summary import Summary


def as_table(summary: Summary) -> Table:
    """The summary as a table for rich."""
    table = Table(box=SIMPLE_HEAD, caption=total(summary), caption_justify="left")
    for column in COLUMNS:
        is_number = column in ("#", "count")
        table.add_column(column, justify="right" if is_number else "left", overflow="fold")
    for row in summary.layers:
        # Text, since the names of layers may hold what rich takes for markup.
        table.add_row(
            *map(Text, cells(row, between_params="\n")), style="dim" if row.is_shared else None
        )
    return table
