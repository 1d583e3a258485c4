import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marked import make_figures, read_marked, resolve_marked
from newsx.resolve.claims import attribute_figures
from newsx.resolve.people.antecedents import Antecedents
from newsx.resolve.people.firms import Firms
from newsx.resolve.people.holders import Holders

# (text, resolved name of the source of the last claim, its type)
SOURCES = [
    (
        (
            "[P:Ana Ruiz] joined [O:Acme] in May.\n\n[P:Bo Lind] runs [O:Peel Bank] now. "
            "Deposits fell, the former [O:Acme] banker said."
        ),
        "Bo Lind",
        "person",
    ),
    (
        "[O:Acme] fell. “It is over,” a former [O:Acme] trader said.",
        "former Acme trader",
        "person",
    ),
    (
        (
            "[P:Ana Ruiz] said rents fell.\n\nAnother Oslo broker, who asked not to be named, was "
            "blunter. The warning was the second since June, he said."
        ),
        "Another Oslo broker",
        "person",
    ),
    (
        (
            "[P:Ana Ruiz] said so.\n\nA buyer for a mill in [G:Hull] settled at $8, he said. “It is a "
            "hymn,” he said."
        ),
        "buyer",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nAn investor day is planned for May. Margins rose to 4%, she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nA director dealing was disclosed on Monday. Margins rose to 4%, she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nThe trader sentiment survey fell. Margins rose to 4%, she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nThe manager role has been vacant since May. Margins rose to 4%, she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nA buyer for the site has yet to be found. Margins rose to 4%, she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nA minister will brief the house in June. Margins rose to 4%, she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nThe assistant is used by 40 million people. Margins rose to 4%, she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nA broker was blunter. Rents fell. Shops closed. Margins rose to 4%, she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nA broker in [G:Hull] closed a shop. Margins rose to 4%, she said.",
        "broker",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nA broker who rates it cut it. She said margins rose to 4%.",
        "broker",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nOne grower was blunter. She said margins rose to 4%.",
        "One grower",
        "person",
    ),
    (
        "[P:Ana Ruiz] joined.\n\nRents fell, the 34-year-old teaching assistant said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nThe sale of a broker fell through. “It pays,” she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[P:Ana Ruiz] said so.\n\nA broker wrote. [P:Bo Lind] agreed. “It pays,” he said.",
        "Bo Lind",
        "person",
    ),
    (
        "“It fell,” a grower of roses said. “I like [P:Bo Lind]. I liked the last one,” she said.",
        "grower of roses",
        "person",
    ),
    (
        (
            "[O:Acme] will buy [O:Peel Stroud]. [O:Acme] pays $9 a share of [O:Peel Stroud].\n\n"
            "[O:Ostvik] was told. Holders get paid in May, the companies said."
        ),
        "Acme; Peel Stroud",
        "org",
    ),
    (
        (
            "[O:Acme] will buy [O:Peel Stroud]. [O:Acme] pays $9 a share of [O:Peel Stroud].\n\n"
            "Covenants are waived, the banks said."
        ),
        "banks",
        "group",
    ),
    (
        (
            "[O:Acme Bank] will buy [O:Peel Bank]. [O:Acme Bank] pays $9 a share of [O:Peel Bank].\n\n"
            "[O:Ostvik] was told. [O:Ostvik] lost. Holders get paid in May, the lenders said."
        ),
        "Acme Bank; Peel Bank",
        "org",
    ),
    (
        (
            "[O:Acme] will buy [O:Peel Stroud]. [O:Acme] pays $9 a share of [O:Peel Stroud].\n\n"
            "Rents fell.\n\nBuilders lost $4 million in May, the firms said."
        ),
        "firms",
        "group",
    ),
    (
        (
            "[O:Acme] will buy [O:Peel Stroud]. [O:Acme] pays $9 a share of [O:Peel Stroud].\n\n"
            "Rents fell.\n\nHolders get paid in May, both companies said."
        ),
        "Acme; Peel Stroud",
        "org",
    ),
    (
        (
            "[O:Acme] and [O:Ostvik] met [O:Peel Stroud]. [O:Acme] pays, [O:Peel Stroud] and "
            "[O:Ostvik] do not, the companies said."
        ),
        "companies",
        "group",
    ),
    (
        "[O:Central Bank of Norrland] met.\n\n[O:Acme Corp.] must pay a fine, the watchdog said.",
        "watchdog",
        "org",
    ),
    (
        "[O:Central Bank of Norrland] met.\n\n[O:Acme Corp.] must pay a fine, the regulator said.",
        "regulator",
        "org",
    ),
    (
        "[O:Central Bank of Norrland] met.\n\n[O:Acme Bank] must pay a fine, the regulator said.",
        "Central Bank of Norrland",
        "org",
    ),
    (
        "[O:Central Bank of Norrland] met. [O:Acme Corp.] paid a fine, the regulator said.",
        "Central Bank of Norrland",
        "org",
    ),
    (
        (
            "[O:Central Bank of Norrland] met. [O:Norrland Conduct Authority] fined [O:Acme Corp.], "
            "the regulator said."
        ),
        "Norrland Conduct Authority",
        "org",
    ),
    (
        (
            "[O:Acme Corp.] fell. [O:Acme Corp.] hired.\n\nThe [O:Central Bank of Norrland] meets "
            "today.\n\nOne of six wanted no change, the statement said."
        ),
        "Central Bank of Norrland",
        "document",
    ),
    (
        (
            "[O:Acme Corp.] hired in May. [O:Acme Corp.] cut its forecast in a statement.\n\nLoans "
            "are dear since the [O:Central Bank of Norrland] met.\n\nIt lost $9 million, the "
            "statement said."
        ),
        "Acme Corp.",
        "document",
    ),
    (
        (
            "[O:Acme Corp.] fell. [O:Acme Corp.] hired.\n\nIn a statement on Friday, the [O:Central "
            "Bank of Norrland] held rates.\n\nOne of six wanted no change, the statement said."
        ),
        "Central Bank of Norrland",
        "document",
    ),
    (
        (
            "[O:Acme Corp.] fell. [O:Acme Corp.] issued a statement.\n\nOn Friday, the [O:Central "
            "Bank of Norrland] met.\n\nOne of six wanted no change, the minutes said."
        ),
        "Central Bank of Norrland",
        "document",
    ),
    (
        (
            "The [O:Central Bank of Norrland] met.\n\n[O:Acme Corp.] fell. [O:Acme Corp.] hired. "
            "It lost $9 million, the statement said."
        ),
        "Acme Corp.",
        "document",
    ),
    (
        "[O:Acme Corp.] revised its plan. The [O:Management Board] expects sales of $6 million.",
        "Acme Corp.",
        "org",
    ),
    (
        (
            "[G:Norrland]'s central bank said rates would rise.\n\nThe [O:Reserve Bank of Norrland] "
            "met."
        ),
        "Reserve Bank of Norrland",
        "org",
    ),
    (
        (
            "[G:Norrland]'s central bank said rates would rise.\n\n[O:Reserve Bank of Norrland]\n\n"
            "[O:Reserve Bank of Corrin]"
        ),
        "Reserve Bank of Norrland",
        "org",
    ),
    (
        "[G:Norrland]'s central bank said rates would rise.\n\nThe [O:Reserve Bank of Corrin] met.",
        "Norrland's central bank",
        "org",
    ),
    (
        "The [O:Reserve Bank of Corrin] met.\n\nThe [G:Norrland] central bank said rates would rise.",
        "Norrland central bank",
        "org",
    ),
    (
        "The central bank said rates would rise.\n\nThe [O:Reserve Bank of Corrin] met.",
        "central bank",
        "org",
    ),
    (
        "The [O:European Central Bank] met.\n\nThe [L:euro zone]'s central bank said rates would rise.",
        "European Central Bank",
        "org",
    ),
    (
        "[O:Acme Federal Bancorp] fell. Its capital sank, the thrift said.",
        "Acme Federal Bancorp",
        "org",
    ),
    (
        "[O:Acme Corp.] met. Rates were held, papers for the meeting say.",
        "Acme Corp.",
        "document",
    ),
    # those whom a pollster asked are none of its own
    (
        "[O:Acme] met. It will lose $9 million, analysts polled by [O:Peel Data] said.",
        "analysts polled by Peel Data",
        "group",
    ),
    # a firm by its town and trade
    (
        "[O:Dunmore Rail] fell. Volumes will drop, the [G:St. Louis] railroad said.",
        "Dunmore Rail",
        "org",
    ),
    ("[O:Acme] fell. Prices rose 2%, the statistics office said.", "statistics office", "org"),
    # a number alone stands for those spoken of
    (
        "Thirteen economists were asked. Eight of the 13 said rates would fall.",
        "economists",
        "group",
    ),
    ("[O:Acme Corp.] met. It lost $9 million, the Sunday papers said.", "Sunday papers", "group"),
    ("[O:Acme] fell. “It is over,” an [O:Acme] trader said.", "Acme", "org"),
    (
        (
            "“It would fetch 5 billion,” [P:Bo Lind] said. [P:Ana Ruiz] is unmoved. "
            "“Where will they board?” she asked."
        ),
        "Ana Ruiz",
        "person",
    ),
    (
        "“It would fetch 5 billion,” [P:Ana Ruiz] said of what [P:Bo Lind] built. “It pays,” she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[P:Ana Ruiz] said it was over. “It is bad. [P:Bo Lind] lost it all,” she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "Ms [P:Ana Ruiz] said so. Mr [P:Bo Lind] left in May. “It pays,” she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "Mr [P:Bo Lind] said so. Ms [P:Ana Ruiz] left in May. “It pays,” she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "Mr [P:Lind] met Ms [P:Ana Ruiz]. Ms [P:Lind] left in May. “It pays,” he said.",
        "Lind",
        "person",
    ),
    (
        "Mr [P:Lind] met Mr [P:Bo Ruiz]. Ms [P:Lind] left in May. “It pays,” she said.",
        "Lind",
        "person",
    ),
    (
        "Ms [P:Ana Ruiz] said so. Dr [P:Bo Lind] left in May. “It pays,” she said.",
        "Bo Lind",
        "person",
    ),
    (
        (
            "The [O:Bank of Thailand] met. [O:Peel Bank] fell, [O:Peel Bank] rose. "
            "The central bank said rates would rise."
        ),
        "Bank of Thailand",
        "org",
    ),
    (
        "[O:Peel Bank] fell, [O:Lind Bank] rose. The central bank said rates would rise.",
        "central bank",
        "org",
    ),
    ("[O:Peel Bank] met. The central bank said rates would rise.", "central bank", "org"),
    ("[O:Deutsche Bank] fell. The central bank said rates would rise.", "central bank", "org"),
    ("[O:Fell Bancorp] fell. The central bank said rates would rise.", "central bank", "org"),
    ("[O:Acme] fell. The central bank said rates would rise.", "central bank", "org"),
    *(
        (
            f"The [O:{one}] met. [O:{other}] fell, [O:{other}] rose. The central bank said it rose.",
            one,
            "org",
        )
        for one, other in (
            ("Bank of Canada", "National Bank of Canada"),
            ("Bank of Canada", "Royal Bank of Canada"),
            ("Bank of Korea", "Industrial Bank of Korea"),
            ("National Bank of Ukraine", "Peel Bank"),
            ("People’s Bank of China", "Bank of China"),
            ("PBOC", "Peel Bank"),
        )
    ),
    *(
        (f"[O:Acme] fell. The {one} said the award was due.", one, "org")
        for one in ("House committee", "parliamentary committee", "strike committee")
    ),
    ("[O:Acme] fell. The creditors’ committee said it was due.", "creditors’ committee", "org"),
    ("[O:Acme] fell. The committee said the award was due.", "Acme", "org"),
    ("[O:Acme] fell. The audit committee said the award was due.", "Acme", "org"),
    (
        "[O:Acme] fell. The compensation committee said the award was due.",
        "Acme",
        "org",
    ),
    (
        "The [O:Treasury Committee] met [O:Acme], and [O:Acme] left. The committee said it was late.",
        "Treasury Committee",
        "org",
    ),
    (
        "[P:Ana Ruiz], an analyst at [O:Peel Bank], agreed. The fund insisted it had cash.",
        "Peel Bank",
        "org",
    ),
    (
        "[O:Acme] fell. [P:Ana Ruiz], an analyst at [O:Peel Bank], agreed. The fund insisted it had cash.",
        "Acme",
        "org",
    ),
    (
        "Fees are too high, [O:Peel Institute] said. Its researchers said flats would suffer.",
        "Peel Institute",
        "group",
    ),
    (
        "“We wait. Sales will rise,” [O:Peel] said. Its chairman said rents would fall.",
        "Peel",
        "person",
    ),
    (
        "Orders dried up for [P:Ana Ruiz]. The owner of [O:Ruiz Tool & Die] said sales would fall.",
        "Ana Ruiz",
        "person",
    ),
    (
        (
            "[P:Bo Lind], chairman of [O:Acme], left. [P:Ana Ruiz] stayed.\n\n"
            "Rents fell. The chairman of [O:Acme] said sales would fall."
        ),
        "Bo Lind",
        "person",
    ),
    (
        "[O:Eurobank]'s [P:Ana Ruiz] said rates would rise.\n\nThe Finnish governor said wages had risen.",
        "Ana Ruiz",
        "person",
    ),
    (
        (
            "[P:Ana Ruiz], 34, said she had lost her home.\n\n"
            "The chief executive of the insurer said claims would rise."
        ),
        "chief executive of the insurer",
        "person",
    ),
    (
        (
            "[P:Ana Ruiz], 34, said she had lost her home.\n\n"
            "The insurer's chief executive said claims would rise."
        ),
        "insurer's chief executive",
        "person",
    ),
    (
        (
            "[P:Ana Ruiz], 34, said she had lost her home.\n\n"
            "The company chairman said claims would rise."
        ),
        "company chairman",
        "person",
    ),
    (
        "[O:Acme] lost $4. At least three [O:Peel Bank] clients left. Its chairman said costs rose.",
        "Acme",
        "person",
    ),
    (
        "[O:Acme] lost $4. At [O:Peel Bank] clients left. Its chairman said costs rose.",
        "Peel Bank",
        "person",
    ),
    (
        "[O:Eurobank]'s [P:Ana Ruiz] said rates would rise.\n\nThe Finnish boss said wages had risen.",
        "Ana Ruiz",
        "person",
    ),
    (
        (
            "Analyst [P:Ana Ruiz] of [O:Peel Bank] cut her target. "
            "The founder of [O:Acme Corp.] said sales would fall."
        ),
        "Acme Corp.",
        "org",
    ),
    (
        (
            "[P:Bo Lind], boss of [O:Acme], left. [P:Ana Ruiz] stayed.\n\n"
            "Rents fell. The boss of [O:Acme] said sales would fall."
        ),
        "Bo Lind",
        "person",
    ),
    (
        "[P:Ana Ruiz] of [O:Acme Corp.] spoke first. She said sales would rise.",
        "Ana Ruiz",
        "person",
    ),
    ("[O:Acme Corp.] rose 4%. The company said it would hire.", "Acme Corp.", "org"),
    ("[O:Acme Corp.] rose 4%. Its filings show a loss of $3 million.", "Acme Corp.", "document"),
    (
        "[O:Acme] grew. [O:Acme] hired. [O:Peel Fund] owns 6%, according to a filing.",
        "Peel Fund",
        "document",
    ),
    (
        "[O:Acme] grew. [O:Acme] hired. [O:Peel Fund] owns 6%, according to the filing.",
        "Acme",
        "document",
    ),
    (
        "[O:Acme] grew. It owes $3, according to its disclosure to the exchange.",
        "Acme",
        "document",
    ),
    (
        "[O:Acme]’s chief executive, [P:Ana Ruiz], left. Then it fell. Its boss said sales fell.",
        "Ana Ruiz",
        "person",
    ),
    (
        (
            "[O:Acme]’s chief executive, [P:Ana Ruiz], met that of [O:Peel], chief executive "
            "[P:Bo Lind]. [O:Acme] fell. Its boss said sales fell."
        ),
        "Acme",
        "person",
    ),
    *(
        (
            (
                f"[P:Mark Dune], {title} of [O:Orlec Foods], left. Then it fell.\n\n"
                "[P:Ana Ruiz], an economist at [O:Peel Bank], said rates fell.\n\n"
                f"{boss} said sales would fall."
            ),
            who,
            "person",
        )
        for title, boss, who in (
            ("chief executive", "The union boss", "union boss"),
            ("chief executive", "The central bank chief", "central bank chief"),
            ("chief executive", "The boss", "Mark Dune"),
            ("CEO", "The boss", "Mark Dune"),
            ("chief executive officer", "The company’s boss", "Mark Dune"),
        )
    ),
    ("Governor said she was tired\n\nGovernor [P:Ana Ruiz] left.", "Ana Ruiz", "person"),
    (
        "Chief Executive [P:Ana Ruiz] left. The chief executive said she was tired.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[O:Acme Corp.] is for sale, people familiar with the matter said.",
        "people familiar with the matter",
        "anonymous",
    ),
    (
        (
            "Governor [P:Ana Ruiz] left. Deputy Governor [P:Bo Lind] stayed. "
            "The governor said she was tired."
        ),
        "Ana Ruiz",
        "person",
    ),
    (
        (
            "Chairwoman [P:Ana Ruiz] spoke.\n\nFinance chief [P:Bo Lind] said costs fell.\n\n"
            "On sales, the chairwoman was brief. “They rose,” she said."
        ),
        "Ana Ruiz",
        "person",
    ),
    ("Some traders said the rally would end.", "Some traders", "group"),
    (
        "[P:Bo Ashby] left. A lawyer for [P:Bo Ashby] said it was over.",
        "lawyer for Bo Ashby",
        "person",
    ),
    ("[O:Peel] pays [O:Acme] a fee. It has asked for a cut.", "Peel", "org"),
    (
        "[O:Acme] owes $3.\n\nRates rose, [O:Peel Data] said.\n\n[O:Acme] lost $2, the data provider said.",
        "Peel Data",
        "org",
    ),
    ("[O:Acme] failed. A former lender said it was romantic.", "former lender", "org"),
    (
        "[O:Acme] owes $3. The prime minister's spokesman said it was over.",
        "prime minister's spokesman",
        "person",
    ),
    (
        "[O:Acme] owes $3. [O:Fell Bank] kept its rate. Its governor said it was over.",
        "Fell Bank",
        "person",
    ),
    (
        "[P:Bo Lind] said it was dear.\n\nMs [P:Ana Ruiz] has a plan. It is simple.\n\n“It will do,” she said.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[O:Acme Corp.] may sell, four people close to [O:Acme Corp.] said.",
        "four people close to Acme Corp.",
        "anonymous",
    ),
    (
        "[O:Acme Corp.] may sell, [O:Oslo Weekly] reported. The newspaper said talks went on.",
        "Oslo Weekly",
        "org",
    ),
    ("Danish shoe maker [O:Nordfod] said it would hire.", "Nordfod", "org"),
    ("[O:Nordfod] grew. The [G:Odense]-based company said sales fell.", "Nordfod", "org"),
    (
        "[P:Ana Ruiz] of [O:Fell Bank] said it was over. The analyst said she was tired.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[O:Acme] owes [O:Peel Bank] $5, a banker close to the talks said. He said it would pay.",
        "banker close to the talks",
        "person",
    ),
    (
        "[P:Ana Ruiz], an analyst, said sales fell. They said costs rose.",
        None,
        "group",
    ),
    (
        "The mill grew, [O:Peel Research] said in a note. [O:Acme] rose. The note said it would last.",
        "Peel Research",
        "org",
    ),
    (
        "[O:Acme] grew. [O:Peel] fell. [O:Acme] rose. It lost $3, according to a proxy filing.",
        "Acme",
        "document",
    ),
    (
        "[O:Acme] cut jobs. Costs rose 4%, filings at [O:Companies House] show.",
        "Acme",
        "document",
    ),
    (
        "Costs rose 4%, according to a survey for [O:Hearth Trust].",
        "survey for Hearth Trust",
        "document",
    ),
    ("Costs rose 4%, according to a memo seen by [O:Reuters].", "memo seen by Reuters", "document"),
    ("Costs rose 4%, according to a study by [O:Hearth Trust].", "Hearth Trust", "org"),
    ("[P:Ana Ruiz] took over in May. The 44-year-old said it was time.", "Ana Ruiz", "person"),
    ("[P:Ana Ruiz] took over. The Frenchwoman said it was time.", "Ana Ruiz", "person"),
    (
        "President [P:Ana Ruiz] left. The 68-year-old president said costs rose.",
        "Ana Ruiz",
        "person",
    ),
    (
        "[P:Ana Ruiz] of [O:Fell Bank] spoke. Six rivals failed since May, by her count.",
        "Ana Ruiz",
        "person",
    ),
    (
        (
            "Two people involved in the sale spoke. It is over, the two people said. "
            "It failed, one of them said."
        ),
        "two people",
        "anonymous",
    ),
    (
        (
            "A minister, [P:Ana Ruiz], spoke. It may close, a [O:Acme] official said. "
            "“It stays,” the official said."
        ),
        "Acme",
        "person",
    ),
    ("[G:Norway]’s finance minister said rates would rise.", "Norway’s finance minister", "person"),
    ("[G:Norway] and [G:Sweden] said they would cut output.", "Norway; Sweden", "org"),
    (
        "[O:Fjord Bank] lent more. [O:Acme Corp.] borrowed. The bank said losses fell.",
        "Fjord Bank",
        "org",
    ),
    ("Why save?\n\nBy [P:Ana Ruiz]\n\nI suspect that prices will rise.", "Ana Ruiz", "person"),
    ("Why save?\n\nBy the sea\n\nI suspect that prices will rise.", None, "person"),
    ("Rents rose 3%, a study by [P:Ana Ruiz] of [O:Peel University] found.", "Ana Ruiz", "person"),
    (
        (
            "Sales fell, said [P:Ana Ruiz], an economist at [O:Peel Bank].\n\n"
            "[O:Acme] rose. Her firm said they would fall."
        ),
        "Peel Bank",
        "org",
    ),
    (
        "[O:Acme] sells homes, [O:Acme] said.\n\nEstate agent [O:Peel] was gloomier. It said they fell.",
        "Peel",
        "org",
    ),
    (
        "[P:Bo Lind] left. It will close, said a senior official, who denied that it had lost money.",
        "senior official",
        "person",
    ),
    (
        "[P:Bo Lind] left.\n\nA spokesman for [O:Acme] said sales fell. “They rose,” he added.",
        "Acme",
        "person",
    ),
    ("[O:Acme] lost $4. At [O:Peel Bank] they think it will close.", "Peel Bank", "org"),
    (
        "[O:Acme] lost $4, according to the [O:Bakers’ Guild]. The broker lifted its target to $5.",
        "broker",
        "person",
    ),
    (
        "[O:Acme] lost $4, according to [O:Peel]. The broker lifted its target to $5 from $4.",
        "Peel",
        "org",
    ),
    (
        (
            "[P:Bo Lind] said it was over.\n\nIt pays, by [P:Ana Ruiz]'s count. It is dear, the "
            "managing director said."
        ),
        "Ana Ruiz",
        "person",
    ),
    (
        "The [O:Mill Ministry] met. [O:Acme] lost $4.\n\nSales fell 4%, ministry data showed.",
        "Mill Ministry",
        "document",
    ),
    (
        "[O:Peel Bank] lost $4.\n\nLoans fell 4%, central bank data showed.",
        "central bank data",
        "document",
    ),
    (
        "The [O:Norges Bank] met. [O:Peel Bank] lost $4.\n\nLoans fell 4%, central bank data showed.",
        "Norges Bank",
        "document",
    ),
    (
        "[O:Oslo Weekly] said it was over.\n\n- [O:Acme]: the insurer said it would lose $5.",
        "Acme",
        "org",
    ),
    ("[O:Acme] lost $4. The board recommended a dividend of $1.", "Acme", "org"),
    ("[O:Acme] lost $4. The Directors recommend a dividend of $1.", "Acme", "org"),
    (
        "At [O:Acme] sales fell 4%, with customers telling [O:Peel] that prices rose.",
        "customers",
        "group",
    ),
]

