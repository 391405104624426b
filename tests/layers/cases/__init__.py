"""One case or more for each registered layer: how it is made, and what it takes."""

from tests.layers.cases import (
    combinators,
    containers,
    dense,
    embeddings,
    sequences,
)

_FAMILIES = (
    combinators,
    containers,
    dense,
    embeddings,
    sequences,
)
CASES = {name: case for family in _FAMILIES for name, case in family.CASES.items()}
