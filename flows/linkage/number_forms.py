"""The forms in which offices and standards bodies write their numbers, as data, and two check digits."""

import re
from dataclasses import dataclass

from flows.linkage.codes import Body

CN_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
"""CNIPA, application numbers since 2003-10-01: weighted sum modulo 11, ten is X."""
CN_OLD_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9)
"""Before: eight digits."""


@dataclass(frozen=True, slots=True)
class PatentForm:
    """``pattern`` fits upper-case text without spaces; ``shown`` writes the groups as we keep them."""

    office: str
    role: str
    pattern: re.Pattern[str]
    shown: str


@dataclass(frozen=True, slots=True)
class StandardForm:
    """``pattern`` fits upper-case text with single spaces, none beside a slash, and plain dashes. ``shown`` writes its
    groups without year or version, ``dated`` what stands behind it with one (group ``year``, or ``bare`` as we wrote it
    once), ``counted`` what does where only a count of editions is given: a year says more, and is kept alone."""

    body: Body
    pattern: re.Pattern[str]
    shown: str
    dated: str = ":{year}"
    counted: str = " Ed. {edition}"


def cn_check_digit(body: str) -> str:
    """The last digit of a Chinese application number, from the digits before it."""
    weights = CN_WEIGHTS if len(body) == len(CN_WEIGHTS) else CN_OLD_WEIGHTS
    rest = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11
    return "X" if rest == len("0123456789") else str(rest)


def ep_check_digit(body: str) -> str:
    """The last digit of a European application number: the Luhn digit of the eight digits before it."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > len("012345678") else doubled
    return str(-total % 10)


def _patent(office: str, role: str, pattern: str, shown: str) -> PatentForm:
    return PatentForm(office, role, re.compile(pattern), shown)


PATENT_FORMS = (
    _patent("CN", "application", r"(?:CN|ZL|CNZL)(?P<body>(?:19|20)\d{10})(?:\.?(?P<check>[\dX]))?", "CN{body}{tail}"),
    _patent("CN", "application", r"(?:CN|ZL)(?P<body>[89]\d{7}|0[0-3]\d{6})\.(?P<check>[\dX])", "CN{body}{tail}"),
    _patent("CN", "publication", r"CN(?P<body>1\d{6,8})(?P<kind>A)", "CN{body}{kind}"),
    _patent("CN", "grant", r"CN(?P<body>[1-3]\d{6,8})(?P<kind>[BUSCY]\d?)", "CN{body}{kind}"),
    _patent("EP", "application", r"EP(?P<body>\d{8})\.(?P<check>\d)", "EP{body}{tail}"),
    _patent("EP", "application", r"EP(?P<body>\d{8})(?P<check>\d)?", "EP{body}{tail}"),
    _patent("EP", "publication", r"EP(?P<body>\d{7})(?P<kind>A[1-9])?", "EP{body}{kind}"),
    _patent("EP", "grant", r"EP(?P<body>\d{7})(?P<kind>B[1-3])", "EP{body}{kind}"),
    _patent("WO", "application", r"PCT/(?P<where>[A-Z]{2})(?P<year>(?:19|20)\d{2})/(?P<body>\d{5,6})",
            "PCT/{where}{year}/{body}"),
    _patent("WO", "publication", r"WO(?P<year>(?:19|20)\d{2})/?(?P<body>\d{6})(?P<kind>A[1-9])?",
            "WO{year}/{body}{kind}"),
    _patent("US", "publication", r"US(?P<year>20\d{2})/?(?P<body>\d{7})(?P<kind>A[1-9])?", "US{year}/{body}{kind}"),
    _patent("US", "application", r"US(?P<series>\d{2})/(?P<body>\d{6})", "US{series}/{body}"),
    _patent("US", "grant", r"US(?P<body>\d{7,8})(?P<kind>B[12]|E|S1?)?", "US{body}{kind}"),
    _patent("JP", "application", r"JP(?P<year>(?:19|20)\d{2})-(?P<body>\d{5,6})", "JP{year}-{body}"),
    _patent("JP", "publication", r"JP(?P<year>(?:19|20)\d{2})-?(?P<body>\d{6})(?P<kind>A)", "JP{year}-{body}{kind}"),
    _patent("JP", "grant", r"JP(?P<body>\d{7})(?P<kind>B[12]?)?", "JP{body}{kind}"),
    _patent("KR", "application", r"KR(?P<type>[123]0)-?(?P<year>(?:19|20)\d{2})-?(?P<body>\d{7})(?P<kind>A)?",
            "KR{type}-{year}-{body}{kind}"),
    _patent("KR", "grant", r"KR(?P<type>[123]0)-?(?P<body>\d{7})(?P<kind>B1)?", "KR{type}-{body}{kind}"),
)  # fmt: skip
"""Tried in this order: what is longer and says more comes first."""


KIND_CODES = {
    "CN": ("A", "B", "C", "U", "Y", "S"),
    "EP": ("A1", "A2", "A3", "B1", "B2", "B3"),
    "US": ("A1", "B1", "B2"),
}
"""Kinds of documents by which an office's number is found when somebody leaves the kind out."""


def _standard(body: Body, pattern: str, shown: str, dated: str = ":{year}", counted: str = " Ed. {edition}"
              ) -> StandardForm:  # fmt: skip
    return StandardForm(body, re.compile(pattern), shown, dated, counted)


