"""What is built from the sources, and what it does where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from typedthinc import __version__

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BUILD = [sys.executable, "-m", "hatchling", "build"]
PROGRAMS = "Scripts" if sys.platform == "win32" else "bin"

REVEALED = """\
from typedthinc.api import Relu, chain

reveal_type(chain(Relu(nO=3), Relu()))
"""
WRONG = """\
from typedthinc.api import Relu, chain, list2ragged

first = Relu(nO=3)
second = list2ragged()
model = chain(first, second)
"""


def run(command: Sequence[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program that sees nothing of what the tests were started with."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


def output_of(command: Sequence[str | Path], folder: Path) -> str:
    process = run(command, folder)
    assert process.returncode == 0, process.stdout + process.stderr
    return process.stdout


def only_file_in(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    output_of([*BUILD, "-t", "sdist", "-d", folder], ROOT)
    return only_file_in(folder)


@pytest.fixture(scope="session")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that the source distribution gives."""
    sources, folder = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("wheel")
    with tarfile.open(sdist) as archive:
        archive.extractall(sources, filter="data")
    output_of([*BUILD, "-t", "wheel", "-d", folder], only_file_in(sources))
    return only_file_in(folder)


def new_environment(built: Path, folder: Path) -> Path:
    """Install a wheel into a fresh environment, and return the folder of its programs."""
    venv.create(folder, symlinks=sys.platform != "win32")
    python = folder / PROGRAMS / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python]
    output_of([*pip, "install", "--no-index", "--no-deps", built], folder)
    # The dependencies are those of the running environment, but not what .pth files add to it,
    # such as an editable installation of this very package.
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(output_of([python, "-c", where], folder).strip())
    dependencies = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "dependencies.pth").write_text("\n".join(sorted(dependencies)), encoding="utf8")
    return python.parent


@pytest.fixture(scope="session")
def from_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_environment(wheel, tmp_path_factory.mktemp("from_wheel"))


@pytest.fixture(scope="session")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment in which the checkout itself is installed."""
    folder = tmp_path_factory.mktemp("editable_wheel")
    build = f"from hatchling.build import build_editable; build_editable({str(folder)!r})"
    output_of([sys.executable, "-c", build], ROOT)
    return new_environment(only_file_in(folder), tmp_path_factory.mktemp("editable"))


def test_the_sdist_has_the_plugin_once_and_no_links(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        members = {member.name.partition("/")[2]: member for member in archive.getmembers()}
    assert "mypy_plugin/__init__.py" in members
    assert not [name for name in members if name.startswith("typedthinc/mypy_plugin")]
    assert not [name for name, member in members.items() if member.issym() or member.islnk()]


def test_the_sdist_has_what_tests_and_demo_need(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {
        "LICENSE",
        "Makefile",
        "README.md",
        "docs/examples/digits/digits.csv.gz",
        "stubs/catalogue/__init__.pyi",
        "tests/packaging/test_distribution.py",
    }


def test_the_wheel_has_the_package_and_nothing_beside_it(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    about = f"typedthinc-{__version__}.dist-info"
    assert {name.partition("/")[0] for name in names} == {"typedthinc", about}
    assert wheel.name == f"typedthinc-{__version__}-py3-none-any.whl"


def test_the_wheel_has_every_source_file(wheel: Path) -> None:
    package = {f"typedthinc/{path}" for path in source_files(ROOT / "typedthinc")}
    plugin = {f"typedthinc/mypy_plugin/{path}" for path in source_files(ROOT / "mypy_plugin")}
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {name for name in names if name.startswith("typedthinc/")}
    assert shipped == package | plugin
    assert {"typedthinc/py.typed", "typedthinc/types/arrays.pyi"} <= shipped


def source_files(folder: Path) -> set[str]:
    files = [path for path in folder.rglob("*") if path.suffix in {".py", ".pyi"}]
    marker = folder.glob("py.typed")
    return {path.relative_to(folder).as_posix() for path in [*files, *marker]}


def test_an_installed_wheel_offers_no_plugin_at_top_level(from_wheel: Path) -> None:
    process = run([from_wheel / "python", "-c", "import mypy_plugin"], from_wheel)
    assert "No module named 'mypy_plugin'" in process.stderr


def test_what_is_imported_is_what_was_installed(from_wheel: Path) -> None:
    program = (
        "import typedthinc.api, typedthinc.mypy_plugin; print(typedthinc.mypy_plugin.__file__)"
    )
    printed = output_of([from_wheel / "python", "-c", program], from_wheel)
    assert from_wheel.parent in Path(printed).parents


def test_an_editable_installation_is_the_checkout(editable: Path) -> None:
    program = (
        "import typedthinc.api, typedthinc.mypy_plugin; print(typedthinc.mypy_plugin.__file__)"
    )
    printed = output_of([editable / "python", "-c", program], editable)
    assert ROOT in Path(printed).parents


@pytest.mark.parametrize("environment", ["from_wheel", "editable"])
@pytest.mark.parametrize("command", [["python", "-m", "mypy"], ["typedthinc", "check"]])
def test_a_misfit_is_found_with_the_plugin(
    environment: str, command: list[str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    programs: Path = request.getfixturevalue(environment)
    (tmp_path / "model.py").write_text(WRONG, encoding="utf8")
    (tmp_path / "mypy.ini").write_text("[mypy]\nplugins = typedthinc.mypy_plugin\n")
    process = run([programs / command[0], *command[1:], "model.py"], tmp_path)
    errors = [line for line in process.stdout.splitlines() if ": error: " in line]
    assert len(errors) == 1, process.stdout + process.stderr
    assert errors[0].startswith("model.py:5: error: ")
    assert errors[0].endswith("[layer-mismatch]")


@pytest.mark.parametrize("environment", ["from_wheel", "editable"])
def test_the_types_are_seen_where_the_package_is_installed(
    environment: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    programs: Path = request.getfixturevalue(environment)
    (tmp_path / "model.py").write_text(REVEALED, encoding="utf8")
    printed = output_of([programs / "python", "-m", "mypy", "--strict", "model.py"], tmp_path)
    assert 'Revealed type is "typedthinc.model.model.Model[' in printed
    assert printed.count("Floats2d") == 2
