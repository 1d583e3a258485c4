"""Record -> Sink: JSON Lines, Parquet, DuckDB, PostgreSQL, and the warehouses of dlt."""
