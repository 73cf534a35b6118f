"""The pictures of the timeline: milestones in lanes and bodies as bars, on a scale that changes twice.

Few milestones are older than 1850 and most are younger than 1990, so each of the three stretches of time
has a scale of its own. Nothing here is drawn; the templates print the numbers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from institutions.models import Institution, Milestone
from institutions.timeline_filters import LANES, OF_ONE_STATE, TREATIES, TREATY_KINDS

LEFT, RIGHT, WIDTH = 120, 960, 1200
#: Height of a row of labels, longest label, and the room that a letter of it takes.
ROW, LONGEST, LETTER = 17, 64, 6.8
#: Height of the row of a body, and of one with its name above it.
BAR_ROW, NAMED_ROW = 15, 28
#: So few bodies are named where each begins; of more, the names stand in a column after the bars.
FEW = 12
#: The part of what a phone shows at once of a picture in which names can begin.
BEGINNINGS = 240
#: Room that a year of the axis needs.
TICK = 42
#: Labels keep so far from the edges.
EDGE = 16
#: A date that is known less well than to the year is drawn as a bar.
A_YEAR = timedelta(days=366)


def cut(words: str, room: int) -> str:
    """Words that have no room, cut in the middle: how they begin and how they end tells them apart."""
    if len(words) <= room:
        return words
    end = words[-(room // 4) - 1 :].partition(" ")[2]
    begin = words[: max(room - len(end), 2)]
    return f"{begin.rpartition(' ')[0] or begin[:-1]}…{end}"


@dataclass(frozen=True)
class Stretch:
    """Years that share a scale: how much room they get, and between how many years a tick stands."""

    first: int
    last: int
    share: int
    step: int


STRETCHES = (Stretch(0, 1850, 4, 100), Stretch(1850, 1990, 8, 20), Stretch(1990, 9999, 11, 5))


@dataclass
class Scale:
    """Where a day stands between LEFT and RIGHT, if the years from `first` to `last` are shown."""

    first: int
    last: int
    stretches: list[tuple[Stretch, float, float]] = field(init=False)

    def __post_init__(self) -> None:
        """Cut the stretches to the years that are shown and give each its room."""
        shown = [each for each in STRETCHES if each.first <= self.last and each.last > self.first]
        cut = [
            Stretch(
                max(each.first, self.first // each.step * each.step),
                min(each.last, (self.last // each.step + 1) * each.step),
                each.share,
                each.step,
            )
            for each in shown
        ]
        unit = (RIGHT - LEFT) / sum(each.share for each in cut)
        self.stretches, at = [], float(LEFT)
        for each in cut:
            self.stretches.append((each, at, at + unit * each.share))
            at += unit * each.share

    def x(self, day: date) -> int:
        """The place of a day; one before the first year or after the last stands at the edge."""
        year = day.year + (day.timetuple().tm_yday - 1) / 366
        for stretch, begin, end in self.stretches:
            if year < stretch.last or stretch is self.stretches[-1][0]:
                part = (year - stretch.first) / (stretch.last - stretch.first)
                return round(begin + min(max(part, 0), 1) * (end - begin))
        return LEFT

    def holds(self, day: date) -> bool:
        """Whether the day is one of the years between the edges."""
        return self.stretches[0][0].first <= day.year < self.stretches[-1][0].last

    @property
    def ticks(self) -> list[tuple[int, int]]:
        """Years of the axis with their places, as many as have room; a change of the scale is one of them."""
        found: list[tuple[int, int]] = []
        for stretch, begin, end in self.stretches:
            before = begin - TICK - 1
            for year in range(max(stretch.first, stretch.step), stretch.last, stretch.step):
                x = self.x(date(year, 1, 1))
                if x - before >= TICK and (end - x >= TICK or stretch is self.stretches[-1][0]):
                    found.append((year, x))
                    before = x
        return found

    @property
    def breaks(self) -> list[tuple[int, int]]:
        """Years at which the scale changes, with their places."""
        return [(stretch.first, round(begin)) for stretch, begin, _end in self.stretches[1:]]


@dataclass
class Entry:
    """One line of the list: a milestone or a body, its number, and the page of the list that has it."""

    number: int
    record: Any
    page: str = ""

    @property
    def is_body(self) -> bool:
        """Whether it is a body, not a milestone."""
        return isinstance(self.record, Institution)

    @property
    def anchor(self) -> str:
        """The identifier of its line."""
        return f"body-{self.record.slug}" if self.is_body else self.record.slug

    @property
    def url(self) -> str:
        """The address of its line, seen from another page of the list."""
        return f"{self.page}#{self.anchor}"

    @cached_property
    def start(self) -> Any:
        """When it happened or began."""
        return self.record.founded if self.is_body else self.record.start

    @cached_property
    def end(self) -> Any:
        """Until when it lasted."""
        return self.record.ended if self.is_body else self.record.end

    @property
    def is_drawn(self) -> bool:
        """Whether its beginning has a date, so that it stands in the picture."""
        return self.start.earliest is not None

    @property
    def has_ended(self) -> bool:
        """Whether a source states that the body ended."""
        return self.record.has_ended

    @property
    def is_active(self) -> bool:
        """Whether a source states that the body exists, and none that it ended."""
        return not self.has_ended and self.record.status == Institution.Status.ACTIVE

    @property
    def successor(self) -> Institution | None:
        """The body that followed, if a visitor can see it."""
        after: Institution | None = self.record.succeeded_by
        return after if after and after.is_published else None

    @property
    def lane(self) -> str:
        """The lane of bodies, or that of the milestone; one of law that concerns a treaty has its own."""
        if self.is_body:
            return Milestone.Lane.BODIES.value
        of_law = self.record.lane == Milestone.Lane.LAW
        if of_law and any(each.kind in TREATY_KINDS for each in self.record.documents.all()):
            return TREATIES
        return str(self.record.lane)

    @property
    def lane_label(self) -> Any:
        """The name of the lane."""
        return dict(LANES)[self.lane]

    @property
    def last_day(self) -> date:
        """The last day that a milestone can have reached."""
        latest: date = self.end.latest or self.start.latest
        return max(latest, self.start.latest)


@dataclass
class Mark:
    """One milestone in the picture: its number in the list, its label, and where it stands."""

    entry: Entry
    x: int
    until: int
    level: int = 0
    depth: int = 0
    line: int = 0

    @property
    def number(self) -> int:
        """Its number in the list."""
        return self.entry.number

    @property
    def milestone(self) -> Milestone:
        """The milestone."""
        found: Milestone = self.entry.record
        return found

    @property
    def label(self) -> str:
        """The title, cut to what has room after the mark; the list has it whole."""
        room = int((WIDTH - EDGE - self.x - 8) / LETTER) - len(str(self.number)) - 1
        return cut(self.milestone.title, min(room, LONGEST))

    @property
    def is_bar(self) -> bool:
        """Whether it lasts long enough, or is known so roughly, that a dot would say too much."""
        start = self.milestone.start
        rough = start.latest - start.earliest > A_YEAR
        return self.length > 4 and (rough or self.milestone.kind == Milestone.Kind.PERIOD)

    @property
    def length(self) -> int:
        """How long the bar is."""
        return self.until - self.x

    @property
    def end(self) -> float:
        """Where the label ends."""
        return self.x + 8 + (len(self.label) + len(str(self.number)) + 1) * LETTER

    @property
    def text_y(self) -> int:
        """Where the label stands."""
        return self.line - 12 - ROW * self.level

    @property
    def stem_y(self) -> int:
        """Where the line from the mark to its label ends."""
        return self.text_y - 9

    @property
    def bar_y(self) -> int:
        """Where the bar lies: on the lane, or below it where another bar is in the way."""
        return self.line - 2 + 9 * self.depth

    @property
    def disputed(self) -> bool:
        """Whether sources disagree on the date. Reads the prefetched evidence."""
        return any(row.fact in ("start", "end") and row.sign == "≠" for row in self.milestone.evidence.all())


@dataclass
class Lane:
    """One lane: what it concerns, and its milestones from left to right."""

    label: Any
    marks: list[Mark]
    title_y: int = 0
    line_y: int = 0


@dataclass
class Bar:
    """One body in the picture: from its beginning to its end, to today, or to nobody knows when.

    Between `x` and `sure` lies a beginning that is known only roughly, between `until` and `rough_until`
    such an end.
    """

    entry: Entry
    x: int
    sure: int
    until: int
    rough_until: int
    #: Whether its name stands above its beginning.
    is_named_above: bool = False
    y: int = 0
    #: The line to what followed, as the commands of a path; empty without.
    link: str = ""

    @property
    def number(self) -> int:
        """Its number in the list."""
        return self.entry.number

    @property
    def label(self) -> str:
        """The acronym, or the name, cut to what has room after the bar; the list has it whole."""
        body = self.entry.record
        room = int((WIDTH - EDGE - self.text_x) / LETTER) - len(str(self.number)) - 1
        return cut(body.short, min(room, LONGEST))

    @property
    def text_x(self) -> int:
        """Where the label begins: with the bar, or after it, so that those of today stand in one column."""
        if self.is_named_above:
            return self.x + 4
        return max(self.until, self.rough_until, self.sure + 2) + 8

    @property
    def text_y(self) -> int:
        """The line on which the label stands."""
        return self.y - 7 if self.is_named_above else self.y + 4

    @property
    def end(self) -> float:
        """Where the label ends."""
        return self.text_x + (len(self.label) + len(str(self.number)) + 1) * LETTER

    @property
    def is_open(self) -> bool:
        """Whether no source states that it exists today or ended on a day: it is drawn dashed."""
        return not self.entry.is_active and self.entry.end.latest is None

    @property
    def path(self) -> str:
        """The bar, with a crossbar at a stated end."""
        capped = "m0-5v10" if self.entry.end.latest else ""
        return f"M{self.sure} {self.y}H{max(self.until, self.sure + 2)}{capped}"

    @property
    def rough(self) -> list[tuple[int, int]]:
        """Where the hollow parts lie, and how long they are: a beginning or an end known only roughly."""
        parts = ((self.x, self.sure), (self.until, self.rough_until))
        return [(begin, end - begin) for begin, end in parts if end - begin > 1]


@dataclass
class Group:
    """The bodies of one region, those that were succeeded right above what followed them."""

    label: Any
    bars: list[Bar]
    title_y: int = 0


@dataclass
class Axis:
    """The years below a picture: their scale, how far down they stand, and which day is today."""

    scale: Scale
    y: int
    day: date
    #: Where the picture opens if it is wider than the screen; None if at its end.
    opens: int | None = None

    @property
    def today(self) -> int | None:
        """Where today is, if its year is shown."""
        return self.scale.x(self.day) if self.scale.holds(self.day) else None

    @property
    def height(self) -> int:
        """How high the picture is."""
        return self.y + 32


@dataclass
class Picture:
    """Both pictures, one above the other, each on its scale; what has no date stands only in the list."""

    lanes: list[Lane]
    groups: list[Group]
    axis: Axis
    bars_axis: Axis
    undated: list[Entry]
    #: Whether a bar begins before the first year that is shown.
    cut: bool = False
    width: int = WIDTH

    @property
    def has_links(self) -> bool:
        """Whether a line leads from any body to what followed it."""
        return any(bar.link for group in self.groups for bar in group.bars)

    @property
    def undated_bodies(self) -> list[Entry]:
        """Bodies of which no source states the beginning."""
        return [each for each in self.undated if each.is_body]

    @property
    def undated_milestones(self) -> int:
        """How many milestones have no date."""
        return len(self.undated) - len(self.undated_bodies)


def entries(records: Iterable[Any], page_of: Callable[[int], str] = lambda number: "") -> list[Entry]:
    """The lines of the list: `records` numbered as they come, with the address of the page of each number."""
    return [Entry(number, record, page_of(number)) for number, record in enumerate(records, start=1)]


def picture(
    listed: list[Entry], today: date, years: tuple[int | None, int | None] = (None, None)
) -> Picture | None:
    """The pictures of what is `listed`, between the `years` if given; None if nothing of it has a date."""
    drawn = [each for each in listed if each.is_drawn]
    if not drawn:
        return None
    milestones, bodies = ([each for each in drawn if each.is_body == kind] for kind in (False, True))
    scale, bars_scale = (_scale(part or drawn, today, years) for part in (milestones, bodies))
    lanes, y = _lanes(milestones, scale)
    groups, bars_y = _groups(bodies, bars_scale, today)
    bars = [bar for group in groups for bar in group.bars]
    return Picture(
        lanes,
        groups,
        Axis(scale, y, today, _where_most([mark.x for lane in lanes for mark in lane.marks])),
        Axis(bars_scale, bars_y, today, _where_most([bar.x for bar in bars]) if len(bars) <= FEW else None),
        [each for each in listed if not each.is_drawn],
        any(not bars_scale.holds(each.start.earliest) for each in bodies),
    )


def _scale(drawn: list[Entry], today: date, years: tuple[int | None, int | None]) -> Scale:
    """The scale on which all that is `drawn` has room, between the `years` if given."""
    first, last = years
    return Scale(
        max(min(each.start.earliest.year for each in drawn), first or 1),
        min(max(_reaches(each, today).year for each in drawn), last or 9999),
    )


def _reaches(entry: Entry, today: date) -> date:
    """The last day for which the picture needs room."""
    return max(today, entry.start.latest) if entry.is_body and not entry.end.latest else entry.last_day


def _where_most(places: list[int]) -> int | None:
    """Just before the first of the `places` from which most others are seen; None without any."""
    first = max(
        sorted(places), key=lambda x: sum(x <= other < x + BEGINNINGS for other in places), default=None
    )
    return None if first is None else max(first - 2 * EDGE, 0)


def _lanes(drawn: list[Entry], scale: Scale) -> tuple[list[Lane], int]:
    """The lanes of milestones, and where they end."""
    lanes, top = [], 28
    for value, label in LANES:
        marks = [
            Mark(each, scale.x(each.start.earliest), scale.x(each.last_day))
            for each in drawn
            if each.lane == value
        ]
        if not marks:
            continue
        _place(marks)
        line = top + 14 + ROW * (1 + max(mark.level for mark in marks))
        for mark in marks:
            mark.line = line
        lanes.append(Lane(label, marks, top, line))
        top = line + 34 + 9 * max(mark.depth for mark in marks)
    return lanes, top


def _place(marks: list[Mark]) -> None:
    """Raise each label above those to the right that it would reach, and lower bars that would overlap."""
    for at in range(len(marks) - 1, -1, -1):
        mark = marks[at]
        reached = [other.level for other in marks[at + 1 :] if other.x < mark.end]
        mark.level = max(reached, default=-1) + 1
        taken = {o.depth for o in marks[at + 1 :] if mark.is_bar and o.is_bar and o.x <= mark.until}
        mark.depth = next(depth for depth in range(len(marks)) if depth not in taken)


def _groups(drawn: list[Entry], scale: Scale, today: date) -> tuple[list[Group], int]:
    """The bars of bodies by region, and where they end."""
    groups: list[Group] = []
    top = 28
    for label, members in _by_region(drawn):
        bars = [_bar(each, scale, today, len(drawn) <= FEW) for each in _followed(members)]
        groups.append(Group(label, bars, top))
        for at, bar in enumerate(bars, start=1):
            bar.y = top + 2 + (NAMED_ROW if bar.is_named_above else BAR_ROW) * at
        top = bars[-1].y + 28
    bars_of = {bar.entry.record.pk: bar for group in groups for bar in group.bars}
    for bar in bars_of.values():
        after = bars_of.get(bar.entry.record.succeeded_by_id)
        if after and bar.entry.successor:
            bar.link = f"M{bar.until} {bar.y}V{after.y}" + (f"H{after.x}" if after.x > bar.until else "")
    return groups, top


def _by_region(drawn: list[Entry]) -> list[tuple[Any, list[Entry]]]:
    """The bodies by region, in the order of the regions; parliaments of one state after them."""
    of_one = [each for each in drawn if each.record.kind in OF_ONE_STATE]
    rest = [each for each in drawn if each not in of_one]
    groups = [
        (label, [each for each in rest if each.record.region == value])
        for value, label in [*Institution.Region.choices, ("", _("Region not stated"))]
    ]
    return [(label, found) for label, found in [*groups, (_("Parliaments of one state"), of_one)] if found]


def _followed(members: list[Entry]) -> list[Entry]:
    """The bodies in order of time, each that was succeeded moved down to right above what followed it."""
    placed: list[Entry] = []
    here = {each.record.pk for each in members}

    def place(entry: Entry) -> None:
        for before in members:
            if before.record.succeeded_by_id == entry.record.pk:
                place(before)
        placed.append(entry)

    for each in members:
        if each.record.succeeded_by_id not in here:
            place(each)
    return placed


def _bar(entry: Entry, scale: Scale, today: date, is_named_above: bool) -> Bar:
    start, end = entry.start, entry.end
    sure = start.latest if start.latest - start.earliest > A_YEAR else start.earliest
    if end.latest:
        until = end.earliest if end.latest - end.earliest > A_YEAR else end.latest
    else:
        until = max(today, sure)
    rough_until = max(end.latest or until, until)
    x, surely, to, roughly = (scale.x(day) for day in (start.earliest, sure, max(until, sure), rough_until))
    return Bar(entry, x, surely, to, roughly, is_named_above)
