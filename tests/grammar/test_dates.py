"""Dates, periods and durations, read against Wednesday 13 September 2023."""

from datetime import date

import pytest

from newsx.grammar.dates import scan
from newsx.grammar.times import Reference

WEDNESDAY = Reference(date(2023, 9, 13))

TIMES = [
    ("fell last quarter", "last quarter", "2023-Q2"),
    ("profit of last fiscal", "last fiscal", "FY2022"),
    ("on April 2, 2012", "April 2, 2012", "2012-04-02"),
    ("on 2 April", "2 April", "2023-04-02"),
    ("the 2nd of May 2021", "2nd of May 2021", "2021-05-02"),
    ("on 2023-02-28", "2023-02-28", "2023-02-28"),
    ("due on Oct. 9", "Oct. 9", "2023-10-09"),
    ("fell on Tuesday", "Tuesday", "2023-09-12"),
    ("fell on Wednesday", "Wednesday", "2023-09-13"),
    ("will report on Friday", "Friday", "2023-09-15"),
    ("said yesterday", "yesterday", "2023-09-12"),
    ("sales in August", "August", "2023-08"),
    ("in November", "November", "2023-11"),
    ("for November delivery", "November", "2023-11"),
    ("the January contract", "January", "2024-01"),
    ("sets its next target on Nov. 2", "Nov. 2", "2023-11-02"),
    ("by the end of March 2024", "the end of March 2024", "2024-03-31"),
    ("in Q3 2023", "Q3 2023", "2023-Q3"),
    ("1H23 profit", "1H23", "2023-H1"),
    ("in Q1FY24", "Q1FY24", "FY2024-Q1"),
    ("fiscal 2024", "fiscal 2024", "FY2024"),
    ("in the second quarter", "the second quarter", "2023-Q2"),
    ("the first half of 2022", "the first half of 2022", "2022-H1"),
    ("the first nine months of 2022", "the first nine months of 2022", "2022-01/2022-09"),
    ("this year", "this year", "2023"),
    ("last week", "last week", "2023-W36"),
    ("last month", "last month", "2023-08"),
    ("so far this year", "so far this year", "2023-01-01/2023-09-13"),
    ("in the last 30 days", "the last 30 days", "2023-08-14/2023-09-13"),
    ("since August", "since August", "2023-08/.."),
    ("through December", "through December", "../2023-12"),
    ("from June through July", "June through July", "2023-06/2023-07"),
    ("the week ended Sept. 2", "the week ended Sept. 2", "2023-08-27/2023-09-02"),
    ("in the 13 weeks to July 1", "the 13 weeks to July 1", "2023-04-02/2023-07-01"),
    ("in the week through Nov. 8", "the week through Nov. 8", "2022-11-02/2022-11-08"),
    ("it has until 5pm on 4 May", "4 May", "2024-05-04"),
    ("the three months to July", "the three months to July", "2023-05/2023-07"),
    ("fell in the year to August", "the year to August", "2022-09/2023-08"),
    ("three years ago", "three years ago", "2020"),
    ("eighteen months ago", "eighteen months ago", "2022-03"),
    ("two months ago", "two months ago", "2023-07-13"),
    ("in 2025-26", "2025-26", "2025/2026"),
    ("over 13 years", "13 years", "P13Y"),
    ("a three-month low", "three-month", "P3M"),
    ("the next three to five years", "the next three to five years", "P3Y/P5Y"),
    ("by year-end", "year-end", "2023-12-31"),
    ("by the year end", "the year end", "2023-12-31"),
    # of which year the words after it say
    ("up on August last year", "August last year", "2022-08"),
    ("in late March of last year", "late March of last year", "2022-03-16/2022-03-31"),
    ("on March 31 last year", "March 31 last year", "2022-03-31"),
    ("on 5 May this year", "5 May this year", "2023-05-05"),
    ("between January and March last year", "January and March last year", "2022-01/2022-03"),
    ("due between now and March 31", "March 31", "2024-03-31"),
    # a month or day without its year: soon, rather than most of a year ago
    ("the vote is on Oct. 20", "Oct. 20", "2023-10-20"),
    ("sales in November dropped", "November", "2022-11"),
    ("it was founded in October", "October", "2022-10"),
    ("a strike from September 26", "September 26", "2023-09-26"),
    ("its holding, disclosed in February", "February", "2023-02"),
    ("crude for November fell", "November", "2023-11"),
    ("before October", "before October", "../2023-09-30"),
    ("in the September quarter", "September quarter", "2023-Q3"),
    ("in the March quarter", "March quarter", "2023-Q1"),
    ("the busier May contract fell", "May", "2024-05"),
    ("below its May peak of 3", "May", "2023-05"),
    ("in a May survey by Obrin", "May", "2023-05"),
    ("weaker than March's rise of 3", "March", "2023-03"),
    ("as recently as March, it", "March", "2023-03"),
    ("in the March quarter of 2022", "March quarter of 2022", "2022-Q1"),
    ("the October-December quarter", "October-December quarter", "2023-Q4"),
    (
        "in the quarter to the end of January",
        "the quarter to the end of January",
        "2022-11/2023-01",
    ),
    ("in the half-year to end-June", "the half-year to end-June", "2023-01/2023-06"),
    ("in the half-year to Aug. 31", "the half-year to Aug. 31", "2023-03/2023-08-31"),
    ("the year to mid-August", "the year to mid-August", "2022-09/2023-08"),
    (
        "the business year that ended in May",
        "the business year that ended in May",
        "2022-06/2023-05",
    ),
    ("the three months to 9 August", "the three months to 9 August", "2023-05-10/2023-08-09"),
    ("the year ended Feb. 3", "the year ended Feb. 3", "2022-02-04/2023-02-03"),
    ("over the nine days to Tuesday", "the nine days to Tuesday", "2023-09-04/2023-09-12"),
    ("in the fortnight to Sept. 3", "the fortnight to Sept. 3", "2023-08-21/2023-09-03"),
    ("in the half year to June", "the half year to June", "2023-01/2023-06"),
    ("the year ending Jan. 31", "the year ending Jan. 31", "2023-02/2024-01-31"),
    ("the year ended Jan. 31", "the year ended Jan. 31", "2022-02/2023-01-31"),
    (
        "in the financial year ended Jan. 31",
        "the financial year ended Jan. 31",
        "2022-02/2023-01-31",
    ),
    ("in the decade to 2014", "the decade to 2014", "2005-01/2014"),
    ("its half-year profit", "half-year", "2023-H1"),
    ("it would lend, and said on Monday that", "Monday", "2023-09-11"),
    # seasons, feasts, nights
    ("beds filled last winter", "last winter", "2022-24"),
    ("it hired 30 this spring.", "this spring", "2023-21"),
    ("by next summer", "next summer", "2024-22"),
    ("done by the winter", "winter", "2023-24"),
    ("in the summer of 2019", "summer of 2019", "2019-22"),
    ("cut 4% by Christmas", "Christmas", "2023-12-25"),
    ("fell since Easter", "since Easter", "2023-04-09/.."),
    ("fixed until Easter 2025", "until Easter 2025", "../2025-04-20"),
    ("over Thanksgiving, sales", "Thanksgiving", "2022-11-24"),
    ("Its price last night was 14p", "last night", "2023-09-12"),
    ("shuts 19 gyms tonight", "tonight", "2023-09-13"),
    ("on Tuesday night", "Tuesday night", "2023-09-12"),
    ("stocks at end-June", "end-June", "2023-06-30"),
    ("in the first five months", "the first five months", "2023-01/2023-05"),
    ("in the first 11 months", "the first 11 months", "2022-01/2022-11"),
    ("the month before", "the month before", "2023-08"),
    ("sold 3 the month before in Oslo", "the month before", "2023-08"),
    ("in the first nine months", "the first nine months", "2022-01/2022-09"),
    ("will build 3 in the first nine months", "the first nine months", "2023-01/2023-09"),
    ("in the first 11 months as sales rose", "the first 11 months", "2022-01/2022-11"),
    ("in the first 11 months after a loss", "the first 11 months", "2022-01/2022-11"),
    ("fell overnight amid the storm", "overnight", "2023-09-13"),
    ("tonight's draw", "tonight", "2023-09-13"),
    ("in the fall of 2008", "fall of 2008", "2008-23"),
    ("by fall 2024", "fall 2024", "2024-23"),
    ("in late spring 2011", "spring 2011", "2011-21"),
    ("the winter of 2010 was mild", "winter of 2010", "2010-24"),
    ("last winter", "last winter", "2022-24"),
    ("in winter 2019/20", "winter 2019/20", "2019-24"),
    ("in the winter of 2019-2020", "winter of 2019-2020", "2019-24"),
    ("over winter 2017-2019", "2017-2019", "2017/2019"),
    ("by Valentine’s Day", "Valentine’s Day", "2024-02-14"),
    ("its target for the new year", "new year", "2024"),
    ("shut by the new year", "new year", "2024-01-01"),
]

