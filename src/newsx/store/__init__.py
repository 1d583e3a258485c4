"""Record -> Sink: JSON Lines, Parquet, DuckDB."""
