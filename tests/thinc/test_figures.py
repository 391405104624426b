"""What layers, operations and training compute is what Thinc 9.1.1 computes, where it is right.

`make_figures.py` wrote the figures. `different.py` lists where results differ on purpose.
"""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.thinc import cases, cases_ops, cases_training, tables
from tests.thinc.compare import ATOL, differences
from tests.thinc.different import DIFFERENT
from typedthinc import api, types

LIBRARY = SimpleNamespace(api=api, types=types)
# Thinc computes 1 - beta2 in float32, which leaves four digits of it.
TOLERANCES = {"optimizers": 1e-5, "trainings": 1e-5}
FOLDER = Path(__file__).parent / "figures"


def read(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf8"))


FIGURES = {
    sort: figures
    for file in tables.FILES
    for sort, figures in read(file).items()
    if sort != "made with"
}
REGISTERED = read("interface")["registered"]
ALL = [(sort, name) for sort, table in tables.CASES.items() for name in table]


@pytest.mark.parametrize(("sort", "name"), ALL, ids=[f"{sort}-{name}" for sort, name in ALL])
def test_the_figures_are_those_of_thinc(sort, name):
    got = tables.OBSERVERS[sort](name, tables.CASES[sort][name], LIBRARY)
    # Through JSON, as the figures went.
    found = differences(
        FIGURES[sort][name], json.loads(json.dumps(got)), atol=TOLERANCES.get(sort, ATOL)
    )
    meant = DIFFERENT.get((sort, name), {})
    assert [line for line in found if not line.startswith(tuple(meant))] == []
    stale = [place for place in meant if not any(line.startswith(place) for line in found)]
    assert stale == [], "listed as different, but the same"


@pytest.mark.parametrize("sort", tables.CASES)
def test_every_case_has_figures_and_every_figure_a_case(sort):
    assert list(FIGURES[sort]) == list(tables.CASES[sort])


def test_the_figures_are_of_one_release():
    made_with = [read(file)["made with"] for file in (*tables.FILES, "interface")]
    assert [versions["thinc"] for versions in made_with] == ["9.1.1"] * len(made_with)


def test_every_listed_difference_is_of_a_case():
    assert set(DIFFERENT) <= set(ALL)


@pytest.mark.parametrize(
    ("sort", "reasons"),
    [
        ("layers", cases.WITHOUT_CASE),
        ("losses", {}),
        ("initializers", cases_training.INITIALIZERS_WITHOUT_CASE),
    ],
)
def test_everything_registered_in_thinc_has_a_case_or_a_reason(sort, reasons):
    with_case = {name.split("-")[0] for name in tables.CASES[sort]}
    assert set(REGISTERED[sort]) - with_case == set(reasons)


@pytest.mark.parametrize("sort", ["schedules", "optimizers"])
def test_every_schedule_and_optimizer_of_thinc_has_a_case(sort):
    with_case = {f"{name.split('-')[0]}.v1" for name in tables.CASES[sort]}
    assert set(REGISTERED[sort]) == with_case


def test_every_operation_of_thinc_has_a_case_or_a_reason():
    members = read("interface")["members"]["Ops"]
    methods = {name for name, member in members.items() if member != "attribute"}
    with_case = {name.split("-")[0] for name in cases_ops.CASES}
    assert methods - with_case == set(cases_ops.WITHOUT_CASE)


def test_every_part_that_is_left_out_has_a_reason():
    assert [
        name for name, case in cases.CASES.items() if bool(case.without) != bool(case.why)
    ] == []
