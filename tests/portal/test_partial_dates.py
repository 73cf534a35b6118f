"""Dates of which only a part is known: read, shown, sorted and refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.partial_dates import PartialDate


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1889", "1889"),
        ("1995-05", "May 1995"),
        ("2002-03-07", "7 March 2002"),
        ("1501/1600", "1501–1600"),
        ("2014/2020", "2014–2020"),
    ],
)
def test_is_shown_by_what_is_known(written: str, shown: str) -> None:
    assert str(PartialDate.parse(written)) == shown


def test_is_shown_as_printed_and_sorted_by_its_earliest_day() -> None:
    zhargy = PartialDate.parse("1667/1733", "late 17th - early 18th century")
    stalin = PartialDate.parse("1920/1924", "early 1920s")
    assert [str(each) for each in sorted([stalin, zhargy], key=lambda each: each.earliest)] == [
        "late 17th - early 18th century",
        "early 1920s",
    ]


@pytest.mark.parametrize(
    "nonsense", ["", "soon", "1995-13", "2002-02-30", "1995-5", "0000", "1990/1980", "2002-03-07-01", "99"]
)
def test_refuses_what_is_no_date_with_a_sentence(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ .*\."):
        PartialDate.parse(nonsense)


def test_nothing_known_is_false_and_prints_nothing() -> None:
    assert not PartialDate()
    assert str(PartialDate()) == ""
    assert PartialDate(printed="before 1914")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_keeps_both_bounds(day: date) -> None:
    parsed = PartialDate.parse(day.isoformat())
    assert (parsed.earliest, parsed.latest) == (day, day)


@given(st.integers(1000, 9999), st.integers(1, 12))
def test_a_month_covers_its_days_and_no_other(year: int, month: int) -> None:
    parsed = PartialDate.parse(f"{year}-{month:02}")
    assert parsed.earliest == date(year, month, 1)
    assert parsed.latest is not None
    assert (parsed.latest.year, parsed.latest.month) == (year, month)
    assert parsed.latest.day >= 28
