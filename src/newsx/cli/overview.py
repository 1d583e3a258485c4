"""What `newsx --help` says, kept apart so that it costs no import of the commands or of typer."""

from typing import Final

SUMMARY: Final = "Turn financial news into data."

# What the list of commands says of each: the first sentence of its own help (tested).
COMMANDS: Final = {
    "extract": "Extract a record from each article.",
    "batch": "Read archives into a database; started again, it goes on where it was.",
    "load": "Load records that were made before into a database.",
    "view": "Show articles as one reads them, with everything newsx read marked in place.",
    "discover": "Print the article addresses that a site, a feed or a sitemap lists, one a line.",
    "kb": "Ask the knowledge base who is who, and add to it.",
    "eval": "Score newsx, or records of your own, on annotated articles.",
    "schema": "Print the JSON Schema of a record, or the tables it is stored in.",
    "config": "Print every setting as a line of newsx.toml, and where its value comes from.",
    "info": "Print versions, model, knowledge base, cache and licences: what a report should name.",
}

# Of the application itself; typer makes them (tested).
OPTIONS: Final = {
    "--version": "Print the version and exit.",
    "--install-completion": "Install completion for the current shell.",
    "--show-completion": "Show completion for the current shell, to copy or adapt it.",
    "-h, --help": "Show this message, or that of a command, and exit.",
}


def overview() -> str:
    """Return the help of newsx itself."""
    wide = max(map(len, (*COMMANDS, *OPTIONS))) + 2

    def rows(of: dict[str, str]) -> list[str]:
        return [f"  {name:<{wide}}{meaning}" for name, meaning in of.items()]

    return "\n".join(
        (
            SUMMARY,
            "",
            "Example:",
            "  newsx extract https://news.example/story -f table",
            "",
            "Usage: newsx [OPTIONS] COMMAND [ARGS]...",
            "",
            "Commands:",
            *rows(COMMANDS),
            "",
            "Options:",
            *rows(OPTIONS),
            "",
            "'newsx COMMAND --help' shows calls to copy and every option.",
        )
    )
