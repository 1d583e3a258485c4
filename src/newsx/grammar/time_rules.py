"""The patterns that begin a time, and what builds it."""

import re

from newsx.grammar.day_rules import (
    day_range,
    decade_of,
    iso_day,
    month_day,
    month_quarter,
    month_year,
    near_day_word,
    plain_year,
    slash_day,
    weekday_of,
    year_span,
)
from newsx.grammar.period_rules import (
    ago,
    end_of_unit,
    fiscal_year,
    full_year,
    half_year,
    last_units,
    months_of_year,
    quarter_code,
    quarter_words,
    relative_unit,
    the_unit,
    this_fiscal,
    to_date,
    year_ago,
    year_end,
)
from newsx.grammar.reported_rules import (
    another_quarter,
    days_of_month,
    edge_of_part,
    half_of_month,
    quarter_before,
    the_half,
    the_reported,
    the_span,
    this_half,
    weekend,
)
from newsx.grammar.season_rules import (
    HOLIDAY,
    SEASON,
    first_months,
    holiday,
    night,
    play_season,
    season,
    unit_before,
)
from newsx.grammar.time_words import COUNT, DAY, EDGE, MONTH, OF_YEAR, ORDINAL, UNIT, WEEKDAY, YEAR
from newsx.grammar.times import Builder, Rule

# "The third quarter" of what: "of fiscal 2024", "of last year".
_QUARTER_OF = (
    r"(?:(?: of|,)? (?P<fz>fiscal (?:year )?|the (?:fiscal|financial) year )?"
    rf"(?:(?P<y>{YEAR})|(?P<rel>(?:of )?(?:last|this|next) year)|the year)?(?<! ))?{EDGE}"
)
# What may follow "the half" and "this half": no "half of it", no "half marathon".
_ENDS_HALF = (
    r"(?=[.,;:)]|$| (?:and|but|as|while|amid|after|when|thanks|despite|because|on|with|to|from"
    r"|against|was|were|compared|by)\b)"
)
# "The weekend of May 2", "the weekend after next": another one.
_ALONE = r"(?! (?:of|after|before|following|that|when)\b)"

