"""The command line: one command per public function. It parses and prints; the work is elsewhere.

Results go to stdout, everything else to stderr. Exit codes: 0 all done, 1 some inputs failed,
2 usage, 3 nothing extracted, 130 interrupted.

Each command is a module of this package, named as it is and imported when it is called; `COMMANDS`
in `newsx.cli.overview` lists them.
"""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper

from newsx.cli.overview import COMMANDS, overview


def main() -> None:
    """Run the command line, and leave with the code that says how it went."""
    if isinstance(sys.stdout, TextIOWrapper):
        # As JSON is (RFC 8259), whatever the locale says; a path may hold bytes that are no UTF-8.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = sys.argv[1:]
    if "_NEWSX_COMPLETE" in os.environ:  # a shell asks, and says what is typed there too
        sys.exit(_run(words, list(COMMANDS)))
    if words in (["--help"], ["-h"]):
        sys.stdout.write(overview() + "\n")
        return
    if not words:
        sys.stderr.write(overview() + "\n")
        sys.exit(2)
    name = words[0]
    if name in COMMANDS:
        sys.exit(_run(words, [name]))
    if name.startswith("-"):
        sys.exit(_run(words, list(COMMANDS)))
    from newsx.cli.group import USAGE, nearest

    sys.stderr.write(f"newsx: no command {name!r}{nearest(name, COMMANDS)}\n")
    sys.stderr.write("Try 'newsx --help'.\n")
    sys.exit(USAGE)


def _run(words: list[str], commands: list[str]) -> int:
    """Run an application of some commands, importing no others, and return its exit code."""
    import typer
    from typer.main import get_command

    from newsx.cli.group import INTERRUPTED, SOME_FAILED, USAGE, application
    from newsx.errors import ConfigurationError, StoreError

    try:
        code = get_command(application(commands)).main(
            words, prog_name="newsx", standalone_mode=False
        )
    except typer.TyperException as error:
        _say_refusal(error, words)
        return error.exit_code
    except ConfigurationError as error:
        typer.echo(f"newsx: {error}", err=True)
        return USAGE
    except StoreError as error:
        typer.echo(f"newsx: {error}; what was stored before stays, run it again", err=True)
        return SOME_FAILED
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        _abandon_output()  # the reader has what it wanted (`| head`)
        return SOME_FAILED
    except OSError as error:  # output that takes no more: whoever wrote it could do no better
        _abandon_output()
        place = f" {error.filename!r}" if error.filename is not None else ""
        typer.echo(f"newsx: cannot go on{place}: {error.strerror or error}", err=True)
        return SOME_FAILED
    finally:
        # Python looks through all it holds once more as it leaves; the process ends anyway.
        gc.freeze()
    return code if isinstance(code, int) else 0


def _abandon_output() -> None:
    """See that what is left in the buffer of stdout is not tried once more as the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_refusal(error: Exception, words: list[str]) -> None:
    """Say what is wrong with the call, and where help is."""
    import typer

    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else f"newsx {words[0]}"
    told = getattr(error, "format_message", lambda: str(error))()
    typer.echo(f"{command}: {told}", err=True)
    typer.echo(f"Try '{command} --help'.", err=True)