# (text, kind, modality, forward looking, negated)
STATEMENTS = [
    ("[P:Ana Ruiz] asked the board to cut its dividend.", "opinion", "normative", False, False),
    ("[P:Ana Ruiz] advised clients to sell.", "opinion", "normative", False, False),
    ("[P:Ana Ruiz] reminded clients to sell the bonds.", "opinion", "normative", False, False),
    ("[P:Ana Ruiz] asked why the plan to sell was dead.", "indirect", "asserted", False, False),
    (
        "[P:Ana Ruiz] reminded clients that the vow to pay was dead.",
        "indirect",
        "asserted",
        False,
        False,
    ),
    ("[P:Ana Ruiz] said costs fell 4%.", "data", "asserted", False, False),
    ("[P:Ana Ruiz] said costs will fall 4%.", "forecast", "expected", True, False),
    ("[P:Ana Ruiz] said it will open 4 shops.", "forecast", "planned", True, False),
    ("[P:Ana Ruiz] estimates that costs fell 4%.", "data", "estimated", False, False),
    ("[P:Ana Ruiz] does not expect a cut before June.", "forecast", "expected", True, True),
    ("[P:Ana Ruiz] said the shares were overvalued.", "opinion", "asserted", False, False),
    ("[P:Ana Ruiz] rates the stock underweight.", "opinion", "asserted", False, False),
    ("[P:Ana Ruiz] denied that talks had taken place.", "indirect", "denied", False, True),
    ("[P:Ana Ruiz] said the deal could collapse.", "forecast", "possible", True, False),
    ("“Costs fell,” [P:Ana Ruiz] said.", "quote", "asserted", False, False),
    (
        "[O:Acme Corp.] opened its first plant in [G:Norway] last week.",
        "fact",
        "asserted",
        False,
        False,
    ),
    ("Sales at [O:Acme Corp.] fell 4% in the year to May.", "data", "asserted", False, False),
    (
        "[O:Acme Corp.] earned 5%, more than the 3% analysts had expected.",
        "data",
        "asserted",
        False,
        False,
    ),
]