_TABLE: tuple[tuple[str, str, Builder], ...] = (
    (
        "month",
        (
            rf"(?:{WEEKDAY},? )?(?P<m>{MONTH}) ?(?:the )?(?P<d>{DAY})"
            rf"(?:,? (?:of )?(?P<y>{YEAR})|{OF_YEAR})?{EDGE}"
        ),
        month_day,
    ),
    (
        "month",
        rf"(?P<m>{MONTH}) (?P<d>{DAY}) ?[-–—] ?(?P<e>{DAY})(?:,? (?P<y>{YEAR}))?{EDGE}",
        day_range,
    ),
    (
        "month",
        (
            rf"(?P<which>(?:this|last|next) )?(?P<part>(?:early|mid|late)[ -]|end-"
            rf"|(?:the )?(?:end|close|start) of )?(?P<m>{MONTH})"
            rf"(?:,?(?: of)?[ ]?(?P<y>{YEAR})|{OF_YEAR})?{EDGE}"
        ),
        month_year,
    ),
    (
        "month",
        rf"(?P<m>{MONTH})[ -](?P<u>quarter|half)(?:(?: of|,)? (?P<y>{YEAR}))?{EDGE}",
        month_quarter,
    ),
    (
        "digit",
        (
            rf"(?P<d>{DAY})(?: of)?[ -/](?P<m>{MONTH})"
            rf"(?:,?(?: of)?[ -/](?P<y>{YEAR})|{OF_YEAR})?{EDGE}"
        ),
        month_day,
    ),
    (
        "digit",
        rf"(?P<d>{DAY}) ?(?:[-–—]|to|and) ?(?P<e>{DAY}) (?P<m>{MONTH})(?:,? (?P<y>{YEAR}))?{EDGE}",
        day_range,
    ),
    (
        "digit",
        rf"(?P<y>{YEAR})[-/](?P<m>1[0-2]|0?[1-9])[-/](?P<d>3[01]|[12]\d|0?[1-9]){EDGE}",
        iso_day,
    ),
    ("digit", rf"(?P<a>\d{{1,2}})[/-](?P<b>\d{{1,2}})[/-](?P<y>{YEAR}){EDGE}", slash_day),
    ("digit", rf"(?P<a>[1-4][qh]) ?(?P<fy>fy)?[ '’]?(?P<y>(?:19|20)?\d\d)?{EDGE}", quarter_code),
    ("digit", rf"(?P<part>)(?P<y>{YEAR}){EDGE}", plain_year),
    ("digit", rf"(?P<y>{YEAR}) (?:quarter|period){EDGE}", year_ago),
    (
        "digit",
        (
            rf"(?P<y>{YEAR})(?:[-–/]|[ ]to[ ])(?P<z>(?:19|20)?\d\d(?![.,]?\d|[ ]?%))"
            rf"(?P<fy> (?:financial|fiscal|season|tax)(?: year)?)?{EDGE}"
        ),
        year_span,
    ),
    ("digit", rf"(?P<y>{YEAR})(?P<z>)(?: (?:fiscal|financial)(?: year)?){EDGE}", fiscal_year),
    ("digit", rf"(?P<y>{YEAR})[ -](?P<a>[qh][1-4])(?P<fy>){EDGE}", quarter_code),
    ("digit", rf"(?P<y>(?:19|20)\d0)s{EDGE}", decade_of),
    (
        "weekday",
        (
            rf"(?P<which>(?:this|last|next|coming|previous"
            rf"|past) )?(?P<w>{WEEKDAY})(?P<week>(?: of)? (?:last|this|next) week)?"
            rf"(?: (?:night|morning|afternoon|evening))?{EDGE}"
        ),
        weekday_of,
    ),
    (
        "weekday",
        rf"(?P<w0>{WEEKDAY}),? (?P<m>{MONTH}) (?P<d>{DAY})(?:,? (?P<y>{YEAR}))?{EDGE}",
        month_day,
    ),
    (
        "weekday",
        rf"(?P<w0>{WEEKDAY}),? (?P<d>{DAY})(?: of)? (?P<m>{MONTH})(?:,? (?P<y>{YEAR}))?{EDGE}",
        month_day,
    ),
    (
        "code",
        rf"(?P<a>[qh][1-4]) ?(?P<fy>fy|fiscal ?|f)?[ '’-]?(?:of )?(?P<y>(?:19|20)?\d\d)?{EDGE}",
        quarter_code,
    ),
    ("code", rf"fy ?['’]?(?P<y>(?:19|20)?\d\d)(?P<z>){EDGE}", fiscal_year),
    (
        "fiscal",
        rf"(?:the )?(?:fiscal|financial)(?: year)?,? (?P<y>{YEAR})(?P<z>){EDGE}",
        fiscal_year,
    ),
    (
        "fiscal",
        (
            rf"(?:the )?(?:(?P<which>this|current|last|previous|prior|past|next|coming) )?(?:fiscal"
            rf"|financial)[ -]year{EDGE}"
        ),
        this_fiscal,
    ),
    (
        # as Indian papers write: "profit of last fiscal", but no "last fiscal quarter"
        "fiscal",
        (
            rf"(?:the )?(?P<which>this|current|last|previous|prior|past|next|coming) fiscal"
            rf"(?! (?!(?:and|or|on|in|as|by|to|from|for|with|against|after|while|was|is|has|had|the"
            rf"|compared|over|at|too|but|when|it|its|they|he|she|we)\b)[a-z]){EDGE}"
        ),
        this_fiscal,
    ),
    (
        "fiscal",
        rf"(?P<fy>fiscal) (?P<a>[qh][1-4])(?: (?:of )?(?P<y>(?:19|20)\d\d))?{EDGE}",
        quarter_code,
    ),
    (
        "fiscal",
        (
            rf"(?:the )?(?P<fy>fiscal|financial)[ -](?P<o>{ORDINAL})[ -](?P<u>quarter"
            rf"|half)(?P<fz>)(?P<rel>)(?P<y>){EDGE}"
        ),
        quarter_words,
    ),
    (
        "ordinal",
        (
            rf"(?:the )?(?P<o>{ORDINAL})[ -](?P<fy>fiscal[ -]|financial[ -])?(?P<u>quarter"
            rf"|half)(?:-year)?{_QUARTER_OF}"
        ),
        quarter_words,
    ),
    (
        "ordinal",
        (
            rf"(?:the )?(?P<o>first|last|final"
            rf"|opening) (?P<n>{COUNT}) months of (?P<fy>(?:the )?(?:fiscal"
            rf"|financial) (?:year ?)?)?(?:(?P<y>{YEAR})|(?:the|this|(?P<rel>last|next)) year"
            rf"|(?<=year))(?:(?<=the year) (?:to|ending|ended) [a-z]+ ?(?:\d+)?)?{EDGE}"
        ),
        months_of_year,
    ),
    (
        "ordinal",
        (
            rf"(?:the )?(?:first|opening) (?P<n>\d\d?|ten|fifteen|twenty) days of (?P<m>{MONTH})"
            rf"(?:,?(?: of)? (?P<y>{YEAR}))?{EDGE}"
        ),
        days_of_month,
    ),
    (
        "ordinal",
        (
            rf"(?:the )?(?P<o>first|second) half of (?P<m>{MONTH})(?:,?(?: of)? (?P<y>{YEAR}))?"
            rf"{EDGE}"
        ),
        half_of_month,
    ),
    (
        # "From 2% in the third": no "in the third week"
        "ordinal",
        (
            r"the (?P<o>first|second|third|fourth)(?=[.,;:)]|$| (?:and|but|as|while|amid|after"
            r"|when|thanks|despite|because|on|with|to)\b)"
        ),
        another_quarter,
    ),
    ("half", rf"half-year{EDGE}", half_year),
    ("full", rf"full[- ]year{EDGE}", full_year),
    ("relative", rf"(?:the )?(?:previous|prior|preceding)[ -]quarter{EDGE}", quarter_before),
    (
        "relative",
        (
            rf"(?:the )?(?P<part>so far |earlier |later )?(?:the )?(?P<which>this|last|past|next"
            rf"|current|coming|previous|prior|preceding|following|same"
            rf"|upcoming)[ -](?P<u>{UNIT}){EDGE}"
        ),
        relative_unit,
    ),
    (
        "relative",
        (
            rf"(?:the )?(?P<which>last|past|next|coming|previous|prior|preceding"
            rf"|following) (?P<n>{COUNT})(?: (?:to|or) (?P<n2>{COUNT}))? (?P<u>{UNIT})s{EDGE}"
        ),
        last_units,
    ),
    (
        "relative",
        (
            rf"(?:the )?(?P<n>{COUNT}) (?P<which>previous|next|upcoming|preceding|following"
            rf"|coming)(?P<n2>) (?P<u>{UNIT})s{EDGE}"
        ),
        last_units,
    ),
    (
        "relative",
        (
            rf"(?:the )?(?:same|corresponding|comparable) (?:period|quarter|month|week|time|half"
            r"|stretch|span|date|day|(?:three|six|nine) months)"
            rf"(?: (?:of |in )?(?:last year|a year (?:ago|earlier|before)"
            r"|(?:the )?(?:last|previous|prior|preceding) (?:fiscal(?: year)?|financial year"
            rf"|year))| (?:in|of) (?P<y>{YEAR})){EDGE}"
        ),
        year_ago,
    ),
    (
        "relative",
        (
            rf"(?:the )?(?:year-ago|year-earlier|prior-year|previous-year)(?: (?:period|quarter"
            rf"|month|half))?(?P<y>){EDGE}"
        ),
        year_ago,
    ),
    ("relative", rf"(?P<day>today|yesterday|tomorrow){EDGE}", near_day_word),
    ("relative", rf"(?P<u>year|month|quarter|week)[ -]to[ -]date{EDGE}", to_date),
    (
        "relative",
        rf"(?:the )?(?P<u>year|month|quarter|week)(?:[ -]|['’]s )end(?: (?P<y>{YEAR}))?{EDGE}",
        year_end,
    ),
    ("the", rf"the year (?:before|earlier)(?P<y>){EDGE}", year_ago),
    (
        "relative",
        (
            rf"(?:the )?(?:end|close|(?P<begin>start|beginning)) of (?:the |(?P<which>this|last"
            rf"|next) )(?P<u>{UNIT}){EDGE}"
        ),
        end_of_unit,
    ),
    (
        "relative",
        (
            rf"(?:the )?(?:end|close|(?P<begin>start|beginning)) of (?:the )?(?P<o>{ORDINAL})[ -]"
            rf"(?P<fy>fiscal[ -]|financial[ -])?(?P<u>quarter|half){_QUARTER_OF}"
        ),
        edge_of_part,
    ),
    (
        "relative",
        (
            rf"(?P<part>(?:the )?(?:end|close|start|beginning) of |end-|early[ -](?:in )?|mid-?[ ]?"
            rf"|late[ -](?:in )?)(?P<y>{YEAR}){EDGE}"
        ),
        plain_year,
    ),
    (
        "count",
        (
            rf"(?P<n>{COUNT})[ -](?P<u>{UNIT})s? "
            rf"(?P<how>ago|earlier|before|later|hence|back(?=[.,;)]|$)){EDGE}"
        ),
        ago,
    ),
    ("the", rf"the (?P<u>year|month){EDGE}", the_unit),
    ("the", rf"the (?P<u>week|decade){EDGE}", the_span),
    ("the", rf"the (?P<u>quarter){EDGE}", the_reported),
    ("the", rf"the (?P<u>half){_ENDS_HALF}", the_half),
    (
        "relative",
        (
            r"(?:the )?(?P<which>this|current|next|previous|prior|preceding) half(?:-year)?"
            rf"{_ENDS_HALF}"
        ),
        this_half,
    ),
    (
        "relative",
        rf"(?:the )?(?P<which>this|last|past|previous|next|coming) weekend{EDGE}{_ALONE}",
        weekend,
    ),
    ("the", rf"the (?P<which>)weekend{EDGE}{_ALONE}", weekend),
    ("relative", rf"(?:the )?(?P<latest>latest|most recent) (?P<u>quarter){EDGE}", the_reported),
    ("the", rf"the (?P<u>month|quarter|week) (?P<how>before|earlier){EDGE}", unit_before),
    (
        "season",
        (
            rf"(?P<which>(?:this|last|past|previous|next|coming) )?(?P<s>{SEASON})"
            rf"(?: (?:of )?(?P<y>{YEAR})(?:[-–/](?P<to>(?:20)?\d\d)(?!\d))?)?{EDGE}"
        ),
        season,
    ),
    (
        "feast",
        (
            rf"(?P<which>(?:this|last|past|previous|next|coming) )?(?P<feast>{HOLIDAY})"
            rf"(?: (?P<y>{YEAR}))?{EDGE}"
        ),
        holiday,
    ),
    ("relative", rf"(?:this|last|next|the previous|previous) season{EDGE}", play_season),
    (
        "relative",
        rf"(?P<night>last night|this (?:morning|afternoon|evening|lunchtime)){EDGE}",
        night,
    ),
    ("night", rf"(?P<night>tonight|overnight){EDGE}", night),
    ("ordinal", rf"(?:the )?(?:first|opening) (?P<n>{COUNT}) months{EDGE}", first_months),
)

