"""Whether the value of a fact itself stands in the words that are quoted for it. No database in it.

A comparer for each type of value: words, names, numbers, dates. Each answers yes only if the value stands
there whole, never inside a longer word or number. Addresses, DOIs and the like are no place for a number or
a date. A date is looked for in every form in which the source texts print one, in English, Russian and
Kazakh; a number up to twenty also as an English word.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from portal.partial_dates import PartialDate
from sources.locating import Text, fold, normalise

_ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
#: A month in Russian as it is named, and as it stands after a day.
_RUSSIAN = [
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
]
_KAZAKH = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
]
_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_ROMAN = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
    "XXI",
]
#: Where a number is a part of an address, not a number.
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\b10\.\d{4,}/\S+")
_NUMBER = re.compile(r"(?:(?:no|pp?|vol)\. ?)?\d+(?: ?[-–—] ?\d+)?", re.IGNORECASE)
#: The number of a footnote behind a word, of which it is no part.
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{3})[¹²³⁰⁴-⁹]+(?!\w)")
#: What makes of a century a part of it.
_PART_OF = ("early", "mid", "late", "beginning of the", "end of the", "начало", "середина", "конец")


@lru_cache(maxsize=2048)
def _text(words: str) -> Text:
    return Text(words)


@lru_cache(maxsize=16384)
def stands(value: str, words: str) -> bool:
    """Whether `value` stands word for word in `words`, folded as quotations are; letter case counts.

    The number of a footnote is no part of the word behind which it stands. An omission in `value` has to
    stand in `words` too: `[…]` covers nothing here.
    """
    readings = dict.fromkeys((words, _FOOTNOTE.sub("", words)))
    return any(_text(each).places(value) for each in readings)


def name_stands(forms: Iterable[str], words: str) -> bool:
    """Whether one of the `forms` of a name stands in `words`, in any letter case."""
    return any(stands(form.casefold(), words.casefold()) for form in forms)


@lru_cache(maxsize=4096)
def number_stands(value: str, words: str) -> bool:
    """Whether a number or a range of numbers ("26", "2–3", "p. 265") stands in `words`.

    Digits may be grouped ("1 500"); up to twenty the English word will do. What is not only numbers has to
    stand as it is written.
    """
    number = value.strip()
    if not number.isdecimal():
        whole = rf"(?<!\w)(?<!\d[.,-]){re.escape(_closed(number))}(?!\w)(?![.,-]\d)"
        return bool(number) and re.search(whole, _closed(_without_addresses(words))) is not None
    if _found(_digits(number), words):
        return True
    return int(number) < len(_WORDS) and stands(_WORDS[int(number)], words.casefold())


def is_number(value: str) -> bool:
    """Whether a value is a number or a range of numbers, as `number_stands` compares them."""
    return _NUMBER.fullmatch(value.strip()) is not None


@lru_cache(maxsize=4096)
def date_stands(value: PartialDate, words: str) -> bool:
    """Whether a day, month, year, span of years or century stands in `words`, or the form as printed."""
    if value.printed and stands(value.printed, words):
        return True
    return any(_found(pattern, words) for pattern in _printed(value))


def _without_addresses(words: str) -> str:
    return _ADDRESS.sub(" ", words)


def _found(pattern: str, words: str) -> bool:
    folded = fold(_without_addresses(words)).words
    return re.search(pattern, folded, re.IGNORECASE) is not None


def _closed(text: str) -> str:
    """`text` folded, without space around a dash: "54 – 65" is "54-65"."""
    return re.sub(r" ?- ?", "-", normalise(text))


def _digits(digits: str) -> str:
    """A pattern of a whole number: not a part of a longer one, of a decimal or of a date."""
    grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", "[ ,]?", digits) if len(digits) > 3 else digits
    return rf"(?<!\w)(?<!\d[.,]){grouped}(?!\w)(?![.,]\d)"


def _printed(value: PartialDate) -> Iterator[str]:
    """Patterns of the forms in which the value is printed, by its precision; text is folded (dash is -)."""
    first, last = value.earliest, value.latest
    if first is None or last is None:
        return
    if first == last:
        yield from _day(first)
    elif (first.day, first.month, last.day, last.month) == (1, 1, 31, 12):
        yield from _years(first.year, last.year)
    elif first.day == 1 and last.month == first.month and (last + timedelta(1)).day == 1:
        yield from _month(first)


def _day(day: date) -> Iterator[str]:
    d, m, y = day.day, day.month - 1, day.year
    ordinal = rf"0?{d}(?:st|nd|rd|th)?"
    yield rf"\b{_ENGLISH[m]} {ordinal},? {y}(?!\w)"
    yield rf"(?<!\w){ordinal}(?: of)? {_ENGLISH[m]},? {y}(?!\w)"
    yield rf"(?<!\w)0?{d} {_RUSSIAN[m][1]} {y}(?!\d)"
    yield rf"(?<!\w){y} (?:ж\.|жыл\w*) 0?{d} {_KAZAKH[m]}"
    yield rf"(?<!\w)0?{d} {_KAZAKH[m]}\w* {y}(?!\d)"
    yield rf"(?<![\w.])0?{d}\.0?{day.month}\.{y}(?!\w)"
    yield rf"(?<![\w-]){day.isoformat()}(?![\w-])"


def _month(day: date) -> Iterator[str]:
    """In words only, and not as part of a day: "May 2015" does not stand in "7 May 2015"."""
    m, y = day.month - 1, day.year
    yield rf"(?<!\d )(?<!\dst )(?<!\d[nr]d )(?<!\dth )(?<!of )\b{_ENGLISH[m]},? {y}(?!\w)"
    yield rf"\b{_RUSSIAN[m][0]} {y}(?!\d)"
    yield rf"(?<!\w){y} (?:ж\.|жыл\w*) {_KAZAKH[m]}"


def _years(first: int, last: int) -> Iterator[str]:
    if first == last:
        yield rf"(?<!\w){first}(?!\w)"
        return
    short = f"(?:{last // 100})?{last % 100:02}" if first // 100 == last // 100 else str(last)
    yield rf"(?<!\w){first} ?- ?{short}(?!\w)"
    yield rf"(?<!\w){first} (?:to|until|and|по|до) {last}(?!\w)"
    if first % 100 == 1 and last % 100 == 0:
        yield from _centuries(first // 100 + 1, last // 100)


def _centuries(first: int, last: int) -> Iterator[str]:
    """The whole of one or more centuries, in Roman or Arabic numbers; not a part, as in "mid-18th"."""
    whole = "".join(rf"(?<!{part}[ -])" for part in _PART_OF)
    name = r"(?:centur(?:y|ies)|вв?\.|век\w*|ғасыр\w*)"
    for number in (_roman, _ordinal):
        spoken = number(first) if first == last else rf"{number(first)} ?- ?{number(last)}"
        yield rf"{whole}(?<![\w-]){spoken} {name}"


def _roman(century: int) -> str:
    return _ROMAN[century - 1] if 0 < century <= len(_ROMAN) else str(century)


def _ordinal(century: int) -> str:
    return rf"{century}(?:st|nd|rd|th)"


class PrintedDate(NamedTuple):
    """A date as it stands in words, and the first and last day that it can mean."""

    printed: str
    earliest: date
    latest: date

    def meets(self, other: "PrintedDate | PartialDate") -> bool:
        """Whether both can be the same day."""
        if other.earliest is None or other.latest is None:
            return True
        return self.earliest <= other.latest and other.earliest <= self.latest


_MONTHS = {
    **{name.lower(): month for month, name in enumerate(_ENGLISH, 1)},
    **{form: month for month, forms in enumerate(_RUSSIAN, 1) for form in forms},
    **{name: month for month, name in enumerate(_KAZAKH, 1)},
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<y>1[0-9]{3}|20[0-9]{2})"
#: Forms of a date, the fullest first: what one of them has taken no later one reads again.
_FORMS = [
    rf"\b(?P<m>{_MONTH}) 0?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}(?!\w)",
    rf"(?<!\w)0?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH}),? {_YEAR}(?!\w)",
    rf"(?<!\w){_YEAR} (?:ж\.|жыл\w*) (?P<d>\d{{1,2}}) (?P<m>{_MONTH})",
    rf"(?<![\w.])(?P<d>\d{{1,2}})\.(?P<n>\d{{1,2}})\.{_YEAR}(?!\w)",
    rf"(?<![\w-]){_YEAR}-(?P<n>\d\d)-(?P<d>\d\d)(?![\w-])",
    rf"\b(?P<m>{_MONTH}),? {_YEAR}(?!\w)",
    rf"(?<![\w-]){_YEAR} ?(?:-|to|until) ?(?P<z>\d{{4}}|\d\d)(?![\w-])",
    r"(?<![\w-])(?P<c>\d{1,2})th ?- ?(?:(?:early|late|mid) )?(?P<e>\d{1,2})th centur(?:y|ies)",
    r"(?<![\w-])(?:mid-)?(?P<c>\d{1,2})th[- ]century",
    r"(?<![\w-])(?P<r>[IVX]+) ?- ?(?P<s>[IVX]+) (?:centuries|ғасыр\w*|век\w*|вв?\.)",
    rf"(?<![\w.,-]){_YEAR}(?:s\b|(?![\w-])(?![.,]\d))",
]


def dates_in(words: str) -> list[PrintedDate]:
    """Every day, month, year, span of years and century that stands in `words`, in its order.

    A part of a century counts as the whole of it, "the 1920s" as its ten years.
    """
    left = fold(_without_addresses(words)).words
    found: list[tuple[int, PrintedDate]] = []
    for form in _FORMS:
        for match in re.finditer(form, left, re.IGNORECASE):
            if spanned := _spanned(match):
                found.append((match.start(), PrintedDate(match.group().strip(), *spanned)))
                left = left[: match.start()] + "\0" * len(match.group()) + left[match.end() :]
    return [each for _at, each in sorted(found)]


def numbers_in(words: str) -> list[str]:
    """Every whole number in digits in `words` that is no part of a date or an address, without grouping."""
    left = fold(_without_addresses(words)).words
    for each in dates_in(words):
        left = left.replace(each.printed, "\0", 1)
    numbers = re.findall(r"(?<![\w.,-])\d{1,3}(?:[ ,]\d{3})+(?!\w)|(?<![\w.,])\d+(?![\w])(?![.,]\d)", left)
    return [re.sub(r"[ ,]", "", number) for number in numbers]


def _spanned(match: "re.Match[str]") -> tuple[date, date] | None:
    """The first and last day of a form of `_FORMS`; None for a day that no calendar has."""
    part = {name: value for name, value in match.groupdict().items() if value is not None}
    if "y" not in part:
        return _spanned_centuries(part)
    year = int(part["y"])
    if "m" in part or "n" in part:
        return _spanned_days(year, part)
    last = year + 9 if match.group().endswith("s") else year
    if "z" in part:
        last = int(part["z"]) if len(part["z"]) == len(part["y"]) else year // 100 * 100 + int(part["z"])
    return (date(year, 1, 1), date(last, 12, 31)) if year <= last else None


def _spanned_centuries(part: dict[str, str]) -> tuple[date, date] | None:
    first, last = part.get("c") or part["r"], part.get("e") or part.get("s") or part.get("c", "")
    numbers = [int(each) if each.isdecimal() else _century(each) for each in (first, last)]
    if not 0 < numbers[0] <= numbers[1] <= len(_ROMAN):
        return None
    return date(numbers[0] * 100 - 99, 1, 1), date(numbers[1] * 100, 12, 31)


def _century(roman: str) -> int:
    return _ROMAN.index(roman.upper()) + 1 if roman.upper() in _ROMAN else 0


def _spanned_days(year: int, part: dict[str, str]) -> tuple[date, date] | None:
    month = _MONTHS[part["m"].lower()] if "m" in part else int(part["n"])
    try:
        first = date(year, month, int(part.get("d", 1)))
    except ValueError:
        return None
    return first, first if "d" in part else (first + timedelta(31)).replace(day=1) - timedelta(1)
