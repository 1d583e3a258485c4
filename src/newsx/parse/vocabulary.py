"""The words and phrases the parse stage knows, read from the data files beside this module."""

import csv
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> Sequence[Mapping[str, str]]:
    """Return the rows of the table `name`.csv, keyed by its header."""
    return tuple(csv.DictReader(_read(f"{name}.csv").splitlines()))


@cache
def words(file: str, key: str) -> frozenset[str]:
    """Return the words under `key` in `file`.toml."""
    return frozenset(_table(file)[key].split())


@cache
def phrases(file: str, *keys: str) -> re.Pattern[str]:
    """Return one pattern, blind to case, of the expressions under `keys` in `file`.toml."""
    table = _table(file)
    return re.compile("|".join(row for key in keys for row in table[key]), re.IGNORECASE)


@cache
def _table(file: str) -> dict[str, str]:
    return tomllib.loads(_read(f"{file}.toml"))


def _read(name: str) -> str:
    return files("newsx.parse").joinpath(name).read_text("utf-8")
