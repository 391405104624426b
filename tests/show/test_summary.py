from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy
import pytest
from typing_extensions import override

from typedthinc.layers import chain, with_debug
from typedthinc.model import Model
from typedthinc.show import ParamSummary, print_summary, summary
from typedthinc.types import Floats2d, FloatsXd, FloatsXdT, Ragged


class Terminal(io.StringIO):
    @override
    def isatty(self) -> bool:
        return True


def dense_forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    raise NotImplementedError


def pool_forward(
    model: Model[Ragged, Floats2d], X: Ragged | FloatsXd, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Ragged]]:
    raise NotImplementedError


def same_forward(
    model: Any, X: FloatsXdT, is_train: bool
) -> tuple[FloatsXdT, Callable[[FloatsXdT], FloatsXdT]]:
    raise NotImplementedError


def bare_forward(model: Any, X: Any, is_train: bool) -> Any:
    raise NotImplementedError


def dense(name: str = "dense", *, nO: int | None = None, nI: int | None = None) -> Model[Any, Any]:
    allocated = nO is not None and nI is not None
    params = {
        "W": numpy.zeros((nO or 0, nI or 0), dtype="float32") if allocated else None,
        "b": numpy.zeros(nO or 0, dtype="float32") if allocated else None,
    }
    return Model(name, dense_forward, dims={"nO": nO, "nI": nI}, params=params)


def dropout() -> Model[Any, Any]:
    return Model("dropout", same_forward)


def block(*layers: Model[Any, Any], name: str = "block") -> Model[Any, Any]:
    return Model(name, bare_forward, layers=layers)


def test_text_is_a_table_of_the_layers() -> None:
    model = chain(Model("pool", pool_forward), dense(nO=3, nI=2), dense("head"))
    assert str(summary(model)).splitlines() == [
        "#  layer              takes -> gives                 dims       parameters        count",
        "-  -----------------  -----------------------------  ---------  ----------------  -----",
        "1  pool>>dense>>head  Ragged | FloatsXd -> Floats2d  nO=?",
        "2    pool             Ragged | FloatsXd -> Floats2d",
        "3    dense            Floats2d -> Floats2d           nO=3 nI=2  W (3, 2)  b (3,)      9",
        "4    head             Floats2d -> Floats2d           nO=? nI=?  W ?  b ?              0",
        "9 parameters, 36 bytes; 2 not allocated yet",
    ]


@pytest.mark.parametrize(
    ("forward", "kinds"),
    [
        (dense_forward, ("Floats2d", "Floats2d")),
        (same_forward, ("FloatsXd", "FloatsXd")),
        (bare_forward, ("*", "*")),
        (lambda model, X, is_train: (X, None), ("*", "*")),
        (lambda X: X, ("*", "*")),
    ],
)
def test_kinds_are_those_of_the_forward_function(forward: Any, kinds: tuple[str, str]) -> None:
    (row,) = summary(Model("layer", forward)).layers
    assert (row.takes, row.gives) == kinds


def test_nested_chains_have_the_kinds_of_their_ends() -> None:
    model = chain(chain(Model("pool", pool_forward), dense()), chain(dense(), dense()))
    assert (summary(model).layers[0].takes, summary(model).layers[0].gives) == (
        "Ragged | FloatsXd",
        "Floats2d",
    )


@pytest.mark.parametrize(
    ("layers", "kinds"),
    [
        ([dropout(), dense(), dropout()], ("Floats2d", "Floats2d")),
        (
            [dropout(), chain(dropout(), Model("pool", pool_forward))],
            ("Ragged | FloatsXd", "Floats2d"),
        ),
        ([dropout(), dropout()], ("FloatsXd", "FloatsXd")),
        ([dropout(), Model("bare", bare_forward), dense()], ("*", "Floats2d")),
    ],
)
def test_layers_that_give_what_they_take_are_passed_over(
    layers: list[Any], kinds: tuple[str, str]
) -> None:
    row = summary(chain(*layers)).layers[0]
    assert (row.takes, row.gives) == kinds


def test_a_chain_that_is_watched_has_the_kinds_of_its_ends() -> None:
    row = summary(with_debug(chain(Model("pool", pool_forward), dense()))).layers[0]
    assert (row.takes, row.gives) == ("Ragged | FloatsXd", "Floats2d")


def test_layers_come_in_the_order_of_the_tree() -> None:
    model = block(block(dense("a"), dense("b"), name="inner"), dense("c"))
    rows = [(row.number, row.depth, row.name) for row in summary(model).layers]
    assert rows == [(1, 0, "block"), (2, 1, "inner"), (3, 2, "a"), (4, 2, "b"), (5, 1, "c")]


def test_dims_and_parameters_are_told() -> None:
    (row,) = summary(dense(nO=3, nI=2)).layers
    assert row.dims == {"nO": 3, "nI": 2}
    assert row.params == (ParamSummary("W", (3, 2), 6, 24), ParamSummary("b", (3,), 3, 12))


def test_shared_layers_are_marked_and_counted_once() -> None:
    shared = block(dense(nO=3, nI=2), name="shared")
    described = summary(block(shared, dense(nO=1, nI=1), shared))
    assert [(row.number, row.is_shared) for row in described.layers] == [
        (1, False),
        (2, False),
        (3, False),
        (4, False),
        (2, True),
    ]
    assert (described.size, described.nbytes) == (9 + 2, 4 * (9 + 2))
    assert str(described).splitlines()[-2] == "2    shared (shared)"


def test_long_names_are_cut_in_the_table_only() -> None:
    described = summary(Model("relu>>" * 20, bare_forward))
    assert described.layers[0].name == "relu>>" * 20
    assert "relu>>" * 4 + "relu>..." in str(described)
    assert "relu>>" * 5 not in str(described)


def test_large_numbers_are_grouped() -> None:
    assert "1,001,000 parameters, 4,004,000 bytes" in str(summary(dense(nO=1000, nI=1000)))


def test_very_deep_models_have_a_summary() -> None:
    model = dense()
    for _ in range(3000):
        model = chain(model, dense("d"))
    assert len(summary(model).layers) == 1 + 2 * 3000
    assert summary(model).layers[0].takes == "Floats2d"


def test_plain_text_is_printed_to_a_file() -> None:
    file = io.StringIO()
    print_summary(dense(), file=file)
    assert file.getvalue() == f"{summary(dense())}\n"


def test_standard_output_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(dense())
    assert capsys.readouterr().out == f"{summary(dense())}\n"


def test_a_terminal_gets_a_drawn_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    file = Terminal()
    print_summary(block(dense("[bold]odd[/bold]", nO=3, nI=2)), file=file)
    printed = file.getvalue()
    assert "────" in printed
    assert "[bold]odd[/bold]" in printed
    assert "W (3, 2)" in printed
    assert "9 parameters, 36 bytes" in printed


def test_rich_is_imported_for_a_terminal_only() -> None:
    program = (
        "import sys; from typedthinc.model import Model; from typedthinc.show import print_summary;"
        "print_summary(Model('layer', lambda model, X, is_train: (X, None)));"
        "print('rich' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "False"
