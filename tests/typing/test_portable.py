"""Programs about which every type checker says the same, with the plugin and without it.

A line with an error ends in `# E`, in `# E only NAME` where the other checkers cannot
see it, or in `# E except NAME` where that one cannot.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "typecheck_cases" / "portable").glob("*.py"))
BIN = Path(sys.executable).parent

Lines = dict[str, set[int]]


def run(*command: object) -> str:
    process = subprocess.run(
        [str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert process.returncode in (0, 1), process.stderr
    return process.stdout


def by_file(found: Iterable[tuple[str, int]]) -> Lines:
    lines: Lines = defaultdict(set)
    for file, line in found:
        lines[Path(file).name].add(line)
    return lines


def mypy(folder: Path, *settings: str) -> Lines:
    config = folder / "mypy.ini"
    silent = ["[mypy-typedthinc.*]", "follow_imports = silent"]
    config.write_text("\n".join(["[mypy]", f"mypy_path = {ROOT}", *settings, *silent]))
    flags = ["--config-file", config, "--cache-dir", folder / "cache", "--output", "json"]
    problems = map(json.loads, run(sys.executable, "-m", "mypy", *flags, *FILES).splitlines())
    return by_file((p["file"], p["line"]) for p in problems if p["severity"] == "error")


def mypy_with_plugin(folder: Path) -> Lines:
    return mypy(folder, "plugins = typedthinc.mypy_plugin")


def pyright(folder: Path) -> Lines:
    config = folder / "pyrightconfig.json"
    settings = {
        "include": [str(file) for file in FILES],
        "extraPaths": [str(ROOT)],
        "typeCheckingMode": "standard",
    }
    config.write_text(json.dumps(settings))
    flags = ["--project", config, "--pythonpath", sys.executable, "--outputjson"]
    problems = json.loads(run(BIN / "basedpyright", *flags))["generalDiagnostics"]
    return by_file(
        (p["file"], p["range"]["start"]["line"] + 1) for p in problems if p["severity"] == "error"
    )


def ty(folder: Path) -> Lines:
    flags = ["--python", sys.prefix, "--extra-search-path", ROOT, "--output-format", "concise"]
    output = run(BIN / "ty", "check", *flags, *FILES)
    found = re.findall(r"^(.+?):(\d+):\d+: error", output, flags=re.MULTILINE)
    return by_file((file, int(line)) for file, line in found)


def pyrefly(folder: Path) -> Lines:
    config = folder / "pyrefly.toml"
    config.write_text(f'search-path = ["{ROOT.as_posix()}"]\n')
    flags = ["--config", config, "--python-interpreter-path", sys.executable]
    output = run(BIN / "pyrefly", "check", *flags, "--output-format", "json", *FILES)
    problems = json.loads(output)["errors"]
    return by_file((p["path"], p["line"]) for p in problems if p["severity"] == "error")


CHECKERS: dict[str, Callable[[Path], Lines]] = {
    checker.__name__: checker for checker in (mypy, mypy_with_plugin, pyright, ty, pyrefly)
}


@pytest.fixture(scope="module", params=CHECKERS)
def checker(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def reported(checker: str, tmp_path_factory: pytest.TempPathFactory) -> Lines:
    return CHECKERS[checker](tmp_path_factory.mktemp(checker))


def expected(file: Path, checker: str) -> set[int]:
    lines = set()
    for number, line in enumerate(file.read_text().splitlines(), 1):
        mark = re.search(r"# E(?: (only|except) (.+))?$", line)
        if mark and (mark[1] is None or (mark[1] == "only") == (checker in mark[2].split())):
            lines.add(number)
    return lines


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_errors_are_on_the_marked_lines(file: Path, checker: str, reported: Lines) -> None:
    assert reported[file.name] == expected(file, checker)


def test_there_are_programs() -> None:
    assert len(FILES) >= 5