# (text, day of writing, resolved): on the side of it that the words tell
SIDES = [
    ("Clients moved orders into the second half", date(2026, 5, 6), "2026-H2"),
    ("It pushed the sale back to November", date(2026, 5, 6), "2026-11"),
    ("It stays put until at least the second quarter", date(2015, 12, 23), "2016-Q2"),
    ("It cut the forecast, having in August told of more", date(2024, 11, 12), "2024-08"),
    ("For March the big firms see a fall", date(2015, 12, 14), "2016-03"),
    ("Exports in the first 20 days of June fell", date(2019, 6, 23), "2019-06-01/2019-06-20"),
    (
        "A tenth of it was bought back over the past year",
        date(2013, 12, 12),
        "2012-12-12/2013-12-12",
    ),
    ("It ended March with more", date(2018, 4, 29), "2018-03"),
    ("a quarter of what it was in the same quarter of 2019", date(2020, 8, 3), "2019-Q2"),
    ("It will be 3.6% by the close of 2023", date(2022, 8, 3), "2023-12-31"),
    ("Sales fell 3% in the second half", date(2026, 5, 6), "2025-H2"),
    ("Sales this Christmas will be 3% up", date(2026, 11, 10), "2026-12-25"),
    ("Sales this Christmas were 3% up", date(2027, 1, 5), "2026-12-25"),
    ("It shuts this Thanksgiving", date(2026, 11, 10), "2026-11-26"),
    ("Sales this Easter were 3% down", date(2026, 4, 20), "2026-04-05"),
    ("It shuts this New Year", date(2026, 12, 28), "2027-01-01"),
    ("It shuts this New Year", date(2026, 11, 10), "2027-01-01"),
    ("Sales last Christmas were 3% up", date(2026, 11, 10), "2025-12-25"),
    ("Sales fell 3% over the summer", date(2026, 3, 10), "2025-22"),
    ("Sales fell 3% over the summer", date(2026, 7, 10), "2026-22"),
    ("Sales fell 3% during the autumn", date(2026, 2, 10), "2025-23"),
    ("Sales fell 3% through the spring", date(2026, 1, 10), "../2025-21"),
    ("Sales rose to 3% through the spring", date(2026, 1, 10), "../2025-21"),
    ("Sales will fall 3% through the spring", date(2026, 1, 10), "../2026-21"),
    ("From the summer it will run 3 trains", date(2026, 3, 10), "2026-22"),
    ("It wants 3% by the summer", date(2026, 3, 10), "2026-22"),
    ("Its target for the new year", date(2026, 11, 10), "2027"),
    ("Its target for the new year", date(2026, 1, 10), "2026"),
    ("Sales rose 3% in the first five months", date(2026, 5, 4), "2025-01/2025-05"),
    ("Sales rose 3% in the first four months", date(2026, 5, 4), "2026-01/2026-04"),
]


