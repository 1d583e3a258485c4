"""One frozen object that says how newsx runs: defaults < `newsx.toml` < `NEWSX_*` < arguments."""

import hashlib
import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from newsx.errors import ConfigurationError

CONFIG_FILE: Final = Path("newsx.toml")
_PREFIX: Final = "NEWSX_"


class Settings(BaseModel):
    """How newsx runs. Every field can be set by `newsx.toml`, `NEWSX_<FIELD>` or a keyword."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    model: Annotated[
        str,
        Field(
            description="Pipeline that recognizes names and grammar: `default` is the one newsx "
            "ships, `fast` the same at less cost and a little less exact, `blank` uses rules and "
            "gazetteer alone, anything else is the name or path of a spaCy pipeline."
        ),
    ] = "default"
    kb: Annotated[
        Path | None,
        Field(
            description="Additions to the knowledge base, the CSV that `newsx kb add` and "
            "`newsx kb update` keep; `kb_version` of a record tells what they held."
        ),
    ] = None
    default_currency: Annotated[
        str, Field(pattern="^[A-Z]{3}$", description="ISO 4217 code a bare `$` stands for.")
    ] = "USD"
    size_limit_bytes: Annotated[
        int, Field(gt=0, description="Largest document accepted, in bytes, after decompression.")
    ] = 15_000_000
    document_timeout_s: Annotated[
        float,
        Field(
            gt=0,
            description="Seconds one document may take to be read, by the clock in a batch, and of "
            "the processor's time in `extract` and `view`.",
        ),
    ] = 60.0
    document_memory_bytes: Annotated[
        int,
        Field(gt=0, description="Memory one document of a batch may take, beside what is loaded."),
    ] = 2_000_000_000
    timeout_s: Annotated[
        float,
        Field(
            gt=0,
            description="Seconds one try of a fetch may take in all, redirects included.",
        ),
    ] = 30.0
    deadline_s: Annotated[
        float,
        Field(gt=0, description="Seconds a page may take to fetch, all tries and pauses included."),
    ] = 90.0
    contact: Annotated[
        str | None,
        Field(
            pattern=r"^[!-~]([ -~]*[!-~])?$",
            description="Address or URL (ASCII) that sites can write to; sent in the User-Agent.",
        ),
    ] = None
    robots: Annotated[
        bool, Field(description="Whether robots.txt is asked before a page is fetched.")
    ] = True
    host_delay_s: Annotated[
        float,
        Field(
            ge=0, description="Seconds between two requests to one host; robots.txt may ask more."
        ),
    ] = 0.5
    host_connections: Annotated[
        int, Field(ge=1, le=16, description="Requests to one host at the same time.")
    ] = 2
    fetch_threads: Annotated[
        int, Field(ge=1, le=256, description="Requests to all hosts at the same time.")
    ] = 32
    retries: Annotated[
        int, Field(ge=0, le=10, description="Further tries after 429, 5xx and broken connections.")
    ] = 2
    cache_dir: Annotated[Path, Field(description="Folder of the HTTP cache (RFC 9111).")] = Path(
        "~/.cache/newsx"
    )
    cache: Annotated[bool, Field(description="Whether fetched pages are cached.")] = True
    proxy: Annotated[
        str | None,
        Field(
            pattern=r"^https?://[^/\s@]+/?$",
            description="Proxy for every request (http://host:port); none is guessed.",
        ),
    ] = None
    allow_private: Annotated[
        bool, Field(description="Whether URLs on loopback and private networks may be fetched.")
    ] = False
    day_first: Annotated[
        Literal["auto", "yes", "no"],
        Field(description="How to read 03/04/2023: by the page's language and place, or fixed."),
    ] = "auto"

    @model_validator(mode="before")
    @classmethod
    def _with_sources(cls, given: object) -> object:
        """Add what the environment and the file say: arguments go before, then the environment.

        Raises:
            ConfigurationError: The file cannot be read.
        """
        if not isinstance(given, Mapping):
            return given
        return {**read_file(), **read_environment(cls.model_fields), **given}

    @property
    def sha256(self) -> str:
        """Digest of the settings that can change a record, for its provenance."""
        shaping = self.model_dump_json(include={"model", "default_currency", "day_first"})
        return hashlib.sha256(shaping.encode()).hexdigest()


def read_environment(names: Iterable[str]) -> dict[str, str]:
    """Return the settings that the environment holds, as text; case does not matter."""
    told = {variable.upper(): value for variable, value in os.environ.items()}
    return {
        name: told[variable] for name in names if (variable := f"{_PREFIX}{name.upper()}") in told
    }


def read_file() -> dict[str, object]:
    """Return the settings that `newsx.toml` in the working folder holds.

    Raises:
        ConfigurationError: It is no TOML, or cannot be read.
    """
    try:
        return tomllib.loads(CONFIG_FILE.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"newsx.toml in this folder is no TOML: {error}"
        raise ConfigurationError(msg) from error
    except OSError as error:
        msg = f"newsx.toml in this folder cannot be read: {error.strerror}"
        raise ConfigurationError(msg) from error
