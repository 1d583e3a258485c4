"""The command line: one command per public function. It parses and prints; the work is elsewhere.

Results go to stdout, everything else to stderr. Exit codes: 0 all done, 1 some inputs failed,
2 usage, 3 nothing extracted, 130 interrupted.

Each command is a module of this package, named as it is and imported when it is called; `COMMANDS`
in `newsx.cli.group` lists them. `newsx --help` therefore costs click and nothing else.
"""

from __future__ import annotations

import os
import sys

import click

from newsx.cli.group import INTERRUPTED, SOME_FAILED, USAGE, Commands
from newsx.errors import ConfigurationError, StoreError


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click passes it by place
    if wanted:
        from newsx import __version__

        click.echo(__version__)
        context.exit()


@click.command(
    cls=Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    examples=("newsx extract https://news.example/story -f table",),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version and exit.",
)
def app() -> None:
    """Turn financial news into data."""


def main() -> None:
    """Run the command line, and leave with the code that says how it went."""
    try:
        code = app.main(prog_name="newsx", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = USAGE
    except click.ClickException as error:
        code = _refuse(error)
    except ConfigurationError as error:
        click.echo(f"newsx: {error}", err=True)
        code = USAGE
    except StoreError as error:
        click.echo(f"newsx: {error}; what was stored before stays, run it again", err=True)
        code = SOME_FAILED
    except click.Abort:
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader has what it wanted (`| head`). Nothing is left to flush into the broken pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = SOME_FAILED
    sys.exit(code or 0)


def _refuse(error: click.ClickException) -> int:
    """Say what is wrong with the call and where help is, and return the exit code."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context is not None else "newsx"
    click.echo(f"{command}: {error.format_message()}", err=True)
    click.echo(f"Try '{command} --help'.", err=True)
    return error.exit_code