# (text, day of writing, resolved): companies report weeks after a quarter is over
REPORTED = [
    ("Costs fell in the quarter", date(2026, 5, 20), "2026-Q1"),
    ("Costs fell in the quarter", date(2026, 6, 20), "2026-Q2"),
    ("It expects a loss in the quarter", date(2026, 5, 20), "2026-Q2"),
    ("Costs fell in the latest quarter", date(2026, 6, 20), "2026-Q1"),
    ("less than in the year-ago quarter", date(2026, 5, 20), "2025-Q1"),
    ("It sold 3, up from 2 in the preceding quarter", date(2026, 5, 20), "2025-Q4"),
    ("Costs fell in the half", date(2026, 8, 20), "2026-H1"),
    ("It expects a loss in the half", date(2026, 8, 20), "2026-H2"),
    ("Costs fell this half", date(2026, 8, 20), "2026-H2"),
    ("Costs fell in the June half", date(2026, 8, 20), "2026-H1"),
    ("Rain fell in the first half of May", date(2026, 8, 20), "2026-05-01/2026-05-15"),
    ("Rain fell in the second half of February 2024", date(2026, 8, 20), "2024-02-16/2024-02-29"),
    ("It had 3 at the end of the first quarter", date(2026, 8, 20), "2026-03-31"),
    ("By the start of the second half of 2027", date(2026, 8, 20), "2027-07-01"),
    ("At the end of the third quarter of last year", date(2026, 9, 10), "2025-09-30"),
    ("By the end of the first quarter of fiscal 2024", date(2026, 9, 10), "FY2024-Q1"),
    ("Debt at end-2027", date(2026, 8, 20), "2027-12-31"),
    ("Debt at quarter's end", date(2026, 8, 20), "2026-06-30"),
    ("In fiscal Q2, it hired 9", date(2026, 8, 20), "FY2026-Q2"),
    ("It sold 3 at the weekend", date(2026, 8, 20), "2026-08-15/2026-08-16"),
    ("It sold 3 last weekend", date(2026, 8, 16), "2026-08-08/2026-08-09"),
    ("It will sell 3 at the weekend", date(2026, 8, 20), "2026-08-22/2026-08-23"),
    ("It opens this weekend", date(2026, 8, 20), "2026-08-22/2026-08-23"),
    ("It opens next weekend", date(2026, 8, 16), "2026-08-22/2026-08-23"),
    ("Gas ended the week 5% up", date(2026, 8, 20), "2026-W34"),
    ("Gas ended the week 5% up", date(2026, 8, 17), "2026-W33"),
    ("Gas fell 5% early in the week", date(2026, 8, 18), "2026-W34"),
    ("Gas will fall over the week", date(2026, 8, 17), "2026-W34"),
    ("It sold 3 over the weekend of August 2", date(2026, 8, 20), "2026-08-02"),
    ("Costs fell in the previous half, Obrin said", date(2026, 8, 20), "2026-H1"),
    ("It tripled over the decade.", date(2026, 8, 20), "202X"),
    ("It sold 3 a year back, he said", date(2026, 8, 20), "2025"),
    ("The preceding quarter was wet", date(2026, 5, 20), "2026-Q1"),
]


