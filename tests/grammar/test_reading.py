"""Figures and times of a text together, and what is never a figure."""

import pytest

from newsx.grammar.reading import Places, read

# text -> figures as (text, kind)
FIGURES = [
    (
        "The S&P 500 rose 12.3 points to 4,461.90.",
        [("12.3 points", "index"), ("4,461.90", "index")],
    ),
    ("The PMI rose to 51.2 from the 50 mark.", [("51.2", "number"), ("50", "number")]),
    ("Claims fell by 13,000 to 216,000.", [("13,000", "count"), ("216,000", "count")]),
    ("shut 14 of its 120 shops", [("14", "count"), ("120 shops", "count")]),
    ("More than half of the funds lost money.", [("half", "fraction")]),
    ("They cut a quarter of the staff.", [("a quarter", "fraction")]),
    ("just over half of the losses", [("half", "fraction")]),
    ("Injuries fell by a third.”", [("a third", "fraction")]),
    ("only a third is hedged, a fifth off", [("a third", "fraction"), ("a fifth", "fraction")]),
    ("Two-thirds must agree; cut in half", [("Two-thirds", "fraction"), ("half", "fraction")]),
    ("priced in half a million", [("half a million", "count")]),
    ("the ninth above $1 billion this year", [("$1 billion", "money")]),
    ("Its third of the year was the third of six.", []),
    ("It sold its third of the venture.", [("third", "fraction")]),
    ("the fifth of households that earn least", [("fifth", "fraction")]),
    ("worth 11.2 times last year's earnings", [("11.2 times", "multiple")]),
    ("may cut its price by 40 to 50 cents a barrel", [("40 to 50 cents a barrel", "money")]),
    ("runs 5 McDonald's branches", [("5", "count")]),
    (
        "It made 410 million euros; analysts had hoped for half a billion.",
        [("410 million euros", "money"), ("half a billion", "money")],
    ),
    ("almost three-quarters below its peak", [("three-quarters", "fraction")]),
    ("Sales rose 3% a year through 2019.", [("3%", "percent")]),
    ("It costs $3 million a year until 2019.", [("$3 million a year", "money")]),
    ("One in three first-time buyers left.", [("One in three", "fraction")]),
    ("It paid for that with a one-third fall.", [("a one-third", "fraction")]),
    ("It ranks third rather than fourth, up from fifth.", []),
    ("No more than a fifth, he said.", [("a fifth", "fraction")]),
    ("It lost 48%, including a fifth since May.", [("48%", "percent"), ("a fifth", "fraction")]),
    ("It lost 48% and a fifth bank in May.", [("48%", "percent")]),
    ("Corporation tax drops by another 1pc to 21pc.", [("1pc", "percent"), ("21pc", "percent")]),
    ("On Sept. 27 policymakers met.", []),
    ("in September 27 companies failed", [("27 companies", "count")]),
    ("Next Thursday, at 77, he will retire.", []),
    (
        "It trades at 0.6 times sales, against 0.9 for Peel.",
        [("0.6 times", "multiple"), ("0.9", "multiple")],
    ),
    ("Its debt ratio climbed to 4.7 times, a breach.", [("4.7 times", "multiple")]),
    ("It has failed 4 times, he said.", [("4 times", "count")]),
    ("They eat out 4.5 times a week.", [("4.5 times a week", "count")]),
    ("A second fell 5% and a third in Oslo closed.", [("5%", "percent")]),
    ("Brent closed higher, at 84, a five-month high.", [("84", "number")]),
    ("In London Sept. 27 companies reported.", [("27 companies", "count")]),
    ("with liabilities of $1bn to $10bn", [("$1bn to $10bn", "money")]),
    ("went from 13p to 96p", [("13p", "money"), ("96p", "money")]),
    ("at $1,180 per 40-foot box", [("$1,180 per 40-foot box", "money")]),
    ("with one-quarter vesting at once", [("one-quarter", "fraction")]),
    # what leaves its unit to the figure before it
    (
        "Frankfurt gave up 2.9 percent, Paris 3.6; Milan was off 4.4 and Athens 0.3.",
        [("2.9 percent", "percent"), ("3.6", "percent"), ("4.4", "percent"), ("0.3", "percent")],
    ),
    (
        "One yield fell 8 basis points to 0.76 percent; the other jumped 87 to 7.85 percent.",
        [
            ("8 basis points", "percent"),
            ("0.76 percent", "percent"),
            ("87", "percent"),
            ("7.85 percent", "percent"),
        ],
    ),
    ("It rose 2 percent with Version 3.6 of it.", [("2 percent", "percent")]),
    ("Oslo ended 2.9 percent higher, Paris 3.6.", [("2.9 percent", "percent"), ("3.6", "percent")]),
    ("Unemployment was 4 percent, Gini 0.4.", [("4 percent", "percent")]),
    ("Turnout was 4 percent and Peel Beta 1.4.", [("4 percent", "percent")]),
    ("Fell Steel rose 2.9 percent and the Peel Ratio 3.6.", [("2.9 percent", "percent")]),
    (
        "The yield rose 8 basis points and shares gained 12 to 3.5 percent.",
        [("8 basis points", "percent"), ("3.5 percent", "percent")],
    ),
    (
        "One yield rose 8 basis points and the 10-year climbed 12 to 3.5 percent.",
        [("8 basis points", "percent"), ("12", "percent"), ("3.5 percent", "percent")],
    ),
    (
        "The yield rose 8 basis points while Spain's fell about 12 to 3.5 percent.",
        [("8 basis points", "percent"), ("12", "percent"), ("3.5 percent", "percent")],
    ),
    ("GDP rose 2 percent, PMI 50.3.", [("2 percent", "percent")]),
    # a step and where it led
    ("It fell $1.37 to $1.96.", [("$1.37", "money"), ("$1.96", "money")]),
    ("It may rise $40 to $44.", [("$40 to $44", "money")]),
    ("Dividends will increase $1.50 to $1.75.", [("$1.50 to $1.75", "money")]),
    ("It expects to gain $1.20 to $1.40 a share.", [("$1.20 to $1.40 a share", "money")]),
    ("Profit will grow $1.10 to $1.30.", [("$1.10 to $1.30", "money")]),
    ("Profit is seen to be up $1.10 to $1.30.", [("$1.10 to $1.30", "money")]),
    ("It may cut $1.10 to $1.30.", [("$1.10 to $1.30", "money")]),
    ("Most brokers see it rise $1.10 to $1.30.", [("$1.10 to $1.30", "money")]),
    ("It sees profit rising $1.10 to $1.30.", [("$1.10 to $1.30", "money")]),
    ("Exports to Oslo fell $1.10 to $1.30.", [("$1.10", "money"), ("$1.30", "money")]),
    ("Fell Steel was up $1.10 to $1.30.", [("$1.10", "money"), ("$1.30", "money")]),
    ("Copper grew about $1.10 to $1.30.", [("$1.10", "money"), ("$1.30", "money")]),
    ("Oats sank, losing $1.10 to $1.30.", [("$1.10", "money"), ("$1.30", "money")]),
    ("Her bill has gone from £14 to £23.", [("£14", "money"), ("£23", "money")]),
    ("It would take her bill from £14 to £23.", [("£14", "money"), ("£23", "money")]),
    ("Prices run from £10 to £20.", [("£10 to £20", "money")]),
    ("flow was EUR +4.4 million", [("EUR +4.4 million", "money")]),
    # how often
    ("thinned to 49 a day.", [("49 a day", "count")]),
    ("it was 9 a day earlier", [("9", "number")]),
    ("at 52 basis points a year.", [("52 basis points", "percent")]),
    ("of which a good third was drawn", [("a good third", "fraction")]),
    ("It sold half, a tenth better.", [("half", "fraction"), ("a tenth", "fraction")]),
    ("It was the tenth better year.", []),
    ("cut it three notches to junk", []),
    ("according to two dealers", []),
    # a line of numbers
    (
        "Results\nRevenue 372.0 340.7 +9.2%\nEBIT per kg: 17.8 / 19.8",
        [
            ("372.0", "number"),
            ("340.7", "number"),
            ("+9.2%", "percent"),
            ("17.8", "number"),
            ("19.8", "number"),
        ],
    ),
    ("Results\nLeeds 3 2\nCall 020 7946", []),
    # a bare number is what the figure it is compared with is
    (
        "losses of 214.3 billion naira and negative equity of 88 billion.",
        [("214.3 billion naira", "money"), ("88 billion", "money")],
    ),
    (
        "a loss of $3 billion and 40 million users",
        [("$3 billion", "money"), ("40 million users", "count")],
    ),
    (
        "orders of EUR 512.3 million (582.1), 11.5% (10.2%) of sales",
        [
            ("EUR 512.3 million", "money"),
            ("582.1", "money"),
            ("11.5%", "percent"),
            ("10.2%", "percent"),
        ],
    ),
    ("Debt was £188.3m, or €2.3m.", [("£188.3m", "money"), ("€2.3m", "money")]),
    (
        "on sales of $4.2 billion to $4.3 billion. Wall Street hoped for more.",
        [("$4.2 billion to $4.3 billion", "money")],
    ),
    ("a reading under 2.0 is a buy", [("2.0", "number")]),
    ("Index up 77.2 today, Fen down a third.", [("77.2", "number"), ("a third", "fraction")]),
    ("climbed a third of a cent", [("a third of a cent", "money")]),
    ("four of them fell, two of the six rose", [("four", "count"), ("two", "count")]),
    ("The shares gushed 13½p to 96p.", [("13½p", "money"), ("96p", "money")]),
    (
        "25 basis points and a further 50 in May",
        [("25 basis points", "percent"), ("50", "percent")],
    ),
    ("Three had forecast a cut.", [("Three", "count")]),
    # what a bare number counts was said before
    ("Of 34 brokers we asked, 30 declined.", [("34 brokers", "count"), ("30", "count")]),
    ("12 shops opened, four of them abroad", [("12 shops", "count"), ("four", "count")]),
    ("All but seven opposed it.", [("seven", "count")]),
    ("171 days, 12 fewer than in May", [("12", "count")]),
    ("It runs 97 mills and bid for 60 more.", [("97 mills", "count"), ("60", "count")]),
    ("12 shops, down from the 25 it had planned", [("12 shops", "count"), ("25", "count")]),
    ("3.1 cents a pill, against 4.9 in May", [("3.1 cents a pill", "money"), ("4.9", "money")]),
    (
        "valued at 14 times earnings; it had sought 18",
        [("14 times", "multiple"), ("18", "multiple")],
    ),
    (
        "growth of 4.1 per cent, below the Treasury's 4.4.",
        [("4.1 per cent", "percent"), ("4.4", "percent")],
    ),
    # what a share or an index stands at is no percentage, be it somebody's
    (
        "The index fell 1.2 percent from Monday's 4,512.",
        [("1.2 percent", "percent"), ("4,512", "count")],
    ),
    ("Shares fell 3 percent, below Friday's 452.", [("3 percent", "percent")]),
    ("Rose 2 percent, beating Acme's 14.50.", [("2 percent", "percent")]),
    ("Rose 2 percent to Monday's 1,204.", [("2 percent", "percent"), ("1,204", "count")]),
    ("It yields 3 percent, above Monday's 84.", [("3 percent", "percent")]),
    ("Bonds yield 3 percent after 10.", [("3 percent", "percent")]),
    ("Bonds yield 3.1 percent after 3.4.", [("3.1 percent", "percent"), ("3.4", "percent")]),
    ("The total rose in second halves, it said.", []),
    ("It was 31.8, after 32.9 last night", [("31.8", "number"), ("32.9", "number")]),
    ("up 4.1 per cent on Tuesday's 11 sales", [("4.1 per cent", "percent"), ("11 sales", "count")]),
    # again what the figure before counts
    (
        "Stocks fell 3.9 million barrels to 27.3 million",
        [("3.9 million barrels", "quantity"), ("27.3 million", "quantity")],
    ),
    (
        "It holds 68.2m shares, and the other 11.9m were sold",
        [("68.2m shares", "count"), ("11.9m", "count")],
    ),
    (
        "It sold 2.1 million cars and earned 3.4 billion",
        [("2.1 million cars", "count"), ("3.4 billion", "number")],
    ),
    ("It bought back 2.7 million of its own shares", [("2.7 million", "count")]),
    ("holders get 0.745 of an acquirer share", [("0.745", "ratio")]),
    (
        "Inflation eased to 9.8 per cent from 10.4.",
        [("9.8 per cent", "percent"), ("10.4", "percent")],
    ),
    (
        "It pays 16 cents a quarter, up from 13.5.",
        [("16 cents a quarter", "money"), ("13.5", "money")],
    ),
    (
        "The lira fell to 14.07 to the dollar before recovering to 13.72, a low",
        [("14.07 to the dollar", "money"), ("13.72", "money")],
    ),
    (
        "The rupee is at 61.38 to dollar, after 5.2 rounds",
        [("61.38 to dollar", "money"), ("5.2 rounds", "count")],
    ),
    (
        "Spreads tightened 62 basis points to 384.",
        [("62 basis points", "percent"), ("384", "percent")],
    ),
    (
        "The yield rose 12 basis points to 3.41%.",
        [("12 basis points", "percent"), ("3.41%", "percent")],
    ),
    (
        "the load factor sank 31.4 points to 52.6%",
        [("31.4 points", "percent"), ("52.6%", "percent")],
    ),
    ("the index sank 31.4 points to 520.6", [("31.4 points", "index"), ("520.6", "index")]),
    ("with 6,167 points of sale", [("6,167 points of sale", "count")]),
    (
        "The flu killed 1.2 million birds in a city of 8 million",
        [("1.2 million birds", "count"), ("8 million", "count")],
    ),
    ("It raised $12 million from 14.", [("$12 million", "money"), ("14", "number")]),
    ("Yields rose 2 basis points to 4.", [("2 basis points", "percent"), ("4", "number")]),
    (
        "The Dow fell 300 points to 2 per cent below its record.",
        [("300 points", "index"), ("2 per cent", "percent")],
    ),
    (
        "Joblessness rose 0.2 percentage points, stocks fell 340 points",
        [("0.2 percentage points", "percent"), ("340 points", "index")],
    ),
    ("Sales, EUR m: 3.4 billion", [("3.4 billion", "money")]),
    ("They rose to position 12 of the charts", []),
    ("The board voted to cut 200 to 300 jobs", [("200", "count"), ("300 jobs", "count")]),
    ("Members voted 7-2 to hold rates", [("7-2", "ratio")]),
    ("She led a team of 10 to 15 engineers", [("10 to 15 engineers", "count")]),
    ("It was founded over a quarter century ago", []),
    ("The charge was spread over one quarter", []),
    (
        "The £3m plant ships 3.3 million pounds of copper",
        [("£3m", "money"), ("3.3 million pounds", "quantity")],
    ),
    ("Web 2.0 vs 3.0", []),
    ("He bought 500 WMT shares", [("500", "count")]),
    ("Scope 1, 2, and 3 emissions fell", []),
    # so many of a group
    ("The carrier takes 25 of the jets from May", [("25", "count")]),
    ("See page 25 of the reports", []),
    ("412 stores, of which 61 were outlets", [("412 stores", "count"), ("61", "count")]),
    (
        "In a poll of 62 economists, 55 expected a cut",
        [("62 economists", "count"), ("55", "count")],
    ),
    ("Decliners led advancers 2,214 to 1,006 in thin trade", [("2,214 to 1,006", "ratio")]),
    ("The board approved 200 to 300 job cuts", [("200 to 300 job cuts", "count")]),
    ("$7 out of every $10 in the fund left", [("$7 out of every $10", "fraction")]),
    ("One analyst in four rates the stock a sell", [("One analyst in four", "fraction")]),
    ("One analyst in four banks said so", [("four banks", "count")]),
    (
        "Profit fell by almost one quarter, to $214 million",
        [("one quarter", "fraction"), ("$214 million", "money")],
    ),
    ("It lost money in one quarter, and gained in the next", []),
    ("below its average multiple of 19", [("19", "multiple")]),
    ("the volatility index fell to 33.6 from its high", [("33.6", "index")]),
    (
        "three savings banks and two rights issues",
        [("three savings banks", "count"), ("two rights issues", "count")],
    ),
    ("14 options lapsed", [("14 options", "count")]),
    (
        "Clients took out 9.4 million pounds and put in 3.3 million pounds of new mandates",
        [("9.4 million pounds", "money"), ("3.3 million pounds", "money")],
    ),
    ("it shipped 3.3 million pounds of beef", [("3.3 million pounds", "quantity")]),
    (
        "space shrank to 71,000 m2 from 80,000 m2",
        [("71,000 m2", "quantity"), ("80,000 m2", "quantity")],
    ),
    ("a dividend of HK19 cents per share", [("HK19 cents per share", "money")]),
    ("6 fils for every share held", [("6 fils for every share", "money")]),
    # in the unit of the figure before
    (
        "The rupee closed at 66.73 against the dollar, having traded in a band of 66.62-66.84.",
        [("66.73", "money"), ("66.62-66.84", "money")],
    ),
    (
        "A dollar cost 368 naira, more than the official rate of 305.75.",
        [("368 naira", "money"), ("305.75", "money")],
    ),
    (
        "Loans cost 9 basis points, with deposits adding back 3.",
        [("9 basis points", "percent"), ("3", "percent")],
    ),
    (
        "It sees 104.9 million tonnes, 1.3 million more than a month ago.",
        [("104.9 million tonnes", "quantity"), ("1.3 million", "quantity")],
    ),
    (
        "Stocks rose to 471 million barrels, against expectations for a build of 1.5 million.",
        [("471 million barrels", "quantity"), ("1.5 million", "quantity")],
    ),
    (
        "The gauge slipped to 49.3, while that of services held above 50.",
        [("49.3", "number"), ("50", "number")],
    ),
    ("It stood at plus 10; they see plus 6.", [("plus 10", "number"), ("plus 6", "number")]),
    (
        "Cover was 4.8 times against 3.0 times,",
        [("4.8 times", "multiple"), ("3.0 times", "multiple")],
    ),
    ("on a rate of ¥108 to the dollar", [("¥108 to the dollar", "money")]),
    ("It shipped 1.02 million 60-kg bags in July", [("1.02 million 60-kg bags", "quantity")]),
    ("in 16 equal quarterly instalments", [("16 equal quarterly instalments", "count")]),
    ("1.2 million sq. meters of glass", [("1.2 million sq. meters", "quantity")]),
    ("nearly triple February's tally", [("triple", "multiple")]),
    ("Scope 1 and 2 emissions fell 12%", [("12%", "percent")]),
    ("New orders 44.7 vs 47.2.", [("44.7", "number"), ("47.2", "number")]),
    (
        "Net sales, SEK m: 3,412 (3,655); margin, %: 9.4 (7.1).",
        [("3,412", "money"), ("3,655", "money"), ("9.4", "percent"), ("7.1", "percent")],
    ),
    (
        "Sites active: 48; staff: 2,310 (2,280)",
        [("48", "number"), ("2,310", "number"), ("2,280", "number")],
    ),
    # a line that is a label and its number
    ("Paid\n• Purchase orders: 41, of which", [("41", "count")]),
    ("Paid\n* Ratio of quick cash: 1.71 (1.64)", [("1.71", "number"), ("1.64", "number")]),
    ("Asked who came: two.", [("two", "count")]),
    ("Brightwell halves payout; in both halves", [("halves", "multiple")]),
    ("its deposit rate at zero, down from 0.1%", [("zero", "number"), ("0.1%", "percent")]),
    ("12 shops, down from the 2019 peak", [("12 shops", "count")]),
    ("12 more months of net zero and zero tolerance", []),
    # rates again, in the unit of the one before
    (
        "Margins slipped from 28.1 per cent to 26.5.",
        [("28.1 per cent", "percent"), ("26.5", "percent")],
    ),
    (
        "The spread narrowed to 482 basis points, having been as wide as 965 last week.",
        [("482 basis points", "percent"), ("965", "percent")],
    ),
    (
        "Spreads came in by 310 basis points since January to 1,140.",
        [("310 basis points", "percent"), ("1,140", "percent")],
    ),
    (
        "The index fell 62 basis points and the fee for 40 funds to 90.",
        [("62 basis points", "percent"), ("40 funds", "count"), ("90", "number")],
    ),
    (
        "up 12 basis points on the day and 100 in a month",
        [("12 basis points", "percent"), ("100", "percent")],
    ),
    (
        "paying 3.9 per cent for two years and 4.4 thereafter",
        [("3.9 per cent", "percent"), ("4.4", "percent")],
    ),
    (
        "Poverty runs from 4.1 per cent in Iceland to South Korea's 39.7.",
        [("4.1 per cent", "percent"), ("39.7", "percent")],
    ),
    (
        "It hoped for 14 times EBITDA and was offered no more than 11.",
        [("14 times", "multiple"), ("11", "multiple")],
    ),
    (
        "The price-to-earnings ratio has come in from 31 to 24.",
        [("31", "multiple"), ("24", "multiple")],
    ),
    (
        "an effective rate of 21.4 per cent (2009: 26.9)",
        [("21.4 per cent", "percent"), ("26.9", "percent")],
    ),
    (
        "Food (up 4.3 per cent) beat drink (up 0.6).",
        [("4.3 per cent", "percent"), ("0.6", "percent")],
    ),
    (
        "up by 40 basis points, more than the 25 most economists had expected",
        [("40 basis points", "percent"), ("25", "percent")],
    ),
    (
        "The spread was 160 basis points and stands at 437.",
        [("160 basis points", "percent"), ("437", "percent")],
    ),
    ("a book-to-bill of 0.86", [("0.86", "ratio")]),
    ("a two-for-nine rights issue", [("two-for-nine", "ratio")]),
    (
        "Stocks rose by 6.8 million barrels last week to 486.3 million.",
        [("6.8 million barrels", "quantity"), ("486.3 million", "quantity")],
    ),
    (
        "7.6 million contracts in May (May 2011: 10.4 million)",
        [("7.6 million contracts", "count"), ("10.4 million", "count")],
    ),
    # what goes by points of a percentage, and what by points of its own
    ("Losses are equal to 5.2 points on the combined ratio.", [("5.2 points", "percent")]),
    ("The team scored 12 points in its first quarter.", [("12 points", "index")]),
    ("Gross margin fell 2 points as the market slowed.", [("2 points", "percent")]),
    ("took 44%, 1.3 points more than in May", [("44%", "percent"), ("1.3 points", "percent")]),
    ("Confidence fell 5.2 points in May.", [("5.2 points", "index")]),
    ("The Dow gained 52 points and yields 3%.", [("52 points", "index"), ("3%", "percent")]),
    ("Dover sagged 9.3%, Tern Line 7.5%.", [("9.3%", "percent"), ("7.5%", "percent")]),
    # a quarter of a year begins no range
    ("down in the June quarter to 37m units", [("37m units", "count")]),
    (
        "lift capacity from about 7,200 tons to 12,000 tons a year",
        [("7,200 tons", "quantity"), ("12,000 tons a year", "quantity")],
    ),
    # pounds that are paid, and pounds that are weighed
    ("Tickets average 54 pounds.", [("54 pounds", "money")]),
    ("put the average home at 133,900 pounds", [("133,900 pounds", "money")]),
    ("fees for bags over 50 pounds", [("50 pounds", "quantity")]),
    ("Lobster prices fell as the catch rose to 300 pounds.", [("300 pounds", "quantity")]),
    ("The cow weighs 1,400 pounds.", [("1,400 pounds", "quantity")]),
    # as much again of what is weighed or counted
    (
        "15.1 million tonnes of wheat and 25.9 million of corn",
        [("15.1 million tonnes", "quantity"), ("25.9 million", "quantity")],
    ),
    (
        "Stocks fell by 18,425 tonnes to 1.21 million.",
        [("18,425 tonnes", "quantity"), ("1.21 million", "quantity")],
    ),
    ("Of 300 companies, 40 supply parts.", [("300 companies", "count"), ("40", "count")]),
    ("A low price/earnings ratio, and shares that rise to 80", [("80", "number")]),
    ("where 2,700 work three shifts", [("2,700", "count"), ("three shifts", "count")]),
    ("some 3 million Swedes", [("3 million Swedes", "count")]),
    (
        "Finance cost | 612 | 688 | -11.0",
        [("612", "number"), ("688", "number"), ("-11.0", "number")],
    ),
]

