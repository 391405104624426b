"""The command line: `typedthinc COMMAND`, one module for each command."""

from __future__ import annotations

import importlib

import click

import typedthinc

__all__ = ["main"]

_COMMANDS = {"check": "typedthinc.cli.check"}


class _LazyGroup(click.Group):
    """Imports a command when it is used: `check` needs mypy, others need the layers."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[cmd_name]).command
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(typedthinc.__version__, prog_name="typedthinc")
def main() -> None:
    """Compose, check and train neural networks."""
