"""Amounts: characters -> value, unit, currency, range. Every bug adds its row first."""

from decimal import Decimal

import pytest

from newsx.grammar.amount import Amount
from newsx.grammar.amounts import scan

# text -> (what is marked, kind, value, upper end, unit or currency, per)
AMOUNTS = [
    # house styles of money
    ("It paid US$1.2bn.", "US$1.2bn", "money", "1200000000", None, "USD", None),
    ("a €3.4 billion fine", "€3.4 billion", "money", "3400000000", None, "EUR", None),
    ("fell to $US71.40 a barrel", "$US71.40 a barrel", "money", "71.40", None, "USD", "barrel"),
    ("between $A2 million and $A3 million", "$A2 million and $A3 million", "money", "2000000", "3000000", "AUD", None),
    ("$US2 million to $US3 million", "$US2 million to $US3 million", "money", "2000000", "3000000", "USD", None),
    ("a dividend of 14 HK cents per share", "14 HK cents per share", "money", "0.14", None, "HKD", "share"),
    ("3.5 US cents", "3.5 US cents", "money", "0.035", None, "USD", None),
    # a loss as accountants write it
    ("net loss of $(4.8) million", "$(4.8) million", "money", "-4800000", None, "USD", None),
    ("or $(0.12) per diluted share", "$(0.12) per diluted share", "money", "-0.12", None, "USD", "share"),
    ("NT$45 a share", "NT$45 a share", "money", "45", None, "TWD", "share"),
    ("SEK 212 million", "SEK 212 million", "money", "212000000", None, "SEK", None),
    ("MSEK 512", "MSEK 512", "money", "512000000", None, "SEK", None),
    ("18.5 million Swiss francs", "18.5 million Swiss francs", "money", "18500000", None, "CHF", None),
    ("Rs 412 crore", "Rs 412 crore", "money", "4120000000", None, "INR", None),
    ("₹2.5 lakh crore", "₹2.5 lakh crore", "money", "2500000000000", None, "INR", None),
    ("₹12,34,567", "₹12,34,567", "money", "1234567", None, "INR", None),
    ("R450m", "R450m", "money", "450000000", None, "ZAR", None),
    ("closed at 182.5p", "182.5p", "money", "1.825", None, "GBP", None),
    ("down 4½p", "4½p", "money", "0.045", None, "GBP", None),
    ("12 cents a share", "12 cents a share", "money", "0.12", None, "USD", "share"),
    ("a 9-cent-a-share charge", "9-cent-a-share", "money", "0.09", None, "USD", "share"),
    ("€31.20/MWh", "€31.20/MWh", "money", "31.20", None, "EUR", "megawatt-hour"),
    ("$6.12-1/4 a bushel", "$6.12-1/4 a bushel", "money", "6.1225", None, "USD", "bushel"),
    ("half a million dollars", "half a million dollars", "money", "500000", None, "USD", None),
    ("hundreds of millions of euros", "hundreds of millions of euros", "money", "100000000", None, "EUR", None),
    ("a couple of dozen mills", "a couple of dozen mills", "count", "24", None, "mill", None),
    ("a couple of million dollars", "a couple of million dollars", "money", "2000000", None, "USD", None),
    ("$38B of orders", "$38B", "money", "38000000000", None, "USD", None),
    ("$5,000", "$5,000", "money", "5000", None, "USD", None),
    ("8.9 billion Swedish crowns", "8.9 billion Swedish crowns", "money", "8900000000", None, "SEK", None),
    ("outflows of Sf3.5 billion", "Sf3.5 billion", "money", "3500000000", None, "CHF", None),
    # a year or a quarter may be earlier, a barrel may not
    ("$77 a barrel after talks", "$77 a barrel", "money", "77", None, "USD", "barrel"),
    ("$77 a year after talks", "$77", "money", "77", None, "USD", None),
    # a number of millions does not go on in digits
    # ranges whose left end leans on the right one, and two sums that are none
    ("29 to 31 cents a share", "29 to 31 cents a share", "money", "0.29", "0.31", "USD", "share"),
    ("raise prices by 9% to 12%", "9% to 12%", "percent", "9", "12", "percent", None),
    ("4 or 5 per cent of them", "4 or 5 per cent", "percent", "4", "5", "percent", None),
    # percent and its kin are three units
    ("up 3 percent", "3 percent", "percent", "3", None, "percent", None),
    ("4.1pc", "4.1pc", "percent", "4.1", None, "percent", None),
    ("by 25bp", "25bp", "percent", "25", None, "basis_point", None),
    ("1.5 percentage points", "1.5 percentage points", "percent", "1.5", None, "percentage_point", None),
    ("a half-point cut", "half-point", "percent", "0.5", None, "percentage_point", None),
    ("three-quarters of a percentage point", "three-quarters of a percentage point", "percent", "0.75", None, "percentage_point", None),
    # counts, quantities, multiples
    ("2,400 workers", "2,400 workers", "count", "2400", None, "worker", None),
    ("opened 12 branches", "12 branches", "count", "12", None, "branch", None),
    # a noun is part of the figure where it follows at once
    ("opened 12 new branches", "12 new branches", "count", "12", None, "branch", None),
    # and with it what makes one name of two or three words, but no verb and no mere description
    ("announced 98,000 job cuts", "98,000 job cuts", "count", "98000", None, "cut", None),
    ("has 6 million registered users", "6 million registered users", "count", "6000000", None, "user", None),
    ("its 12 highest-yielding bonds", "12 highest-yielding bonds", "count", "12", None, "bond", None),
    ("its 20 costliest funds", "20 costliest funds", "count", "20", None, "fund", None),
    ("and 14 forest fires burn", "14 forest fires", "count", "14", None, "fire", None),
    ("of whom 40 forecast cuts", "40", "count", "40", None, "cut", None),
    # what may be a verb is part of a name only where somebody has the number
    ("72 beat estimates", "72", "count", "72", None, "estimate", None),
    ("20 missed estimates", "20", "count", "20", None, "estimate", None),
    ("15 cut jobs", "15", "count", "15", None, "job", None),
    ("8 paid dividends", "8", "count", "8", None, "dividend", None),
    ("30 took loans", "30", "count", "30", None, "loan", None),
    ("5 make cars", "5", "count", "5", None, "car", None),
    ("about 20 face charges", "20", "count", "20", None, "charge", None),
    ("more than 12 hold shares", "12", "count", "12", None, "share", None),
    ("said 40 expect cuts", "40", "count", "40", None, "cut", None),
    ("gains; 30 raised prices", "30", "count", "30", None, "price", None),
    ("its 12 fund managers", "12 fund managers", "count", "12", None, "manager", None),
    ("with 20 managed funds", "20 managed funds", "count", "20", None, "fund", None),
    ("5 law firms", "5 law firms", "count", "5", None, "firm", None),
    ("3 halves", "3 halves", "count", "3", None, "half", None),
    # letters are units only after a stroke
    ("sold at $20 a T-shirt", "$20", "money", "20", None, "USD", None),
    ("a $9 a D-day ticket", "$9", "money", "9", None, "USD", None),
    ("$9/d-day", "$9", "money", "9", None, "USD", None),
    # in a week, and not each week
    ("fell 12% a week from the vote", "12%", "percent", "12", None, "percent", None),
    ("up 5% a week into the trial", "5%", "percent", "5", None, "percent", None),
    ("up 8% a year on, it", "8%", "percent", "8", None, "percent", None),
    ("paid 8% a year on deposits", "8%", "percent", "8", None, "percent", "year"),
    ("made 4% a year from rents", "4%", "percent", "4", None, "percent", "year"),
    ("$300,000 a drop in the ocean", "$300,000", "money", "300000", None, "USD", None),
    ("$200 a lawyer for the firm said", "$200", "money", "200", None, "USD", None),
    ("raised 20 to the euro zone fund", "20", "number", "20", None, None, None),
    ("lost 3 to the dollar index", "3", "number", "3", None, None, None),
    # a percentage is per a stretch of time; a year earlier is when
    ("returned 4 percent a year since", "4 percent", "percent", "4", None, "percent", "year"),
    ("churn of 2.6% a month", "2.6%", "percent", "2.6", None, "percent", "month"),
    ("grew 2% to 3% a year since", "2% to 3%", "percent", "2", "3", "percent", "year"),
    ("moved 2 tonnes to 3 tonnes a day", "2 tonnes to 3 tonnes a day", "quantity", "2", "3", "tonne", "day"),
    ("up 4 percent a year earlier", "4 percent", "percent", "4", None, "percent", None),
    # a rate of exchange is so many to the other currency
    ("the leu firmed to 4.97 per euro", "4.97 per euro", "number", "4.97", None, None, "euro"),
    ("at 31.20 to the dollar", "31.20 to the dollar", "number", "31.20", None, None, "dollar"),
    ("at 66.72 a dollar", "66.72 a dollar", "number", "66.72", None, None, "dollar"),
    ("1.2 to the downside", "1.2", "number", "1.2", None, None, None),
    # a sum is for each of what follows as "a shift" does, a sum of millions is not
    ("paid Rs 96 a shift for it", "Rs 96 a shift", "money", "96", None, "INR", "shift"),
    ("raised $40 million a record", "$40 million", "money", "40000000", None, "USD", None),
    ("costs £3 a dear friend", "£3", "money", "3", None, "GBP", None),
    ("closed at €90.40/t", "€90.40/t", "money", "90.40", None, "EUR", "tonne"),
    ("milled 14,000 t/d", "14,000 t/d", "quantity", "14000", None, "tonne", "day"),
    ("raised T$6.1 billion", "T$6.1 billion", "money", "6100000000", None, "TWD", None),
    ("a loan of Baht 512 million", "Baht 512 million", "money", "512000000", None, "THB", None),
    ("it paid P5.4 billion", "P5.4 billion", "money", "5400000000", None, "PHP", None),
    ("a claim of 2.4 billion kwacha", "2.4 billion kwacha", "money", "2400000000", None, "ZMW", None),
    ("six OPEC countries", "six", "count", "6", None, "country", None),
    ("5.3 million U.S. mobile homes", "5.3 million", "count", "5300000", None, "home", None),
    ("a poll of 37 economists had a rise", "37 economists", "count", "37", None, "economist", None),
    ("above the 280 million analysts had expected", "280 million", "number", "280000000", None, None, None),
    ("1.3 million barrels per day", "1.3 million barrels per day", "quantity", "1300000", None, "barrel", "day"),
    ("mined 41,200 t of copper", "41,200 t", "quantity", "41200", None, "tonne", None),
    ("some 47,300t changed hands", "47,300t", "quantity", "47300", None, "tonne", None),
    ("cash costs of 148 cts/lb", "148 cts/lb", "money", "1.48", None, "USD", "pound"),
    ("a bonus of Rs 50 a quintal", "Rs 50 a quintal", "money", "50", None, "INR", "quintal"),
    ("940,000 bpd", "940,000 bpd", "quantity", "940000", None, "barrel", "day"),
    ("4.5 mtpa", "4.5 mtpa", "quantity", "4500000", None, "tonne", "year"),
    ("¼ of staff", "¼", "fraction", "0.25", None, None, None),
    ("⅕ of staff", "⅕", "fraction", "0.2", None, None, None),
    ("5.47 Mt", "5.47 Mt", "quantity", "5470000", None, "tonne", None),
    ("a 30 MW plant", "30 MW", "quantity", "30", None, "megawatt", None),
    ("3.2 mb/d", "3.2 mb/d", "quantity", "3200000", None, "barrel", "day"),
    ("450 MW", "450 MW", "quantity", "450", None, "megawatt", None),
    ("12.5x earnings", "12.5x", "multiple", "12.5", None, None, None),
    ("nine times earnings", "nine times", "multiple", "9", None, None, None),
    ("profit tripled", "tripled", "multiple", "3", None, None, None),
    ("Merrion doubles bad debts", "doubles", "multiple", "2", None, None, None),
    ("on course to halve this year", "halve", "multiple", "0.5", None, None, None),
    ("rates could double again", "double", "multiple", "2", None, None, None),
    ("twice what it paid", "twice", "multiple", "2", None, None, None),
    ("a 5-for-2 split", "5-for-2", "ratio", "2.5", None, None, None),
    ("a ratio of 312 to 1", "312 to 1", "ratio", "312", None, None, None),
    ("up from 240 to 1 before", "240 to 1", "ratio", "240", None, None, None),
    ("$380 million, plus or minus $15 million", "$380 million, plus or minus $15 million",
     "money", "365000000", "395000000", "USD", None),
    ("save $45 million a year before tax", "$45 million a year", "money", "45000000", None, "USD", "year"),
    ("four in ten firms", "four in ten", "fraction", "0.4", None, None, None),
    ("40 cents on the dollar", "40 cents on the dollar", "fraction", "0.4", None, None, None),
    # a share names its part and its whole
    ("One loan in nine is impaired", "One loan in nine", "fraction", str(Decimal(1) / 9), None, None, None),
    ("brings in three crowns of every five it earns", "three crowns of every five", "fraction", "0.6", None, None, None),
    ("Rs 15-lakh-crore mark", "Rs 15-lakh-crore", "money", "15000000000000", None, "INR", None),
    ("a loss of N4.4bn", "N4.4bn", "money", "4400000000", None, "NGN", None),
    ("it takes 2,850 bolivars", "2,850 bolivars", "money", "2850", None, "VES", None),
    ("six of every 10 clinics", "six of every 10", "fraction", "0.6", None, None, None),
    ("spend 46 cents of every dollar on rent", "46 cents of every dollar", "fraction", "0.46", None, None, None),
    ("a house costs 289,000 pounds", "289,000 pounds", "money", "289000", None, "GBP", None),
    ("a tractor of 12,000 pounds", "12,000 pounds", "quantity", "12000", None, "pound", None),
    ("pay 71.1p in the pound", "71.1p in the pound", "fraction", "0.711", None, None, None),
    ("recover 8 to 11 cents on the dollar", "8 to 11 cents on the dollar", "fraction", "0.08", "0.11", None, None),
    ("pumped 120kboe/d in May", "120kboe/d", "quantity", "120000", None, "barrel of oil equivalent", "day"),
    ("shipped 45kt of it", "45kt", "quantity", "45000", None, "tonne", None),
    ("reserves of 3.4Tcf", "3.4Tcf", "quantity", "3400000000000", None, "cubic foot", None),
    ("sold 3.4 million EVs", "3.4 million EVs", "count", "3400000", None, "EV", None),
    ("leverage of 4 times, it said", "4 times", "multiple", "4", None, None, None),
    ("failed 4 times, it said", "4 times", "count", "4", None, "time", None),
    # money that is no more, and marks that never were
    ("earned 12 billion lire", "12 billion lire", "money", "12000000000", None, "ITL", None),
    ("rose to 1.75 marks", "1.75 marks", "money", "1.75", None, "DEM", None),
    ("scored 40 marks", "40 marks", "count", "40", None, "mark", None),
    ("fined 500,000 marks", "500,000 marks", "money", "500000", None, "DEM", None),
    ("needed 72.25 marks to pass", "72.25 marks", "count", "72.25", None, "mark", None),
    ("lent DEM 40 million", "DEM 40 million", "money", "40000000", None, "DEM", None),
    ("totalled SEK –36 million", "SEK –36 million", "money", "-36000000", None, "SEK", None),
    # ranges share the right-hand scale and the left-hand currency
    ("$1.2-1.4 billion", "$1.2-1.4 billion", "money", "1200000000", "1400000000", "USD", None),
    ("3 to 5 percent", "3 to 5 percent", "percent", "3", "5", "percent", None),
    ("between £2m and £3m", "£2m and £3m", "money", "2000000", "3000000", "GBP", None),
    ("22-$24", "22-$24", "money", "22", "24", "USD", None),
    ("more than 20 but less than 30 percent", "20 but less than 30 percent", "percent", "20", "30", "percent", None),
    # parts of a cent and of a point; another country's cents
    ("dipped half a cent", "half a cent", "money", "0.005", None, "USD", None),
    ("fell half a basis point", "half a basis point", "percent", "0.5", None, "basis_point", None),
    ("at US66.8c", "US66.8c", "money", "0.668", None, "USD", None),
    ("buying NZ71¢ now", "NZ71¢", "money", "0.71", None, "NZD", None),
    ("1,500 CFA francs a kilo", "1,500 CFA francs a kilo", "money", "1500", None, "XOF", "kilogram"),
    ("reserves of 5.6Moz", "5.6Moz", "quantity", "5600000", None, "ounce", None),
    # signs
    ("a margin of (31)%", "(31)%", "percent", "-31", None, "percent", None),
    ("earnings of (0.9)p", "(0.9)p", "money", "-0.009", None, "GBP", None),
    ("bottles (+5.2%)", "+5.2%", "percent", "5.2", None, "percent", None),
    ("growth of -0.7%", "-0.7%", "percent", "-0.7", None, "percent", None),
    ("trends improved, at plus 2%", "plus 2%", "percent", "2", None, "percent", None),
    ("by 0.8 of a percentage point", "0.8 of a percentage point", "percent", "0.8", None, "percentage_point", None),
    ("EBIT: DKK -264 million", "DKK -264 million", "money", "-264000000", None, "DKK", None),
    ("seen at minus 100 million to minus 50 million euros", "minus 100 million to minus 50 million euros",
     "money", "-100000000", "-50000000", "EUR", None),
    ("from minus 3% to minus 1%", "minus 3% to minus 1%", "percent", "-3", "-1", "percent", None),
    ("minus 2 percent", "minus 2 percent", "percent", "-2", None, "percent", None),
]  # fmt: skip

