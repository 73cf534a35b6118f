"""Who belonged to a body on a day: what the dates of a membership prove, and what they leave open.

A membership begins when its `start` says and goes on until its `end`; where no source states an end, it goes
on. A body's own dates bound it: nobody belongs to a body before it was founded or after it ended. A list of
members proves a membership of unknown start from the last day that its date can mean. Where the day asked for
lies within what a date leaves open, or before the first day that anything proves, nothing is proved: such a
membership is shown apart and never counted. Nor is one that is dated before its body began, until it had.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, Self

from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.models import Institution, Membership

#: The name of the day in an address: `?on=2010-01-01`.
PARAMETER = "on"


class Standing(Enum):
    """Whether a tie was in force on a day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class AskedDay:
    """The day for which a page is asked; without one, the page shows today's state as its sources leave it.

    `error` is a sentence for the reader if what the address gave is not such a day; `day` is None then.
    """

    day: date | None = None
    error: str = ""

    @classmethod
    def read(cls, query: Any) -> Self:
        """The day in a QueryDict: a full day of the calendar, not after today."""
        text = query.get(PARAMETER, "").strip()
        if not text:
            return cls()
        try:
            day = datetime.strptime(text, "%Y-%m-%d").date()  # a day has no time zone
            if day.isoformat() != text:  # one day has one address
                raise ValueError(text)
        except ValueError:
            return cls(error=_("“%(text)s” is not a day: write it as 2010-01-01.") % {"text": text[:40]})
        if day > timezone.localdate():
            return cls(error=_("%(text)s is still to come: no source knows its members.") % {"text": text})
        return cls(day)


def life_of(body: Institution, day: date) -> Standing:
    """Whether a body existed on a day, by its dates of founding and end and by its status."""
    if body.founded.earliest and day < body.founded.earliest:
        return Standing.NOT_YET
    if body.ended.latest and day >= body.ended.latest:
        return Standing.ENDED
    begun = body.founded.latest is not None and day >= body.founded.latest
    return Standing.IN_FORCE if begun and not _may_have_ended(body, day) else Standing.UNKNOWN


def _may_have_ended(body: Institution, day: date) -> bool:
    return day >= body.ended.earliest if body.ended.earliest else body.has_ended


def standing(membership: Membership, day: date) -> Standing:
    """Whether a membership was in force on a day. Reads its body, which should be selected with it."""
    start, end, listed = membership.start, membership.end, membership.listed
    if start.earliest and day < start.earliest:
        return Standing.NOT_YET
    if end.latest and day >= end.latest:
        return Standing.ENDED
    body = membership.institution
    life = life_of(body, day)
    if life is Standing.NOT_YET and start.earliest and start.earliest < body.founded.earliest:
        return Standing.UNKNOWN  # a tie that is dated before its body began
    if life in (Standing.NOT_YET, Standing.ENDED):
        return life
    proved = [each.latest for each in (start, listed) if each.latest]
    begun = bool(proved) and day >= min(proved)
    # without an end of its own, that of the body is the only one known
    may_have_ended = (not end.earliest or day >= end.earliest) if end else _may_have_ended(body, day)
    return Standing.IN_FORCE if begun and not may_have_ended else Standing.UNKNOWN


@dataclass
class OnDay:
    """Memberships parted by a day; without a day, by whether they or their body ended (see `members.py`)."""

    in_force: list[Membership] = field(default_factory=list)
    unknown: list[Membership] = field(default_factory=list)
    ended: list[Membership] = field(default_factory=list)
    not_yet: list[Membership] = field(default_factory=list)


def part(memberships: Iterable[Membership], day: date | None) -> OnDay:
    """Part memberships of any role by their standing on `day`, each in the order in which it came.

    Reads the body of each, which should be selected with it.
    """
    parts = OnDay()
    for each in memberships:
        getattr(parts, (standing(each, day) if day else _today(each)).value).append(each)
    return parts


def lasts_as_its_body(membership: Membership) -> bool:
    """Whether no source says that the tie ended before its body did; in SQL: `members.lasting`."""
    end, ended = membership.end, membership.institution.ended
    return not end or bool(end.earliest and ended.earliest and end.earliest >= ended.earliest)


def part_at_the_end(memberships: Iterable[Membership]) -> OnDay:
    """Part memberships of a body that has ended by whether they lasted as long as it did."""
    parts = OnDay()
    for each in memberships:
        (parts.in_force if lasts_as_its_body(each) else parts.ended).append(each)
    return parts


def _today(membership: Membership) -> Standing:
    ended = membership.end or membership.institution.has_ended
    return Standing.ENDED if ended else Standing.IN_FORCE
