"""`newsx schema`: the shape of a record, as JSON Schema or as SQL."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLES = ("newsx schema > record.schema.json", "newsx schema --sql | duckdb news.duckdb")


def command(
    *,
    sql: Annotated[
        bool, typer.Option("--sql", help="Print the tables and views as SQL instead.")
    ] = False,
) -> None:
    """Print the JSON Schema of a record, or the tables it is stored in."""
    if sql:
        from newsx.store.tables import ddl

        typer.echo(ddl())
        return
    import json

    from newsx.schema import Record

    typer.echo(json.dumps(Record.model_json_schema(), indent=2))
