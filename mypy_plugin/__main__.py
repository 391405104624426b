"""`python -m typedthinc.mypy_plugin ARGS`: mypy with the plugin."""

from __future__ import annotations

import sys

from typedthinc.mypy_plugin.runner import run

sys.exit(run(sys.argv[1:]))