@pytest.mark.parametrize(("marked", "name", "kind"), SOURCES)
def test_source_is_resolved(marked: str, name: str | None, kind: str) -> None:
    claims, _ = resolve_marked(marked)
    source = claims[-1].source
    assert source is not None
    assert (source.name, source.type) == (name, kind)


@pytest.mark.parametrize(("marked", "kind", "modality", "forward", "negated"), STATEMENTS)
def test_statement_is_read(
    marked: str,
    kind: str,
    modality: str,
    forward: bool,  # noqa: FBT001 - a row of the table
    negated: bool,  # noqa: FBT001
) -> None:
    claims, _ = resolve_marked(marked)
    claim = claims[0]
    found = (claim.kind, claim.modality, claim.forward_looking, claim.negated)
    assert found == (kind, modality, forward, negated)


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("The executive search chief executive", "chief executive"),
        ("The İchief", None),  # in lower case two words, a letter and "chief"
    ],
)
def test_title_is_that_of_the_head(source: str, role: str | None) -> None:
    claims, _ = resolve_marked(f"{source} said costs fell 4%.")
    assert [claim.role for claim in claims] == [role]


def test_unclosed_quotations_cost_no_square() -> None:
    text = "“Sales " * 20_000
    antecedents = Antecedents(text, [], Holders(text, []), Firms(text, [], frozenset()))
    begin = time.process_time()
    assert antecedents.opener(len(text)) is None
    assert time.process_time() - begin < 1


