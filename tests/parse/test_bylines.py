import pytest

from newsx.parse.bylines import provider_of, read_byline

# (bylines as a page writes them, people, agency)
BYLINES = [
    (["By Carmen Reinicke, Alexandra Semenova and Bloomberg"],
     ("Carmen Reinicke", "Alexandra Semenova"), "Bloomberg"),
    (["By Jane Q. Doe and John O’Neill"], ("Jane Q. Doe", "John O’Neill"), None),
    (["Jane Doe", "jane doe", "By Jane Doe"], ("Jane Doe",), None),
    (["The Associated Press"], (), "Associated Press"),
    (["JANE DOE | Reuters"], ("Jane Doe",), "Reuters"),
    (["By DESMOND MCKAY and UPI"], ("Desmond McKay",), "United Press International"),
    (["By Jane Doe, Senior Editor"], ("Jane Doe",), None),
    (["Jane Doe in Paris and Max Roe in Rome"], ("Jane Doe", "Max Roe"), None),
    (["Jane Doe; Chan Wing-yan"], ("Jane Doe", "Chan Wing-yan"), None),
    (["Jane Doe @janedoe"], ("Jane Doe",), None),
    (["https://www.example.com/author/jane"], (), None),
    (["Staff Reporter"], (), None),
    (["Written by: Jane Doe"], ("Jane Doe",), None),
    (["Jane Doe & Max Roe"], ("Jane Doe", "Max Roe"), None),
    (["Martin Luther King Jr."], ("Martin Luther King Jr",), None),
    (["Imogen Castellanos", "Theo Vandermolen", "Brightwater"],
     ("Imogen Castellanos", "Theo Vandermolen"), "Brightwater"),
    ([""], (), None),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "people", "agency"), BYLINES)
def test_people_and_agency_are_told_apart(
    lines: list[str], people: tuple[str, ...], agency: str | None
) -> None:
    byline = read_byline(lines)
    assert (byline.authors, byline.provider) == (people, agency)


def test_the_publication_is_no_author() -> None:
    assert read_byline(["The Daily Ledger", "Jane Doe"], publisher="Daily Ledger").authors == (
        "Jane Doe",
    )


def test_an_agency_on_its_own_site_is_no_provider() -> None:
    assert read_byline(["Bloomberg"], publisher="Bloomberg").provider is None
    assert provider_of("Reuters", publisher="Reuters") is None
    assert provider_of("AP", publisher="Fortune") == "Associated Press"


def test_an_organization_is_an_agency_or_nobody() -> None:
    byline = read_byline(["Jane Doe"], houses=["Reuters", "Field & Furrow Staff"])
    assert (byline.authors, byline.provider) == (("Jane Doe",), "Reuters")
    assert not read_byline([], houses=["Brightwater Capital"]).known
