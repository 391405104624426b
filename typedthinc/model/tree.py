"""Walking over a tree of layers, and changing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from typedthinc.errors import StructureError

if TYPE_CHECKING:
    from typedthinc.model.model import Model

    Node = Model[Any, Any]


def walk(root: Any, order: str = "bfs") -> Iterator[Node]:
    """Every node of a tree once, shared ones too.

    Args:
        root: The model.
        order: `"bfs"`, breadth first; `"dfs_pre"` or `"dfs_post"`, depth first,
            parents before or after their layers.

    Raises:
        StructureError: There is no such order.
    """
    orders: dict[str, Callable[[Any], Iterator[Node]]] = {
        "bfs": _breadth_first,
        "dfs_pre": _parents_first,
        "dfs_post": _parents_last,
    }
    if order not in orders:
        raise StructureError(
            f'Invalid order "{order}" for walking over a model', expected=" or ".join(orders)
        )
    return orders[order](root)


def _breadth_first(root: Node) -> Iterator[Node]:
    queue, seen = [root], {id(root)}
    for node in queue:
        yield node
        for child in node.layers:
            if id(child) not in seen:
                seen.add(id(child))
                queue.append(child)


def _parents_first(root: Node) -> Iterator[Node]:
    stack, seen = [root], set[int]()
    while stack:
        node = stack.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            stack.extend(reversed(node.layers))


def _parents_last(root: Node) -> Iterator[Node]:
    stack, seen = [(root, iter(root.layers))], {id(root)}
    while stack:
        node, children = stack[-1]
        for child in children:
            if id(child) not in seen:
                seen.add(id(child))
                stack.append((child, iter(child.layers)))
                break
        else:
            stack.pop()
            yield node


def remove_node(root: Node, node: Node) -> None:
    """Remove a node from every list of layers; references to it become unset."""
    for parent in list(walk(root)):
        while any(child is node for child in parent.layers):
            parent.layers.pop(next(i for i, child in enumerate(parent.layers) if child is node))
    _unset_strays(root)


def replace_node(root: Node, old: Node, new: Node) -> bool:
    """Replace a node wherever it is a layer or is referred to.

    Returns:
        Whether the node was found.
    """
    found = False
    # The tree as it was: `new` may hold `old`, which must stay in there.
    parents = list(walk(root, "dfs_post"))
    for parent in parents:
        for position, child in enumerate(parent.layers):
            if child is old:
                parent.layers[position] = new
                found = True
    for parent in parents:
        for name in parent.ref_names:
            if parent.maybe_get_ref(name) is old:
                parent.set_ref(name, new)
                found = True
    _unset_strays(root)
    return found


def _unset_strays(root: Node) -> None:
    """Unset references to nodes that are no longer below the node that refers to them."""
    for parent in walk(root):
        targets = {name: parent.maybe_get_ref(name) for name in parent.ref_names}
        if any(target is not None for target in targets.values()):
            own = {id(node) for node in walk(parent)}
            for name, target in targets.items():
                if target is not None and id(target) not in own:
                    parent.set_ref(name, None)


def copy_tree(root: Node, copies: dict[int, Any]) -> Node:
    """A deep copy with ids of its own; what is shared inside stays shared inside.

    Args:
        root: The model.
        copies: What has been copied before, by id; the copies are added to it.
    """
    shims: dict[int, Any] = {}
    for node in walk(root, "dfs_post"):
        if id(node) in copies:
            continue
        for shim in node.shims:
            if id(shim) not in shims:
                shims[id(shim)] = shim.copy()
        copies[id(node)] = node._copy_alone(
            [copies[id(child)] for child in node.layers], [shims[id(shim)] for shim in node.shims]
        )
    for node in walk(root):
        for name in node.ref_names:
            target = node.maybe_get_ref(name)
            # A list of layers may have been changed under a reference.
            if target is not None and id(target) in copies:
                copies[id(node)]._refs[name] = copies[id(target)]
    copied: Node = copies[id(root)]
    return copied
