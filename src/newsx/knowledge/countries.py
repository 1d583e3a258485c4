"""Countries, by their codes."""

from collections.abc import Mapping
from functools import cache

from newsx.knowledge.names import slug
from newsx.knowledge.sources import own

_OF_ONE_LAND = frozenset({"central_bank", "government", "ministry", "statistics"})
_UNION = "European Union"


@cache
def country_names() -> Mapping[str, str]:
    """Return the names of countries by ISO 3166-1 code.

    >>> country_names()["CL"]
    'Chile'
    """
    return {row["code"]: row["name"] for row in own("countries")}


@cache
def lands_of_bodies() -> Mapping[str, str]:
    """Return the codes of the countries whose central bank, office or ministry a body is.

    >>> lands_of_bodies()["Bank of England"]
    'GB'
    """
    return {
        row["name"]: row["country"]
        for row in own("institutions")
        if row["kind"] in _OF_ONE_LAND and row["country"] and row["parent"] != _UNION
    }


@cache
def central_banks() -> Mapping[str, str]:
    """Return the ids of central banks and of their parts, with the id of whose part each is.

    >>> central_banks()["newsx:federal-open-market-committee"]
    'newsx:federal-reserve'
    """
    banks = {row["name"]: row for row in own("institutions") if row["kind"] == "central_bank"}
    return {
        f"newsx:{slug(name)}": f"newsx:{slug(row['parent'] if row['parent'] in banks else name)}"
        for name, row in banks.items()
    }


@cache
def codes_of_lands() -> Mapping[str, frozenset[str]]:
    """Return the codes of the countries that a name, or a word for their people, may mean.

    >>> codes_of_lands()["turkish"] == codes_of_lands()["turkey"] == {"TR"}
    True
    """
    codes: dict[str, set[str]] = {}
    for row in own("countries"):
        forms = "|".join((row["name"], row["aliases"], row["demonyms"])).split("|")
        for form in forms:
            codes.setdefault(form.removeprefix("~").lower(), set()).add(row["code"])
    return {form: frozenset(found) for form, found in codes.items() if form[:1].isalpha()}


@cache
def lands_of_central_banks() -> Mapping[str, str]:
    """Return the codes of the countries whose central bank an entity is, and no part of one.

    >>> lands_of_central_banks()["newsx:norges-bank"]
    'NO'
    """
    lands = ((f"newsx:{slug(name)}", code) for name, code in lands_of_bodies().items())
    return {
        entity_id: code for entity_id, code in lands if central_banks().get(entity_id) == entity_id
    }


@cache
def bodies_of_many() -> frozenset[str]:
    """Return the bodies that are of several countries: a bloc, its central bank, its offices.

    >>> bodies_of_many() >= {"Group of Seven", "European Central Bank", "Eurostat"}
    True
    """
    return frozenset(
        row["name"]
        for row in own("institutions")
        if row["kind"] == "international"
        or row["parent"] == _UNION
        or (row["kind"] == "central_bank" and not row["country"])
    )


@cache
def regions() -> frozenset[str]:
    """Return the names of what holds several countries, in lower case.

    >>> regions() >= {"euro zone", "latin america"}
    True
    """
    return frozenset(
        form.removeprefix("~").lower()
        for row in own("places")
        if row["type"] == "LOC"
        for place in row["names"].split(";")
        for form in place.split("|")
    )
