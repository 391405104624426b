"""`python -m typedthinc.mypy_plugin`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import mypy.main
import pytest

from typedthinc.mypy_plugin import runner

pytestmark = pytest.mark.slow

PROGRAM = """\
from typedthinc.api import Relu, chain, reduce_mean

def wrong(nO):
    return nO

chain(Relu(8), reduce_mean())
"""
MISFIT = 'main.py:6: error: Layer 2 takes "Ragged", but layer 1 gives "Floats2d"  [layer-mismatch]'
UNTYPED = "main.py:3: error: Function is missing a type annotation  [no-untyped-def]"
ONE_ERROR = "Found 1 error in 1 file (checked 1 source file)"
TWO_ERRORS = "Found 2 errors in 1 file (checked 1 source file)"

INI = "[mypy]\n{plugins}disallow_untyped_defs = True\n"
TOML = "[tool.mypy]\n{plugins}disallow_untyped_defs = true\n"


@pytest.fixture
def folder(tmp_path: Path, cache: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "main.py").write_text(PROGRAM)
    (tmp_path / ".mypy_cache").symlink_to(cache)
    return tmp_path


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "typedthinc.mypy_plugin", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_without_a_configuration(folder: Path) -> None:
    process = run(folder, "main.py")
    assert process.stdout.splitlines() == [MISFIT, ONE_ERROR]
    assert process.returncode == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mypy.ini", INI.format(plugins="")),
        (".mypy.ini", INI.format(plugins="")),
        ("setup.cfg", INI.format(plugins="")),
        ("pyproject.toml", TOML.format(plugins="")),
        ("mypy.ini", INI.format(plugins="plugins = typedthinc.mypy_plugin\n")),
        ("pyproject.toml", TOML.format(plugins='plugins = ["typedthinc.mypy_plugin"]\n')),
    ],
)
def test_configuration_is_honoured(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    process = run(folder, "main.py")
    assert process.stdout.splitlines() == [UNTYPED, MISFIT, TWO_ERRORS]
    assert process.returncode == 1


@pytest.mark.parametrize("flag", [["--config-file", "other.ini"], ["--config-file=other.ini"]])
def test_configuration_that_is_named(folder: Path, flag: list[str]) -> None:
    (folder / "mypy.ini").write_text("[mypy]\nignore_errors = True\n")
    (folder / "other.ini").write_text(INI.format(plugins=""))
    assert run(folder, *flag, "main.py").stdout.splitlines() == [UNTYPED, MISFIT, TWO_ERRORS]


def test_sections_of_modules_and_paths_of_the_configuration(folder: Path) -> None:
    (folder / "nested").mkdir()
    (folder / "nested" / "helper.py").write_text("def helper(x): return x\n")
    (folder / "main.py").write_text("import helper\n" + PROGRAM)
    (folder / "mypy.ini").write_text(
        INI.format(plugins="")
        + "mypy_path = $MYPY_CONFIG_FILE_DIR/nested\n[mypy-helper]\ndisallow_untyped_defs = False\n"
    )
    output = run(folder, "main.py").stdout
    assert "helper" not in output
    assert TWO_ERRORS in output


def test_other_plugins_stay(folder: Path) -> None:
    (folder / "own.py").write_text(
        "from mypy.plugin import Plugin\n"
        "class Own(Plugin):\n"
        "    def __init__(self, options):\n"
        "        super().__init__(options)\n"
        "        print('own plugin reads', options.config_file)\n"
        "def plugin(version): return Own\n"
    )
    (folder / "mypy.ini").write_text("[mypy]\nplugins = own.py\n")
    process = run(folder, "main.py")
    assert process.stdout.splitlines() == ["own plugin reads mypy.ini", MISFIT, ONE_ERROR]


def test_program_without_errors(folder: Path) -> None:
    (folder / "main.py").write_text("from typedthinc.api import Relu\nRelu(8) >> Relu(8)\n")
    process = run(folder, "main.py")
    assert process.stdout == "Success: no issues found in 1 source file\n"
    assert process.returncode == 0


def test_arguments_of_mypy(folder: Path) -> None:
    process = run(folder, "--no-error-summary", "--show-column-numbers", "-m", "main")
    assert process.stdout.splitlines() == [MISFIT.replace(":6:", ":6:16:")]
    assert run(folder, "--version").stdout.startswith("mypy ")


def test_failure_of_mypy(folder: Path) -> None:
    (folder / "main.py").write_text("(")
    assert run(folder, "main.py").returncode == 2
    process = run(folder, "--no-such-flag", "main.py")
    assert "mypy: error: unrecognized arguments: --no-such-flag" in process.stderr
    assert process.returncode == 2


@pytest.mark.parametrize("flags", [["--pretty"], ["-O", "json"], ["--strict"]])
def test_output_is_that_of_mypy_itself(folder: Path, flags: list[str]) -> None:
    alone = run(folder, *flags, "main.py")
    (folder / "mypy.ini").write_text("[mypy]\nplugins = typedthinc.mypy_plugin\n")
    command = [sys.executable, "-m", "mypy", *flags, "main.py"]
    own = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (alone.stdout, alone.returncode) == (own.stdout, own.returncode)


@pytest.mark.skipif(not hasattr(mypy.main, "BuildResultThunk"), reason="workers came with mypy 2")
def test_workers(folder: Path) -> None:
    assert MISFIT in run(folder, "-n", "2", "main.py").stdout


def test_missing_mypy(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "mypy.main", None)
    assert runner.run(["main.py"]) == 2
    assert capsys.readouterr().err == (
        "typedthinc check: this needs mypy, which is not installed:"
        ' pip install "typedthinc[mypy]"\n'
    )


def test_mypy_that_has_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.delattr(mypy.main, "run_build")
    assert runner.run(["main.py"]) == 2
    message = capsys.readouterr().err
    assert message.startswith("typedthinc check: the plugin cannot be added to the options of")
    assert "name the plugin in your configuration, `plugins = typedthinc.mypy_plugin`" in message


def test_types_are_not_installed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert runner.run(["--install-types", "main.py"]) == 2
    assert capsys.readouterr().err == (
        "typedthinc check: types are installed by mypy itself: name the plugin in your"
        " configuration, `plugins = typedthinc.mypy_plugin`, and run `mypy`\n"
    )
