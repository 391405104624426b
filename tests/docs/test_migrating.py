"""Each difference from Thinc that the docs tell of is shown by a test that is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "migrating.md").read_text(encoding="utf8")
TEST = re.compile(r"`(tests/\S+\.py)::(test_\w+)`")


def entries():
    """The items of the lists of the page, with the lines that belong to them."""
    return re.findall(r"^- .*(?:\n  .*)*", PAGE, re.MULTILINE)


def test_each_difference_names_a_test():
    assert entries()
    assert [entry for entry in entries() if not TEST.search(entry.partition("↳")[2])] == []


def test_the_tests_are_there():
    missing = []
    for file, name in TEST.findall(PAGE):
        tree = ast.parse((ROOT / file).read_text(encoding="utf8"))
        functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        if name not in functions:
            missing.append(f"{file}::{name}")
    assert missing == []
