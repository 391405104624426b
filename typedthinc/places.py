"""Where a layer stands in a model, in words."""

from __future__ import annotations

from typing import Any


def place_of(node: Any, root: Any = None) -> str:
    """Where a layer stands in a model, in words: `layer 3 of 5, "encoder > relu",`.

    Args:
        node: The layer.
        root: The model; without it, or if the layer is not in it, the layer is only named.
    """
    path = path_to(node, root) if root is not None else [node]
    names = " > ".join(str(part.name) for part in path[1:] or path)
    if len(path) < 2:
        return f'layer "{names}"'
    siblings = path[-2].layers
    position = next(i for i, sibling in enumerate(siblings, 1) if sibling is node)
    return f'layer {position} of {len(siblings)}, "{names}",'


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
