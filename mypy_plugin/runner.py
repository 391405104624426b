"""Runs mypy with the plugin, under the user's own configuration.

Mypy can be told of a plugin only by a configuration file. If the user's file does
not name it, the plugin is added to the options that mypy read from there, which
takes parts of mypy that are not public.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Sequence

PLUGIN = "typedthinc.mypy_plugin"

_FAILED = 2
_FLAG = "--config-file"
_ADVICE = f"name the plugin in your configuration, `plugins = {PLUGIN}`, and run `mypy`"


def run(args: Sequence[str]) -> int:
    """Run mypy with the plugin.

    Args:
        args: The arguments for mypy.

    Returns:
        The exit status of mypy: 0 if all is well, 1 if there are errors, 2 if it failed.
    """
    try:
        import mypy.main
    except ModuleNotFoundError as error:
        if error.name not in ("mypy", "mypy.main"):
            raise
        return _fail('this needs mypy, which is not installed: pip install "typedthinc[mypy]"')
    if PLUGIN in _configured_plugins(args):
        mypy.main.main(args=list(args))
        return 0
    try:
        return _run_with_plugin(list(args))
    except (ImportError, TypeError) as error:
        # Those parts of mypy are not as they were.
        return _fail(f"the plugin cannot be added to the options of this mypy ({error}): {_ADVICE}")


def _fail(message: str) -> int:
    sys.stderr.write(f"typedthinc check: {message}\n")
    return _FAILED


def _configured_plugins(args: Sequence[str]) -> list[str]:
    from mypy.config_parser import parse_config_file
    from mypy.options import Options

    file = None
    for position, arg in enumerate(args):
        if arg == _FLAG:
            file = next(iter(args[position + 1 :]), None)
        elif arg.startswith(f"{_FLAG}="):
            file = arg.partition("=")[2]
    options = Options()
    # What is wrong with the file, mypy says when it reads it itself.
    unseen = io.StringIO()
    parse_config_file(options, lambda: None, file, unseen, unseen)
    return options.plugins


def _run_with_plugin(args: list[str]) -> int:
    from mypy.fscache import FileSystemCache
    from mypy.main import process_options, run_build
    from mypy.util import FancyFormatter, count_stats

    start = time.time()
    # As mypy does it: long expressions are deep trees.
    sys.setrecursionlimit(2**14)
    cache = FileSystemCache()
    sources, options = process_options(args, stdout=sys.stdout, stderr=sys.stderr, fscache=cache)
    if options.install_types:
        return _fail(f"types are installed by mypy itself: {_ADVICE}")
    options.plugins.append(PLUGIN)
    # Without a file mypy looks for no plugins.
    options.config_file = options.config_file or os.devnull
    if getattr(options, "num_workers", 0):
        options.native_parser = True
    _, messages, failed = run_build(sources, options, cache, start, sys.stdout, sys.stderr)

    errors, notes, files = count_stats(messages)
    if options.error_summary:
        formatter = FancyFormatter(
            sys.stdout, sys.stderr, options.hide_error_codes, hide_success=bool(options.output)
        )
        color = options.color_output
        if errors:
            summary = formatter.format_error(
                errors, files, len(sources), blockers=failed, use_color=color
            )
            sys.stdout.write(f"{summary}\n")
        elif notes == len(messages):
            sys.stdout.write(f"{formatter.format_success(len(sources), color)}\n")
    if notes == len(messages):
        return 0
    return _FAILED if failed else 1
