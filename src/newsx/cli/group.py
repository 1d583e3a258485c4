"""How commands are found and how they explain themselves: imported late, examples first."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any, Final, cast

import click

SOME_FAILED, USAGE, NOTHING, INTERRUPTED = 1, 2, 3, 130

# What the list of commands says of each: the first sentence of its own help (tested).
COMMANDS: Final = {
    "extract": "Extract a record from each article.",
    "batch": "Read archives into a database; started again, it goes on where it was.",
    "load": "Load records that were made before into a database.",
    "discover": "Print the article addresses that a site, a feed or a sitemap lists, one a line.",
    "schema": "Print the JSON Schema of a record, or the tables it is stored in.",
}


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known word that was probably meant, or nothing.

    >>> nearest("extrct", COMMANDS)
    "; did you mean 'extract'?"
    """
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


class Choice(click.Choice[str]):
    """One of a few words; a misspelt one is told which was probably meant."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word.

        Raises:
            click.BadParameter: It is none of them.
        """
        if value not in self.choices:
            known = ", ".join(self.choices)
            self.fail(f"{value!r} is none of {known}{nearest(value, self.choices)}", param, ctx)
        return value


class Command(click.Command):
    """A command whose help begins with examples.

    Args:
        examples: Calls as one would type them, the plainest first.
        arguments: Name and meaning of each argument, for the help.
    """

    def __init__(
        self,
        *given: Any,
        examples: Sequence[str] = (),
        arguments: Sequence[tuple[str, str]] = (),
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.examples = tuple(examples)
        self.arguments = tuple(arguments)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what it does, how it is called, and then every option."""
        _purpose(self, self.examples, formatter)
        self.format_usage(ctx, formatter)
        if self.arguments:
            with formatter.section("Arguments"):
                formatter.write_dl(list(self.arguments))
        self.format_options(ctx, formatter)


class Commands(click.Group):
    """The commands of newsx, each imported when it is called."""

    def __init__(self, *given: Any, examples: Sequence[str] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        self.examples = tuple(examples)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return their names in the order of the work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        return cast("click.Command", import_module(f"newsx.cli.{cmd_name}").command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command a call names.

        Raises:
            click.UsageError: There is none of that name.
        """
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            ctx.fail(f"no command {name!r}{nearest(name, COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what newsx does, how it is called, and its commands."""
        _purpose(self, self.examples, formatter)
        self.format_usage(ctx, formatter)
        self.format_options(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing one of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def called(
    *, examples: Sequence[str], arguments: Sequence[tuple[str, str]] = ()
) -> Callable[[Callable[..., None]], Command]:
    """Make a command of a function; its name is that of its module, its help the docstring."""

    def make(function: Callable[..., None]) -> Command:
        name = function.__module__.rpartition(".")[2]
        decorate = click.command(name, cls=Command, examples=examples, arguments=arguments)
        return decorate(function)

    return make


def _purpose(of: click.Command, examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    """Write what a command does, and calls to copy."""
    formatter.write_text(inspect.cleandoc(of.help or ""))
    with formatter.section("Examples" if len(examples) > 1 else "Example"):
        for example in examples:
            formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
    formatter.write_paragraph()