_NUMBER = r"(?P<number>\d+(?:[.-]\d+)*?)"
_YEAR = r"(?:\s?[-:]\s?(?P<year>(?:19|20)\d{2}))?"
_LANGUAGE = r"(?: ?\([A-Z](?:/[A-Z])*\))?"
"""``ISO 9001:2015(E)``: the same document, whatever language it is printed in."""
_EDITION = r"(?: ?,? ?ED(?:ITION|N?\.?) ?(?P<edition>\d+(?:\.\d+)?))?"
_VERSION = r"(?: ?,? ?V?(?P<year>\d+\.\d+\.\d+))?"
_MONTH = r"(?: ?\((?:19|20)\d{2}-\d{2}\))?"
"""``V17.0.0 (2022-03)``: the version says it all, the month only when it came."""
_RECOMMENDATION = r"(?:REC(?:OMMENDATION|\.)? ?)?"
_MONTH_OF = r"(?:0[1-9]|1[0-2])/"
_WHEN = rf"(?:(?:{_MONTH_OF})?(?:19|20)\d{{2}}|{_MONTH_OF}\d{{2}})"
"""ITU: a year, or month and year of which old covers print two digits. ITU-R counts its revisions: ``BT.2020-2``."""

STANDARD_FORMS = (
    _standard(Body.CN_NATIONAL, rf"(?P<type>GB(?:/[TZ])?) ?{_NUMBER}{_YEAR}", "{type} {number}", "-{year}"),
    _standard(Body.CN_GROUP, rf"T/(?P<who>[A-Z]{{2,10}}) ?{_NUMBER}{_YEAR}", "T/{who} {number}", "-{year}"),
    _standard(Body.CN_INDUSTRY, rf"(?P<type>(?:DB\d{{2,6}}|[A-Z]{{2}})(?:/[TZ])) ?{_NUMBER}{_YEAR}",
              "{type} {number}", "-{year}"),
    _standard(Body.IEC, rf"IEC(?P<type>(?:[/ ](?:TS|TR|PAS))?) ?{_NUMBER}{_YEAR}{_LANGUAGE}{_EDITION}",
              "IEC{type} {number}"),
    _standard(Body.ISO, rf"ISO(?P<with>(?:/(?:IEC|IEEE|ASTM))*)(?P<type>(?:[/ ](?:TS|TR|PAS|GUIDE|"
              rf"WD|CD|DIS|FDIS))?) ?{_NUMBER}{_YEAR}{_LANGUAGE}{_EDITION}", "ISO{with}{type} {number}"),
    _standard(Body.THREEGPP, rf"(?:3GPP )?(?P<type>T[SR]) ?(?P<number>\d{{2}}\.\d{{3}}(?:-\d+)*){_VERSION}{_MONTH}",
              "3GPP {type} {number}", " V{year}"),
    _standard(Body.THREEGPP, r"(?:3GPP )?(?P<type>T[SR]) ?(?P<number>\d{2}\.\d{3}(?:-\d+)*),? ?"
              r"(?:RELEASE|REL) ?[.-]? ?(?P<year>\d{1,2})", "3GPP {type} {number}", " Rel-{year}"),
    _standard(Body.ETSI, r"(?:ETSI ?)?(?P<type>EN|TS|TR|ES|GS) ?(?P<one>[1-9]\d{2}) ?(?P<two>\d{3}(?:-\d+)*)"
              rf"{_VERSION}{_MONTH}", "ETSI {type} {one} {two}", " V{year}"),
    _standard(Body.IETF, r"RFC ?0*(?P<number>\d{1,5})", "RFC {number}"),
    _standard(Body.IETF, r"(?P<number>DRAFT-[A-Z0-9-]+[A-Z0-9])", "{number}"),
    _standard(Body.IEEE, rf"IEEE(?P<type>(?: ?STD\.?)?) ?(?P<number>P?\d+(?:\.\d+)*[A-Z]*){_YEAR}",
              "IEEE {number}", "-{year}"),
    _standard(Body.ITU, rf"{_RECOMMENDATION}ITU ?- ?R,? ?{_RECOMMENDATION}(?P<series>[A-Z]{{1,3}})\."
              rf"(?P<number>\d+)(?:-(?P<year>\d{{1,2}}))?(?: ?\({_WHEN}\))?", "ITU-R {series}.{number}", "-{year}"),
    _standard(Body.ITU, rf"{_RECOMMENDATION}ITU ?- ?T,? ?{_RECOMMENDATION}(?P<series>[A-Z]{{1,2}})\."
              rf"(?P<number>\d+(?:\.\d+)*)(?: ?\(?V(?P<edition>\d{{1,2}})\)?)?"
              rf"(?: ?\((?P<year>{_WHEN})\)|[ :](?P<bare>{_WHEN}))?",
              "ITU-T {series}.{number}", " ({year})", " (V{edition})"),
)  # fmt: skip
"""Tried in this order."""

SHORT_FORMS = (
    (re.compile(r"[A-Z]\.\d{2,4}(?:\.\d{1,2})?"), "ITU-T {text}"),
    (re.compile(r"\d{2}\.\d{3}(?:-\d+)*"), "3GPP TS {text}"),
)
"""What people say for short among themselves (``H.265``, ``38.331``), and what they most likely mean."""