# text -> figures as (text, currency)
CURRENCIES = [
    (
        "Earnings were €0.14 a share, and the payout will be four cents.",
        [("€0.14 a share", "EUR"), ("four cents", "EUR")],
    ),
    ("The euro fell 0.3 cents.", [("0.3 cents", "USD")]),
    (
        "rose to 341 million euros ($402 million), from 304.5 million a year earlier",
        [("341 million euros", "EUR"), ("$402 million", "USD"), ("304.5 million", "EUR")],
    ),
    (
        "Profit was 341 million euros. Analysts polled had expected 322 million on average.",
        [("341 million euros", "EUR"), ("322 million", "EUR")],
    ),
    # but what is counted, or of another order, is no money
    (
        "Profit was 341 million euros. Analysts had expected 32 million subscribers.",
        [("341 million euros", "EUR"), ("32 million subscribers", None)],
    ),
    (
        "Profit was 341 million euros. Users were expected to reach 2 billion.",
        [("341 million euros", "EUR"), ("2 billion", None)],
    ),
    # what is sold for a bare number is sold for money of the last figure
    ("Rice was 900 pesos. Oats fetched 1,150 in May.", [("900 pesos", "MXN"), ("1,150", "MXN")]),
    ("The flat cost $9,000 once and sold for 11,500.", [("$9,000", "USD"), ("11,500", "USD")]),
    ("Rice was 900 pesos. The dog fetched 14 sticks.", [("900 pesos", "MXN"), ("14 sticks", None)]),
    ("Oats fetched 1,150 in May.", [("1,150", None)]),
    ("It was worth $5 million. The flat was sold for 12, then.", [("$5 million", "USD")]),
    (
        "Rice was 900 pesos. " + "Rain fell. " * 30 + "Oats fetched 1,150 in May.",
        [("900 pesos", "MXN"), ("1,150", None)],
    ),
    (
        "It took 64 million euros; there are now 23 million SIP accounts.",
        [("64 million euros", "EUR"), ("23 million", None)],
    ),
    (
        "a profit of 6.1 billion euros, above the average of 14 analysts' estimates",
        [("6.1 billion euros", "EUR"), ("14", None)],
    ),
    (
        "Profit was 341 million euros. Users hit 200 million.",
        [("341 million euros", "EUR"), ("200 million", None)],
    ),
    (
        "61 million euros, of which 17 million went on fees and 44 million to repay debt",
        [("61 million euros", "EUR"), ("17 million", "EUR"), ("44 million", "EUR")],
    ),
    (
        "Takings fell to $212.6 million as attendance dropped by 3.4 million to 24.1 million.",
        [("$212.6 million", "USD"), ("3.4 million", None), ("24.1 million", None)],
    ),
    (
        "25 jets, list price $7.4bn, and options on a further 15",
        [("25 jets", None), ("$7.4bn", "USD"), ("15", None)],
    ),
    (
        "A loss of €38m beat forecasts, and active users exceeded 20m.",
        [("€38m", "EUR"), ("20m", None)],
    ),
    (
        "2.84 crowns, 11 öre short",
        [("2.84 crowns", "SEK"), ("11 öre", "SEK")],
    ),
    ("cut to SFr520m from SFr600m-SFr650m", [("SFr520m", "CHF"), ("SFr600m-SFr650m", "CHF")]),
    ("The dividend goes from 47 pence to 16.", [("47 pence", "GBP"), ("16", "GBP")]),
    (
        "The rand softened to 19.12 against the dollar from 18.97.",
        [("19.12", "ZAR"), ("18.97", "ZAR")],
    ),
    (
        "The Swiss franc firmed to 0.8928 against the dollar and was steady at 0.9561 per euro.",
        [("0.8928", "CHF"), ("0.9561 per euro", "CHF")],
    ),
    ("The euro rose to 1.10 against the dollar.", [("1.10", "USD")]),
    ("The dollar rose to 147.20 against the yen.", [("147.20", "JPY")]),
    (
        "The lira fell to 5.41 per dollar; growth was cut to 4.8.",
        [("5.41 per dollar", "TRY"), ("4.8", None)],
    ),
    (
        "Customers paid $4 billion, while users spent another 3 billion.",
        [("$4 billion", "USD"), ("3 billion", "USD")],
    ),
    ("The rupee opened 11 paise weaker at 55.77.", [("11 paise", "INR"), ("55.77", "INR")]),
    (
        "It tumbled to 25.31 crowns per euro after it set a floor of 25.",
        [("25.31 crowns per euro", "SEK"), ("25", "SEK")],
    ),
    ("The yen weakened past 147 per dollar.", [("147 per dollar", "JPY")]),
    ("The krone fell to 10.61 per euro.", [("10.61 per euro", "NOK")]),
    (
        "It earned 1.2 billion pesos. A unit lost 40 million euros. They had expected 1.4 billion.",
        [("1.2 billion pesos", "MXN"), ("40 million euros", "EUR"), ("1.4 billion", "MXN")],
    ),
    (
        "It earned 1.2 billion pesos. A unit lost 40 million euros. It has 1.4 billion trees.",
        [("1.2 billion pesos", "MXN"), ("40 million euros", "EUR"), ("1.4 billion trees", None)],
    ),
    ("It broke 10.61 per dollar.", [("10.61 per dollar", None)]),
    ("They won and it reached 1,147 per dollar.", [("1,147 per dollar", None)]),
    ("The won reached 1,147 per dollar.", [("1,147 per dollar", "KRW")]),
    ("Up on the yen and the euro, it hit 147 per dollar.", [("147 per dollar", None)]),
]