# text -> what of it is read
TOGETHER = [
    ("rose $2 to $80", ["$2", "$80"]),
    ("fell from 310p to 190p", ["310p", "190p"]),
    ("doubled in the quarter to $1.9 billion", ["doubled", "quarter", "$1.9 billion"]),
    ("cut the number from 3 to 1", ["3", "1"]),
    ("sales were $5 million a year before", ["$5 million"]),
    ("raised from 4 percent to 5 percent", ["4 percent", "5 percent"]),
    ("ranging from $3 to $5", ["$3 to $5"]),
    ("cut by 1,300 to 21,600", ["1,300", "21,600"]),
    ("$3.4 billion three months ago", ["$3.4 billion", "three"]),
    ("2.1 mb/d in 2023 to 101.8 mb/d", ["2.1 mb/d", "2023", "101.8 mb/d"]),
    ("rmb 10 usd 20", ["rmb 10", "usd 20"]),
    ("FTSE 100 -3.2%", ["100", "-3.2%"]),
    ("from 4 -3.2%", ["4", "3.2%"]),
    ("a deal – 5% of sales – closed", ["5%"]),
    ("Plus $3 million in stock", ["$3 million"]),
    ("$5 million plus $2 million", ["$5 million", "$2 million"]),
    ("09.00 London banks open; by 12 Tesla leads", ["09.00", "12"]),
    ("one plant in nine countries", ["one", "nine countries"]),
    ("one strike in five years", ["one", "five"]),
    # what stands at the edge of a text has nothing before it
    ("2t", []),
    ("(31) shops closed", ["31"]),
    ("pared growth for 2012-13 to 1-2 per cent", ["2012", "13", "1-2 per cent"]),
]

NOT_READ = ["ALL systems", "24703L202", "the 737s", "a 3D film", "Q3", "A320", "Covid-19", "v2.0b"]


def only(text: str) -> Amount:
    found = list(scan(text))
    assert len(found) == 1, [text[amount.start : amount.end] for amount in found]
    return found[0]


@pytest.mark.parametrize(("text", "span", "kind", "value", "top", "unit", "per"), AMOUNTS)
def test_amount_is_read(
    text: str, span: str, kind: str, value: str, top: str | None, unit: str | None, per: str | None
) -> None:
    amount = only(text)
    assert text[amount.start : amount.end] == span
    assert (amount.kind, amount.value) == (kind, Decimal(value))
    assert amount.value_max == (None if top is None else Decimal(top))
    assert (amount.currency if kind == "money" else amount.unit) == unit
    assert amount.per == per


@pytest.mark.parametrize(("text", "spans"), TOGETHER)
def test_amounts_are_told_apart(text: str, spans: list[str]) -> None:
    assert [text[amount.start : amount.end] for amount in scan(text)] == spans


@pytest.mark.parametrize("text", NOT_READ)
def test_codes_are_no_amounts(text: str) -> None:
    assert list(scan(text)) == []
