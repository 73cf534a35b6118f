"""The small timeline of one body: its founding, its milestones and its end on one line, and as a list.

The list has what was before the body, too, and the memberships that began or ended in its life. The years
lie evenly; nothing here is drawn, the template prints the numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from institutions.as_of import lasts_as_its_body
from institutions.members import ROLES
from institutions.models import Institution, Membership, Milestone
from portal.partial_dates import PartialDate

#: The room of the picture, where its line runs, and how wide and how high a number is.
WIDTH, LEFT, RIGHT = 400, 10, 388
DIGIT, ROW, TOP = 8, 15, 12
#: Years between two ticks; the first that leaves few enough.
STEPS = (1, 2, 5, 10, 20, 50, 100, 200)
TICKS = 6
#: A date that is known less well than to the year is drawn as a bar.
A_YEAR = timedelta(days=366)


@dataclass
class Event:
    """One line of the list: the founding, the end, a milestone, or memberships that began or ended.

    Where a milestone tells what happened on the day of the founding or of the end, `own` is the body.
    """

    kind: str
    record: Any
    start: PartialDate
    end: PartialDate
    title: str = ""
    own: Institution | None = None
    #: The memberships that "joined" or "left" on that day.
    ties: list[Membership] = field(default_factory=list)
    number: int = 0
    x: int = 0
    until: int = 0
    level: int = 0

    @property
    def first(self) -> date:
        """The first day that its date can mean."""
        return self.start.earliest or date.max

    @property
    def last(self) -> date:
        """The last day on which it went on, or that its date can mean."""
        return max(self.end.latest or self.first, self.start.latest or self.first)

    @property
    def disputed(self) -> bool:
        """Whether sources disagree on its date. Reads the prefetched evidence."""
        dates = ("start", "end", self.kind)
        rows = [row for record in (self.record, self.own) if record for row in record.evidence.all()]
        return any(row.fact in dates and row.sign == "≠" for row in rows)

    def is_of_the_body(self, day: PartialDate) -> bool:
        """Whether it is a milestone of the history of a body, of this very date."""
        same = (self.start.earliest, self.start.latest) == (day.earliest, day.latest)
        return same and day.earliest is not None and self.record.lane == Milestone.Lane.BODIES

    @property
    def says_more(self) -> bool:
        """Whether its title says more than that the body was founded or ended."""
        return self.title.casefold() not in ("", "founded", "ended", "dissolved")

    @property
    def template(self) -> str:
        """What says of it what happened, by its kind."""
        name = "milestone" if self.kind == "milestone" else "ties" if self.ties else "edge"
        return f"institutions/_life_{name}.html"

    @property
    def length(self) -> int:
        """How long its bar is."""
        return self.until - self.x

    @property
    def is_bar(self) -> bool:
        """Whether it lasted, or is known so roughly, that a dot would say too much."""
        return self.length > 4 and self.last - self.first > A_YEAR


@dataclass
class Picture:
    """The line of a body's life: where it begins and ends, and where its events stand."""

    events: list[Event]
    begin: int
    until: int
    goes_on: bool
    ticks: list[tuple[int, int]]
    line: int
    day: int | None
    width: int = WIDTH

    @property
    def length(self) -> int:
        """How long the bar of its life is; nothing where its founding or what became of it is not known."""
        return self.until - self.begin

    @property
    def height(self) -> int:
        """How high it is."""
        return self.line + 32

    @property
    def marks(self) -> list[tuple[Event, int]]:
        """The events with the height at which each number stands."""
        return [(each, self.line - 10 - ROW * each.level) for each in self.events]