NEVER = [
    "another quarter of profitable growth, and what they took out in a quarter",
    "At one point they fell.",
    "had been lowered twice since May, and she won the doubles at home",
    "09.00 London banks open",
    "With 12 Tesla sells and in 2012 OPEC nations agree",
    "The Russell 2000 and Nasdaq 100 slid.",
    "Form 10-K and a 401(k) plan",
    "Boeing 737 MAX and iPhone 15",
    "at 11:30 a.m. on Channel 4",
    "Call (212) 555-0134 or 1-800-FLOWERS.",
    "Anna Berg, 52, and a 34-year-old trader",
    "the 24/7 world of 5G and the G7",
    "Section 301 and Article 50 and Chapter 11",
    "version 2.0.1 of https://example.org/2023/55",
    "the 3rd-largest, the first half of the game",
    "3M Co. and 7-Eleven",
    "at 14 Fenwick Street, Leeds",
    "Profit rose.[12]",
    "three people familiar with the talks said so",
    "one of the world's five largest merchants",
    "revenue rose in 2021 (2)",
    "Consolidated results (Rs crore)",
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures_are_told_from_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(text[one.start : one.end], one.kind) for one in read(text).figures]
    assert found == expected


@pytest.mark.parametrize("text", NEVER)
def test_names_and_codes_are_never_figures(text: str) -> None:
    assert [text[one.start : one.end] for one in read(text).figures] == []


def test_year_is_a_time_and_not_a_figure() -> None:
    reading = read("It raised $2 billion in 2021 from 2,021 investors.")
    assert [one.kind for one in reading.figures] == ["money", "count"]
    assert len(reading.times) == 1


def test_numbers_inside_names_are_left() -> None:
    text = "Studio 54 Holdings fell 3%."
    assert len(read(text, ((0, 18),)).figures) == 1


def test_places_know_what_they_touch() -> None:
    places = Places([(2, 10), (4, 5)])
    assert places.touches(8, 9)
    assert not places.touches(10, 12)


@pytest.mark.parametrize(("text", "expected"), CURRENCIES)
def test_bare_amounts_are_in_the_currency_they_are_compared_in(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    found, _ = read(text)
    assert [(text[one.start : one.end], one.currency) for one in found] == expected
