"""Rows of one file by their first column."""

from newsx.knowledge.tables import Table

TEXT = """key,who
acme,a
acme,b
acme,c
bolt,d
corp,e
corp,f"""


def test_rows_of_a_key_are_all_kept_in_their_order() -> None:
    for text in (TEXT, TEXT + "\n"):
        table = Table(text)
        assert table.get("acme") == [["acme", "a"], ["acme", "b"], ["acme", "c"]]
        assert table.get("bolt") == [["bolt", "d"]]
        assert table.get("corp") == [["corp", "e"], ["corp", "f"]]
        assert table.get("dune") == []
        assert list(table.lines()) == TEXT.split("\n")[1:]
        assert list(table.keys()) == ["acme", "bolt", "corp"]


def test_rows_laid_over_come_first() -> None:
    table = Table(TEXT, "key,who\nbolt,x\ndune,y\n")
    assert table.get("bolt") == [["bolt", "x"], ["bolt", "d"]]
    assert table.get("dune") == [["dune", "y"]]
