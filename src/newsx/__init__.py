"""Turn financial news into data."""

__version__ = "0.1.0"
