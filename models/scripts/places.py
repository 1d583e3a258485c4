"""Which places are states, provinces and cities (GPE) and which are not (LOC).

For open sets that do not say. A short list by hand and the cities of the time zone database (public
domain); what is on neither list stays undecided, and the loss then accepts both labels. Running
newsx does not use this: ``newsx.knowledge`` has the real gazetteer.
"""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import available_timezones

STATES = """afghanistan albania algeria andorra angola argentina armenia australia austria
azerbaijan bahamas bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia
bosnia_and_herzegovina botswana brazil brunei bulgaria burkina_faso burma burundi cambodia cameroon
canada cape_verde chad chile china colombia comoros congo costa_rica croatia cuba cyprus
czech_republic czechoslovakia denmark djibouti dominica dominican_republic east_timor ecuador egypt
el_salvador england equatorial_guinea eritrea estonia ethiopia fiji finland france gabon gambia
georgia germany ghana great_britain britain greece grenada guatemala guinea guinea-bissau guyana
haiti honduras hong_kong hungary iceland india indonesia iran iraq ireland northern_ireland israel
italy ivory_coast jamaica japan jordan kazakhstan kenya kiribati north_korea south_korea korea
kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya liechtenstein lithuania
luxembourg macau macedonia madagascar malawi malaysia maldives mali malta mauritania mauritius
mexico micronesia moldova monaco mongolia montenegro morocco mozambique myanmar namibia nauru nepal
netherlands new_zealand nicaragua niger nigeria norway oman pakistan palestine panama
papua_new_guinea paraguay peru philippines poland portugal puerto_rico qatar romania russia
soviet_union ussr rwanda samoa saudi_arabia scotland senegal serbia seychelles sierra_leone
singapore slovakia slovenia solomon_islands somalia south_africa south_sudan spain sri_lanka sudan
suriname swaziland sweden switzerland syria taiwan tajikistan tanzania thailand togo tonga trinidad
tunisia turkey turkmenistan tuvalu uganda ukraine uae united_arab_emirates uk u.k. united_kingdom us
u.s. usa u.s.a. america united_states united_states_of_america uruguay uzbekistan vanuatu vatican
venezuela vietnam wales yemen yugoslavia zaire zambia zimbabwe alabama alaska arizona arkansas
california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky
louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska
nevada new_hampshire new_jersey new_mexico new_york north_carolina north_dakota ohio oklahoma oregon
pennsylvania rhode_island south_carolina south_dakota tennessee texas utah vermont virginia
washington west_virginia wisconsin wyoming ontario quebec alberta british_columbia manitoba
nova_scotia saskatchewan newfoundland new_south_wales queensland victoria tasmania western_australia
south_australia bavaria saxony hesse catalonia andalusia lombardy sicily tuscany maharashtra gujarat
karnataka tamil_nadu kerala punjab uttar_pradesh bihar west_bengal andhra_pradesh telangana
rajasthan haryana assam odisha guangdong zhejiang jiangsu sichuan hebei henan xinjiang tibet
chechnya crimea dagestan siberia darfur kashmir sindh balochistan khyber_pakhtunkhwa""".split()

CITIES = """washington_dc washington,_d.c. new_york_city nyc boston philadelphia san_francisco
seattle houston dallas austin miami atlanta las_vegas san_diego san_jose palo_alto cupertino
mountain_view menlo_park redmond sacramento portland minneapolis st._louis kansas_city cleveland
cincinnati pittsburgh baltimore charlotte nashville memphis new_orleans tampa orlando jacksonville
milwaukee omaha tulsa san_antonio fort_worth buffalo rochester hartford newark montreal ottawa
calgary mumbai bombay delhi new_delhi bangalore bengaluru chennai hyderabad pune ahmedabad gurgaon
gurugram noida kochi jaipur lucknow beijing guangzhou shenzhen hangzhou tianjin wuhan chengdu
nanjing dalian osaka kyoto nagoya yokohama sapporo fukuoka busan incheon hanoi saigon manchester
birmingham liverpool leeds glasgow edinburgh cardiff bristol sheffield oxford cambridge belfast cork
frankfurt munich hamburg cologne stuttgart dusseldorf leipzig geneva basel lausanne milan turin
naples venice florence barcelona valencia seville lyon marseille toulouse strasbourg nice bordeaux
lille antwerp rotterdam the_hague eindhoven gothenburg malmo bergen aarhus porto krakow gdansk lodz
st._petersburg saint_petersburg novosibirsk grozny odessa kharkiv donetsk mariupol lviv tel_aviv
haifa gaza gaza_city ramallah basra mosul fallujah kirkuk najaf tikrit kandahar islamabad lahore
peshawar rawalpindi faisalabad mecca medina jeddah abu_dhabi sharjah doha alexandria johannesburg
cape_town durban pretoria lagos abuja mombasa rio_de_janeiro rio brasilia belo_horizonte guadalajara
monterrey medellin cali guayaquil quito santiago brisbane perth adelaide canberra wellington
christchurch yangon phnom_penh ho_chi_minh_city davos abuja darfur aleppo homs""".split()

PHYSICAL = re.compile(
    r"\b(?:rivers?|seas?|oceans?|mount|mountains?|valley|islands?|isle|bay|gulf|desert|strait|"
    r"peninsula|canal|lake|street|road|avenue|square|bridge|airport|park|stadium|coast|basin|"
    r"field|hills?|forest|cape|plateau|europe|asia|africa|antarctica|middle east|balkans|"
    r"caribbean|scandinavia|latin america|south america|north america|arctic|pacific|atlantic|"
    r"mediterranean|wall street|silicon valley|western|eastern|southern|northern|earth|moon|"
    r"mars)\b",
    re.IGNORECASE,
)


@cache
def _governed() -> frozenset[str]:
    names = {name.replace("_", " ") for name in (*STATES, *CITIES)}
    for zone in available_timezones():
        area, _, city = zone.rpartition("/")
        if area.partition("/")[0] in {"Africa", "America", "Asia", "Europe", "Australia"}:
            names.add(city.replace("_", " ").lower())
    return frozenset(names)


def kind_of_place(name: str) -> str | None:
    """Return GPE or LOC for the name of a place, or None where it may be either.

    >>> kind_of_place("Buenos Aires"), kind_of_place("North Sea"), kind_of_place("Xyz")
    ('GPE', 'LOC', None)
    """
    plain = name.lower().removeprefix("the ").strip()
    if plain in _governed():
        return "GPE"
    return "LOC" if PHYSICAL.search(plain) else None