def test_quotations_of_one_utterance_share_a_group() -> None:
    claims, _ = resolve_marked("“We won,” said [P:Ana Ruiz]. “It was close in the end.”")
    assert len(claims) == 2
    assert claims[0].group_id == claims[1].group_id is not None


@pytest.mark.parametrize(
    ("hearer", "via"),
    [
        ("[O:Reuters]", "Reuters"),
        ("the [O:Oslo Weekly]", "Oslo Weekly"),
        ("[O:Acme]", None),
        ("[O:Reuters]’s “Opening Tape”", "Reuters"),
        ("[O:Reuters]’s owners", None),
        ("the [O:Oslo Mercury]", "Oslo Mercury"),
        ("the newspaper [O:Fjordbladet]", "Fjordbladet"),
        ("a local radio station, [O:Fjord FM],", "Fjord FM"),
        ("a local rival, [O:Fjord FM], and others", None),
        ("the [O:Oslo Mercury] club", None),
        ("[O:Peel Inc.]", None),
        ("[O:Peel Capital]", None),
        ("the [O:Fisheries Commission]", None),
    ],
)
def test_medium_that_was_told_is_second_hand(hearer: str, via: str | None) -> None:
    claims, _ = resolve_marked(
        f"[O:Acme] lost $4.\n\n[P:Ana Ruiz] told {hearer} that sales would rise."
    )
    told = claims[-1].via
    assert (told.name if told is not None else None) == via


