"""One case or more for each registered layer: how it is made, and what it takes."""

from tests.layers.cases import (
    activations,
    combinators,
    containers,
    dense,
    embeddings,
    experts,
    ids,
    recurrent,
    reductions,
    sequences,
    wrappers,
)

_FAMILIES = (
    activations,
    combinators,
    containers,
    dense,
    embeddings,
    experts,
    ids,
    recurrent,
    reductions,
    sequences,
    wrappers,
)
CASES = {name: case for family in _FAMILIES for name, case in family.CASES.items()}
