"""Layers that look up ids."""

from tests.layers.cases.common import IDS, TABLE, Case, block
from typedthinc.api import Embed, HashEmbed

CASES = {
    "Embed.v1": Case(lambda: Embed(4, 9), IDS, block("Embed.v1", nO=4, nV=9)),
    "Embed.v1-column": Case(
        lambda: Embed(4, 9, column=1, dropout=0.2),
        TABLE,
        block("Embed.v1", nO=4, nV=9, column=1, dropout=0.2),
    ),
    "HashEmbed.v1": Case(
        lambda: HashEmbed(4, 20, seed=5), IDS, block("HashEmbed.v1", nO=4, nV=20, seed=5)
    ),
    "HashEmbed.v1-column": Case(
        lambda: HashEmbed(4, 20, column=0, dropout=0.2),
        TABLE,
        block("HashEmbed.v1", nO=4, nV=20, column=0, dropout=0.2),
    ),
}