@pytest.mark.parametrize(
    ("paper", "via"),
    [
        ("a memo seen by [O:Reuters]", "Reuters"),
        ("a memo, seen by the [O:Oslo Courier]", "Oslo Courier"),
        ("a memo seen by [O:Acme Corp.]", None),
        ("a memo to staff", None),
    ],
)
def test_medium_that_has_a_paper_is_second_hand(paper: str, via: str | None) -> None:
    claims, _ = resolve_marked(f"Costs fell 4% in May, according to {paper}.")
    assert (claims[0].via.name if claims[0].via is not None else None) == via


@pytest.mark.parametrize(
    ("paper", "via"),
    [
        ("in a letter seen by [O:Reuters]", "Reuters"),
        ("in a short memo to staff seen by the [O:Oslo Courier]", "Oslo Courier"),
        ("in a letter seen by [O:Acme Corp.]", None),
        ("in a letter", None),
    ],
)
def test_medium_that_has_what_was_written_is_second_hand(paper: str, via: str | None) -> None:
    claims, _ = resolve_marked(f"Costs fell 4% in May, the retailer told suppliers {paper}.")
    assert (claims[0].via.name if claims[0].via is not None else None) == via


@pytest.mark.parametrize(
    ("hearer", "via"),
    [
        ("told state radio", "state radio"),
        ("told the local paper", "local paper"),
        ("assured the local paper", "local paper"),
        ("told the paper", "Oslo Courier"),
        ("told the paper industry", None),
        ("told the local paper's owners", None),
        ("told the bank", None),
        ("told local radio,", "local radio"),
        ("told local radio late", "local radio"),
        ("told state television of it", "state television"),
        ("told the local paper Monday", "local paper"),
        ("told state television bosses", None),
        ("told local radio hams", None),
        ("told trade magazine readers", None),
    ],
)
def test_medium_without_a_name_is_second_hand(hearer: str, via: str | None) -> None:
    claims, _ = resolve_marked(
        f"The [O:Oslo Courier] was first. “It is over,” [P:Ana Ruiz] {hearer} in March."
    )
    assert (claims[-1].via.name if claims[-1].via is not None else None) == via


