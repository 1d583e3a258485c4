"""`newsx schema`: the shape of a record, as JSON Schema or as SQL."""

from __future__ import annotations

import click

from newsx.cli.group import called


@called(examples=("newsx schema > record.schema.json", "newsx schema --sql | duckdb news.duckdb"))
@click.option("--sql", is_flag=True, help="Print the tables and views as SQL instead.")
def command(*, sql: bool) -> None:
    """Print the JSON Schema of a record, or the tables it is stored in."""
    if sql:
        from newsx.store.tables import ddl

        click.echo(ddl())
        return
    import json

    from newsx.schema import Record

    click.echo(json.dumps(Record.model_json_schema(), indent=2))
