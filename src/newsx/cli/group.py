"""How commands are found and how they explain themselves: imported late, examples first."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final

import typer
from typer.core import TyperCommand, TyperGroup

from newsx.cli.overview import SUMMARY

if TYPE_CHECKING:
    from typer import _click  # typer's own name for what it draws help with

SOME_FAILED, USAGE, NOTHING, INTERRUPTED = 1, 2, 3, 130
_TYPE: Final = re.compile(r" <[^>]*>$")
HELP_OPTIONS: Final = {"help_option_names": ["-h", "--help"]}


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known word that was probably meant, or nothing.

    >>> nearest("extrct", COMMANDS)
    "; did you mean 'extract'?"
    """
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def one_of(*words: str) -> Callable[[str], str]:
    """Return a parser of an option that takes one of a few words, and hints at the one meant."""

    def parse(word: str) -> str:
        if word not in words:
            raise typer.BadParameter(
                f"{word!r} is none of {', '.join(words)}{nearest(word, words)}"
            )
        return word

    return parse


def offering(*words: str) -> Callable[[str], list[str]]:
    """Return what completes an option that takes one of a few words; other words may be typed.

    >>> offering("json", "ndjson")("n")
    ['ndjson']
    """

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete


class Command(TyperCommand):
    """A command whose help begins with examples."""

    examples: tuple[str, ...] = ()

    def format_help(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        """Write what it does, calls to copy, how it is called, and then every option."""
        formatter.write_text(inspect.cleandoc(self.help or ""))
        with formatter.section("Examples" if len(self.examples) > 1 else "Example"):
            for example in self.examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
        formatter.write_paragraph()
        self.format_usage(ctx, formatter)
        self.format_options(ctx, formatter)

    def format_options(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        """Write what arguments and options there are, arguments without their type in Python."""
        rows: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
        for parameter in self.get_params(ctx):
            found = parameter.get_help_record(ctx)
            if found is not None:
                name, about = found
                is_argument = parameter.param_type_name == "argument"
                part = "Arguments" if is_argument else "Options"
                rows[part].append((_TYPE.sub("", name) if is_argument else name, about))
        for part, found_rows in rows.items():
            if found_rows:
                with formatter.section(part):
                    formatter.write_dl(found_rows)


class Group(TyperGroup):
    """A command of commands whose help begins with examples."""

    examples: tuple[str, ...] = ()

    def format_help(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        """Write what it does, calls to copy, how it is called, and its commands."""
        formatter.write_text(inspect.cleandoc(self.help or ""))
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
        formatter.write_paragraph()
        self.format_usage(ctx, formatter)
        self.format_options(ctx, formatter)


def showing(*examples: str) -> type[Command]:
    """Return the class of a command with these examples, calls as one would type them."""
    return type("Command", (Command,), {"examples": examples})


def application(names: Sequence[str]) -> typer.Typer:
    """Return the application with these commands, importing no others.

    A module of this package named as its command holds `EXAMPLES` and the function `command`, or,
    where the command has commands of its own, the `typer.Typer` named `app`.
    """
    app = typer.Typer(
        help=SUMMARY,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=HELP_OPTIONS,
    )
    app.callback()(_top)
    for name in names:
        module = import_module(f"newsx.cli.{name}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        else:
            app.command(name, cls=showing(*module.EXAMPLES))(module.command)
    return app


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer passes it by place
    if wanted:
        from newsx import __version__

        typer.echo(__version__)
        raise typer.Exit


def _top(
    *,
    version: bool = typer.Option(
        False,
        "--version",
        is_eager=True,
        callback=_print_version,
        help="Print the version and exit.",
    ),
) -> None:
    """Turn financial news into data."""
    del version
