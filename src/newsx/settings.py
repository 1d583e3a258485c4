"""One frozen object that says how newsx runs: defaults < `newsx.toml` < `NEWSX_*` < arguments."""

import hashlib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

CONFIG_FILE = Path("newsx.toml")


class Settings(BaseSettings):
    """How newsx runs. Every field can be set by `newsx.toml`, `NEWSX_<FIELD>` or a keyword."""

    model_config = SettingsConfigDict(
        env_prefix="NEWSX_", toml_file=CONFIG_FILE, frozen=True, extra="forbid"
    )

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
        float, Field(gt=0, description="Seconds one document of a batch may take to be read.")
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

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: arguments, environment, then `newsx.toml` in the working folder."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def sha256(self) -> str:
        """Digest of the settings that can change a record, for its provenance."""
        shaping = self.model_dump_json(include={"model", "default_currency", "day_first"})
        return hashlib.sha256(shaping.encode()).hexdigest()
