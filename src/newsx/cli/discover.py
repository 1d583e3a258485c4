"""`newsx discover`: a site, a feed or a sitemap -> addresses of articles."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Annotated

import typer

from newsx.cli import options
from newsx.cli.group import NOTHING
from newsx.cli.running import line, log, settings_from

EXAMPLES = (
    "newsx discover https://news.example --since 2024-05-01 | newsx extract --from -",
    "newsx discover https://news.example/rss --limit 10",
)


def command(
    target: Annotated[
        str, typer.Argument(metavar="URL", help="Address of a site, a feed or a sitemap.")
    ],
    *,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since",
            parser=options.moment,
            metavar="YYYY-MM-DD",
            help="Leave out what is dated earlier (UTC).",
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, metavar="N", help="Stop after so many addresses."),
    ] = None,
    allow_private: options.AllowPrivate = None,
    robots: options.Robots = None,
    cache_dir: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> None:
    """Print the article addresses that a site, a feed or a sitemap lists, one a line."""
    log()
    from newsx.errors import FetchError
    from newsx.fetch.discover import discover
    from newsx.fetch.http import Client

    settings = settings_from(
        allow_private=allow_private,
        robots=robots,
        cache_dir=cache_dir,
        cache=False if no_cache else None,
    )
    try:
        with Client(settings) as client:
            for found in islice(discover(target, client, since=since), limit):
                line(found.url)
    except FetchError as error:
        words = str(error)
        typer.echo(f"newsx: {words if target in words else f'{target}: {words}'}", err=True)
        raise typer.Exit(NOTHING) from error
