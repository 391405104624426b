"""Walking, changing, copying and pickling trees of layers."""

import copy
import pickle
import threading

import numpy
import pytest

from tests.model.trees import node
from typedthinc.api import (
    Model,
    change_attr_values,
    set_dropout_rate,
    wrap_model_recursive,
)


def names(nodes):
    return [one.name for one in nodes]


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("bfs", ["root", "inner", "a", "b"]),
        ("dfs_pre", ["root", "inner", "a", "b"]),
        ("dfs_post", ["a", "b", "inner", "root"]),
    ],
)
def test_walk_visits_shared_nodes_once(order, wanted):
    a, b = node("a"), node("b")
    root = node("root", node("inner", a, b), a)
    assert names(root.walk(order=order)) == wanted


def test_breadth_comes_first_by_default():
    root = node("root", node("inner", node("deep")), node("b"))
    assert names(root.walk()) == ["root", "inner", "b", "deep"]
    assert names(root.walk(order="dfs_pre")) == ["root", "inner", "deep", "b"]


def test_a_wrong_order_fails_at_the_call():
    with pytest.raises(ValueError, match="Invalid order"):
        node("root").walk(order="random")


def test_remove_node_takes_every_occurrence_and_unsets_refs():
    a, b = node("a"), node("b")
    root = node("root", a, node("inner", a, b), b, refs={"a": a, "b": b, "none": None})
    root.remove_node(a)
    assert names(root.walk()) == ["root", "inner", "b"]
    assert (root.has_ref("a"), root.get_ref("b"), root.has_ref("none")) == (None, b, None)


def test_replace_node_in_a_diamond_and_in_refs():
    a, new = node("a"), node("new")
    left, right = node("left", a), node("right", a)
    root = node("root", left, right, refs={"a": a, "none": None})
    assert root.replace_node(a, new)
    assert left.layers[0] is new
    assert right.layers[0] is new
    assert root.get_ref("a") is new
    assert not root.replace_node(a, new)


def test_a_node_can_be_replaced_by_one_that_holds_it():
    a = node("a")
    root = node("root", a, refs={"a": a})
    wrapper = node("wrapper", a)
    root.replace_node(a, wrapper)
    assert names(root.walk()) == ["root", "wrapper", "a"]
    assert root.get_ref("a") is wrapper


def test_wrap_model_recursive_wraps_shared_nodes_once():
    a = node("a")
    root = node("root", node("left", a), node("right", a), refs={"a": a})
    wrapped = wrap_model_recursive(root, lambda inner: node(f"w({inner.name})", inner))
    assert wrapped.name == "w(root)"
    assert names(wrapped.walk()) == [
        "w(root)", "root", "w(left)", "w(right)", "left", "right", "w(a)", "a",
    ]  # fmt: skip
    assert root.get_ref("a").name == "w(a)"


def shared_tree():
    a = node("a", params={"W": numpy.arange(3.0)}, dims={"nO": 3}, attrs={"list": [1]})
    return node("root", node("left", a), node("right", a), refs={"a": a, "none": None})


@pytest.mark.parametrize(
    "duplicate", [Model.copy, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))]
)
class TestCopies:
    def test_sharing_is_kept_and_nothing_is_shared_outside(self, duplicate):
        root = shared_tree()
        twin = duplicate(root)
        assert names(twin.walk()) == names(root.walk())
        assert twin.layers[0].layers[0] is twin.layers[1].layers[0]
        assert not set(map(id, twin.walk())) & set(map(id, root.walk()))

    def test_ids_are_fresh(self, duplicate):
        root = shared_tree()
        twin = duplicate(root)
        assert not {one.id for one in twin.walk()} & {one.id for one in root.walk()}

    def test_refs_name_the_copies(self, duplicate):
        twin = duplicate(shared_tree())
        assert twin.get_ref("a") is twin.layers[0].layers[0]
        assert twin.has_ref("none") is None

    def test_parameters_gradients_and_attributes_are_copies(self, duplicate):
        root = shared_tree()
        a = root.get_ref("a")
        a.inc_grad("W", numpy.ones(3))
        twin = duplicate(root).get_ref("a")
        twin.get_param("W")[...] = 9
        twin.get_grad("W")[...] = 9
        twin.attrs["list"].append(2)
        twin.set_dim("nO", 3)
        assert a.get_param("W").tolist() == [0, 1, 2]
        assert a.get_grad("W").tolist() == [1, 1, 1]
        assert a.attrs["list"] == [1]

    def test_the_backend_is_kept(self, duplicate):
        root = shared_tree()
        assert duplicate(root).ops.name == root.ops.name


def test_copying_keeps_a_subclass_and_its_attributes():
    class Mine(Model):
        pass

    mine = Mine("mine", node("a")._func)
    mine.note = [1]
    twin = mine.copy()
    twin.note.append(2)
    assert (type(twin), twin.note, mine.note) == (Mine, [1, 2], [1])


def test_ids_are_unique_across_threads():
    ids = []
    threads = [
        threading.Thread(target=lambda: ids.extend(node("a").id for _ in range(20)))
        for _ in range(50)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids)) == 1000


def test_set_dropout_rate_reaches_what_has_one():
    a, b = node("a", attrs={"dropout_rate": 0.1}), node("b", attrs={"other": 0.1})
    root = node("root", a, b)
    assert set_dropout_rate(root, 0.5) is root
    assert (a.attrs, b.attrs) == ({"dropout_rate": 0.5}, {"other": 0.1})
    set_dropout_rate(root, 0.7, attrs=["other"])
    assert (a.attrs["dropout_rate"], b.attrs["other"]) == (0.5, 0.7)


def test_change_attr_values_by_name():
    a, b = node("a", attrs={"x": 1}), node("b", attrs={"x": 1})
    change_attr_values(node("root", a, b), {"a": {"x": 2, "y": 3}, "c": {"x": 4}})
    assert (a.attrs, b.attrs) == ({"x": 2}, {"x": 1})


def test_references_into_a_replaced_part_become_unset():
    a, b = node("a"), node("b")
    root = node("root", node("inner", a, b), node("c"), refs={"a": a})
    root.replace_node(root.layers[0], node("new"))
    assert root.has_ref("a") is None
    assert names(root.copy().walk()) == ["root", "new", "c"]


def test_a_reference_that_a_changed_list_left_behind_is_not_copied():
    a = node("a")
    root = node("root", a, node("b"), refs={"a": a})
    root.layers.pop(0)
    assert root.copy().has_ref("a") is None


def test_a_reference_to_a_node_that_is_left_only_elsewhere_becomes_unset():
    target = node("target")
    removed = node("removed", target)
    parent = node("parent", removed, refs={"t": target})
    root = node("root", parent, node("other", target))
    root.remove_node(removed)
    assert parent.has_ref("t") is None


def test_deep_copies_of_a_list_of_models_share_what_these_share():
    a = node("a")
    root, twin = copy.deepcopy([node("root", a), a])
    assert root.layers[0] is twin
