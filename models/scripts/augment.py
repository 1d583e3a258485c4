"""Vary examples without touching their labels: other names, other cases, tickers, datelines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from labels import NAME_ID, NAME_LABELS, PLACE_IDS, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from readers import Example

GIVEN = """James Mary Robert Patricia Linda Michael Karen Daniel Susan Aaron Grace Peter Helen
Oliver Amelia Giles Fiona Siobhan Declan Aoife Niamh Rhys Angus Morag Pierre Camille Antoine Élodie
Jean-Luc Benoît Margaux Hans Klaus Jürgen Anneliese Heike Wolfgang Sabine Luca Giulia Matteo Chiara
Paolo Francesca Javier Carmen Álvaro Lucía Iñigo Pilar João Beatriz Tiago Inês Rui Sven Astrid Lars
Ingrid Henrik Søren Mette Kjell Solveig Aino Mikko Juhani Tuuli Jaak Liis Andrzej Katarzyna Wojciech
Małgorzata Piotr Zofia Jiří Tereza Miloš Petra Gábor Zsófia László Ion Elena Mihai Ana Nikola
Dragana Zoran Marija Georgi Desislava Dimitris Eleni Kostas Sofia Mehmet Ayşe Emre Elif Burak Olena
Taras Svetlana Dmitry Igor Natalia Ruslan Aigerim Nursultan Aliya Bekzat David Noa Yossi Tamar Ahmed
Fatima Khalid Noura Omar Layla Youssef Amina Reza Shirin Arash Parisa Mohammed Abdullah Salman
Zainab Rajesh Priya Anil Sunita Vikram Deepa Ashok Lakshmi Suresh Anjali Raghuram Nirmala Arvind
Kavita Harpreet Gurpreet Imran Ayesha Farhan Nadia Chaminda Nimal Tenzin Wei Xiaoming Li Jing Zhang
Yifan Hui Meiling Kwok-wai Siu-ming Hiroshi Yuki Kenji Haruka Takeshi Naoko Satoshi Min-jun Seo-yeon
Ji-hoon Hye-jin Nguyen Thi Minh Linh Tuan Somchai Siriporn Budi Dewi Siti Agus Rizal Maria Jose
Andres Imelda Kwame Ama Chinedu Ngozi Emeka Adaeze Tunde Folake Wanjiru Kipchoge Achieng Thabo
Nomvula Sipho Lindiwe Tendai Abebe Tigist Mamadou Aminata Moussa Fatou Ibrahim Hadiza Carlos Mariana
Diego Valentina Rodrigo Camila Thiago Larissa Guillermo Ximena Santiago Catalina Tui Aroha
Sione""".split()

FAMILY = """Smith Johnson Whitlock Ortega Brennan Calloway Fairweather Thorne Blackwood Ashdown
Hargreaves Pemberton O'Connor O'Sullivan McAllister MacLeod Murphy Kavanagh Llewellyn Dupont
Lefebvre Moreau Girard Rousseau Fontaine Müller Schneider Weber Hoffmann Krüger Lindner Becker
Baumgartner Rossi Bianchi Ferrari Moretti Conti Esposito García Fernández Martínez Ibarra Echeverría
Navarro Silva Santos Pereira Oliveira Carvalho Lindqvist Johansson Bergström Nygaard Hansen Sørensen
Haugen Virtanen Korhonen Mäkinen Tamm Kask Kowalski Nowak Wiśniewski Zielińska Novák Svoboda
Dvořáková Horváth Nagy Szabó Popescu Ionescu Jovanović Petrović Dimitrov Papadopoulos Nikolaidis
Yılmaz Demir Kaya Şahin Shevchenko Kovalenko Ivanov Petrova Volkov Sokolova Nazarbayev Akhmetov
Cohen Levi Mizrahi Al-Rashid Haddad Al-Falih El-Sayed Mansour Rahimi Hosseini Karimi Khan Malik
Sharma Patel Gupta Iyer Menon Reddy Chatterjee Banerjee Desai Singh Kaur Nair Rao Subramanian
Fernando Perera Chowdhury Rahman Wang Chen Liu Zhou Huang Zhao Lin Chan Wong Leung Tanaka Suzuki
Watanabe Yamamoto Kuroda Ishikawa Kim Park Choi Jung Tran Pham Le Chaiyasit Wijaya Santoso Abdullah
Tan Lim Goh Reyes Cruz Bautista Mensah Owusu Okafor Adeyemi Okonkwo Balogun Kamau Otieno Mwangi
Nkosi Dlamini Mokoena Moyo Tesfaye Diallo Traoré Keita Bello Abubakar González Rodríguez Hernández
Vargas Quispe Mendoza Souza Almeida Ferreira Barbosa Te-Whata Tuilagi Raman Haworth Delacroix Osei
Vandenberg Janssen Bakker Visser Peeters Maes Keller Frei Zürcher Steiner Gruber Pichler Kravitz
Goldstein Rosenberg Abrams Fitzgerald Yellowhorse Begay""".split()

MARKETS = (
    "NASDAQ",
    "NYSE",
    "Nasdaq",
    "LSE",
    "TSX",
    "ASX",
    "NSE",
    "BSE",
    "HKEX",
    "SGX",
    "JSE",
    "Euronext",
    "XETRA",
    "TSE",
)
SUFFIXES = "N O L PA DE NS T HK AX TO K OQ".split()
FIRMS = """company lender retailer bank carmaker chipmaker insurer miner airline group firm
conglomerate utility start-up manufacturer broker developer brewer drugmaker""".split()
DESCRIBED = {
    "ORG": (
        *(
            "rival",
            "chipmaker",
            "carmaker",
            "lender",
            "retailer",
            "drugmaker",
            "airline",
            "insurer",
        ),
        *("oil major", "solar installer", "fund manager", "software maker", "miner", "broker"),
        *("shares of", "shares in", "analysts at", "investors in", "state-owned", "parent", "peer"),
        *(
            "Indian lender",
            "German carmaker",
            "Chinese developer",
            "US retailer",
            "takeover target",
        ),
    ),
    "PERSON": (
        *("analyst", "economist", "chief executive", "billionaire", "founder", "chairman", "CEO"),
        *(
            "strategist",
            "investor",
            "former trader",
            "governor",
            "activist",
            "co-founder",
            "lawyer",
        ),
    ),
}
AGENCIES = (
    "Reuters",
    "AP",
    "Bloomberg",
    "AFP",
    "Dow Jones",
    "PTI",
    "PRNewswire",
    "Business Wire",
    "Xinhua",
    "Kyodo",
)
MONTHS = """January February March April May June July August September October November December
Jan. Feb. Sept. Oct.""".split()
SMALL_WORDS = frozenset(
    "a an and as at but by for from in into of off on or over per the to up via vs with".split()
)

Spans = list[tuple[int, int, str]]


class NamePool:
    """Names to swap in, by label and number of words, gathered from the examples themselves."""

    def __init__(self, examples: Iterable[Example]) -> None:
        pool: dict[tuple[str, int], dict[tuple[str, ...], None]] = defaultdict(dict)
        for example in examples:
            for start, end, label in name_spans(example):
                if label in {"ORG", "GPE"} and end - start <= 5:
                    pool[label, end - start].setdefault(tuple(example.words[start:end]))
        self._pool = {key: list(names) for key, names in pool.items()}

    def another(self, label: str, length: int, rng: Random) -> tuple[str, ...] | None:
        """Return a name of that many words, or None where none is known."""
        if label == "PERSON":
            if length == 1:
                return (rng.choice(FAMILY),)
            middle = [
                rng.choice(GIVEN) if rng.random() < 0.5 else rng.choice("ABCDEFGHJKLMPRSTW") + "."
            ]
            return (
                (rng.choice(GIVEN), *middle[: length - 2], rng.choice(FAMILY))
                if length <= 3
                else None
            )
        names = self._pool.get((label, length))
        return rng.choice(names) if names else None


def name_spans(example: Example) -> Spans:
    """Return the spans of words with a label; a place of open kind is ``PLACE``."""
    open_ids = {index: f"{position}-PLACE" for position, index in PLACE_IDS.items()}
    labels = [open_ids.get(index) or NAME_LABELS[max(index, 0)] for index in example.names]
    return spans_of(labels)


def swap_names(
    examples: Sequence[Example], pool: NamePool, rng: Random, *, labels: frozenset[str]
) -> list[Example]:
    """Return the examples of one text with other names of as many words, alike throughout.

    The longest are swapped first: the words that one begins with, and the last of a person's, are
    short for its new name too.
    """
    spans = [(one, span) for one in examples for span in name_spans(one) if span[2] in labels]
    swapped: _Swapped = {}
    for one, (start, end, label) in sorted(spans, key=lambda found: found[1][0] - found[1][1]):
        old = _keys(one.words[start:end])
        known = swapped.setdefault(label, {})
        if old in known or not all(word[:1].isalpha() for word in old):
            continue
        new = pool.another(label, end - start, rng)
        if new is not None:
            known |= {old[:size]: new[:size] for size in range(len(old), 0, -1)} | known
            if label == "PERSON":
                known.setdefault(old[-1:], new[-1:])
    return [_with_swapped(one, swapped) for one in examples]


_Swapped = dict[str, dict[tuple[str, ...], tuple[str, ...]]]
"""By label: what names, and what is short for them, are swapped for."""


def _with_swapped(example: Example, swapped: _Swapped) -> Example:
    words = list(example.words)
    for start, end, label in name_spans(example):
        old = words[start:end]
        new = swapped.get(label, {}).get(_keys(old))
        if new is not None:
            upper = all(word.isupper() for word in old)
            words[start:end] = [word.upper() for word in new] if upper else new
    return replace(example, words=words)


def _keys(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def add_ticker(example: Example, rng: Random) -> Example:
    """Return the example with a ticker after an organisation: (NYSE: ABC), <ABC.N> or (ABC.N)."""
    ends = [end for _, end, label in name_spans(example) if label == "ORG"]
    if not ends or example.claims:
        return example
    at = rng.choice(ends)
    ticker = "".join(rng.choices("ABCDEFGHIKLMNOPRSTUVWXYZ", k=rng.choice((1, 2, 3, 3, 4, 4))))
    single, market_id = NAME_ID["S-TICKER"], NAME_ID["S-ORG"]
    style = rng.random()
    if style < 0.55:
        inserted = [
            ("(", 0),
            (rng.choice(MARKETS), market_id),
            (":", 0),
            (ticker, single),
            (")", 0),
        ]
    else:
        code = f"{ticker}.{rng.choice(SUFFIXES)}"
        left, right = ("<", ">") if style < 0.8 else ("(", ")")
        inserted = [(left, 0), (code, single), (right, 0)]
    words = example.words[:at] + [word for word, _ in inserted] + example.words[at:]
    names = example.names[:at] + [name for _, name in inserted] + example.names[at:]
    return _other_words(example, words, names)


def add_description(example: Example, pool: NamePool, rng: Random) -> Example:
    """Return the example with a common word in capitals before the name it begins with.

    "Rival Acme fell", "Analyst Ann Lee said"; or, for a firm, "The Oslo-based lender fell".
    """
    spans = [span for span in name_spans(example) if span[0] == 0 and span[2] in DESCRIBED]
    if not spans or example.claims:
        return example
    _, end, label = spans[0]
    city = pool.another("GPE", 1, rng)
    words, names = example.words, example.names
    if label == "ORG" and city is not None and rng.random() < 0.4:
        front = ["The", *city, "-", "based", rng.choice(FIRMS)]
        marks = [0, NAME_ID["S-GPE"], 0, 0, 0]
        words, names = words[end:], names[end:]
    else:
        front = rng.choice(DESCRIBED[label]).split()
        front[0] = front[0].capitalize()
        marks = [0] * len(front)
    return _other_words(example, front + words, marks + names)


def add_dateline(example: Example, pool: NamePool, rng: Random) -> Example:
    """Return the example with a dateline before it, its city in capitals."""
    city = pool.another("GPE", 1, rng)
    if city is None or example.claims:
        return example
    front = [(city[0].upper(), NAME_ID["S-GPE"])]
    if rng.random() < 0.7:
        front += [(",", 0), (rng.choice(MONTHS), 0), (str(rng.randint(1, 31)), 0)]
    if rng.random() < 0.6:
        agency = rng.choice(AGENCIES).split()
        positions = ["S"] if len(agency) == 1 else ["B", "E"]
        named = [
            (word, NAME_ID[f"{position}-ORG"])
            for word, position in zip(agency, positions, strict=True)
        ]
        front += [("(", 0), *named, (")", 0)]
    front.append((rng.choice(("-", "–", "—", "--", ":")), 0))
    words = [word for word, _ in front] + example.words
    return _other_words(example, words, [name for _, name in front] + example.names)


def _other_words(example: Example, words: list[str], names: list[int]) -> Example:
    """Return the example with more or fewer words: their tree is then no longer known."""
    return replace(
        example, words=words, names=names, upos=[], xpos=[], heads=[], relations=[], parts=[]
    )


def recase(words: list[str], rng: Random, *, title: float, lower: float, upper: float) -> list[str]:
    """Return the words in Title Case, lower case, capitals or, most often, as they are."""
    draw = rng.random()
    if draw < title:
        return [word if word in SMALL_WORDS else word[:1].upper() + word[1:] for word in words]
    if draw < title + lower:
        return [word.lower() for word in words]
    if draw < title + lower + upper:
        return [word.upper() for word in words]
    return words
