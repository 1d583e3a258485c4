"""Write knowledge/tables/currencies.csv from CLDR: code, singular and plural English names.

Run with Babel installed (it is no dependency of newsx):

    python models/scripts/currencies_from_cldr.py > src/newsx/knowledge/tables/currencies.csv

Only currencies that are legal tender somewhere today, so that old coins do not catch new words.
"""

import csv
import sys

from babel import Locale
from babel.numbers import get_territory_currencies

english = Locale("en")
current = {
    code
    for territory in english.territories
    if len(territory) == 2
    for code in get_territory_currencies(territory)
}
writer = csv.writer(sys.stdout, lineterminator="\n")
writer.writerow(["code", "singular", "plural"])
for code in sorted(current):
    names = english._data["currency_names_plural"].get(code, {})  # noqa: SLF001 - no public way
    writer.writerow([code, names.get("one", ""), names.get("other", "")])