# (text, day of writing, resolved): what was before is past, whatever the sentence looks ahead to
TURNS = [
    ("above the peak of 14 set in January", date(2026, 11, 10), "2026-01"),
    ("The vote is set for January", date(2026, 11, 10), "2027-01"),
    ("It sees a rate of 3%, down from 5% in January", date(2026, 11, 10), "2026-01"),
    ("It will cut the fee from 5% to 4% in January", date(2026, 11, 10), "2027-01"),
    ("It cut its forecast for the third time since May", date(2026, 11, 10), "2026-05/.."),
    ("Costs will be lower than in the second quarter", date(2026, 8, 10), "2026-Q2"),
    ("The bond expires soon, but traded on Monday at 4", date(2026, 11, 10), "2026-11-09"),
    ("The bond expires on Monday", date(2026, 11, 10), "2026-11-16"),
    ("Third-quarter deliveries fell", date(2026, 11, 10), "2026-Q3"),
    ("wheat for March delivery", date(2026, 11, 10), "2027-03"),
    ("After Monday's close it fell", date(2026, 11, 10), "2026-11-09"),
    ("After Monday it fell", date(2026, 11, 10), "2026-11-10/.."),
    ("From May the group will sell 3 ships", date(2026, 11, 10), "2027-05"),
    ("From May the group sold 3 ships", date(2026, 11, 10), "2026-05"),
    ("Another cut is likely in June", date(2026, 11, 10), "2027-06"),
    ("The odds of a cut in June rose", date(2026, 11, 10), "2027-06"),
    ("Fees rise with effect from Monday", date(2026, 11, 10), "2026-11-16"),
    ("It repaid its loan maturing in June", date(2026, 11, 10), "2027-06"),
    ("The sale of Obrin should close no later than October 31", date(2026, 9, 10), "2026-10-31"),
    ("Obrin pays no later than Friday", date(2026, 9, 10), "2026-09-11"),
    ("Velland will not cut rates earlier than November", date(2026, 9, 10), "2026-11"),
    ("Costs at Obrin were lower than in November", date(2026, 9, 10), "2025-11"),
    ("Velland will raise its tax to 25% from 10% on January 1", date(2026, 9, 10), "2027-01-01"),
    ("Velland will raise its tax to $2.5 from $1.5 in January", date(2026, 9, 10), "2027-01"),
    ("The fee will be cut to 5% from 6% in January", date(2026, 9, 10), "2027-01"),
    ("Growth will slow to 3% from 4% in the first quarter", date(2026, 9, 10), "2026-Q1"),
    ("Obrin will sell 3 ships, down from 4 in October", date(2026, 9, 10), "2025-10"),
    ("The tax rose to 25% from 10% in October", date(2026, 9, 10), "2025-10"),
    ("Chances of a slump fell to 20% in June", date(2026, 9, 10), "2026-06"),
    ("The odds of default rose to 3% on Monday", date(2026, 9, 10), "2026-09-07"),
    ("It cut its bets on oil to 3% in June", date(2026, 9, 10), "2026-06"),
    ("He was made head of Obrin with effect from 1 January", date(2026, 2, 20), "2026-01-01"),
    ("He was made head of Obrin with effect from 1 April", date(2026, 2, 20), "2026-04-01"),
    ("Obrin said fees rise with effect from 1 January", date(2026, 9, 10), "2027-01-01"),
]


