"""`newsx discover`: a site, a feed or a sitemap -> addresses of articles."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from typing import Any

import click

from newsx.cli import options
from newsx.cli.group import NOTHING, called
from newsx.cli.running import line, log, settings_from


@called(
    examples=(
        "newsx discover https://news.example --since 2024-05-01 | newsx extract --from -",
        "newsx discover https://news.example/rss --limit 10",
    ),
    arguments=(("TARGET", "Address of a site, a feed or a sitemap."),),
)
@click.argument("target")
@click.option(
    "--since", type=click.DateTime(), metavar="DAY", help="Leave out what is dated earlier (UTC)."
)
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Stop after so many addresses."
)
@options.fetching
def command(target: str, *, since: datetime | None, limit: int | None, **flags: Any) -> None:
    """Print the article addresses that a site, a feed or a sitemap lists, one a line."""
    log()
    from newsx.errors import FetchError
    from newsx.fetch.discover import discover
    from newsx.fetch.http import Client

    earliest = since.replace(tzinfo=UTC) if since is not None else None
    try:
        with Client(settings_from(**flags)) as client:
            for found in islice(discover(target, client, since=earliest), limit):
                line(found.url)
    except FetchError as error:
        click.echo(f"newsx: {target}: {error}", err=True)
        raise click.exceptions.Exit(NOTHING) from error
