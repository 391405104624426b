"""Which backend is in force, where."""

import threading

import numpy
import pytest

from typedthinc.backends import (
    NumpyOps,
    Ops,
    get_array_ops,
    get_current_ops,
    get_ops,
    require_cpu,
    set_current_ops,
    use_ops,
)
from typedthinc.errors import ArgumentError
from typedthinc.registries import registry


@pytest.fixture(autouse=True)
def default_backend_afterwards():
    before = get_current_ops()
    yield
    set_current_ops(before)


def ops_of_a_new_thread():
    found = []
    thread = threading.Thread(target=lambda: found.append(get_current_ops()))
    thread.start()
    thread.join()
    return found[0]


@pytest.mark.parametrize("name", ["numpy", "cpu"])
def test_get_ops(name):
    ops = get_ops(name, device_id=3)
    assert type(ops) is NumpyOps
    assert (ops.name, ops.xp, ops.device_type, ops.device_id) == ("numpy", numpy, "cpu", 3)
    assert repr(ops) == "NumpyOps(device_type='cpu', device_id=3)"


def test_use_blis_is_taken_and_makes_no_difference():
    X = numpy.ones((2, 2), dtype="f")
    for use_blis in (True, False):
        assert NumpyOps("cpu", -1, use_blis=use_blis).gemm(X, X).tolist() == [[2, 2], [2, 2]]


@pytest.mark.parametrize(
    ("name", "help"), [("nunpy", 'did you mean "numpy"?'), ("xyz", "there are: cpu, numpy")]
)
def test_an_unknown_backend_is_refused(name, help):
    with pytest.raises(ArgumentError) as error:
        get_ops(name)
    lines = str(error.value).splitlines()
    assert lines[0] == f'no backend "{name}"'
    assert help in lines[-1]


def test_numpy_ops_are_registered():
    assert registry.get("ops", "NumpyOps") is NumpyOps


class OwnOps(NumpyOps):
    name = "own"


def test_a_registered_backend_is_found_by_its_name(monkeypatch):
    others = {**registry.ops.get_all(), "OwnOps": OwnOps}
    monkeypatch.setattr(registry.ops, "get_all", lambda: others)
    assert type(get_ops("own")) is OwnOps


def test_setting_the_backend_holds_in_new_threads():
    own = OwnOps()
    set_current_ops(own)
    assert get_current_ops() is own
    assert ops_of_a_new_thread() is own


def test_setting_the_backend_in_a_thread_holds_everywhere():
    own = OwnOps()
    thread = threading.Thread(target=set_current_ops, args=(own,))
    thread.start()
    thread.join()
    assert get_current_ops() is own


def test_use_ops_holds_within_its_block_only():
    before = get_current_ops()
    with use_ops("numpy", device_id=1):
        assert get_current_ops().device_id == 1
        with use_ops("cpu", device_id=2):
            assert get_current_ops().device_id == 2
        assert get_current_ops().device_id == 1
    assert get_current_ops() is before


def test_use_ops_ends_with_an_exception():
    before = get_current_ops()
    with pytest.raises(KeyError), use_ops("numpy"):
        raise KeyError
    assert get_current_ops() is before


def test_use_ops_does_not_disturb_another_thread():
    entered, leave, seen = threading.Event(), threading.Event(), []

    def work():
        with use_ops("numpy", device_id=7):
            seen.append(get_current_ops().device_id)
            entered.set()
            leave.wait(timeout=30)

    before = get_current_ops()
    thread = threading.Thread(target=work)
    thread.start()
    entered.wait(timeout=30)
    assert get_current_ops() is before
    leave.set()
    thread.join()
    assert seen == [7]


def test_setting_the_backend_within_a_block_holds_until_its_end():
    before, own = get_current_ops(), OwnOps()
    with use_ops("numpy"):
        set_current_ops(own)
        assert get_current_ops() is own
    assert get_current_ops() is before


def test_require_cpu():
    set_current_ops(OwnOps())
    assert require_cpu() is True
    assert type(get_current_ops()) is NumpyOps


def test_an_array_belongs_to_the_backend_in_force():
    own = OwnOps()
    set_current_ops(own)
    assert get_array_ops(numpy.zeros(2)) is own


class OtherArray:
    """An array of another module."""


class OtherOps(Ops):
    xp = type("module", (), {"ndarray": OtherArray})


def test_a_numpy_array_belongs_to_numpy_under_another_backend():
    other = OtherOps()
    set_current_ops(other)
    assert get_array_ops(OtherArray()) is other
    assert type(get_array_ops(numpy.zeros(2))) is NumpyOps


def test_what_is_no_array_belongs_to_no_backend():
    with pytest.raises(ArgumentError, match="not an array of a backend\n.*\n  got       list of 2"):
        get_array_ops([1, 2])