@pytest.mark.parametrize(("text", "day", "iso"), [*SIDES, *REPORTED, *TURNS])
def test_time_lies_on_the_side_that_the_words_tell(text: str, day: date, iso: str) -> None:
    (time,) = scan(text)
    stretch = time.resolve(Reference(day))
    assert stretch is not None
    assert stretch.iso == iso


# Times that no calendar tells.
UNTOLD = [
    ("it sold 12 last season", "last season"),
    ("by Diwali, it said", "Diwali"),
    ("in the month before the sale", "the month before"),
]

NO_TIMES = [
    "in the week that it opened",
    "in the week of the flood",
    "it took the week off",
    "the half that it owns",
    "half of it in the first",
    "he was back a year",
    "an hour and the half hour",
    "Theresa May's deal",
    "Ms March's sales",
    "the March on Rome",
    "the May government",
    "mad as a March hare",
    "The May Day holiday",
    "The May brothers sold 3% of Obrin",
    "The poll put the May lead at 3%",
    "Ms May said so; May's plan fell",
    "in the week leading up to the vote",
    "over the decade between the wars",
    "Obrin opens the weekend after next",
    "for the next half day",
    "in the next half mile",
    "he ran this half marathon",
    "It may rise.",
    "a second bidder",
    "Russia's march west",
    "he said so",
    "the day job",
    "1,999 jobs",
    "the fall of the euro",
    "prices fall by the hour",
    "spring wheat rose",
    "Christmas sales rose",
    "by winter wheat growers",
    "a winter coat; Easter eggs",
    "it has 12 shops now",
    "its overnight rate rose",
    "Overnight Partners fell",
    "the Tonight Show",
]

# What the words before it would make another time of.
YEARS_ALONE = ["the Dow's fall of 2000 points", "a fall of 2030 jobs", "the Arab Spring of 2011"]


@pytest.mark.parametrize(("text", "span", "iso"), TIMES)
def test_time_is_resolved(text: str, span: str, iso: str) -> None:
    found = list(scan(text))
    assert [text[time.start : time.end] for time in found] == [span]
    stretch = found[0].resolve(WEDNESDAY)
    assert stretch is not None
    assert stretch.iso == iso


@pytest.mark.parametrize(("text", "span"), UNTOLD)
def test_time_that_no_calendar_tells_is_one(text: str, span: str) -> None:
    (time,) = scan(text)
    assert text[time.start : time.end] == span
    assert time.resolve(WEDNESDAY) is None


@pytest.mark.parametrize("text", YEARS_ALONE)
def test_year_behind_a_fall_is_no_season(text: str) -> None:
    assert all(
        "fall" not in (said := text[one.start : one.end]) and "pring" not in said
        for one in scan(text)
    )


@pytest.mark.parametrize(
    "behind", ["of its life", "as a public firm", "after the merger", "under Ms Ruiz"]
)
def test_first_months_of_something_are_a_length(behind: str) -> None:
    (time,) = scan(f"in the first six months {behind}")
    assert time.kind == "duration"


