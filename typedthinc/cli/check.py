"""`typedthinc check`: mypy with the plugin."""

from __future__ import annotations

import click


@click.command(
    "check",
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(ctx: click.Context, args: tuple[str, ...]) -> None:
    """Check types with mypy and the plugin, which tells layers that do not fit.

    ARGS are the arguments of mypy, such as files, --strict or --config-file FILE;
    `mypy --help` lists them. Your mypy configuration holds, and the plugin is added to
    it unless it is there. The exit status is that of mypy: 0 if all is well, 1 if there
    are errors, 2 if mypy itself failed.
    """
    if args in (("--help",), ("-h",)):
        click.echo(ctx.get_help())
        return
    from typedthinc.mypy_plugin.runner import run

    ctx.exit(run(args))