def test_what_is_not_ruled_out_is_possible() -> None:
    claims, _ = resolve_marked("[P:Ana Ruiz] did not rule out cuts. [P:Ana Ruiz] ruled out a sale.")
    assert [(claim.modality, claim.negated) for claim in claims] == [
        ("possible", False),
        ("improbable", True),
    ]


def test_stage_directions_are_no_claims() -> None:
    claims, _ = resolve_marked(
        "The officials at [O:Acme Corp.] asked not to be named in the report."
    )
    assert claims == ()


def test_figure_knows_who_vouches_for_it() -> None:
    marked = "[P:Ana Ruiz] estimates that sales rose 4%."
    claims, _ = resolve_marked(marked)
    text, _ = read_marked(marked)
    place = text.index("4%")
    (figure,) = attribute_figures(make_figures(text, [(place, place + 2)]), claims)
    assert claims[0].source is not None
    assert figure.claim_id == claims[0].claim_id
    assert figure.attributed_to == claims[0].source.entity_id
    assert figure.modality == "estimated"


@given(st.text(alphabet="“”\"'’ said.,that he 5%\nABC", max_size=80))
def test_every_span_slices_back(text: str) -> None:
    claims, relations = resolve_marked(text)
    for claim in claims:
        assert claim.text == text[claim.start : claim.end]
        assert claim.parts[0][0] == claim.start
        assert claim.parts[-1][1] == claim.end
    assert relations == ()