RULES: dict[str, list[Rule]] = {}

for _category, _pattern, _build in _TABLE:
    RULES.setdefault(_category, []).append(Rule(re.compile(_pattern), _build))

TRIES: dict[str, tuple[str, ...]] = {
    "month": ("month",),
    "weekday": ("weekday",),
    "digit": ("digit", "count", "relative"),
    "code": ("code",),
    "fiscal": ("fiscal",),
    "ordinal": ("ordinal", "fiscal", "relative"),
    "half": ("half",),
    "full": ("full",),
    "relative": ("relative", "weekday", "month", "fiscal", "season", "feast"),
    "season": ("season",),
    "feast": ("feast",),
    "night": ("night",),
    "edge": ("month", "relative"),
    "count": ("count", "relative"),
    "the": ("fiscal", "ordinal", "relative", "month", "the"),
}

TRIGGER = re.compile(
    r"(?<![a-z0-9$€£¥.,/&])(?:"
    rf"(?P<month>{MONTH})|(?P<weekday>{WEEKDAY})|(?P<digit>\d)|(?P<code>[qh][1-4]|fy)"
    rf"|(?P<fiscal>fiscal|financial)"
    rf"|(?P<ordinal>(?:first|second|third|fourth|final|last|opening|1st|2nd|3rd"
    rf"|4th)(?=[ -](?:fiscal|financial|quarter|half|{COUNT} (?:months|days of))))"
    r"|(?P<half>half-year)|(?P<full>full[ -]year)"
    r"|(?P<relative>so far|earlier|later|this|last|past|next|current|coming|previous|prior"
    r"|preceding|following|same|corresponding|comparable|"
    r"upcoming|latest|most recent|year(?:-|(?= end)|(?=['’]s end))"
    r"|quarter(?=['’]s end)|month-|quarter-|week-|year to|today|yesterday|tomorrow|prior-"
    r"|previous-)"
    rf"|(?P<season>{SEASON}(?![a-z]))|(?P<feast>{HOLIDAY}(?![a-z]))"
    r"|(?P<night>tonight|overnight)"
    r"|(?P<edge>end of|end-(?=[a-z\d])|start of|beginning of|close of|early|mid|late)"
    rf"|(?P<count>{COUNT}(?=[ -]))"
    r"|(?P<the>the (?=fiscal|financial|first|second|third|fourth|final|last|opening|1st|2nd|3rd"
    r"|4th|past|next|current|coming|previous|prior|preceding|following|same|corresponding"
    r"|comparable|upcoming|latest|most recent|year|quarter"
    rf"|month|week|weekend|decade|half|end|start|beginning|close|early|mid|late|{COUNT} ))"
    r")"
)
