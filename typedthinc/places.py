"""Where a layer stands in a model, in words."""

from __future__ import annotations

import itertools
from typing import Any


def place_of(node: Any, root: Any = None) -> str:
    """Where a layer stands in a model, in words: `layer 3 of 5, "encoder > relu",`.

    The number is that of the layer of the model itself that it is in, here the encoder.
    Further down, a number tells layers of one name apart: `"encoder > relu (2 of 4)"`.

    Args:
        node: The layer.
        root: The model; without it, or if the layer is not in it, the layer is only named.
    """
    path = path_to(node, root) if root is not None else [node]
    if len(path) < 2:
        return f'layer "{path[0].name}"'
    names = [str(path[1].name)]
    for parent, part in itertools.pairwise(path[1:]):
        namesakes = [sibling for sibling in parent.layers if sibling.name == part.name]
        number = f" ({_position(part, parent)})" if len(namesakes) > 1 else ""
        names.append(f"{part.name}{number}")
    return f'layer {_position(path[1], root)}, "{" > ".join(names)}",'


def _position(node: Any, parent: Any) -> str:
    siblings = parent.layers
    place = next(i for i, sibling in enumerate(siblings, 1) if sibling is node)
    return f"{place} of {len(siblings)}"


def path_to(node: Any, root: Any) -> list[Any]:
    """The nodes from the root of a model down to a layer, both included.

    A layer that is not among the root's layers, such as one that is only
    referred to, is a path of its own.
    """
    above: dict[int, Any] = {id(root): None}
    queue = [root]
    for parent in queue:
        if parent is node:
            break
        for child in parent.layers:
            if id(child) not in above:
                above[id(child)] = parent
                queue.append(child)
    path = [node]
    while above.get(id(path[-1])) is not None:
        path.append(above[id(path[-1])])
    return path[::-1]