@pytest.mark.parametrize("text", NO_TIMES)
def test_words_like_times_are_left(text: str) -> None:
    assert list(scan(text)) == []


def test_relative_time_without_reference_stays_open() -> None:
    (time,) = scan("sales rose last week")
    assert time.resolve(None) is None


def test_year_earlier_is_counted_from_the_period_before() -> None:
    first, second = scan("in the second quarter from a year earlier")
    before = first.resolve(WEDNESDAY)
    stretch = second.resolve(Reference(WEDNESDAY.published, before))
    assert stretch is not None
    assert stretch.iso == "2022-Q2"


BESIDE = [
    # what is told of a period named before it in the sentence
    ("in the third quarter of 2022, up from the prior quarter", "2022-Q2"),
    (
        "in the December quarter, from $2 million in the preceding three months",
        "2022-Q3",
    ),
    ("in the week to Sept. 5, less than in the week before", "2023-08-23/2023-08-29"),
    ("in the week to Sept. 5, from 3 in the previous week", "2023-08-23/2023-08-29"),
    ("last week, from 3 in the week before", "2023-W35"),
    ("in the 12 months to Aug. 31, up from 3 in the previous 12 months", "2021-09/2022-08-31"),
    ("at the end of August, from 3 a month before", "2023-07"),
    ("at mid-August, from 3 a month earlier", "2023-07"),
    ("on June 30, from 3 six months earlier", "2022-12-31"),
    ("on June 29, from 3 six months earlier", "2022-12-29"),
    ("the best since 1996, up from 3 a month earlier", "2023-08"),
    ("in August, from 3 a month earlier", "2023-07"),
    ("in the second quarter, against $2 million a year ago", "2022-Q2"),
    ("He said on Tuesday that it was less a year ago", "2022"),
    ("in the year to June, up on the year before", "2021-07/2022-06"),
    ("in the nine months ended June 30, up on a year earlier", "2021-10/2022-06-30"),
    ("from May 5 to June 7, up on the same period last year", "2022-05-05/2022-06-07"),
    ("3% in the fourth quarter, from 2% in the third", "2023-Q3"),
    ("3% in the first quarter, from 2% in the fourth", "2022-Q4"),
    ("3% in the first quarter and 2% in the second", "2023-Q2"),
    ("3% in the third quarter, against 2% in the 2019 quarter", "2019-Q3"),
    ("in the December half, against 3 in the previous six months", "2022-H1"),
    # the quarter that a day ends, and the one before that
    ("It had 3 at June 30, up 2 in the quarter", "2023-Q2"),
    ("It said on Monday it sold 3, up from 2 in the preceding quarter", "2023-Q2"),
    ("It sold 3 in Q1FY24, up from 2 in the preceding quarter", "FY2023-Q4"),
]


@pytest.mark.parametrize(("text", "iso"), BESIDE)
def test_time_is_counted_from_the_one_before(text: str, iso: str) -> None:
    first, last = scan(text)
    before = first.resolve(WEDNESDAY)
    stretch = last.resolve(WEDNESDAY._replace(previous=before))
    assert stretch is not None
    assert stretch.iso == iso


def test_second_of_two_plants_is_no_quarter() -> None:
    text = "In the fourth quarter Obrin opened two plants, and spent $3 million on the second."
    (time,) = scan(text)
    assert text[time.start : time.end] == "the fourth quarter"


@pytest.mark.parametrize("name", ["Ms May said so", "Before May it fell", "During May it fell"])
def test_somebody_named_like_a_month_takes_it_from_no_other(name: str) -> None:
    text = f"Obrin fell below its May record. {name}."
    time = next(scan(text))
    assert text[time.start : time.end] == "May"


@pytest.mark.parametrize("before", ["Before", "Between June and", "Through", "At"])
def test_month_that_opens_a_sentence_is_no_name(before: str) -> None:
    text = f"{before} May it fell. May's sales rose."
    assert text[list(scan(text))[-1].start :] == "May's sales rose."


def test_days_that_are_left_are_a_length() -> None:
    assert [time.kind for time in scan("It has 10 days to Friday to pay")] == ["duration", "date"]


def test_impossible_day_is_not_resolved() -> None:
    (time,) = scan("on February 30, 2023")
    assert time.resolve(WEDNESDAY) is None
