"""Dates of which only the year, the month or an approximate span is known.

A partial date is three columns: the earliest and the latest day it can mean, and the form as printed in
the source ("late 17th – early 18th century"). It is shown as printed or by its precision, sorted by its
earliest day and filtered by overlap. Knows no app.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

_PARTIAL = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


@dataclass(frozen=True)
class PartialDate:
    """A day, month, year or longer span; empty (and false) when nothing is known.

    `earliest` and `latest` are inclusive days of the Gregorian calendar, both given or both None;
    `printed` is the wording of the source and may stand alone.
    """

    earliest: date | None = None
    latest: date | None = None
    printed: str = ""

    def __bool__(self) -> bool:
        return self.earliest is not None or bool(self.printed)

    @classmethod
    def parse(cls, text: str, printed: str = "") -> "PartialDate":
        """Read "1889", "1995-05", "2002-03-07" or a span "1501/1600" of two such forms.

        Raises ValueError, with a sentence, for anything else and for a span that runs backwards.
        """
        first, _slash, last = str(text).strip().partition("/")
        earliest, latest = _bounds(first)
        if last:
            latest = _bounds(last)[1]
        if earliest > latest:
            raise ValueError(f"The span {text} ends before it begins.")
        return cls(earliest, latest, printed)

    def __str__(self) -> str:
        """The form as printed, or year, month and year, or day, in the reader's language."""
        if self.printed:
            return self.printed
        if self.earliest is None or self.latest is None:
            return ""
        start, end = self.earliest, self.latest
        if start == end:
            return formats.date_format(start, "DATE_FORMAT")
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        if start.day == 1 and (end.year, end.month) == (start.year, start.month):
            return formats.date_format(start, "YEAR_MONTH_FORMAT")
        return f"{formats.date_format(start, 'DATE_FORMAT')} – {formats.date_format(end, 'DATE_FORMAT')}"


def _bounds(text: str) -> tuple[date, date]:
    match = _PARTIAL.match(text.strip())
    if not match:
        raise ValueError(f"“{text}” is not a date: write 1889, 1995-05 or 2002-03-07.")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError as error:
        raise ValueError(f"“{text}” is not a date of the calendar.") from error


class PartialDateColumns:
    """Declares the three columns of a partial date and reads them as one value.

    `founded = PartialDateColumns(_("founded"))` gives a model the columns `founded_earliest`,
    `founded_latest` and `founded_printed`; `record.founded` is a PartialDate and can be assigned.
    """

    def __init__(self, label: Any) -> None:
        self.label = label
        self.name = ""

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        """Called by Django's model metaclass: adds the columns and itself as the accessor."""
        self.name = name
        earliest = models.DateField(
            format_lazy(_("{what}, earliest day"), what=self.label),
            null=True,
            blank=True,
            help_text=_("1 January if only the year is known."),
        )
        latest = models.DateField(
            format_lazy(_("{what}, latest day"), what=self.label),
            null=True,
            blank=True,
            help_text=_("31 December if only the year is known."),
        )
        printed = models.CharField(
            format_lazy(_("{what}, as printed"), what=self.label),
            max_length=120,
            blank=True,
            help_text=_("Only where the source does not give a plain date, for example “early 1920s”."),
        )
        model.add_to_class(f"{name}_earliest", earliest)
        model.add_to_class(f"{name}_latest", latest)
        model.add_to_class(f"{name}_printed", printed)
        setattr(model, name, self)

    def __get__(self, record: models.Model | None, owner: type | None = None) -> Any:
        if record is None:
            return self
        return PartialDate(
            getattr(record, f"{self.name}_earliest"),
            getattr(record, f"{self.name}_latest"),
            getattr(record, f"{self.name}_printed"),
        )

    def __set__(self, record: models.Model, value: PartialDate) -> None:
        setattr(record, f"{self.name}_earliest", value.earliest)
        setattr(record, f"{self.name}_latest", value.latest)
        setattr(record, f"{self.name}_printed", value.printed)


def date_constraints(*names: str) -> Iterator[models.CheckConstraint]:
    """Constraints for the named partial dates of a model; two names also have to be in order.

    Each has both bounds or neither, the earliest not after the latest; the second date named must not lie
    wholly before the first.
    """
    for name in names:
        first, last = f"{name}_earliest", f"{name}_latest"
        yield models.CheckConstraint(
            name=f"%(class)s_{name}_bounds",
            condition=models.Q(**{f"{first}__isnull": True, f"{last}__isnull": True})
            | models.Q(
                **{f"{first}__isnull": False, f"{last}__isnull": False, f"{first}__lte": models.F(last)}
            ),
            violation_error_message=_("Give both bounds of a date or neither, the earliest day first."),
        )
    if len(names) == 2:
        start, end = names
        yield models.CheckConstraint(
            name=f"%(class)s_{start}_before_{end}",
            condition=models.Q(**{f"{start}_earliest__isnull": True})
            | models.Q(**{f"{end}_latest__isnull": True})
            | models.Q(**{f"{start}_earliest__lte": models.F(f"{end}_latest")}),
            violation_error_message=_("The end lies before the beginning."),
        )


def overlapping(name: str, first_year: int | None, last_year: int | None, end: str = "") -> models.Q:
    """Records whose partial date `name` can fall within the years given (inclusive; None is open).

    With `end`, the name of a second date: records of which any part from the one to the other can.
    """
    condition = models.Q(**{f"{name}_earliest__isnull": False})
    if first_year is not None:
        reaches = models.Q(**{f"{name}_latest__gte": date(first_year, 1, 1)})
        if end:
            reaches |= models.Q(**{f"{end}_latest__gte": date(first_year, 1, 1)})
        condition &= reaches
    if last_year is not None:
        condition &= models.Q(**{f"{name}_earliest__lte": date(last_year, 12, 31)})
    return condition
