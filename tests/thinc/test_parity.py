"""What Thinc 9.1.1 offers is offered here, under the same names and with the same arguments.

`exceptions.py` lists what is not, and why.
"""

import importlib
import json
from pathlib import Path

import pytest

from tests.thinc import exceptions
from tests.thinc.interface import NO_DEFAULT, observe_interface
from typedthinc import api

THINC = json.loads((Path(__file__).parent / "figures" / "interface.json").read_text())
HERE = observe_interface("typedthinc")
KEYWORD, REST = "keyword_only", ("var_positional", "var_keyword")

CALLED = {
    **{name: (called, HERE["api"].get(name)) for name, called in THINC["api"].items()},
    **{
        f"{owner}.{name}": (called, HERE["members"].get(owner, {}).get(name))
        for owner, members in THINC["members"].items()
        for name, called in members.items()
    },
    **{
        f"{registry}/{name}": (called, HERE["registered"][registry].get(name))
        for registry, functions in THINC["registered"].items()
        for name, called in functions.items()
    },
}
"""How each function is called in Thinc and here, by where it is found."""


def misfits(theirs, ours):
    """Why a call that Thinc accepts would not be accepted, or mean something else."""
    ours_by_place = [each for each in ours if each[1] not in (KEYWORD, *REST)]
    theirs_by_place = [each for each in theirs if each[1] not in (KEYWORD, *REST)]
    ours_by_name = {name: value for name, kind, value in ours if kind not in REST}
    found = []
    for place, (name, kind, _) in enumerate(theirs_by_place):
        if place >= len(ours_by_place) or ours_by_place[place][:2] != [name, kind]:
            found.append(f"{name} is not argument {place}")
    for name, kind, value in theirs:
        if kind in REST:
            found += [f"no {kind}"] * (kind not in [each[1] for each in ours])
        elif name not in ours_by_name:
            found.append(f"no {name}")
        elif value != ours_by_name[name]:
            found.append(f"{name} is {ours_by_name[name]} by default, not {value}")
    known = {name for name, _, _ in theirs}
    return found + [
        f"{name} is required"
        for name, value in ours_by_name.items()
        if name not in known and value == NO_DEFAULT
    ]


@pytest.mark.parametrize("name", sorted(set(THINC["api"]) - set(exceptions.NAMES)))
def test_the_name_can_be_imported(name):
    assert {name} <= set(api.__all__)
    assert hasattr(api, name)


@pytest.mark.parametrize(
    ("registry", "name"),
    [(registry, name) for registry, names in THINC["registered"].items() for name in names],
)
def test_the_function_is_registered(registry, name):
    offered, excused = set(HERE["registered"][registry]), set(exceptions.REGISTERED)
    assert [{name} <= offered, {name} <= excused] in ([True, False], [False, True])


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (owner, name)
        for owner, members in THINC["members"].items()
        if owner not in exceptions.NAMES
        for name in members
    ],
)
def test_the_class_has_the_member(owner, name):
    offered = hasattr(getattr(api, owner), name) or name in HERE["instances"].get(owner, ())
    assert offered != (f"{owner}.{name}" in exceptions.MEMBERS)


@pytest.mark.parametrize("name", THINC["instances"])
def test_an_object_has_the_attributes(name):
    missing = set(THINC["instances"][name]) - set(HERE["instances"][name])
    assert {attr for attr in missing if f"{name}.{attr}" not in exceptions.MEMBERS} == set()


@pytest.mark.parametrize(
    "where", [where for where, (_, ours) in CALLED.items() if ours is not None]
)
def test_it_is_called_alike(where):
    theirs, ours = CALLED[where]
    if isinstance(theirs, list) and isinstance(ours, list):
        found = misfits(theirs, ours)
        excused = {where} <= set(exceptions.SIGNATURES)
        assert found == [] if not excused else found
    else:
        assert isinstance(theirs, list) == isinstance(ours, list)


@pytest.mark.parametrize("module", sorted(set(THINC["modules"]) - set(exceptions.MODULES)))
def test_the_module_has_the_names(module):
    content = importlib.import_module(f"typedthinc.{module}")
    missing = {name for name in THINC["modules"][module] if not hasattr(content, name)}
    excused = {name for name in missing if f"{module}.{name}" in exceptions.MODULE_NAMES}
    assert missing - excused - set(exceptions.NAMES) == set()


def test_every_exception_is_one():
    """A name that is offered by now has no place in the tables."""
    offered = set(exceptions.NAMES) & set(api.__all__)
    offered |= {name for name in exceptions.MODULES if _can_be_imported(name)}
    for place in exceptions.MODULE_NAMES:
        module, name = place.split(".")
        if hasattr(importlib.import_module(f"typedthinc.{module}"), name):
            offered.add(place)
    assert offered == set()


def test_every_exception_is_of_something_in_thinc():
    members = {f"{owner}.{name}" for owner, names in THINC["members"].items() for name in names}
    assert set(exceptions.NAMES) <= set(THINC["api"])
    assert set(exceptions.MEMBERS) <= members
    assert set(exceptions.SIGNATURES) <= set(CALLED)


def test_a_call_that_would_not_be_accepted_is_found():
    def parameter(name, kind="positional_or_keyword", default=NO_DEFAULT):
        return [name, kind, default]

    theirs = [parameter("X"), parameter("n", default="1.0"), parameter("out", KEYWORD, "None")]
    assert misfits(theirs, theirs) == []
    assert misfits(theirs, [*theirs, parameter("more", KEYWORD, "0.0")]) == []
    assert misfits(theirs, theirs[:2]) == ["no out"]
    assert misfits(theirs, [theirs[1], theirs[0], theirs[2]]) == [
        "X is not argument 0",
        "n is not argument 1",
    ]
    assert misfits(theirs, [*theirs, parameter("more", KEYWORD)]) == ["more is required"]
    changed = [theirs[0], parameter("n", default="2.0"), theirs[2]]
    assert misfits(theirs, changed) == ["n is 2.0 by default, not 1.0"]


def _can_be_imported(module):
    try:
        importlib.import_module(f"typedthinc.{module}")
    except ImportError:
        return False
    return True
