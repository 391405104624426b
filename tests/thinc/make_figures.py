"""Write the figures that typedthinc is compared with, by running Thinc.

Thinc needs an environment of its own, which typedthinc does not have to be in:

    python -m venv thinc-env
    thinc-env/bin/pip install thinc==9.1.1
    thinc-env/bin/python tests/thinc/make_figures.py

Inputs and parameters are made by `inputs.py`, the same way here and in the tests, so the files in
`figures/` hold results only. Each run writes the same files.
"""

import importlib.metadata
import json
import sys
from pathlib import Path
from types import SimpleNamespace

# The program is run by the path of its file, so the root of the repository is not on the path yet.
sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.thinc import tables
from tests.thinc.interface import observe_interface

FIGURES = Path(__file__).parent / "figures"
THINC = "9.1.1"


def main():
    import thinc.api
    import thinc.types

    made_with = {name: importlib.metadata.version(name) for name in ("thinc", "numpy")}
    if made_with["thinc"] != THINC:
        sys.exit(f"the figures are those of Thinc {THINC}, not of {made_with['thinc']}")
    library = SimpleNamespace(api=thinc.api, types=thinc.types)
    for file, sorts in tables.FILES.items():
        content = {
            sort: {
                name: tables.OBSERVERS[sort](name, case, library)
                for name, case in tables.CASES[sort].items()
            }
            for sort in sorts
        }
        write(file, {"made with": made_with, **content})
    write("interface", {"made with": made_with, **observe_interface("thinc")})


def write(name, content):
    text = as_json(content, expanded=3) + "\n"
    (FIGURES / f"{name}.json").write_text(text, encoding="utf8")


def as_json(content, expanded, indent=""):
    """JSON with a line for each entry down to a depth."""
    if not (expanded and isinstance(content, dict) and content):
        return json.dumps(content, separators=(",", ":"))
    deeper = indent + " "
    lines = [
        f"{deeper}{json.dumps(name)}: {as_json(member, expanded - 1, deeper)}"
        for name, member in content.items()
    ]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


if __name__ == "__main__":
    main()
