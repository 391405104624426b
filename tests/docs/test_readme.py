"""The README is a program: its files are written, its programs and commands are run."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"<!-- (?P<what>[^>]+) -->\n```\w+\n(?P<text>.*?)```", re.DOTALL)
OUTPUT = re.compile(r"\A\n*(?:[^`]*?\n)?```text\n(?P<text>.*?)```", re.DOTALL)


def blocks():
    text = README.read_text(encoding="utf8")
    return [(match["what"], match["text"], text[match.end() :]) for match in BLOCK.finditer(text)]


def run(command, folder):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_readme_does_what_it_says(tmp_path):
    done = []
    program = ""
    for what, text, rest in blocks():
        if what.startswith("file: "):
            (tmp_path / what.removeprefix("file: ")).write_text(text, encoding="utf8")
        elif what.startswith("run: typedthinc "):
            arguments = what.removeprefix("run: typedthinc ").split()
            result = run([sys.executable, "-m", "typedthinc", *arguments], tmp_path)
            assert result.stdout == text, result.stderr
        elif what.startswith("run as a program"):
            # Later programs build on the names of the one before.
            program = program + text if what.endswith("goes on") else text
            result = run([sys.executable, "-W", "error", "-c", program], tmp_path)
            assert result.returncode == 0, result.stderr
            if "prints" in what:
                assert result.stdout == OUTPUT.match(rest)["text"]
        else:
            pytest.fail(f"the README has a block that this test does not know: {what}")
        done.append(what)
    assert len(done) == 8


def test_every_block_of_python_is_run():
    text = README.read_text(encoding="utf8")
    assert text.count("```python") == sum(
        (what.endswith(".py") and what.startswith("file: ")) or what.startswith("run as a program")
        for what, _, _ in blocks()
    )