class SmallTimeline:
    """The events of `body` in order of time, those without a date last; reads its prefetched milestones."""

    def __init__(self, body: Institution, day: date | None = None) -> None:
        self.body, self.day = body, day
        found = [
            Event("milestone", each, each.start, each.end, own_words(each, body))
            for each in body.milestones.all()
        ]
        for kind in ("founded", "ended"):
            if day_of_it := getattr(body, kind):
                same = [each for each in found if each.kind == "milestone" and each.is_of_the_body(day_of_it)]
                if same:  # what the history of the body says of that day is what happened then
                    same[0].kind, same[0].own = kind, body
                else:
                    found.append(Event(kind, body, day_of_it, PartialDate()))
        found += _changes_of_members(body)
        self.events = sorted(found, key=lambda each: (each.first, each.start.latest or date.max))
        for number, event in enumerate(self.events, start=1):
            event.number = number

    @property
    def has_undrawn(self) -> bool:
        """Whether the list holds what is not drawn: what was before the body, and its changes of members."""
        return any(each.ties or self._is_before(each) for each in self.events)

    def __bool__(self) -> bool:
        return any(each.kind == "milestone" or each.own for each in self.events) or len(self.events) > 1

    def _is_before(self, event: Event) -> bool:
        """Whether it belongs to the time before the body, which would take the room of its life."""
        founded = self.body.founded.earliest
        own = event.kind != "milestone" or event.record.lane == Milestone.Lane.BODIES
        return not own and founded is not None and event.first < founded

    @property
    def picture(self) -> Picture | None:
        """The picture; None where fewer than two days are known."""
        body, today = self.body, timezone.localdate()
        drawn = [each for each in self.events if not each.ties and not self._is_before(each)]
        dated = [each for each in drawn if each.start.earliest]
        goes_on = bool(body.founded) and body.status == body.Status.ACTIVE and not body.ended
        days = {each.first for each in dated} | {each.last for each in dated}
        days |= {today} if goes_on else set()
        days |= {self.day} if self.day else set()
        if not dated or len(days) < 2:
            return None
        first, last = min(days), max(days)
        span = max((last - first).days, 1)

        def place(day: date) -> int:
            return LEFT + round((day - first).days / span * (RIGHT - LEFT))

        for event in dated:
            event.x, event.until = place(event.first), place(event.last)
        _raise(dated)
        begin, end = body.founded.earliest, today if goes_on else body.ended.latest
        known = bool(begin and end)
        return Picture(
            dated,
            place(begin) if known and begin else 0,
            place(end) if known and end else 0,
            goes_on,
            [(year, place(date(year, 1, 1))) for year in _ticks(first, last)],
            TOP + 10 + ROW * max(each.level for each in dated),
            place(self.day) if self.day else None,
        )


def _changes_of_members(body: Institution) -> Iterable[Event]:
    """The memberships that ended before the body did or began after its founding, by their days.

    Where no source dates its founding, those count that began after the first.
    """
    found: dict[tuple[str, str], Event] = {}
    ties = [tie for tie in body.memberships.all() if tie.role in ROLES]  # type: ignore[attr-defined]
    first = body.founded.latest or min(
        (each.start.latest for each in ties if each.start.latest), default=None
    )
    for tie in ties:
        tie.institution = body
        later = first and tie.start.earliest and tie.start.earliest > first
        gone = tie.end.earliest and not lasts_as_its_body(tie)
        for kind, day, counts in (("joined", tie.start, later), ("left", tie.end, gone)):
            if counts:
                event = found.setdefault((kind, str(day)), Event(kind, tie, day, PartialDate()))
                event.ties.append(tie)
    return found.values()


def own_words(milestone: Milestone, body: Institution) -> str:
    """The title of a milestone without the name of the body on whose page it stands."""
    for name in (body.acronym, str(body)):
        if name and milestone.title.startswith(f"{name}: "):
            return milestone.title.removeprefix(f"{name}: ")
    return milestone.title


def _ticks(first: date, last: date) -> Iterable[int]:
    """Round years from the first to the last, not too many."""
    years = last.year - first.year
    step = next((each for each in STEPS if years / each <= TICKS), STEPS[-1])
    return range((first.year // step + 1) * step, last.year + 1, step)


def _raise(events: list[Event]) -> None:
    """Raise each number above those to its left that it would touch."""
    for at, event in enumerate(events):
        taken = {
            other.level
            for other in events[:at]
            if abs(other.x - event.x) < DIGIT * max(len(str(event.number)), len(str(other.number))) + 4
        }
        event.level = next(level for level in range(len(events)) if level not in taken)
